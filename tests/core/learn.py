"""Learns the heads of the parser from the lessons: `make learn` writes core/data/learned anew.

Softmax regression with adaptive steps over binary features, nothing but the standard library. The order of the lessons
and the seed are fixed, so that the same lessons give the same files.
"""

import math
import random
import sys
from collections import Counter
from collections.abc import Sequence

from core.tables import read_tables
from core.tables.learned import MOST, SCALE, read_head
from tests.core.beside_a_clip import EDIT, HALVES, LAST, edit_examples, turn_examples
from tests.core.labelled import digest
from tests.core.reading import HERE
from tests.core.teaching import Example, examples

WEIGHTS = HERE.parent.parent / "core" / "data" / "learned"
ROUNDS = 12
SETTLED = 6  # from this round on the weights are averaged: the last examples seen do not decide alone
STEP = 0.5
SEED = 1
RARE = 4  # a feature seen in fewer lessons teaches nothing
FAINT = 20  # tenths: a feature that hardly prefers one answer to another is left out
FEWEST = 20  # lessons for an answer
_FLAT = 0.003  # smaller gradients are left out


def learn(examples: Sequence[Example], *, faint: int = FAINT) -> tuple[list[str], dict[str, list[int]]]:
    """The answers, and for each feature its weights in tenths; those that differ by less than `faint` are left out."""
    answers = sorted({answer for _, answer in examples})
    place = {answer: index for index, answer in enumerate(answers)}
    seen = Counter(feature for features, _ in examples for feature in set(features))
    data = [
        (sorted({one for one in features if seen[one] >= RARE}), place[answer])
        for features, answer in examples
    ]
    weights: dict[str, list[float]] = {one: [0.0] * len(answers) for one in seen if seen[one] >= RARE}
    sums = {one: [0.0] * len(answers) for one in weights}
    squares = {one: [0.01] * len(answers) for one in weights}
    shuffled = random.Random(SEED)
    order = [index for index, (features, _) in enumerate(data) if features]
    for turn in range(ROUNDS):
        shuffled.shuffle(order)
        for index in order:
            _step(*data[index], weights, squares)
        if turn >= SETTLED:
            for one, row in weights.items():
                sums[one] = [total + weight for total, weight in zip(sums[one], row, strict=True)]
    rounded = {
        one: [max(-MOST, min(MOST, round(SCALE * total / (ROUNDS - SETTLED)))) for total in row]
        for one, row in sums.items()
    }
    return answers, {one: row for one, row in sorted(rounded.items()) if max(row) - min(row) >= faint}


def _step(
    features: list[str], right: int, weights: dict[str, list[float]], squares: dict[str, list[float]]
) -> None:
    """Pull the weights of one example towards its right answer."""
    scale = 1 / math.sqrt(len(features))
    rows = [weights[one] for one in features]
    sums = [sum(column) * scale for column in zip(*rows, strict=True)]
    top = max(sums)
    grown = [math.exp(one - top) for one in sums]
    total = sum(grown)
    pulls = [
        (at, pull * scale) for at, one in enumerate(grown) if abs(pull := one / total - (at == right)) > _FLAT
    ]
    for one, row in zip(features, rows, strict=True):
        past = squares[one]
        for at, pull in pulls:
            past[at] += pull * pull
            row[at] -= STEP * pull / math.sqrt(past[at])


def hardly_taught(examples: Sequence[Example]) -> list[str]:
    """The answers with too few lessons; of a single answer nothing can be learned at all."""
    seen = Counter(answer for _, answer in examples)
    return sorted(answer for answer, lessons in seen.items() if lessons < FEWEST or len(seen) == 1)


def head_of(name: str, found: Sequence[Example], *, faint: int = FAINT) -> list[str]:
    """The file of one head, learned from these examples, line by line."""
    if few := hardly_taught(found):
        sys.exit(f"{name}: fewer than {FEWEST} lessons for {', '.join(few)}")
    answers, rows = learn(found, faint=faint)
    sys.stdout.write(f"{name}: {len(found)} lessons, {len(answers)} answers, {len(rows)} features\n")
    return [
        f"# {len(found)} lessons, state {digest()}; written by `make learn`, not by hand",
        " ".join(answers),
        *(f"{one}\t{' '.join(map(str, row))}" for one, row in rows.items()),
    ]


def _write(name: str, lines: Sequence[str]) -> None:
    (WEIGHTS / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _beside_a_clip() -> list[Example]:
    """What the last head is to learn: of each half of the turns, what a parser says that has not learned from it."""
    found: list[Example] = []
    for half in HALVES:
        heads = dict(read_tables().heads)
        heads[EDIT] = read_head(EDIT, head_of(EDIT, list(edit_examples(without=half))), [])
        found += turn_examples(heads, half)
    return found


def main() -> None:
    """Write the files of all heads; the last one judges by what the others say."""
    WEIGHTS.mkdir(exist_ok=True)
    for name, found in examples().items():
        _write(name, head_of(name, found))
    _write(LAST, head_of(LAST, _beside_a_clip(), faint=0))


if __name__ == "__main__":
    main()
