"""What the core needs from the outside, as protocols of few methods; adapters implement them."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from core.model import (
    Address,
    Draft,
    Incoming,
    Intent,
    Job,
    Json,
    Language,
    Order,
    Pending,
    Phase,
    Picture,
    Post,
    Product,
    TaskType,
)

# --- chat --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Traits:
    """How a platform shows a job: `progress_on_start` = progress is drawn on the start message (Feishu's card)."""

    progress_on_start: bool = False


class Chat(Protocol):
    """One platform's voice. Every call may raise ChatError; each adapter does its own short retries."""

    def traits(self, address: Address) -> Traits:
        """How this address shows a job."""
        ...

    async def send(self, address: Address, post: Post, *, key: str) -> str:
        """Post a message and return its handle; `key` is stable per job and step, for the platform's own dedupe."""
        ...

    async def edit(self, address: Address, handle: str, post: Post, *, key: str) -> str:
        """Change a message; returns its handle, a new one when the old message was gone and it was posted again."""
        ...

    async def delete(self, address: Address, handle: str) -> None:
        """Take a message of ours away; one that is gone already is no error."""
        ...

    async def fetch(self, picture: Picture) -> bytes:
        """The bytes of a picture posted on this platform (raises FetchError)."""
        ...


# --- studio and downloads ----------------------------------------------------


class LookState(StrEnum):
    """What a look at a task showed."""

    WORKING = "working"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look at a task; `failure` is a Failure's word when FAILED."""

    state: LookState
    url: str = ""
    cover: str = ""
    duration_s: float | None = None
    failure: str = ""
    detail: str = ""


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

    async def create(self, order: Order, pictures: Sequence[str], *, language: Language) -> str:
        """Spend points: returns the task id. The error's certainty is what money safety rests on."""
        ...

    async def look(self, task_id: str, *, language: Language) -> Look:
        """The state of a task, now."""
        ...


class Fetch(Protocol):
    """Guarded download of public addresses."""

    async def picture(self, url: str) -> bytes:
        """A picture's bytes from an https address (raises FetchError)."""
        ...


# --- memory ------------------------------------------------------------------


class Inbox(Protocol):
    """Messages taken in, once each, durable until answered."""

    async def claim(self, incoming: Incoming) -> bool:
        """Keep this message; False when it was claimed before."""
        ...

    async def answered(self, incoming_id: str) -> None:
        """The message is answered or its job is open; only its id is kept."""
        ...

    async def unanswered(self) -> tuple[Incoming, ...]:
        """Claims left open by a crash, oldest first."""
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


class Jobs(Protocol):
    """Our promises on disk."""

    async def open(self, job: Job) -> bool:
        """Write a new job; False when its id exists (a repeated event)."""
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
        """The job that a message of ours, or the request itself, belongs to (a person replied to it)."""
        ...

    async def latest(self, person: str, room: str, *, limit: int = 1) -> tuple[Job, ...]:
        """This person's newest jobs in this chat, newest first."""
        ...

    async def unfinished(self) -> tuple[Job, ...]:
        """All jobs that are not over, oldest first."""
        ...

    async def durations_s(self, model: str, task_type: TaskType) -> tuple[int, ...]:
        """Measured render times of the last delivered jobs of a model, in seconds."""
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


@dataclass(frozen=True, slots=True)
class Limits:
    """Daily points; 0 = no limit."""

    per_person: int = 0
    per_room: int = 0


class Ledger(Protocol):
    """Points promised and spent, one entry per job and attempt; days are UTC days."""

    async def reserve(self, job: Job, points: int, *, limits: Limits, at: float) -> bool:
        """Hold points for a job if the day's limits allow it; a second call for the same job holds no more."""
        ...

    async def spend(self, job_id: str, attempt: int, points: int, *, at: float) -> None:
        """The studio accepted an order at this price."""
        ...

    async def release(self, job_id: str) -> None:
        """Nothing was spent: give the held points back."""
        ...

    async def hold(self, job_id: str) -> None:
        """In doubt or late: the points stay counted, and are marked as uncertain."""
        ...

    async def used(self, *, person: str = "", room: str = "", at: float) -> int:
        """Points held and spent today by a person or in a chat."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What one person was asked and may still answer.

    `drafts` are the orders that a yes would place (one, a series, or the offered alternatives in their order);
    `incoming` is the message that raised the question.
    """

    pending: Pending
    asked_at: float
    expires_at: float
    drafts: tuple[Draft, ...] = ()
    incoming: Incoming | None = None
    intent: Intent | None = None
    job_id: str = ""
    handle: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """The state of one person's conversation in one chat."""

    question: Question | None = None
    pictures: tuple[tuple[float, Picture], ...] = ()  # sent without words: (when, picture)
    last_pictures: tuple[Picture, ...] = ()  # of the last request, for 用刚才的图
    greeted_at: float = 0.0
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """A named subject of a chat: the picture that shows it, and who named it."""

    name: str
    picture: Picture
    person: str
    named_at: float


class History(Protocol):
    """What a conversation remembers, on disk."""

    async def talk(self, person: str, room: str) -> Talk:
        """The state of this conversation (an empty one when there was none)."""
        ...

    async def save_talk(self, person: str, room: str, talk: Talk) -> None:
        """Replace the state of this conversation."""
        ...

    async def subjects(self, room: str) -> tuple[Subject, ...]:
        """The named subjects of a chat, newest first."""
        ...

    async def name_subject(self, room: str, subject: Subject) -> None:
        """Remember a named subject; the same name again replaces it."""
        ...

    async def forget(self, person: str) -> None:
        """Remove all that is stored of a person but the bare facts needed for money and dedupe."""
        ...

    async def sweep(self, *, before: float) -> None:
        """Remove prompts, pictures, conversations and claims older than this instant."""
        ...


# --- time and durability -----------------------------------------------------


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

    async def do(self, name: str, effect: Callable[[], Awaitable[Json]]) -> Json:
        """Run an effect once and record its plain JSON value under a stable name."""
        ...


class Gate(Protocol):
    """How many jobs run at once: what is over waits its turn, fairly by person."""

    async def enter(self, job: Job) -> bool:
        """Wait for a place; False when the job was withdrawn (cancelled) while it waited."""
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
