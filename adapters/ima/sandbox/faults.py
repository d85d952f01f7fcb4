"""Faults on order: what the studio shall do wrong, how often, and to whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

PLACES = ("list", "create", "detail", "token", "put", "clip", "task")

ANSWERS = {
    "refuse": ("code", "message", "http"),
    "answer": ("http", "body", "headers"),
    "no_id": (),
    "drop": (),
    "cut": (),
    "slow": (),
}
"""Faults of an answer, and what they may say."""

CHANGES = {
    "reprice": ("factor", "add", "new_ids", "task_type", "product"),
    "withdraw": ("task_type", "product"),
}
"""Changes of the product list, made when the request arrives and before it is looked at."""

FATES = {
    "fail": ("error_msg", "remark", "resource_status", "status", "after_s"),
    "delete": ("after_s",),
    "never": (),
    "late": ("after_s",),
}
"""What can become of a task instead of a clip."""

COMMON = ("after", "delay_s")
AFTER_BY_DEFAULT = frozenset({"no_id", "cut"})


@dataclass(slots=True)
class Fault:
    """One entry of the script. `times` is how often it is still due, negative for always."""

    on: str
    kind: str
    times: int = 1
    where: Json = field(default_factory=dict)
    details: Json = field(default_factory=dict)

    @property
    def after(self) -> bool:
        """Whether the request is carried out (and charged) before its answer goes wrong."""
        return bool(self.details.get("after", self.kind in AFTER_BY_DEFAULT))

    @property
    def carries_out(self) -> bool:
        """Whether the request is carried out at all."""
        return self.after or self.kind == "slow" or self.kind in CHANGES

    def fits(self, facts: Json) -> bool:
        """Whether a request is the one meant."""
        return self.times != 0 and all(facts.get(name) == value for name, value in self.where.items())


class Script:
    """The faults that are still due, first in, first out."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def add(self, on: str, fault: str, *, times: int = 1, where: Json | None = None, **details: Any) -> None:
        """Plan a fault; a ValueError names what is wrong with it."""
        known = FATES if on == "task" else ANSWERS | (CHANGES if on in {"list", "create"} else {})
        if on not in PLACES or fault not in known:
            raise ValueError(f"there is no fault {fault!r} on {on!r}; on {PLACES} there are {sorted(known)}")
        strange = set(details) - set(known[fault]) - set(COMMON)
        if strange:
            raise ValueError(f"{fault!r} knows {known[fault] + COMMON}, not {sorted(strange)}")
        self.faults.append(Fault(on, fault, times, where or {}, details))

    def take(self, on: str, facts: Json) -> Fault | None:
        """The fault that this request suffers."""
        for fault in self.faults:
            if fault.on == on and fault.fits(facts):
                fault.times -= 1
                self.faults = [left for left in self.faults if left.times != 0]
                return fault
        return None

    def clear(self) -> None:
        """Forget all that is planned."""
        self.faults = []
