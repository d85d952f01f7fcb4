"""Reads what was learned from examples: a file of weights for each question that phrases alone cannot answer.

`make learn` writes the files from tests/core/lessons. Nobody edits them, but anybody can read them: a line holds a
feature and its weight for each answer, in tenths.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from sys import intern
from typing import TypeVar

Learnt = TypeVar("Learnt")

SCALE = 10  # weights are written in tenths
HEADS = ("act", "look", "points", "wish", "choice", "asked", "clause", "edit", "likeness")
MOST = 127
BIAS = MOST + 1
LANE_BITS = 16
MOST_FEATURES = 256  # so that no sum runs over into the next lane
PIECE_SIGN = "~"  # stands before the piece of a word
_LANES = {str(one): (one + BIAS).to_bytes(LANE_BITS // 8, "little") for one in range(-MOST, MOST + 1)}
_PAIR = re.compile("([a-z0-9']+|[^ ]) ([a-z0-9']+|[^ ])")  # two words
_PIECE = re.compile(f"{PIECE_SIGN}([a-z0-9']+)")


@dataclass(frozen=True, slots=True)
class Head:
    """One question: its answers, and for each feature a row with a weight for each answer.

    Pairs and pieces of words have tables of their own, so that their keys need no joining of strings.

    A row is one number: the weight of answer n in tenths, plus BIAS, stands at bit n * LANE_BITS. The sum of rows is
    therefore the row of sums.
    """

    name: str
    answers: tuple[str, ...]
    rows: Mapping[str, int]
    pairs: Mapping[tuple[str, str], int]
    pieces: Mapping[str, int]


def read_heads(faults: list[str]) -> Mapping[str, Head]:
    """All heads by name; faults are added to the list."""
    return {name: read_file(name, read_head, _nothing, faults) for name in HEADS}


def read_file(
    name: str,
    read: Callable[[str, Iterable[str], list[str]], Learnt],
    nothing: Callable[[str], Learnt],
    faults: list[str],
) -> Learnt:
    """What was learned under this name; where the file cannot be read, that is a fault and nothing is known."""
    try:
        with files("core.data").joinpath(f"learned/{name}.txt").open(encoding="utf-8") as lines:
            return read(name, lines, faults)
    except (FileNotFoundError, UnicodeDecodeError):
        faults.append(f"learned/{name}.txt: missing or damaged; `make learn` writes it")
        return nothing(name)


def numbered(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The lines of a file that say something, with their numbers, one at a time to save memory."""
    for number, whole in enumerate(lines, start=1):
        line = whole.rstrip("\n")
        if line and not line.startswith("# "):
            yield number, line


def no_heads() -> Mapping[str, Head]:
    """Heads that know nothing, so that only the phrases count."""
    return {name: _nothing(name) for name in HEADS}


def read_head(name: str, lines: Iterable[str], faults: list[str]) -> Head:
    """One head from the lines of its file; faults are added to the list."""
    file = f"learned/{name}.txt"
    answers: tuple[str, ...] = ()
    rows: dict[str, int] = {}
    pairs: dict[tuple[str, str], int] = {}
    pieces: dict[str, int] = {}
    packed: dict[str, int] = {}  # by the weights as written: equal rows are one number
    for number, line in numbered(lines):
        if not answers:
            answers = tuple(line.split())
            continue
        feature, _, weights = line.partition("\t")
        row = packed.get(weights)
        if row is None:
            row = packed[weights] = _packed(weights, len(answers))
            if not row:
                faults.append(
                    f"{file} line {number}: {len(answers)} whole numbers up to {MOST} must follow the feature"
                )
                return _nothing(name)
        # Heads share their words.
        if " " in feature and (pair := _PAIR.fullmatch(feature)):
            pairs[intern(pair[1]), intern(pair[2])] = row
        elif feature.startswith(PIECE_SIGN) and (piece := _PIECE.fullmatch(feature)):
            pieces[intern(piece[1])] = row
        else:
            rows[intern(feature)] = row
    if not (rows or pairs or pieces):
        faults.append(f"{file}: holds no weights")
    return Head(name, answers, rows, pairs, pieces)


def _packed(weights: str, count: int) -> int:
    """The row of `count` weights; 0 if there are not exactly so many, or one of them is no weight.

    A start reads 370,000 weights, so the bytes of each are looked up by its text: making numbers would take twice as
    long.
    """
    try:
        lanes = [_LANES[one] for one in weights.split(" ")]
    except KeyError:
        return 0
    return int.from_bytes(b"".join(lanes), "little") if len(lanes) == count else 0


def _nothing(name: str) -> Head:
    return Head(name, (), {}, {}, {})
