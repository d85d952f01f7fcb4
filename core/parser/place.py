"""Stage "place" for parameters: a value counts where the sentence speaks of the video, not of what is in it."""

import re

from core.parser.sheet import CUT, MODEL, VALUE, Sheet, Span
from core.tables.phrase import EMOJI, STOPS
from core.tables.words import Words

REACH = 36  # how far before a value its explanation may begin
_KINDS = ("duration", "aspect_ratio", "resolution", "quality", "audio", "mode", "shot_type")
_STOP = re.compile(f"[{STOPS}{EMOJI}]")
_MARKS = f"{MODEL}{VALUE}{CUT}"
_BESIDE = re.compile(f"[ ,\u3001&+]*(?:[{_MARKS}]|$)")


class Places:
    """Decides on each parameter of the sheet."""

    def __init__(self, words: Words) -> None:
        self._before: dict[str, re.Pattern[str]] = {}
        self._after: dict[str, re.Pattern[str]] = {}
        self._not_before: dict[str, re.Pattern[str]] = {}
        self._not_after: dict[str, re.Pattern[str]] = {}
        self._scene: dict[str, re.Pattern[str]] = {}
        for kind in _KINDS:
            name = f"place.{kind}"
            self._before[kind] = re.compile(f"(?:{words.pattern('place.any.before', f'{name}.before')})[ ]?$")
            self._after[kind] = re.compile(words.pattern("place.any.after", f"{name}.after"))
            self._not_before[kind] = re.compile(f"(?:{words.pattern(f'{name}.not_before')})[ ]?$")
            self._not_after[kind] = re.compile(words.pattern(f"{name}.not_after"))
            self._scene[kind] = re.compile(words.pattern(f"{name}.scene"))
        self._unwanted = re.compile(f"(?:{words.pattern('frame.not_value')})[ ]?$")
        self._correction = re.compile(words.pattern("frame.correction"))

    def decide(self, sheet: Sheet, row: str) -> None:
        """Set taken and cut of every parameter; `row` is the text with kinds."""
        previous: Span | None = None
        for span in sheet.spans:
            if not span.is_name and not span.taken:
                self._decide(sheet, row, span, previous)
            previous = span

    def values(self, sheet: Sheet, row: str) -> tuple[dict[str, int | str], list[str]]:
        """What counts of each kind, and what was said but does not count: the later of two values wins."""
        chosen: dict[str, Span] = {}
        dropped: list[str] = []
        for span in sheet.spans:
            if span.is_name or not span.taken:
                continue
            earlier = chosen.get(span.kind)
            if earlier is not None and earlier.value != span.value:
                if not self._correction.search(row, earlier.end, span.start):
                    dropped.append(str(earlier.value))
            chosen[span.kind] = span
        return {kind: span.value for kind, span in chosen.items()}, dropped

    def _decide(self, sheet: Sheet, row: str, span: Span, previous: Span | None) -> None:
        kind = span.kind
        start, end = span.start, span.end
        window = row[max(0, start - REACH) : start]
        offset = start - len(window)
        gaps = sheet.folded.gaps
        if self._unwanted.search(window) and kind != "audio":
            match = self._unwanted.search(window)
            span.cut = (offset + match.start() if match else start, end)
            return
        before = self._before[kind].search(window)
        after = self._after[kind].match(row, end)
        if end not in gaps and self._not_after[kind].match(row, end):
            return
        if before is None and start not in gaps and self._not_before[kind].search(window):
            return
        beside = previous is not None and previous.taken and not row[previous.end : start].strip(" ,\u3001&+")
        clause_start = max((m.end() for m in _STOP.finditer(row, max(0, start - 60), start)), default=0)
        stop = _STOP.search(row, end)
        clause_end = stop.start() if stop else len(row)
        left = start in gaps or not row[clause_start:start].strip(f" {_MARKS}-") or beside
        right = end in gaps or not row[end:clause_end].strip(f" {_MARKS}-")
        if before is None and after is None:
            placed = (left and right) if span.everyday else (left or right)
            if not placed:
                return
            if self._scene[kind].search(row, clause_start, clause_end) and not (left and right):
                return
        elif before is None and self._scene[kind].search(row, clause_start, clause_end):
            return
        span.taken = True
        span.cut = (offset + before.start() if before else start, after.end() if after else end)
