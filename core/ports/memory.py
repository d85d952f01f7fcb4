"""What the core needs on disk: messages taken in, jobs, preferences, points."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from core.model import (
    Address,
    Incoming,
    Job,
    Json,
    Order,
    Phase,
    TaskType,
)
from core.ports.history import Subject, Talk


class Inbox(Protocol):
    """Messages taken in, once each, durable until answered."""

    async def claim(self, incoming: Incoming) -> bool:
        """Keep this message; False when it was claimed before."""
        ...

    async def knows(self, incoming_id: str) -> bool:
        """Whether a message with this id was claimed before."""
        ...

    async def answered(self, incoming_id: str) -> None:
        """The message is answered or its job is open; only its id is kept."""
        ...

    async def unanswered(self, *, before: float | None = None) -> tuple[Incoming, ...]:
        """Claims that are still open, oldest first; with `before` only those taken in before this time."""
        ...


class FenceState(StrEnum):
    """What the fence says before a paid call."""

    CLEAR = "clear"  # the row was written now: go
    KNOWN = "known"  # the call was made and gave a task: task_id
    UNKNOWN = "unknown"  # the call may have been made: never send again
    REFUSED = "refused"  # the call was made and refused: outcome holds the recorded refusal
    CANCELLED = "cancelled"  # a cancel came first: do not go


@dataclass(frozen=True, slots=True)
class Fence:
    """The fence of one attempt; `outcome` is what was recorded for it (plain JSON)."""

    state: FenceState
    task_id: str = ""
    outcome: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Limits:
    """Daily points; 0 = no limit."""

    per_person: int = 0
    per_room: int = 0


class Opening(StrEnum):
    """What came of opening jobs."""

    NEW = "new"
    KNOWN = "known"  # they exist already (a repeated event); nothing was written
    OVER = "over"  # the day's limits do not allow all of them; nothing was written


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What is written together with the jobs of a message, or not at all.

    `talk` changes the conversation as it is at that moment; `preferences` are the person's new models by task type.
    """

    talk: Callable[[Talk], Talk] | None = None
    preferences: Mapping[TaskType, str] = field(default_factory=dict)
    subjects: tuple[Subject, ...] = ()


NO_LIMITS = Limits()
NOTHING = Beside()


class Jobs(Protocol):
    """Our promises on disk."""

    async def open(self, *new: Job, limits: Limits = NO_LIMITS, beside: Beside = NOTHING) -> Opening:
        """Promise the jobs of one message, all or none: hold their points, write the jobs and `beside`."""
        ...

    async def opened(self, address: Address, job_ids: Sequence[str]) -> tuple[str, ...]:
        """Those of these ids that jobs have, after any opening under way for this address has ended.

        Once this has returned none, no earlier attempt can still create any.
        """
        ...

    async def get(self, job_id: str) -> Job | None:
        """One job."""
        ...

    async def save(self, job: Job) -> None:
        """Write a job's changed fields, except `cancel_asked`, which only `cancel` sets."""
        ...

    async def cancel(self, job_id: str) -> Phase | None:
        """Set the cancel flag and return the phase at that instant (atomic with the fence); None when unknown."""
        ...

    async def fence(self, job_id: str, attempt: int) -> Fence:
        """Commit the fence row of an attempt, or tell what an earlier run left; durable before it returns."""
        ...

    async def fence_outcome(
        self, job_id: str, attempt: int, *, task_id: str = "", outcome: Mapping[str, Json] | None = None
    ) -> None:
        """Record what came of the fenced call: a task, or a definite refusal."""
        ...

    async def order(self, job_id: str, attempt: int) -> Order | None:
        """The order of an attempt beyond the first, when one was decided."""
        ...

    async def set_order(self, job_id: str, attempt: int, order: Order) -> None:
        """Keep the order of an attempt; the first write stands."""
        ...

    async def sent(self, job_id: str, key: str) -> str | None:
        """The handle of a message already posted for this job and key."""
        ...

    async def mark_sent(self, job_id: str, key: str, handle: str) -> None:
        """Remember that a message was posted (a later handle for the same key replaces it)."""
        ...

    async def by_handle(self, room: str, handle: str) -> Job | None:
        """The job that a message belongs to: one of ours, or the request itself; for replies to it."""
        ...

    async def latest(self, person: str, room: str, *, limit: int = 1) -> tuple[Job, ...]:
        """This person's newest jobs in this chat, newest first."""
        ...

    async def newest_in(self, room: str, *, besides: str = "") -> Job | None:
        """The newest job of this chat, of whoever else asked for it besides this person."""
        ...

    async def unfinished(self) -> tuple[Job, ...]:
        """All jobs that are not over, oldest first."""
        ...


class Preferences(Protocol):
    """A person's model per task type, by our model key."""

    async def get(self, person: str) -> Mapping[TaskType, str]:
        """What is stored for this person."""
        ...

    async def set(self, person: str, task_types: Sequence[TaskType], model: str) -> None:
        """Store a model for these task types."""
        ...

    async def clear(self, person: str, task_types: Sequence[TaskType]) -> None:
        """Forget the model for these task types."""
        ...


class Ledger(Protocol):
    """Points promised and spent, one entry per job and attempt; days are UTC days. Opening a job holds its points."""

    async def spend(self, job_id: str, attempt: int, points: int, *, at: float) -> None:
        """The studio accepted an order at this price."""
        ...

    async def release(self, job_id: str) -> None:
        """Nothing was spent: give the held points back."""
        ...

    async def hold(self, job_id: str) -> None:
        """In doubt or late: the points stay counted, and are marked as uncertain."""
        ...

    async def of_jobs(self, job_ids: Sequence[str]) -> Mapping[str, tuple[int, bool]]:
        """By job: the points held or spent for it, and whether they are uncertain; jobs without any are left out."""
        ...

    async def used(self, *, person: str = "", room: str = "", at: float) -> int:
        """Points held and spent today by a person or in a chat."""
        ...
