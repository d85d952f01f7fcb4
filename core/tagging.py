"""Labels the words of a text one by one, from left to right, by what marked examples have taught.

A Chinese character is a word. The label of a word is the one whose weights sum up highest over the word's features:
the word, its neighbours, what sort of thing these name, and the labels given to the two words in front of it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from core.tables.classes import INNER
from core.tables.tagged import Weights

OUTSIDE = "o"  # the label of a word that belongs to nothing
_WORD = re.compile(r"[a-z0-9']+|[^\sa-z0-9']")
_FIRST, _LAST = "^", "$"
_LONG = 3  # letters; the end of a longer word tells its form
_PLACES = 3  # words from the front whose place counts
_REACH = 3  # words to each side that are looked at
# Runs of words: the name of the feature, from where to where, and whether the label in front counts with them.
_RUNS = (
    ("w", 0, 1, False), ("a", -1, 0, False), ("b", 1, 2, False), ("A", -2, -1, False), ("B", 2, 3, False),
    ("C", -3, -2, False), ("c", 3, 4, False), ("aw", -1, 1, False), ("wb", 0, 2, False), ("Aa", -2, 0, False),
    ("bB", 1, 3, False), ("awb", -1, 2, False), ("Aaw", -2, 1, False), ("wbB", 0, 3, False), ("pw", 0, 1, True),
    ("pb", 1, 2, True), ("pwb", 0, 2, True),
)  # fmt: skip
# The ends of long words: the name, which word, how many letters, and whether the label in front counts.
_ENDINGS = (
    ("e", 0, 3, False),
    ("E", 0, 2, False),
    ("pe", 0, 3, True),
    ("be", 1, 3, False),
    ("ae", -1, 3, False),
)


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words with one label, from the first to the last of them."""

    label: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """The words and marks of a text."""
    return [Word(one.group(), *one.span()) for one in _WORD.finditer(_lower(text))]


def _lower(text: str) -> str:
    """The text in lower case, character by character, so that every place stays."""
    lower = text.casefold()
    return lower if len(lower) == len(text) else "".join(one.casefold()[:1] or one for one in text)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a tagger sees of each word of a text; an empty word is an unknown one.

    `signs` tell something more, as whether another text has the word, and `alike` what there is of its class.
    """

    words: Sequence[str]
    classes: Sequence[str]
    signs: Sequence[str] = ()
    alike: Sequence[str] = ()


def features(seen: Seen, at: int, before: tuple[str, str]) -> list[str]:
    """The features of one word; `before` are the labels of the two words in front."""
    words = seen.words
    edges = [_FIRST] * _REACH, [_LAST] * _REACH
    near = [*edges[0], *words[max(0, at - _REACH) : at + _REACH + 1], *edges[1]]
    middle = _REACH + min(at, _REACH)
    first, second = before
    found = [f"p{second}", f"pp{first}{second}", f"i{min(at, _PLACES)}"]
    for name, start, end, with_label in _RUNS:
        run = near[middle + start : middle + end]
        if all(run):
            found.append(f"{name}{second if with_label else ''}{' '.join(run)}")
    for name, place, letters, with_label in _ENDINGS:
        word = near[middle + place]
        if len(word) > _LONG:
            found.append(f"{name}{second if with_label else ''}{word[-letters:]}")
    found += _of_classes(seen, at, before, near[middle - 1], near[middle + 1])
    if seen.signs:
        signs = seen.signs
        sign = signs[at]
        ahead = signs[at - 1] if at else _FIRST
        behind = signs[at + 1] if at + 1 < len(signs) else _LAST
        word = near[middle]
        found += [f"s{sign}", f"sp{second}{sign}", f"sw{word}{sign}", f"sa{ahead}{sign}", f"sb{sign}{behind}"]
    return found


def _of_classes(seen: Seen, at: int, before: tuple[str, str], ahead: str, behind: str) -> list[str]:
    """The features that a word has from its class and those of its neighbours."""
    classes = seen.classes
    one = classes[at]
    left = classes[at - 1] if at else _FIRST
    right = classes[at + 1] if at + 1 < len(classes) else _LAST
    first, second = before
    found: list[str] = []
    if one:
        found += [
            f"k{one}",
            f"kp{second}{one}",
            f"kq{first}{second}{one}",
            f"kw{ahead} {one}",
            f"kx{one} {behind}",
        ]
        if len(one.rstrip(INNER)) > 1:
            found += [f"k1{letter}" for letter in one]
            found += [f"kP{second}{letter}" for letter in one]
    if one or right:
        found += [f"kb{one} {right}", f"kB{second}{one} {right}"]
    if one or left:
        found.append(f"ka{left} {one}")
    if seen.alike and one:
        there = seen.alike[at]
        found += [f"t{there}", f"tp{second}{there}", f"tk{one}{there}", f"tw{ahead} {there}"]
    return found


@dataclass(frozen=True, slots=True)
class Label:
    """The label of a word, and how far it is in front of the next one, in the units of the weights."""

    name: str
    lead: int


class Tagger:
    """Gives each word its label."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    def labels(self, seen: Seen) -> list[Label]:
        """The label of each word, in their order."""
        names, of, words = self._weights.labels, self._weights.of, seen.words
        if not names:
            return [Label(OUTSIDE, 0)] * len(words)
        found: list[Label] = []
        before = (_FIRST, _FIRST)
        for at in range(len(words)):
            rows = [row for one in features(seen, at, before) if (row := of(one)) is not None]
            sums = [sum(column) for column in zip(*rows, strict=True)] or [0] * len(names)
            second, best = sorted(sums)[-2:]
            label = names[sums.index(best)]
            found.append(Label(label, best - second))
            before = (before[1], label)
        return found


def stretches(words: Sequence[Word], labels: Sequence[str]) -> list[Stretch]:
    """The runs of words with the same label, in their order, without those outside."""
    runs = groupby(zip(words, labels, strict=True), key=lambda one: one[1])
    found = [(label, [word for word, _ in run]) for label, run in runs]
    return [Stretch(label, run[0].start, run[-1].end) for label, run in found if label != OUTSIDE]
