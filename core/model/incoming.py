"""What comes in: messages and button presses meant for us, in a form that no platform dictates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.model.words import Language


@dataclass(frozen=True, slots=True)
class Address:
    """Where an answer goes: plain strings, so that a job can speak again after a restart.

    `user` is the platform's id of the person who asked, `message` the message to reply to, `direct` tells a
    conversation of two. `extra` holds what only the platform's own adapter reads (an interaction's token, say).
    """

    platform: str
    chat: str
    user: str
    message: str = ""
    thread: str = ""
    direct: bool = False
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def person(self) -> str:
        """The key of this person for preferences, budgets and limits."""
        return f"{self.platform}:{self.user}"

    @property
    def room(self) -> str:
        """The key of this chat for budgets and shared names."""
        return f"{self.platform}:{self.chat}"


class PictureSource(StrEnum):
    """Where a picture's bytes come from."""

    PLATFORM = "platform"  # the chat it was posted in: Chat.fetch
    URL = "url"  # ref["url"], an https address somebody typed: Fetch
    RESULT = (
        "result"  # ref["job"]: an earlier clip of ours, by the studio; its cover, or what ref["frame"] says
    )


class Role(StrEnum):
    """What a picture is for, where the person said so."""

    FIRST = "first"
    LAST = "last"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by reference, never by bytes: resolved when the job fetches it."""

    source: PictureSource
    ref: Mapping[str, str]
    platform: str = ""
    role: Role | None = None

    @property
    def is_last_frame(self) -> bool:
        """Whether the last frame of an earlier clip is meant, not its cover."""
        return self.source is PictureSource.RESULT and self.ref.get("frame") == "last"


class Verb(StrEnum):
    """What a button can ask for; words reach the same places through the parser."""

    AGAIN = "again"  # the same order once more
    EDIT = "edit"  # value: "aspect_ratio=9:16", "model=kling-o1", "prompt=…"
    ALTERNATIVE = "alternative"  # value: number of the offer from 1, with its points and its model
    CONFIRM = "confirm"
    DECLINE = "decline"
    CANCEL = "cancel"
    RESEND = "resend"
    DELETE = "delete"
    ANSWER = "answer"  # value: the choice of an open question
    STATUS = "status"  # without a job: how everything stands
    MINE = "mine"
    QUOTE = "quote"  # price and time; nothing is ordered


@dataclass(frozen=True, slots=True)
class Action:
    """A press of a button, or what a platform's own control means, as a value."""

    verb: Verb
    job_id: str = ""
    value: str = ""

    @property
    def asks_for_words(self) -> bool:
        """Whether this only makes sense with a new description, which is still to be asked for."""
        return self.verb is Verb.EDIT and self.value in ("", "prompt", "prompt=")

    @property
    def mark(self) -> str:
        """What tells this press from another one on the same job."""
        return f"{self.verb}:{self.value}"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message or button press meant for us, in a form that no platform dictates.

    `id` is unique per platform and event and becomes the job's id; `text` has the mention of the bot cut out;
    `reply_to` is the platform's id of the message replied to; `at` is seconds since the epoch. `language` is set
    only where the platform knows it (a Discord interaction's locale); otherwise the text decides.
    """

    id: str
    address: Address
    text: str
    at: float
    pictures: tuple[Picture, ...] = ()
    quoted_pictures: tuple[Picture, ...] = ()
    reply_to: str = ""
    language: Language | None = None
    action: Action | None = None
