"""Learns the taggers from the marked texts: `make learn` writes their files in core/data/learned anew.

An averaged perceptron, which learns from its own labels of the words in front: nothing but the standard library. The
order of the examples and the seed are fixed, so that the same texts give the same files.
"""

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.tables.tagged import MOST, checksum, read_taggers
from core.tagging import OUTSIDE, Seen, features
from tests.core.learn import WEIGHTS
from tests.core.marked_texts import Example, changes, digest, scenes, turns_beside
from tests.core.talk_texts import talk

ROUNDS = 5
SEED = 1
RARE = 2  # a feature that was corrected fewer times teaches nothing
_RARE = {"talk": 4}  # where it is another number: this one has many texts and two labels
# Twentieths: a feature whose weights are all smaller is left out. Two thirds of them can go: fresh texts are read as well
# as with all.
_FAINT = {"talk": 30, "parts": 30, "told": 45}
SCALE = 20
MARGIN = 1.0  # so far in front the right label must be, or more is learned
_HIDDEN = 0.5  # of the examples, and in these of the words with a label, so many are taught as unknown words


def learn(examples: Iterable[Example], rare: int, faint: int) -> tuple[list[str], dict[str, list[int]]]:
    """The labels, and for each feature its weights in twentieths."""
    chance = random.Random(SEED)
    data = list(examples)
    names = sorted({one for _, labels in data for one in labels})
    learner = _Learner(names)
    for _ in range(ROUNDS):
        chance.shuffle(data)
        for seen, labels in data:
            learner.take(replace(seen, words=_hidden(seen.words, labels, chance)), labels)
    return names, learner.rows(rare, faint)


def _hidden(words: Sequence[str], labels: Sequence[str], chance: random.Random) -> Sequence[str]:
    """The words, some of those with a label left out, so that the words around them are learned from."""
    if chance.random() > _HIDDEN:
        return words
    return [
        "" if label != OUTSIDE and chance.random() < _HIDDEN else word
        for word, label in zip(words, labels, strict=True)
    ]


class _Learner:
    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        size = len(names)
        self._rows: dict[str, list[float]] = defaultdict(lambda: [0.0] * size)
        self._sums: dict[str, list[float]] = defaultdict(lambda: [0.0] * size)
        self._since: dict[str, list[int]] = defaultdict(lambda: [0] * size)
        self._seen: Counter[str] = Counter()
        self._outside: Counter[str] = Counter()
        self._steps = 0

    def take(self, seen: Seen, labels: Sequence[str]) -> None:
        """Label one example, and learn from each label that is wrong or hardly right."""
        before = ("^", "^")
        for at, right in enumerate(labels):
            self._steps += 1
            found = features(seen, at, before)
            rows = [row for one in found if (row := self._rows.get(one)) is not None]
            sums = [sum(column) for column in zip(*rows, strict=True)] or [0.0] * len(self._names)
            answer, meant = sums.index(max(sums)), self._names.index(right)
            rival = max((one for one in range(len(sums)) if one != meant), key=sums.__getitem__)
            if sums[meant] - sums[rival] < MARGIN:
                self._correct(found, meant, rival)
            if right == OUTSIDE:
                self._outside[seen.words[at]] += 1
            before = (before[1], self._names[answer])

    def _correct(self, found: Sequence[str], right: int, wrong: int) -> None:
        for one in found:
            self._seen[one] += 1
            row, sums, since = self._rows[one], self._sums[one], self._since[one]
            for at, change in ((right, 1.0), (wrong, -1.0)):
                sums[at] += (self._steps - since[at]) * row[at]
                since[at] = self._steps
                row[at] += change

    def rows(self, rare: int, faint: int) -> dict[str, list[int]]:
        """For each feature the weights as they were on average, in twentieths."""
        found: dict[str, list[int]] = {}
        for one, row in sorted(self._rows.items()):
            if self._seen[one] < rare:
                continue
            sums, since = self._sums[one], self._since[one]
            whole = ((sums[at] + (self._steps - since[at]) * row[at]) / self._steps for at in range(len(row)))
            weights = [max(-MOST, min(MOST, round(SCALE * weight))) for weight in whole]
            if max(map(abs, weights)) >= faint:
                found[one] = weights
        for word, times in sorted(self._outside.items()):
            if times >= RARE * ROUNDS:  # known as no part of anything
                found.setdefault(f"w{word}", [0] * len(self._names))
        return found


def main() -> None:
    """Write the files of the taggers."""
    _write("talk", list(talk()))
    _write("parts", list(scenes()))
    weights = read_taggers([])["parts"]
    _write("told", [*changes(), *turns_beside(weights)])


def _write(name: str, found: Sequence[Example]) -> None:
    names, rows = learn(found, _RARE.get(name, RARE), _FAINT[name])
    sys.stdout.write(f"{name}: {len(found)} texts, {len(names)} labels, {len(rows)} features\n")
    lines = [
        f"# {len(found)} texts, state {digest()}; written by `make learn`, not by hand",
        " ".join(names),
        *(
            f"{one}\t{' '.join(map(str, row))}"
            for one, row in sorted(rows.items(), key=lambda one: checksum(one[0]))
        ),
    ]
    (WEIGHTS / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
