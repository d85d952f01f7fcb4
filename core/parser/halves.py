"""Requests in two halves: of "turn ... into a video" the first half counts only where the second one stands."""

import re
from collections.abc import Mapping, Sequence

from core.parser.asides import CLAUSE
from core.parser.automaton import Automaton
from core.parser.frame import Frames
from core.parser.marks import CUT, STOP_SET
from core.parser.sheet import Sheet
from core.tables.patterns import any_of

_CLAUSES = 4  # so far behind the first half the second may end
_NONE: tuple[int, list[tuple[int, int, str]]] = (0, [])


class Halves:
    """Finds both halves. `tail` reads what a clause ends with."""

    def __init__(self, typed: Mapping[str, Sequence[str]], tail: Automaton) -> None:
        self._tail = tail
        self._of = typed["frame.particle"][0]
        self._thing = re.compile(f"{any_of(typed['frame.thing_looks'])}{{0,2}}{any_of(typed['frame.thing'])}")
        self._both = tuple(typed["frame.both_counted"])
        self._not = frozenset(typed["frame.half_not"])
        self._does = re.compile(any_of(typed["frame.thing_does"]))
        self._asks_for = re.compile(any_of(typed["frame.asks_for"]))

    def read(self, sheet: Sheet, frames: Frames, place: int) -> tuple[int, list[tuple[int, int, str]]]:
        """Where a first half ends that begins here, 0 without one, and what to cut of the second."""
        ends = frames[place]
        if "frame.half_noun" in ends:
            end = ends["frame.half_noun"]
            noun = self._noun(frames, end)
            if noun and not self._counts_thing(frames.text, place, end, noun[0][0]):
                return end, noun
        if "frame.half" in ends:
            end = ends["frame.half"]
            made = self._other(sheet, frames, end)
            if made and frames.text[end - 1 : end + 1] not in self._not:
                return end, made
        told = ends.get("frame.half_told", 0)
        return (told, []) if told and self._is_asked_for(sheet, frames, told) else _NONE

    def _counts_thing(self, text: str, place: int, end: int, noun: int) -> bool:
        """Whether the "a" that a first half ends with counts something that is shown there, and not the clip."""
        if self._thing.match(text, end):
            return True
        if not text[place:end].endswith(self._both):
            return False
        _, of, shown = text[end:noun].rpartition(self._of)
        return not of or self._does.search(shown) is not None

    def asks(self, text: str, begin: int, end: int) -> bool:
        """Whether words of a request for a clip stand here."""
        return self._asks_for.search(text, begin, end) is not None

    def _noun(self, frames: Frames, begin: int) -> list[tuple[int, int, str]]:
        """What to cut of "'s video" at the end of one of the clauses from here on."""
        text = frames.text
        for _, last in _clauses(text, begin):
            end = len(text[:last].rstrip(f"{CUT} "))
            found = self._tail.read(text, end, frames.gaps)
            noun = min(found.get("frame.tail", end), found.get("frame.half_tail", end))
            if begin < noun < end and text[noun] == self._of:
                return [(noun, last, CUT)]
        return []

    def _other(self, sheet: Sheet, frames: Frames, begin: int) -> list[tuple[int, int, str]]:
        """What to cut of the words that end one of the clauses from here on, as they were typed."""
        for _, end in _clauses(sheet.row, begin):
            other = self._tail.read(sheet.row, end, frames.gaps).get("frame.other_half", end)
            if begin < other < end and sheet.row[other - 1] not in STOP_SET:
                return [(other, end, CUT)]
        return []

    def _is_asked_for(self, sheet: Sheet, frames: Frames, begin: int) -> bool:
        """Whether one of the clauses behind this one only asks for a clip."""
        return any(
            first > begin and frames.is_control(first, last) and self.asks(sheet.row, first, last)
            for first, last in _clauses(sheet.row, begin)
        )


def _clauses(text: str, begin: int) -> list[tuple[int, int]]:
    """The places of the next few clauses."""
    found: list[tuple[int, int]] = []
    for clause in CLAUSE.finditer(text, begin):
        found.append(clause.span())
        if len(found) == _CLAUSES:
            break
    return found
