"""What a clip goes by beside the words of its description: its light, its sound, or a value."""

from collections.abc import Sequence

from core.desk.clips.differences import sound_of
from core.desk.turn import Turn
from core.model import Job, ParseContext, Wishes
from core.planner.values import number, same
from core.tables import Pointing


def going_by(turn: Turn, shown: Sequence[Job], name: str) -> list[Job]:
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


def has_value(turn: Turn, job: Job, name: str) -> bool:
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
