"""Time, turns and durable steps."""

from collections.abc import Awaitable, Callable
from typing import Protocol

from core.model import (
    Job,
    Json,
)


class Clock(Protocol):
    """Time. `speed` is how many job seconds pass in one wall second."""

    @property
    def speed(self) -> float:
        """Job seconds per wall second."""
        ...

    def now(self) -> float:
        """Wall seconds since the epoch."""
        ...

    async def sleep(self, seconds: float, *, job_id: str = "") -> None:
        """Wait wall seconds, or until the job is woken."""
        ...

    def wake(self, job_id: str) -> None:
        """End a wait of this job early (a cancel came)."""
        ...


class Steps(Protocol):
    """The durable engine, seen from a job: a step that ended is never run again, its value is replayed."""

    async def do(self, name: str, effect: Callable[[], Awaitable[Json]], *, guarded: bool = False) -> Json:
        """Run an effect once and record its plain JSON value under a stable name.

        A `guarded` effect is not broken off when the service stops, which waits for it a while: a paid call that is
        cut leaves its job in doubt.
        """
        ...


class Gate(Protocol):
    """Limits how many jobs run at once; the others wait for their turn, fairly by person."""

    async def enter(self, job: Job) -> bool:
        """Wait for a place; False when the job was withdrawn (cancelled) while it waited."""
        ...

    async def follow(self, earlier: str) -> None:
        """Wait, not for long, until the `earlier` job has a place, is in the queue for one, or is over."""
        ...

    def leave(self, job_id: str) -> None:
        """Give the place back."""
        ...

    def ahead(self, person: str) -> int:
        """How many jobs a new job of this person would wait for; 0 = none."""
        ...

    def place(self, job_id: str) -> int:
        """The job's place in the queue from 1; 0 = it is not waiting."""
        ...

    def withdraw(self, job_id: str) -> None:
        """Take a waiting job out of the queue."""
        ...
