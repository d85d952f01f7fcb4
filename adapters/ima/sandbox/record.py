"""What clients did: every request, and every refusal they could have known of."""

from __future__ import annotations

from collections import deque
from dataclasses import asdict, dataclass, field
from typing import Any

Json = dict[str, Any]

MOST_REQUESTS = 20_000


@dataclass(slots=True)
class Request:
    """One request and its answer. The key is not written down; `fault` names a scripted one."""

    at: float
    method: str
    path: str
    query: Json
    headers: Json
    body: Any = None
    status: int = 0
    code: int | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Violation:
    """Something a correct client does not send."""

    at: float
    path: str
    code: int
    why: str


@dataclass(slots=True)
class Record:
    """The studio's memory for tests."""

    requests: deque[Request] = field(default_factory=lambda: deque(maxlen=MOST_REQUESTS))
    violations: list[Violation] = field(default_factory=list)

    def write(self) -> Json:
        """All of it as JSON."""
        return {
            "requests": [asdict(request) for request in self.requests],
            "violations": [asdict(violation) for violation in self.violations],
        }
