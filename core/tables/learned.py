"""What has been learned from examples: one file of weights for each question that no list of phrases can answer.

The files are written by `make learn` from tests/core/lessons; nobody edits them, but anybody can read them: a line
holds a feature and what it speaks for, in tenths.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

SCALE = 10  # weights are written in tenths
HEADS = ("act", "look", "points", "wish", "choice", "asked")
MOST = 127


@dataclass(frozen=True, slots=True)
class Head:
    """One question: its answers, and for each feature a row of weights in tenths, one for each answer."""

    name: str
    answers: tuple[str, ...]
    rows: Mapping[str, tuple[int, ...]]


def read_heads(faults: list[str]) -> Mapping[str, Head]:
    """All heads by name; faults are added to the list."""
    found: dict[str, Head] = {}
    for name in HEADS:
        try:
            text = files("core.data").joinpath(f"learned/{name}.txt").read_text(encoding="utf-8")
        except (FileNotFoundError, UnicodeDecodeError):
            faults.append(f"learned/{name}.txt: missing or damaged; `make learn` writes it")
            found[name] = Head(name, (), {})
        else:
            found[name] = read_head(name, text, faults)
    return found


def no_heads() -> Mapping[str, Head]:
    """Heads that know nothing: what the phrases say alone."""
    return {name: Head(name, (), {}) for name in HEADS}


def read_head(name: str, text: str, faults: list[str]) -> Head:
    """One head from the text of its file; faults are added to the list."""
    file = f"learned/{name}.txt"
    answers: tuple[str, ...] = ()
    rows: dict[str, tuple[int, ...]] = {}
    known: dict[tuple[int, ...], tuple[int, ...]] = {}  # equal rows are one
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith("# ") or not line:
            continue
        if not answers:
            answers = tuple(line.split())
            continue
        feature, _, weights = line.partition("\t")
        try:
            row = tuple(int(one) for one in weights.split(" "))
        except ValueError:
            row = ()
        if len(row) != len(answers) or any(abs(one) > MOST for one in row):
            faults.append(
                f"{file} line {number}: {len(answers)} whole numbers up to {MOST} must follow the feature"
            )
            return Head(name, (), {})
        rows[feature] = known.setdefault(row, row)
    if not rows:
        faults.append(f"{file}: holds no weights")
    return Head(name, answers, rows)
