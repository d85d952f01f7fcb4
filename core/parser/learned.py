"""What examples have taught, for questions that no list of phrases can answer.

Each head is a linear model: every feature it knows has a weight for each answer; the answer with the largest sum
counts. The features are words and pairs of words (a Chinese character is a word), for a name or a value also what
stands beside it and what the phrases say of it. Where the lessons are, and how they are learned: CONTRIBUTING.md.
"""

import math
import re
import struct
from collections.abc import Iterable
from itertools import pairwise

from core.parser.marks import CUT, MODEL, QUOTED, VALUE
from core.parser.sheet import Sheet, Span
from core.tables.learned import LANE_BITS, MOST_FEATURES, SCALE, Head
from core.text import CJK

LONGEST = 160  # words and pairs: what is longer is a description, and only read by its phrases
LONG = 400  # characters that are longer for certain
PIECE = 4  # letters of a piece: a word with a slip or another ending shares most of them
BESIDE = 16  # characters beside a name or value that are looked at
NEAR = 4  # words of them
_MARKS = f"{QUOTED}{CUT}{MODEL}{VALUE}"
# A run of one mark is one word: its last character.
_WORD = re.compile(f"[a-z0-9']+|[{CJK}]|[^ \\n{_MARKS}]|{'|'.join(f'{mark}(?!{mark})' for mark in _MARKS)}")
_LONG = re.compile(f"[a-z0-9']{{{PIECE + 1},}}")
_FAR = 8  # so far behind the best an answer no longer counts


class Learned:
    """One head, asked for the answer to a list of features."""

    def __init__(self, head: Head) -> None:
        self.answers = head.answers
        self._rows = head.rows
        self._lanes = struct.Struct(f"<{len(head.answers)}H")
        self._size = LANE_BITS // 8 * len(head.answers)

    def likely(self, features: Iterable[str]) -> tuple[str, float]:
        """The likeliest answer and how likely it is, 0 to 1."""
        known = list(filter(None, map(self._rows.get, features)))
        if not known:
            return "", 0.0
        if len(known) > MOST_FEATURES:
            known = known[:MOST_FEATURES]
        # One addition adds the weights of all answers: a row is a number with a lane for each of them.
        sums = self._lanes.unpack(sum(known).to_bytes(self._size, "little"))
        best = max(sums)
        scale = SCALE * math.sqrt(len(known))
        far = best - _FAR * scale
        near = [math.exp((one - best) / scale) for one in sums if one > far]
        return self.answers[sums.index(best)], 1 / sum(near)

    def is_likely(self, answer: str, features: Iterable[str], sure: float) -> bool:
        """Whether the likeliest answer is this one, and at least so likely."""
        found, likely = self.likely(features)
        return found == answer and likely >= sure


def words_of(text: str) -> list[str]:
    """The words of a folded text, its pairs of neighbours and the pieces of long words; a run of marks is one word."""
    words = ["^", *_WORD.findall(text), "$"]
    found = [*words, *map(" ".join, pairwise(words))]
    for one in _LONG.findall(text):
        found += [f"~{one[at : at + PIECE]}" for at in range(len(one) - PIECE + 1)]
    return found


def words_in(row: str, begin: int, end: int) -> list[str]:
    """The words of a part of a row, alone."""
    return _WORD.findall(row, begin, end)


def beside(sheet: Sheet, span: Span) -> list[str]:
    """What stands beside a stretch: the words to its left and right, alone and in pairs, the nearest marked twice."""
    row = sheet.row
    left = _WORD.findall(row, max(0, span.start - BESIDE), span.start)[-NEAR:]
    right = _WORD.findall(row, span.end, span.end + BESIDE)[:NEAR]
    near, far = left[-1] if left else "^", right[0] if right else "$"
    found = [f"{near}<>{far}", f"<<{near}", f">>{far}"]
    found += [f"<{one}" for one in left]
    found += [f">{one}" for one in right]
    found += [f"<{one} {other}" for one, other in pairwise(left)]
    found += [f">{one} {other}" for one, other in pairwise(right)]
    if len(left) > 1:
        found.append(f"<<{left[-2]} {near}")
    if len(right) > 1:
        found.append(f">>{far} {right[1]}")
    return found
