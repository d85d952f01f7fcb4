"""Folding: one spelling for every way to type the same words, with the way back to what was typed.

Words are looked up in the folded copy; everything that leaves the program is cut from the original.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

CJK = "\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff"

_UNSEEN = "\u00ad\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f\u20e3\r"  # zero width, joiners, variants of emoji
_RUNS = re.compile(f"[ {_UNSEEN}]+")
_NEEDS_WORK = re.compile(f"[{_UNSEEN}]| [ \n{CJK}]|[\n{CJK}] |^ | $")
_CONTROL = re.compile("[\t\n\r\x0b\x0c]")
_IS_CJK = re.compile(f"[{CJK}]")

# Full width forms to ASCII, all blanks to one blank, dashes and quotes that keyboards put in on their own.
_LETTERS: dict[int, str] = {
    **{0xFF01 + n: chr(0x21 + n).lower() for n in range(94)},
    **dict.fromkeys((0x09, 0x0B, 0x0C, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " "),
    **dict.fromkeys((0x85, 0x2028, 0x2029), "\n"),
    **dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2212), "-"),
    **dict.fromkeys((0x2018, 0x2019, 0x02BC), "'"),
    0x2236: ":",
    0x301C: "~",
    0x00D7: "x",
}


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded copy; `places[i]` is where its character i stands in the original, with one entry more at the end.

    `gaps` holds the positions before which a blank was dropped: beside Chinese a blank says nothing about words,
    but it may still part two items of a list.
    """

    original: str
    text: str
    places: Sequence[int]
    gaps: frozenset[int]

    def next_gap(self, place: int, within: int) -> int:
        """The first dropped blank behind this position, -1 when there is none near."""
        if self.gaps:
            for one in range(place + 1, place + within):
                if one in self.gaps:
                    return one
        return -1

    def typed(self, start: int, end: int) -> str:
        """What was typed for this stretch of the folded copy."""
        return self.original[self.places[start] : self.places[end - 1] + 1] if start < end else ""


class Folding:
    """Folds text; `pairs` maps single characters, traditional ones to simplified ones."""

    def __init__(self, pairs: Mapping[str, str]) -> None:
        self._letters = {**_LETTERS, **{ord(one): other for one, other in pairs.items()}}

    def fold(self, text: str) -> Folded:
        """The folded copy: letters one for one, then without the blanks that mean nothing. Takes linear time."""
        if text.isascii() and "  " not in text and not _CONTROL.search(text) and text == text.strip(" "):
            return Folded(text, text.lower(), range(len(text) + 1), frozenset())
        flat = _lower(text.translate(self._letters))
        if _NEEDS_WORK.search(flat) is None and "  " not in flat:
            return Folded(text, flat, range(len(flat) + 1), frozenset())
        pieces: list[str] = []
        places: list[int] = []
        gaps: set[int] = set()
        done = 0
        length = 0
        for run in _RUNS.finditer(flat):
            start, end = run.span()
            pieces.append(flat[done:start])
            places.extend(range(done, start))
            length += start - done
            done = end
            if " " not in run.group():
                continue
            if start == 0 or end == len(flat) or "\n" in (flat[start - 1], flat[end]):
                continue
            if _IS_CJK.match(flat[start - 1]) or _IS_CJK.match(flat[end]):
                gaps.add(length)
                continue
            pieces.append(" ")
            places.append(start)
            length += 1
        pieces.append(flat[done:])
        places.extend(range(done, len(flat) + 1))
        return Folded(text, "".join(pieces), places, frozenset(gaps))


def _lower(text: str) -> str:
    """Lower case without changing the length: a few capitals have small forms of two characters."""
    small = text.replace("\u03a3", "\u03c3").lower()  # a capital sigma has two small forms
    if len(small) == len(text):
        return small
    return "".join(low if len(low := one.lower()) == 1 else one for one in text)
