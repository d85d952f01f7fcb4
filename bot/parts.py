"""What the composition root needs of the parts it is handed: a door to a platform, a durable engine."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from core.ports import Steps


class Gateway(Protocol):
    """A connection to a platform, started after the engine and stopped before it."""

    async def start(self) -> None:
        """Connect."""
        ...

    async def stop(self) -> None:
        """Let go."""
        ...


class Engine(Protocol):
    """The durable engine: DBOS, or its twin in memory."""

    async def start(self, run: Callable[[str, Steps], Awaitable[None]]) -> None:
        """Go on with what the last start left, and take jobs."""
        ...

    async def submit(self, job_id: str) -> None:
        """Run this job once."""
        ...

    async def resume(self, job_ids: Sequence[str]) -> tuple[str, ...]:
        """Run those that never ran; returns those that were given up."""
        ...

    async def sweep(self, *, before: float) -> int:
        """Remove old records."""
        ...

    async def stop(self) -> None:
        """Leave all jobs where they are."""
        ...

    @property
    def running(self) -> int:
        """How many jobs run in this process."""
        ...
