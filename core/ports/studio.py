"""What the core needs of the studio, and of public addresses."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from core.model import (
    Failure,
    Language,
    Order,
    Product,
    TaskType,
)
from core.ports.engine import Clock

_SECOND_LOOK_S = 3.0


class LookState(StrEnum):
    """The state in which a look found a task."""

    WORKING = "working"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look at a task; `failure` and what follows are set when FAILED.

    `detail` is in our words and goes to logs. `said` is what the studio wrote; it may repeat a part of the description,
    so it is logged at DEBUG at most.
    """

    state: LookState
    url: str = ""
    cover: str = ""
    duration_s: float | None = None
    failure: Failure | None = None
    detail: str = ""
    said: str = ""


class Studio(Protocol):
    """The IMA Studio. Every call may raise StudioError."""

    async def products(self, task_type: TaskType) -> tuple[Product, ...]:
        """The live list from memory; asks the studio only if nothing was ever read."""
        ...

    async def refresh(self, task_type: TaskType) -> tuple[Product, ...]:
        """The live list, asked for now."""
        ...

    async def upload(self, data: bytes) -> str:
        """Upload a picture and return its public address (raises StudioError PICTURE for what is no picture)."""
        ...

    def check(self, order: Order, pictures: Sequence[str]) -> None:
        """Raise for an order that cannot be put into a request at all; asks and sends nothing."""
        ...

    async def create(self, order: Order, pictures: Sequence[str], *, language: Language) -> str:
        """Spend points and return the task id. Money safety rests on the certainty that a StudioError carries."""
        ...

    async def look(self, task_id: str, *, language: Language) -> Look:
        """The state of a task, now."""
        ...


async def look_twice(studio: Studio, clock: Clock, task_id: str, *, language: Language) -> Look:
    """A look at a task that is over: a second one after a moment, where the studio had no address of the clip yet."""
    look = await studio.look(task_id, language=language)
    if look.state is LookState.WORKING:
        await clock.sleep(_SECOND_LOOK_S)
        look = await studio.look(task_id, language=language)
    return look


class Fetch(Protocol):
    """Guarded download of public addresses."""

    async def picture(self, url: str) -> bytes:
        """A picture's bytes from an https address (raises FetchError)."""
        ...

    async def last_frame(self, url: str) -> bytes:
        """The last frame of a clip as a picture's bytes (raises FetchError)."""
        ...
