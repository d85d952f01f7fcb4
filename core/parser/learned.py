"""What examples have taught, for questions that no list of phrases can answer.

Each head is a linear model: every feature it knows has a weight for each answer; the answer with the largest sum
counts. The features are words and pairs of words (a Chinese character is a word), for a name or a value also what
stands beside it and what the phrases say of it. Where the lessons are, and how they are learned: CONTRIBUTING.md.
"""

import math
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from core.parser.marks import CUT, MODEL, QUOTED, VALUE
from core.parser.sheet import Sheet, Span
from core.tables.learned import SCALE, Head
from core.text import CJK

LONGEST = 160  # words: what is longer is a description
PIECE = 4  # letters of a piece: a word with a slip or another ending shares most of them
BESIDE = 16  # characters beside a name or value that are looked at
_WORD = re.compile(f"[a-z0-9']+|[{CJK}]|[^ \n]")
_RUN = re.compile(f"([{QUOTED}{CUT}{MODEL}{VALUE}])\\1+")
_NONE: tuple[str, ...] = ()


class Learned:
    """One head, asked for the answer to a list of features."""

    def __init__(self, head: Head) -> None:
        self.answers = head.answers
        self._rows = head.rows

    def likely(self, features: Iterable[str]) -> tuple[str, float]:
        """The likeliest answer and how likely it is, 0 to 1."""
        rows = self._rows
        known = [rows[one] for one in features if one in rows]
        if not known:
            return "", 0.0
        scale = SCALE * math.sqrt(len(known))
        sums = [sum(column) for column in zip(*known, strict=True)]
        best = max(sums)
        return self.answers[sums.index(best)], 1 / sum(math.exp((one - best) / scale) for one in sums)


def words_of(text: str) -> list[str]:
    """The words of a folded text, its pairs of neighbours and the pieces of long words; a run of marks is one word."""
    words = ["^", *_WORD.findall(_RUN.sub(r"\1", text)), "$"]
    found = words + [f"{one} {other}" for one, other in pairwise(words)]
    for one in words:
        if len(one) > PIECE:
            found += [f"~{one[at : at + PIECE]}" for at in range(len(one) - PIECE + 1)]
    return found


def beside(sheet: Sheet, span: Span) -> list[str]:
    """What stands beside a stretch: the words to its left and right, alone and in pairs, and where it stands."""
    row = sheet.row
    left = _WORD.findall(_RUN.sub(r"\1", row[max(0, span.start - BESIDE) : span.start]))[-4:]
    right = _WORD.findall(_RUN.sub(r"\1", row[span.end : span.end + BESIDE]))[:4]
    found = [f"<{one}" for one in left] + [f">{one}" for one in right]
    found += _pairs("<", left) + _pairs(">", right)
    near, far = left[-1] if left else "^", right[0] if right else "$"
    found.append(f"{near}<>{far}")
    found.append(f"<<{near}")
    found.append(f">>{far}")
    if len(left) > 1:
        found.append(f"<<{left[-2]} {near}")
    if len(right) > 1:
        found.append(f">>{far} {right[1]}")
    return found


def _pairs(mark: str, words: Sequence[str]) -> list[str]:
    return [f"{mark}{one} {other}" for one, other in pairwise(words)]
