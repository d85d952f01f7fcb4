"""The studio's book of points: what each accepted order cost."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One charge. Nothing is ever paid back, not even for a failed rendering."""

    task_id: str
    task_type: str
    product_id: str
    product_name: str
    attribute_id: int
    points: int
    at: float
    body: Json


@dataclass(slots=True)
class Ledger:
    """All charges since the studio began."""

    opening: int
    entries: list[Entry] = field(default_factory=list)

    @property
    def spent(self) -> int:
        """Points charged so far."""
        return sum(entry.points for entry in self.entries)

    @property
    def balance(self) -> int:
        """Points left."""
        return self.opening - self.spent

    def charge(self, entry: Entry) -> None:
        """Write down one accepted order."""
        self.entries.append(entry)

    def write(self) -> Json:
        """The book as JSON."""
        return {
            "opening": self.opening,
            "balance": self.balance,
            "spent": self.spent,
            "entries": [asdict(entry) for entry in self.entries],
        }
