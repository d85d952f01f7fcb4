"""Judges by what examples have taught, where no list of phrases can answer.

Each head is a linear model: every feature it knows has a weight for each answer, and the answer with the largest sum
wins. Features are words and pairs of words (a Chinese character is a word); for a name or a value also what stands
beside it and what the phrases say about it. CONTRIBUTING.md says where the lessons are and how to learn from them.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, pairwise
from math import exp, sqrt

from core.parser.marks import CUT, MODEL, QUOTED, VALUE, WORDS_END
from core.tables.learned import LANE_BITS, MOST_FEATURES, PIECE_SIGN, SCALE, Head
from core.text import CJK

LONGEST = 160  # words and pairs; a longer text is a description, and only phrases read it
LONG = 400  # characters that surely hold more than that
PIECE = 4  # letters of a piece: a word with a slip or another ending shares most of them
BESIDE = 16  # characters beside a name or value that are looked at
NEAR = 4  # words of them
_MARKS = f"{QUOTED}{CUT}{MODEL}{VALUE}"
# A run of one mark is one word: its last character.
_WORD = re.compile(f"[a-z0-9']+|[{CJK}]|[^ \\n{_MARKS}]|{'|'.join(f'{mark}(?!{mark})' for mark in _MARKS)}")
# The same, but single-character words stay together: they are split later at no cost.
_RUN = re.compile(f"[a-z0-9']+|[^a-z0-9' \\n{_MARKS}]+|{'|'.join(f'{mark}+' for mark in _MARKS)}")
_LETTERS = WORDS_END | {"'"}
_LONG = re.compile(f"[a-z0-9']{{{PIECE + 1},}}")
_FAR = 8  # so far behind the best an answer no longer counts


@dataclass(slots=True, eq=False)
class Features:
    """What a head is asked about: words in their order, each with its neighbour, pieces of long ones, and signs.

    Iterating gives every feature as the lessons and the files spell it; a judgement looks pairs up without spelling
    them.
    """

    words: list[str]
    pieces: list[str] = field(default_factory=list)
    signs: list[str] = field(default_factory=list)  # what stands beside a stretch, what the phrases say

    def __iter__(self) -> Iterator[str]:
        pairs = map(" ".join, pairwise(self.words))
        return chain(self.words, pairs, (PIECE_SIGN + one for one in self.pieces), self.signs)

    def __len__(self) -> int:
        return max(0, 2 * len(self.words) - 1) + len(self.pieces) + len(self.signs)

    def beside(self, *signs: str) -> "Features":
        """These features and further signs."""
        return Features(self.words, self.pieces, [*self.signs, *signs])


NO_FEATURES = Features([])


class Learned:
    """One head, asked for the answer to a list of features."""

    def __init__(self, head: Head) -> None:
        self.answers = head.answers
        self._row = head.rows.get
        self._row_of_pair = head.pairs.get
        self._row_of_piece = head.pieces.get
        self._lanes = struct.Struct(f"<{len(head.answers)}H")
        self._size = LANE_BITS // 8 * len(head.answers)

    def likely(self, features: Features) -> tuple[str, float]:
        """The likeliest answer and how likely it is, 0 to 1."""
        sums, scale = self._sums(features)
        if not sums:
            return "", 0.0
        best = max(sums)
        far = best - _FAR * scale
        near = [one for one in sums if one > far]
        answer = self.answers[sums.index(best)]
        return answer, 1 / sum([exp((one - best) / scale) for one in near]) if len(near) > 1 else 1.0

    def share(self, features: Features, answer: str) -> float:
        """How likely one of the answers is, 0 to 1."""
        sums, scale = self._sums(features)
        if not sums:
            return 0.0
        ours = sums[self.answers.index(answer)]
        return 1 / sum([exp(min((one - ours) / scale, _FAR)) for one in sums])

    def _sums(self, features: Features) -> tuple[tuple[int, ...], float]:
        """The sum of weights for each answer, and what a difference of one is in them; none where nothing is known."""
        words = features.words
        known = [*filter(None, map(self._row, words)), *filter(None, map(self._row_of_pair, pairwise(words)))]
        if features.pieces:
            known += filter(None, map(self._row_of_piece, features.pieces))
        if features.signs:
            known += filter(None, map(self._row, features.signs))
        if not known:
            return (), 1.0
        if len(known) > MOST_FEATURES:
            known = known[:MOST_FEATURES]
        # One addition adds the weights of all answers: a row is a number with a lane for each of them.
        return self._lanes.unpack(sum(known).to_bytes(self._size, "little")), SCALE * sqrt(len(known))


def words_of(text: str, *signs: str) -> Features:
    """The words of a folded text between its edges, and the pieces of long words; a run of marks is one word."""
    words = words_in(text)
    pieces: list[str] = []
    if _LONG.search(text):
        pieces = [
            one[at : at + PIECE] for one in words if len(one) > PIECE for at in range(len(one) - PIECE + 1)
        ]
    return Features(["^", *words, "$"], pieces, [*signs])


def words_in(text: str) -> list[str]:
    """The words of a folded text, alone."""
    if text.isascii():
        return _WORD.findall(text)
    found: list[str] = []
    for run in _RUN.findall(text):
        first = run[0]
        if first in _LETTERS:
            found.append(run)
        elif first in _MARKS:
            found.append(first)
        else:
            found += run
    return found


def beside(row: str, start: int, end: int, kind: str = "") -> list[str]:
    """The features beside a stretch: words to its left and right, alone and in pairs; the nearest count twice.

    `kind` stands in front of each, where a head must tell kinds of stretches apart.
    """
    left = words_in(row[max(0, start - BESIDE) : start])[-NEAR:]
    right = words_in(row[end : end + BESIDE])[:NEAR]
    near, far = left[-1] if left else "^", right[0] if right else "$"
    before, behind = f"{kind}<", f"{kind}>"
    found = [f"{kind}{near}<>{far}", f"{before}<{near}", f"{behind}>{far}"]
    found += [before + one for one in left]
    found += [behind + one for one in right]
    if len(left) > 1:
        found += [f"{before}{one} {other}" for one, other in pairwise(left)]
        found.append(f"{before}<{left[-2]} {near}")
    if len(right) > 1:
        found += [f"{behind}{one} {other}" for one, other in pairwise(right)]
        found.append(f"{behind}>{far} {right[1]}")
    return found
