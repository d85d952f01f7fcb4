"""Reads what a tagger has learned: for each feature a weight for each label, packed so that it takes little memory.

`make learn` writes the files from tests/core/marked. A line holds a feature and its weights in twentieths.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from zlib import crc32

TAGGERS = ("parts", "told")
MOST = 127
_FAULT = "whole numbers up to 127 must follow the feature"


@dataclass(frozen=True, slots=True)
class Weights:
    """The labels of a tagger, and for each feature a row with a weight for each label.

    A feature is known by its checksum alone: of a few ten thousand, hardly any two share one.
    """

    name: str
    labels: tuple[str, ...]
    known: "array[int]"  # checksums, sorted
    rows: "array[int]"  # the weights of feature n stand at n * len(labels)

    def of(self, feature: str) -> "array[int] | None":
        """The weights of a feature for each label; None if it was never learned."""
        key = crc32(feature.encode())
        at = bisect_left(self.known, key)
        if at == len(self.known) or self.known[at] != key:
            return None
        size = len(self.labels)
        return self.rows[at * size : (at + 1) * size]


def read_taggers(faults: list[str]) -> Mapping[str, Weights]:
    """All taggers by name; faults are added to the list."""
    found: dict[str, Weights] = {}
    for name in TAGGERS:
        try:
            with files("core.data").joinpath(f"learned/{name}.txt").open(encoding="utf-8") as lines:
                found[name] = read_weights(name, lines, faults)
        except (FileNotFoundError, UnicodeDecodeError):
            faults.append(f"learned/{name}.txt: missing or damaged; `make learn` writes it")
            found[name] = nothing(name)
    return found


def read_weights(name: str, lines: Iterable[str], faults: list[str]) -> Weights:
    """One tagger from the lines of its file; faults are added to the list."""
    file = f"learned/{name}.txt"
    labels: tuple[str, ...] = ()
    found: list[tuple[int, bytes]] = []
    for number, whole in enumerate(lines, start=1):
        line = whole.rstrip("\n")
        if line.startswith("# ") or not line:
            continue
        if not labels:
            labels = tuple(line.split())
            continue
        feature, _, weights = line.partition("\t")
        row = _packed(weights, len(labels))
        if row is None:
            faults.append(f"{file} line {number}: {len(labels)} {_FAULT}")
            return nothing(name)
        found.append((crc32(feature.encode()), row))
    if not found:
        faults.append(f"{file}: holds no weights")
    found.sort()
    return Weights(
        name,
        labels,
        array("I", [key for key, _ in found]),
        array("b", b"".join(row for _, row in found)),
    )


def _packed(weights: str, count: int) -> bytes | None:
    try:
        row = array("b", [int(one) for one in weights.split(" ")])
    except (ValueError, OverflowError):
        return None
    return row.tobytes() if len(row) == count else None


def nothing(name: str) -> Weights:
    """A tagger that knows nothing."""
    return Weights(name, (), array("I"), array("b"))
