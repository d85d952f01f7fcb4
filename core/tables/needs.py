"""What a text must contain for a pattern to fit it: a look at this spares most patterns the comparison.

A need is a set of pieces, at least one of which is in every text that the pattern fits: for `(?:make|do) it (?:red|blue)`
the pieces `red`/`blue`, as these are rarer than `make`/`do`. A piece is one character of Chinese, or two to four letters
or figures as they follow each other; `pieces_of` cuts a text into all of its pieces. What a pattern does not surely need
(what may be left out, sets with codes, what is only looked for, references) counts for nothing.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

_LONGEST = 4  # letters of a piece
_COMMON = (
    0.0,
    0.0,
    12.0,
    4.0,
    1.0,
)  # how common a piece of so many letters is, roughly, beside a Chinese character
_WORDS = re.compile(r"[a-z\d]{2,}")
_WIDE = re.compile(r"[^\x00-\x7f]")
_TIMES = r"[?*+]|\{\d*(?:,\d*)?\}"
_TOKENS = re.compile(
    rf"""(?x)
      \| | \)
    | \(\?(?: P?<[A-Za-z_]\w*> | [:>|] | [a-z]+: )      # begins a group that is part of what fits
    | \(\?(?: <?[=!] | \(\w+\) )                        # one that only looks ahead or back, or defines
    | \(\?[^()]*\)                                      # flags, or a reference
    | \(
    | \[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]
    | \\(?:[pPxo]\{{[^}}]*\}}|[kg](?:\{{[^}}]*\}}|<[^>]*>)|x[0-9a-fA-F]{{2}}|.)
    | (?:{_TIMES})[?+]?
    | (?:[A-Za-z\d](?!{_TIMES}))+ | [A-Za-z\d]
    | (?:[^\x00-\x7f](?!{_TIMES}))+ | [^\x00-\x7f]
    | .
    """,
    re.DOTALL,
)
_ONLY_LOOKS = ("(?=", "(?!", "(?<=", "(?<!", "(?(")
_STRANGE = re.compile(r"\\Q|\(\?#|\(\*|\(\?[a-z]*x")
_KEPT = 32  # texts: one message is compared in several forms
_MOST_OF_A_SET = 24  # characters of which one is needed
_ASCII = re.compile(r"[\x00-\x7f]")
_OPTIONAL = ("?", "*", "{0", "{,")

Need = frozenset[str]
# How common some pieces are, together; one of them is needed.
_Item = tuple[float, Sequence[str]]
_NOTHING: _Item = (math.inf, ())


class Needs:
    """What the patterns of several lists need, together: one look at a text tells which of them may fit it."""

    def __init__(self) -> None:
        # The list and row of those that need each piece; and of each list, the rows that fit any text for all that is known.
        self._by_piece: dict[str, tuple[tuple[int, int], ...]] = {}
        self._always: list[Sequence[int]] = []
        self._kept: dict[str, Mapping[int, Sequence[int]]] = {}  # by text

    def add(self, needs: Iterable[Need | None]) -> int:
        """Take what the patterns of one list need; returns the number of that list."""
        number, always = len(self._always), []
        for row, need in enumerate(needs):
            if need is None:
                always.append(row)
            place = (number, row)
            for piece in need or ():
                self._by_piece[piece] = (*self._by_piece.get(piece, ()), place)
        self._always.append(always)
        self._kept.clear()
        return number

    def rows(self, number: int, text: str) -> Sequence[int]:
        """The rows of this list that need nothing which a text lacks."""
        kept = self._kept.get(text)
        if kept is None:
            if len(self._kept) == _KEPT:
                self._kept.clear()
            kept = self._kept[text] = self._rows(text)
        return kept.get(number) or self._always[number]

    def _rows(self, text: str) -> Mapping[int, Sequence[int]]:
        found: dict[int, set[int]] = {}
        by_piece = self._by_piece
        for piece in pieces_of(text):
            for number, row in by_piece.get(piece, ()):
                found.setdefault(number, set()).add(row)
        return {number: sorted(rows.union(self._always[number])) for number, rows in found.items()}


@lru_cache(maxsize=4)  # three files ask in turn
def pieces_of(text: str) -> Need:
    """All pieces of a text, without capitals."""
    folded = text.casefold()
    found = set(_WIDE.findall(folded))
    for word in _WORDS.findall(folded):
        for length in range(2, _LONGEST + 1):
            found.update(word[at : at + length] for at in range(len(word) - length + 1))
    return frozenset(found)


def need_of(pattern: str) -> Need | None:
    """What a pattern needs, which must be a valid one; None where nothing is sure."""
    if _STRANGE.search(pattern):
        return None
    around: list[tuple[bool, float, list[str], _Item]] = []  # what stands around the group that is read
    is_part, cost, pieces = True, 0.0, list[str]()  # of its ways so far
    best: _Item = _NOTHING  # of the way that is read
    item: _Item = _NOTHING  # of what was read last, which may turn out to be optional
    for part in _TOKENS.findall(pattern):
        if part[0] in "?*{" and part.startswith(_OPTIONAL):
            item = _NOTHING
            continue
        if item[0] < best[0]:
            best = item
        if part in "|)":
            cost += best[0]
            pieces += best[1]
            if part == "|":
                best = item = _NOTHING
            else:
                item = (cost, pieces) if is_part else _NOTHING
                is_part, cost, pieces, best = around.pop()
        elif part[0] != "(":
            item = _of_characters(part)
        else:
            item = _NOTHING
            if part[-1] != ")" or part[:3] == "(?(":
                around.append((is_part, cost, pieces, best))
                is_part, cost, pieces, best = not part.startswith(_ONLY_LOOKS), 0.0, [], _NOTHING
    if item[0] < best[0]:
        best = item
    return frozenset((*pieces, *best[1])) if cost + best[0] < _NOTHING[0] else None


def _of_characters(part: str) -> _Item:
    """What characters or a set of them need."""
    if part[0] in "\\{+":
        return _NOTHING
    if part[0] == "[":
        members = part[1:-1]
        is_plain = len(members) <= _MOST_OF_A_SET and not _ASCII.search(members)
        return (float(len(members)), tuple(members.casefold())) if is_plain and members else _NOTHING
    if not part.isascii():
        return 1.0, (part[0].casefold(),)
    return (_COMMON[min(len(part), _LONGEST)], (part[:_LONGEST].casefold(),)) if len(part) > 1 else _NOTHING
