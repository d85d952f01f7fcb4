"""What a text must contain for a pattern to fit it: a look at this spares most patterns the comparison.

A need is a set of pieces, at least one of which is in every text that the pattern fits: for `(?:make|do) it (?:red|blue)`
the pieces `red`/`blue`, as these are rarer than `make`/`do`. A piece is one character of Chinese, or two to four letters
or figures as they follow each other; `pieces_of` cuts a text into all of its pieces. What a pattern does not surely need
(what may be left out, sets with codes, what is only looked for, references) counts for nothing.
"""

import math
import re
from collections.abc import Sequence
from functools import cache, lru_cache

_LONGEST = 4  # letters of a piece
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
_MOST_OF_A_SET = 24  # characters of which one is needed

_ASCII = re.compile(r"[\x00-\x7f]")
_OPTIONAL = ("?", "*", "{0", "{,")

Need = frozenset[str]
# How common some pieces are, together; one of them is needed.
_Item = tuple[float, Sequence[str]]
_NOTHING: _Item = (math.inf, ())


@lru_cache(maxsize=256)
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


@cache
def _of_characters(token: str) -> _Item:
    """What characters or a set of them need."""
    if token[0] == "[":
        members = token[1:-1]
        is_plain = len(members) <= _MOST_OF_A_SET and not _ASCII.search(members)
        pieces = tuple(members) if is_plain else ()
    elif token[0] in "\\{+":
        pieces = ()
    elif not token.isascii():
        pieces = (min(token, key=_commonness),)
    else:
        pieces = (token[:_LONGEST].casefold(),) if len(token) > 1 else ()
    return (sum(map(_commonness, pieces)), pieces) if pieces else _NOTHING


def _commonness(piece: str) -> float:
    """How common a piece is, roughly."""
    return {2: 12.0, 3: 4.0}.get(len(piece), 1.0) if piece.isascii() else 1.0
