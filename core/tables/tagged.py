"""Reads what a tagger has learned: for each feature a weight for each label, packed so that it takes little memory.

`make learn` writes the files from tests/core/marked. A line holds a feature and its weights in twentieths.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zlib import crc32

from core.tables.learned import numbered, read_file

TAGGERS = ("parts", "told", "talk")
MOST = 127
# A start reads a million weights, so the byte of each is looked up by its text.
_BYTES = {str(one): one.to_bytes(1, "little", signed=True) for one in range(-MOST, MOST + 1)}
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
        key = checksum(feature)
        at = bisect_left(self.known, key)
        if at == len(self.known) or self.known[at] != key:
            return None
        size = len(self.labels)
        return self.rows[at * size : (at + 1) * size]


def checksum(feature: str) -> int:
    """The number by which a feature is known, and in whose order the lines of a file stand."""
    return crc32(feature.encode())


def read_taggers(faults: list[str]) -> Mapping[str, Weights]:
    """All taggers by name; faults are added to the list."""
    return {name: read_file(name, read_weights, nothing, faults) for name in TAGGERS}


def read_weights(name: str, lines: Iterable[str], faults: list[str]) -> Weights:
    """One tagger from the lines of its file; faults are added to the list."""
    file = f"learned/{name}.txt"
    labels: tuple[str, ...] = ()
    keys, rows = array("I"), bytearray()
    for number, line in numbered(lines):
        if not labels:
            labels = tuple(line.split())
            continue
        feature, _, weights = line.partition("\t")
        row = _packed(weights, len(labels))
        if not row:
            faults.append(f"{file} line {number}: {len(labels)} {_FAULT}")
            return nothing(name)
        key = checksum(feature)
        if keys and key < keys[-1]:
            faults.append(f"{file} line {number}: stands behind one with a larger checksum")
            return nothing(name)
        keys.append(key)
        rows += row
    if not keys:
        faults.append(f"{file}: holds no weights")
    return Weights(name, labels, keys, array("b", bytes(rows)))


def _packed(weights: str, count: int) -> bytes:
    """The row of `count` weights; empty if there are not exactly so many, or one of them is no weight."""
    try:
        row = b"".join([_BYTES[one] for one in weights.split(" ")])
    except KeyError:
        return b""
    return row if len(row) == count else b""


def nothing(name: str) -> Weights:
    """A tagger that knows nothing."""
    return Weights(name, (), array("I"), array("b"))
