"""How people part the things that they list: said.toml [listed]."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.tables.patterns import MARKS, compiled

_MARKS = f"{MARKS}、"


@dataclass(frozen=True, slots=True)
class Listed:
    """Patterns that part a list, the surest first, and what only counts in front of a part ("one of")."""

    parts: Sequence[re.Pattern[str]]
    counts: re.Pattern[str]

    def parted(self, text: str, count: int) -> list[str]:
        """The parts of a list, if there are so many; else none."""
        for one in self.parts:
            found = [self.counts.sub("", part).strip(_MARKS) for part in one.split(text)]
            found = [part for part in found if part]
            if len(found) == count:
                return found
        return []


def read_listed(raw: Mapping[str, Any], where: str, faults: list[str]) -> Listed:
    """The section; a missing one is a fault."""
    faults += [f"{where} {name}: is missing" for name in ("parts", "counts") if not raw.get(name)]
    return Listed(
        parts=tuple(compiled(str(one), f"{where} parts", faults) for one in raw.get("parts", ())),
        counts=compiled(str(raw.get("counts", "(?!)")), f"{where} counts", faults),
    )
