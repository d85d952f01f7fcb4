"""Which clips are known by a name: their model, a value, their light or sound, or words of their description."""

import re
from collections.abc import Sequence

from core.desk.clips.differences import sound_of
from core.desk.turn import Turn
from core.model import Job, ParseContext, Wishes
from core.planner.values import number, same
from core.tables import Pointing

_SHORTEST_WORD = 3


def called(turn: Turn, shown: Sequence[Job], name: str) -> list[Job]:
    """The clips known by this name, in the order of the jobs."""
    return _going_by(turn, shown, name) or [one for one in shown if is_called(turn, one, name)]


def is_called(turn: Turn, job: Job, name: str) -> bool:
    """Whether a clip is known by this name: its model, a value of it, or words of its description."""
    folded = name.casefold()
    models = models_called(turn, folded)
    if models:
        return job.draft.order.model in models
    prompt = job.draft.order.prompt.casefold()
    if folded.isascii():
        function = turn.desk.tables.revisions.english.function
        words = [one for one in folded.split() if len(one) >= _SHORTEST_WORD and one not in function]
        if words and all(re.search(rf"\b{re.escape(one)}", prompt) for one in words):
            return True
    elif _can_name(turn, folded) and (folded in prompt or _without_mark(turn, folded, prompt)):
        return True
    return _has_value(turn, job, name)


def _without_mark(turn: Turn, name: str, prompt: str) -> bool:
    """Whether a Chinese name stands in a description that has the mark of a look in it: "blue shoes"."""
    mark = turn.desk.tables.revisions.look_mark
    return name.replace(mark, "") in prompt.replace(mark, "")


def _can_name(turn: Turn, name: str) -> bool:
    """Whether so few characters can name a clip; a single one only if it is known as a thing."""
    revisions = turn.desk.tables.revisions
    return len(name) > 1 or revisions.subject["zh"].fullmatch(revisions.plain(name)) is not None


def models_called(turn: Turn, name: str) -> frozenset[str]:
    """The models that this name stands for: all of one maker, or one version."""
    for brand in turn.desk.tables.words.brands.values():
        for word in sorted((*brand.words, *brand.everyday), key=len, reverse=True):
            if name == word:
                return brand.models
            if name.startswith(word) and name[len(word) :].strip() in brand.versions:
                return frozenset({brand.versions[name[len(word) :].strip()]})
    return frozenset()


def _going_by(turn: Turn, shown: Sequence[Job], name: str) -> list[Job]:
    """The clips that this name tells by their light or their sound: "the daytime one", "the one with sound"."""
    pointers = turn.desk.tables.pointers
    if pointers.says(name, Pointing.NAMED_HEARD):
        return [one for one in shown if sound_of(one.draft)]
    if pointers.says(name, Pointing.NAMED_SILENT):
        return [one for one in shown if not sound_of(one.draft)]
    dark = [one for one in shown if pointers.says(one.draft.order.prompt, Pointing.IS_DARK)]
    if pointers.says(name, Pointing.NAMED_DARK):
        return dark
    if not pointers.says(name, Pointing.NAMED_LIGHT):
        return []
    others = [one for one in shown if one not in dark]
    light = [one for one in others if pointers.says(one.draft.order.prompt, Pointing.IS_LIGHT)]
    # Beside one in the dark, a clip that tells no hour is the one by day.
    return light or (others if dark else [])


def _has_value(turn: Turn, job: Job, name: str) -> bool:
    """Whether the name is a value that the clip has: upright, ten seconds, 1080P."""
    intent = turn.desk.parser.parse(name, ParseContext())
    said = intent.wishes
    if intent.prompt or said == Wishes():
        return False
    params = job.draft.order.params
    return all(
        value is None
        or (key in params and (same(params[key], value) or number(params[key]) == number(value)))
        for key, value in (
            ("duration", said.duration_s),
            ("resolution", said.resolution),
            ("aspect_ratio", said.aspect_ratio),
        )
    )
