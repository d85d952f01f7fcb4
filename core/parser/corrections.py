"""Corrections: "5 s, no, 8 s", "use Kling, no, Wan", "not Kling but Wan"."""

import re
from collections.abc import Iterable, Mapping

from core.model import Change
from core.parser.marks import MODEL, STOP_SET, VALUE
from core.parser.sheet import Sheet, Span
from core.tables.words import Words

STRENGTH = {"keep": 4, "switch": 3, "like": 3, "use": 3, "once": 3, "name": 2, "bare": 1}  # of a role
_AROUND = " ,.!?;:()\u2026\u2014-"
_BETWEEN = f" \n{MODEL}{VALUE},.;:![]()\u3010\u3011\u3001\u2014\u2026-"
_WEAK = ("", "bare", "name")
_FIGURES = re.compile("[0-9]")
_BESIDE = 4  # characters at most between a ratio in figures and the words for it
_REMARK = (
    18  # bytes at most of words between two values that say which one counts: three for a Chinese character
)
_NAMED = 3  # characters at least of words for the video: the shortest are Chinese
_LISTED = f"{_BETWEEN}/&+"


class Corrections:
    """The words of [frame] that correct, and those of a contrast."""

    def __init__(self, words: Words) -> None:
        self._lone = frozenset(words.typed["frame.lone_correction"])
        self._rather = frozenset(words.typed["frame.rather"])
        self._around = _AROUND + "".join(words.typed["frame.correction_with"])

    def stand_between(self, sheet: Sheet, end: int, start: int) -> bool:
        """Whether nothing but a correction ("no, wait") stands between these positions."""
        if sheet.row[end:start].strip(self._around) in self._lone:
            return True
        return any(
            not f"{sheet.row[end:begin]}{sheet.row[stop:start]}".strip(self._around)
            for begin, stop in sheet.heard("frame.correction")
            if end <= begin and stop <= start
        )

    def replaces(self, sheet: Sheet, earlier: Span, later: Span) -> bool:
        """Whether a name counts instead of one before it: behind a correction, or another version of the same model."""
        if later.settles or sheet.is_heard("frame.correction", earlier.end, later.start):
            return True
        return self.stand_between(sheet, earlier.end, later.start)

    def corrects(self, sheet: Sheet, earlier: Span, later: Span) -> bool:
        """Whether words between two values say that the later one counts."""
        end = max(earlier.end, earlier.cut[1]) if earlier.cut[1] <= later.start else earlier.end
        return (
            sheet.is_heard("frame.correction", earlier.end, later.start)
            or self.stand_between(sheet, earlier.end, later.start)
            or self.stand_between(sheet, end, later.start)
        )

    def may_be(self, words: str) -> bool:
        """Whether words that turn a value down could also correct the one before it: "5 s, no 8 s"."""
        return not words or words in self._lone

    def settle(self, sheet: Sheet, span: Span, earlier: Span) -> None:
        """Give a name the role that the one before it had, or should have had."""
        if span.settles or self.stand_between(sheet, earlier.end, span.start):
            _correct(sheet, span, earlier)
        begin = max(earlier.end, earlier.cut[1])
        if (
            earlier.role == "not"
            and span.role in _WEAK
            and sheet.row[begin : span.start].strip(_BETWEEN) in self._rather
        ):
            span.role, span.cut = "use", (begin, span.end)

    def take_back(self, sheet: Sheet, last: Span) -> None:
        """Turn down the last name where a clause behind it takes back what was said: "always Kling... never mind"."""
        behind = [one for one in sheet.heard("tool.taken_back") if one[0] >= max(last.end, last.cut[1])]
        if not behind or not last.taken:
            return
        begin, end = behind[0]
        if VALUE in sheet.row[last.end : begin]:
            return  # what is taken back is that value: "with Wan, 5 s... never mind"
        is_apart = begin in sheet.folded.gaps or sheet.row[:begin].rstrip()[-1:] in STOP_SET
        # In Chinese the same words right behind a name may be a resigned "so be it".
        if is_apart or sheet.row[begin:end].isascii():
            last.role, last.taken, last.cut = "not", False, (last.cut[0], end)


def another_is_turned_down(sheet: Sheet, span: Span, begin: int, end: int) -> bool:
    """Whether a phrase turns down another name of the clause: "Veo please, not Kling"."""
    return any(
        begin <= start < end and not start <= span.start < stop for start, stop in sheet.heard("tool.not")
    )


def ends_correction(sheet: Sheet, found: list[tuple[int, int]]) -> bool:
    """Whether the "not" is the end of a correction: "oh no, with Veo"."""
    begin = min(start for start, _ in found)
    return any(start < begin < end for start, end in sheet.heard("frame.correction"))


def only_describes(sheet: Sheet, figures: Span, words: Span) -> bool:
    """Whether words describe the ratio that figures gave, "21:9 widescreen", instead of correcting it."""
    if words.kind != "aspect_ratio" or words.start - figures.end > _BESIDE:
        return False
    return _tells_more(sheet, figures=figures, words=words)


def _tells_more(sheet: Sheet, *, figures: Span, words: Span) -> bool:
    """Whether figures give the ratio more exactly than words for the same shape."""
    if not _FIGURES.search(sheet.text, figures.start, figures.end):
        return False
    return not _FIGURES.search(sheet.text, words.start, words.end) and _is_wide(figures) == _is_wide(words)


def contradicts(sheet: Sheet, earlier: Span, later: Span) -> bool:
    """Whether two values of a kind cannot both count, so that people are told which one does.

    A length or a resolution may as well belong to the scene, or be talked about: it must stand for the video alone.
    """
    if earlier.kind == "aspect_ratio":
        return not _tells_more(sheet, figures=later, words=earlier)
    if earlier.kind in ("audio", "mode"):
        return True
    if earlier.kind == "resolution" and not _FIGURES.search(sheet.text, earlier.start, earlier.end):
        return False  # "HD, 4K"
    if earlier.kind not in ("duration", "resolution") or not (
        _is_whole(sheet, earlier) and _is_whole(sheet, later)
    ):
        return False
    if _is_framed(earlier):
        return True
    between = _left_of(sheet, max(earlier.end, earlier.cut[1]), min(later.start, later.cut[0]))
    return not 0 < len(between.encode()) <= _REMARK  # "typed that wrong"


def told_of(dropped: Iterable[Span], values: Mapping[str, int | str]) -> tuple[Change, ...]:
    """What is told of values that were dropped: what was said, and what counts; nothing of one said again later."""
    return tuple(
        Change(one.kind, str(one.value), str(values[one.kind]))
        for one in dropped
        if one.value != values[one.kind]
    )


def _is_whole(sheet: Sheet, span: Span) -> bool:
    """Whether a value stands for the video alone: nothing else in its clause, or "a 5-second video" of something."""
    begin, stop = sheet.clause_of(span)
    gaps = sheet.folded.gaps
    if _left_of(sheet, begin, span.start) and gaps.isdisjoint((span.start, span.cut[0])):
        return False
    return (
        _is_framed(span)
        or not gaps.isdisjoint((span.end, span.cut[1]))
        or not _left_of(sheet, span.end, stop)
    )


def _is_framed(span: Span) -> bool:
    """Whether words that name the video follow a value: "a 5-second clip of"."""
    return span.cut[1] - span.end >= _NAMED


def _left_of(sheet: Sheet, begin: int, end: int) -> str:
    """What of a stretch is neither a value nor said with one."""
    taken = [one.cut for one in sheet.spans if one.taken and not one.is_name]
    kept = (
        mark
        for place, mark in enumerate(sheet.row[begin:end], begin)
        if not any(start <= place < stop for start, stop in taken)
    )
    return "".join(kept).strip(_LISTED)


def _is_wide(ratio: Span) -> bool | None:
    width, _, height = str(ratio.value).partition(":")
    return None if width == height else float(width) > float(height)


def _correct(sheet: Sheet, span: Span, earlier: Span) -> None:
    """Give a name that corrects another the role of that one: "use Kling, no, Wan" uses Wan."""
    use = sheet.covering("tool.use", earlier.start, earlier.end)
    if use and earlier.role in ("", "not") and not sheet.covering("tool.not", earlier.start, earlier.end):
        # An ordinary word ("use the conch") that a model's name then replaces.
        earlier.role, earlier.cut, earlier.taken = "use", use[0], True
    if STRENGTH.get(earlier.role, 0) > STRENGTH.get(span.role, 0):
        span.role = earlier.role
        span.cut = (min(earlier.end, span.cut[0] or earlier.end), max(span.end, span.cut[1]))
