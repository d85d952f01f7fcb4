"""Reads what a tagger has learned: for each feature a weight for each label, packed so that it takes little memory.

`make learn` writes the files from tests/core/marked. A line holds a feature and its weights in twentieths.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from zlib import crc32

from core.tables.learned import read_file

TAGGERS = ("parts", "told", "talk")
MOST = 127
# A start reads a million weights, so the byte of each is looked up by its text, thousands of rows at once.
_BYTES = {str(one): one % 256 for one in range(-MOST, MOST + 1)}
_CHUNK = 4096  # lines; all at once would take 30 MiB for a moment
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
    source, number = iter(lines), 0
    while chunk := list(islice(source, _CHUNK)):
        told = [line for one in chunk if (line := one.rstrip("\n")) and line[:2] != "# "]
        if not labels and told:
            labels = tuple(told.pop(0).split())
        parted = [line.partition("\t") for line in told]
        packed = _packed([row for _, _, row in parted], len(labels))
        if packed is None:
            at = next(at for at, (_, _, row) in enumerate(parted) if not _packed([row], len(labels)))
            faults.append(f"{file} line {number + _line_of(told[at], chunk)}: {len(labels)} {_FAULT}")
            return nothing(name)
        rows += packed
        found = [checksum(feature) for feature, _, _ in parted]
        if found != sorted(found) or (keys and found and found[0] < keys[-1]):
            before = [keys[-1] if keys else 0, *found]
            at = next(at for at, key in enumerate(found) if key < before[at])
            place = number + _line_of(told[at], chunk)
            faults.append(f"{file} line {place}: stands behind one with a larger checksum")
            return nothing(name)
        keys.extend(found)
        number += len(chunk)
    if not keys:
        faults.append(f"{file}: holds no weights")
    return Weights(name, labels, keys, array("b", bytes(rows)))


def _line_of(line: str, chunk: Sequence[str]) -> int:
    return [one.rstrip("\n") for one in chunk].index(line) + 1


def _packed(weights: Sequence[str], count: int) -> bytes | None:
    """The rows of `count` weights each; None if one has not exactly so many, or holds something else."""
    if any(row.count(" ") != count - 1 for row in weights):
        return None
    try:
        return bytes([_BYTES[one] for one in " ".join(weights).split(" ")]) if weights else b""
    except KeyError:
        return None


def nothing(name: str) -> Weights:
    """A tagger that knows nothing."""
    return Weights(name, (), array("I"), array("b"))
