"""Our promise to a person: a draft, a job, the phases of its life."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from core.model.incoming import Address, Picture
from core.model.meaning import Wishes
from core.model.studio import Order
from core.model.words import Language


class Phase(StrEnum):
    """The life of a job; the stored and logged word."""

    OPEN = "open"
    STARTED = "started"  # the start message stands
    SUBMITTING = "submitting"  # a fence row stands: the paid call may have been made
    RENDERING = "rendering"  # the studio gave a task
    DELIVERING = "delivering"  # the clip is there
    DELIVERED = "delivered"
    UNPOSTED = "unposted"  # the clip is there, and its chat took neither player nor link
    FAILED = "failed"
    CANCELLED = "cancelled"
    LATE = "late"
    IN_DOUBT = "in_doubt"

    @property
    def is_over(self) -> bool:
        """Whether the job has ended: nothing more will be said about it unless somebody asks."""
        return self in _OVER

    @property
    def is_made(self) -> bool:
        """Whether the clip is there and the job is over, posted or not."""
        return self in (Phase.DELIVERED, Phase.UNPOSTED)

    @property
    def is_unpaid(self) -> bool:
        """Whether nothing can have been paid yet."""
        return self in (Phase.OPEN, Phase.STARTED)

    @property
    def may_come(self) -> bool:
        """Whether the job is over, and yet its clip may be brought when it is asked for."""
        return self in _MAY_COME


_OVER = frozenset(
    {Phase.DELIVERED, Phase.UNPOSTED, Phase.FAILED, Phase.CANCELLED, Phase.LATE, Phase.IN_DOUBT}
)
_MAY_COME = frozenset({Phase.LATE, Phase.IN_DOUBT, Phase.CANCELLED, Phase.UNPOSTED})


@dataclass(frozen=True, slots=True)
class OneOf:
    """Which of several clips that belong together this is; a shot is part of a series, else it is a clip of a list."""

    number: int
    total: int
    is_shot: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Everything a job needs to know, decided before anything is promised."""

    order: Order
    language: Language
    wishes: Wishes = field(default_factory=Wishes)
    pictures: tuple[Picture, ...] = ()
    one_of: OneOf | None = None  # None where it stands alone
    intro: tuple[str, ...] = ()  # further lines of the start message, ready to read
    hint: str = ""  # the 💡 line of the caption, ready to read
    preferred: bool = False  # the model is the person's stored preference
    names: tuple[str, ...] = ()  # subjects that this clip shows
    turned_down: tuple[str, ...] = ()  # our keys of the models that were not to be used
    most_points: int = 0  # what the person said that it may cost at most
    parent: str = ""  # the job this one follows
    pressed: str = ""  # the button press it came from, so that a double press counts once


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Our promise to a person: this order, answered at this address."""

    id: str
    address: Address
    draft: Draft
    created_at: float
    phase: Phase = Phase.OPEN
    attempt: int = 1
    task_id: str = ""
    url: str = ""
    cover: str = ""
    failure: str = ""  # the Failure's word, once failed
    elapsed_s: int | None = None
    cancel_asked: bool = False
    is_forgotten: bool = False  # the person asked for their data to be deleted while it ran
    rendering_since: float | None = None  # when the studio took the order (wall seconds)

    @property
    def is_watched(self) -> bool:
        """Whether somebody waits for its clip: it is neither over nor cancelled."""
        return not (self.phase.is_over or self.cancel_asked)

    @property
    def is_cancelling(self) -> bool:
        """Whether it is cancelled, and who waits for its clip has not noticed yet."""
        return self.cancel_asked and not self.phase.is_over

    @property
    def why_failed(self) -> "Failure":
        """The failure of a failed job; UNKNOWN also for a word that older or newer versions wrote."""
        return Failure(self.failure) if self.failure in list(Failure) else Failure.UNKNOWN

    def become(self, phase: Phase, **changes: object) -> Self:
        """The same job in another phase; an ended job never lives again, except that a late one is delivered."""
        late_again = self.phase.may_come and phase is Phase.DELIVERED
        if self.phase.is_over and phase is not self.phase and not late_again:
            raise ValueError(f"a job that is {self.phase} cannot become {phase}")
        return replace(self, phase=phase, **changes)  # type: ignore[arg-type]


class Failure(StrEnum):
    """Why something did not work, as the catalogues' failure rows name it."""

    UNAUTHORIZED = "unauthorized"
    NO_POINTS = "no_points"
    SUBSCRIPTION = "subscription"
    BAD_ATTRIBUTE = "bad_attribute"
    POINTS_MISMATCH = "points_mismatch"
    RULE_MISSING = "rule_missing"  # 6009
    RULE_MISMATCH = "rule_mismatch"  # 6010
    BAD_PARAMETERS = "bad_parameters"
    MEDIA_FAILED = "media_failed"
    TASK_FAILED = "task_failed"
    TIMEOUT = "timeout"
    NETWORK = "network"
    RATE_LIMITED = "rate_limited"
    MODERATION = "moderation"
    MODEL_UNAVAILABLE = "model_unavailable"
    PICTURE = "picture"
    UNSUPPORTED_VALUE = "unsupported_value"
    SERVER = "server"  # business code 500
    UNKNOWN = "unknown"
