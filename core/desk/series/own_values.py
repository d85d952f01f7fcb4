"""Videos listed in one message that each name a shape or a length of their own: "the first upright, the other wide"."""

from collections.abc import Sequence
from dataclasses import replace

from core.desk.turn import Turn
from core.model import Draft, ParseContext, Told, Wishes
from core.planner.values import as_text, number
from core.punctuation import comma
from core.tables import Said

_OWN = ("aspect_ratio", "duration_s")
_NAMES = {"aspect_ratio": "aspect_ratio", "duration_s": "duration"}


def with_own_values(
    turn: Turn, scenes: Sequence[str], *, is_offered: bool
) -> tuple[Sequence[str], list[Wishes]]:
    """The listed videos, and what each is to have for itself; a shape in front of all of them is taken out."""
    found = [turn.desk.tables.sayings.find(one, Said.SHAPED_SCENE) for one in scenes]
    ratios = [_ratio(turn, one["before"]) if one is not None else None for one in found]
    own = _own_values(turn, scenes, is_offered=is_offered)
    if not is_offered and None not in ratios and len(set(ratios)) > 1:
        own = [Wishes(aspect_ratio=one) for one in ratios]
    bare = [
        said["rest"] if said is not None and ratio is not None and ratio == values.aspect_ratio else scene
        for scene, said, ratio, values in zip(scenes, found, ratios, own, strict=True)
    ]
    return bare, own


def _ratio(turn: Turn, words: str) -> str | None:
    return turn.desk.parser.parse(words, ParseContext()).wishes.aspect_ratio


def _own_values(turn: Turn, scenes: Sequence[str], *, is_offered: bool) -> list[Wishes]:
    """What each listed video is to have for itself; all empty where they share their values.

    Of a list that is offered anew, each keeps what it had.
    """
    shared = [Wishes() for _ in scenes]
    found = _kept(turn, scenes) if is_offered else _told(turn, scenes)
    if not found:
        return shared
    for name in _OWN:
        values = [getattr(one, name) for one in found]
        is_free = not is_offered or getattr(turn.intent.wishes, name) is None
        if is_free and None not in values and len(set(values)) > 1:
            shared = [replace(one, **{name: value}) for one, value in zip(shared, values, strict=True)]
    if not is_offered and shared[0] != Wishes():
        own = [name for name in _OWN if getattr(shared[0], name) is not None]
        turn.intent = replace(
            turn.intent,
            wishes=replace(turn.intent.wishes, **dict.fromkeys(own)),
            passed_over=tuple(
                one for one in turn.intent.passed_over if one.name not in [_NAMES[name] for name in own]
            ),
        )
    return shared


def unlike(drafts: Sequence[Draft], *, shapes_too: bool = False) -> list[Wishes]:
    """The shape and the length of each order, where they are not the same for all; with `shapes_too` its shape anyway."""
    shapes = [as_text(one.order.params.get("aspect_ratio") or "") for one in drafts]
    lengths = [number(one.order.params.get("duration") or 0) for one in drafts]
    has_shapes = all(shapes) and (shapes_too or len(set(shapes)) > 1)
    has_lengths = all(lengths) and len(set(lengths)) > 1
    return [
        Wishes(
            aspect_ratio=shape if has_shapes else None,
            duration_s=int(length or 0) if has_lengths else None,
        )
        for shape, length in zip(shapes, lengths, strict=True)
    ]


def is_settled(note: Told, own: Wishes) -> bool:
    """Whether a note says that two values contradict each other, which each belong to a video of their own."""
    contradicted = [f"notice.contradiction_{_NAMES[name]}" for name in _OWN if getattr(own, name) is not None]
    return note.key in contradicted


def with_own(turn: Turn, shown: str, own: Wishes) -> str:
    """What a row shows, with the values that only this video has."""
    length = turn.words("name.seconds", n=own.duration_s) if own.duration_s is not None else ""
    between = comma(turn.words("name.seconds", n=1))  # as the language of the answer has it
    return between.join(one for one in (shown, own.aspect_ratio or "", length) if one)


def _told(turn: Turn, scenes: Sequence[str]) -> list[Wishes]:
    """The values that the message names for each, from where it begins to speak of it; none if that is not to be seen."""
    text, begins = turn.incoming.text, turn.desk.tables.sayings.listed.begins
    starts, end = list[int](), 0
    for scene in scenes:
        at = text.find(scene, end)
        if at < 0:
            return []
        counted = begins.search(text, end, at)
        starts.append(counted.start() if counted is not None else at)
        end = at + len(scene)
    ends = [*starts[1:], len(text)]
    parts = [text[start:stop] for start, stop in zip(starts, ends, strict=True)]
    return [turn.desk.parser.parse(one, ParseContext()).wishes for one in parts]


def _kept(turn: Turn, scenes: Sequence[str]) -> list[Wishes]:
    """The values that each had when it was offered before; one that is told anew keeps those of its place."""
    asked = turn.stored.question
    drafts = asked.drafts if asked is not None else ()
    if len(drafts) != len(scenes):
        return []
    had = {one.order.prompt: one.wishes for one in drafts}
    return [had.get(scene, one.wishes) for scene, one in zip(scenes, drafts, strict=True)]
