"""The vocabulary of the whole project: values only, frozen, with no behaviour beyond their own consistency."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal, Self

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
Value = bool | int | float | str
Language = Literal["zh", "en"]


class TaskType(StrEnum):
    """What the studio is asked to make, in the studio's own words."""

    TEXT = "text_to_video"
    IMAGE = "image_to_video"
    REFERENCE = "reference_image_to_video"
    FRAMES = "first_last_frame_to_video"


# --- what comes in -----------------------------------------------------------


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
    """Who can turn a picture's reference into bytes."""

    PLATFORM = "platform"  # the chat it was posted in: Chat.fetch
    URL = "url"  # ref["url"], an https address somebody typed: Fetch
    RESULT = "result"  # ref["job"]: the first frame of an earlier clip of ours, by the studio


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


class Verb(StrEnum):
    """What a button can ask for; words reach the same places through the parser."""

    AGAIN = "again"  # the same order once more
    EDIT = "edit"  # value: "aspect_ratio=9:16", "model=kling-o1", "prompt=…"
    ALTERNATIVE = "alternative"  # value: number of the offer, from 1
    CONFIRM = "confirm"
    DECLINE = "decline"
    CANCEL = "cancel"
    RESEND = "resend"
    DELETE = "delete"
    ANSWER = "answer"  # value: the choice of an open question


@dataclass(frozen=True, slots=True)
class Action:
    """A press of a button, or what a platform's own control means, as a value."""

    verb: Verb
    job_id: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message or press that is meant for us, in no platform's dialect.

    `id` is unique per platform and event and becomes the job's id; `text` has the mention of the bot cut out;
    `reply_to` is the platform's id of the message replied to; `at` is seconds since the epoch. `language` is set
    only where the platform knows it (a Discord interaction's locale); otherwise the text decides.
    `request` carries a form's fields (a slash command) as the words a person would have used for them.
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


# --- what it means -----------------------------------------------------------


class Act(StrEnum):
    """What a message asks the bot to do."""

    GENERATE = "generate"
    SET_PREFERENCE = "set_preference"
    CLEAR_PREFERENCE = "clear_preference"
    SHOW_PREFERENCES = "show_preferences"
    HELP = "help"
    LIST_MODELS = "list_models"
    CANCEL = "cancel"
    RETRY = "retry"
    STATUS = "status"
    RESEND = "resend"
    MINE = "mine"
    QUOTE = "quote"
    BUDGET = "budget"
    CONFIRM = "confirm"
    DECLINE = "decline"
    FORGET = "forget"
    CHITCHAT = "chitchat"


class Notice(StrEnum):
    """What the reading of a message has to tell its author."""

    DURATION_CLAMPED = "duration_clamped"
    IMAGE_MISSING = "image_missing"
    RESOLUTION_UNSUPPORTED = "resolution_unsupported"
    MODEL_UNSUPPORTED = "model_unsupported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """The values a person asked for; None is "not said", and defaults are a later step."""

    duration_s: int | None = None
    resolution: str | None = None
    aspect_ratio: str | None = None
    audio: bool | None = None
    mode: Literal["std", "pro"] | None = None
    negative_prompt: str | None = None
    seed: int | None = None
    shot_type: Literal["single", "multi"] | None = None

    def over(self, earlier: "Wishes") -> "Wishes":
        """These wishes laid over earlier ones: what is said now wins, the rest stays."""
        names = self.__dataclass_fields__
        said = {name: getattr(self, name) for name in names if getattr(self, name) is not None}
        return replace(earlier, **said)


class Continuity(StrEnum):
    """How a request hangs on an earlier result."""

    SAME = "same"  # the same subject in another scene, angle or composition: 同一个, 系列, same character
    NEXT = "next"  # the next shot, joined to the last one: 续, 接着, continue
    ANIMATE = "animate"  # the earlier picture or clip's frame simply moves: 把它动起来, 用刚才的图


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """What one message means, before anybody looked at prices.

    The fields down to `language` are what `python -m bot parse` prints; the others are for the desk.
    """

    action: Act
    task_type: TaskType | None = None
    model: str | None = None  # our key in models.toml
    model_id: str | None = None
    model_name: str | None = None
    wishes: Wishes = field(default_factory=Wishes)
    quality: Literal["best", "budget"] | None = None
    save_preference: bool = False
    clear_preference: bool = False
    notices: tuple[Notice, ...] = ()
    prompt: str = ""
    language: Language = "zh"

    edit: bool = False  # changes the last job (or the one replied to) instead of asking for a new one
    choice: int | None = None  # "the second one" = 2
    asked_s: int | None = None  # the length asked for before it was clamped
    unavailable: str = ""  # the name of a model that is not offered, as typed
    nearest: str = ""  # our key of the nearest offered model
    continuity: Continuity | None = None
    no_reference: bool = False  # 不用参考图
    names: tuple[str, ...] = ()  # subjects that get a name here: 叫旺财, named Rex
    known_names: tuple[str, ...] = ()  # subjects of this chat mentioned here, of those in the context
    roles: tuple[Role, ...] = ()  # the pictures' roles in their order, when the words give them
    ambiguous_roles: bool = False  # two pictures and wording that does not say which is first
    contradictions: tuple[str, ...] = ()  # values said but not taken: ("9:16",) for "竖屏 16:9"
    image_urls: tuple[str, ...] = ()  # https addresses of pictures in the text


class Pending(StrEnum):
    """What the bot is waiting for one person to answer."""

    OFFER = "offer"  # a failure with alternatives
    CONFIRM = "confirm"  # a dear order, a warning, or a series of shots
    WHICH_FIRST = "which_first"  # two pictures without roles
    PICTURE_ALONE = "picture_alone"  # a picture without words
    TOO_MANY = "too_many"  # more pictures than an order takes


@dataclass(frozen=True, slots=True, kw_only=True)
class ParseContext:
    """What a message is read against."""

    images: int = 0
    last_status: str | None = None  # "success" "failed" "running" "cancelled" …; None = no job yet
    last_task_type: TaskType | None = None
    last_model_id: str | None = None
    last_prompt: str = ""
    pending: Pending | None = None
    names: tuple[str, ...] = ()  # named subjects of this chat
    direct: bool = True
    language: Language | None = None  # known from the platform


# --- what the studio sells ---------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rule:
    """One price: these attribute values cost these points. `is_fallback` is the studio's default=enabled marker."""

    attribute_id: int
    points: int
    attributes: Mapping[str, str]
    is_fallback: bool = False


@dataclass(frozen=True, slots=True)
class FormField:
    """One parameter a product takes, under the name that is sent.

    `options` empty means free. A virtual field of the studio is resolved here: `asked_as` is the name people choose
    by (quality, resolution) and `mapping` takes each choice to the value that is sent.
    """

    name: str
    default: Value | None
    options: tuple[Value, ...] = ()
    asked_as: str = ""
    mapping: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Product:
    """One orderable model version of the live list (a type "3" leaf)."""

    task_type: TaskType
    leaf_id: str
    model_id: str
    name: str
    rules: tuple[Rule, ...]
    fields: tuple[FormField, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What we ask the studio for, complete but for the pictures' addresses.

    `params` is all that goes beside prompt, pictures and price; `model` is our key, empty for a live leaf that our
    tables do not know.
    """

    task_type: TaskType
    model: str
    model_name: str
    model_id: str
    leaf_id: str
    attribute_id: int
    points: int
    params: Mapping[str, Value]
    prompt: str


@dataclass(frozen=True, slots=True)
class Change:
    """A value that is not as it was asked or ordered before; `name` is a key of the catalogues' [name]."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    """Something a person has to be told: the key of a sentence and its blanks; changes fill {changes}."""

    key: str
    blanks: Mapping[str, str] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()


# --- our promise -------------------------------------------------------------


class Phase(StrEnum):
    """The life of a job; the stored and logged word."""

    OPEN = "open"
    STARTED = "started"  # the start message stands
    SUBMITTING = "submitting"  # a fence row stands: the paid call may have been made
    RENDERING = "rendering"  # the studio gave a task
    DELIVERING = "delivering"  # the clip is there
    DELIVERED = "delivered"
    FAILED = "failed"
    CANCELLED = "cancelled"
    LATE = "late"
    IN_DOUBT = "in_doubt"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will be said of the job unasked."""
        return self in _OVER


_OVER = frozenset({Phase.DELIVERED, Phase.FAILED, Phase.CANCELLED, Phase.LATE, Phase.IN_DOUBT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """All that a job needs to know, decided before anything is promised."""

    order: Order
    language: Language
    wishes: Wishes = field(default_factory=Wishes)
    pictures: tuple[Picture, ...] = ()
    intro: tuple[str, ...] = ()  # further lines of the start message, ready to read
    hint: str = ""  # the 💡 line of the caption, ready to read
    preferred: bool = False  # the model is the person's stored preference
    names: tuple[str, ...] = ()  # subjects that this clip shows
    parent: str = ""  # the job this one follows
    pressed: str = ""  # the press it came of, so that a double press is one action


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
    changed_at: float = 0.0

    def become(self, phase: Phase, **changes: object) -> Self:
        """The same job in another phase; an ended job never lives again, except that a late one is delivered."""
        late_again = self.phase in (Phase.LATE, Phase.IN_DOUBT, Phase.CANCELLED) and phase is Phase.DELIVERED
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


# --- what goes out -----------------------------------------------------------


class Kind(StrEnum):
    """What a message of ours is; `--json` prints this word (an edit prints "edit")."""

    START = "start"
    PROGRESS = "progress"
    MEDIA = "media"
    LINK = "link"
    FAILURE = "failure"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Button:
    """A press offered under a message. `style`: "primary", "danger" or "" ; `choices` makes it a select."""

    action: Action
    label: str
    style: Literal["", "primary", "danger"] = ""
    choices: tuple[tuple[str, str], ...] = ()  # (value, label); the press carries the value


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One message of ours, before a platform gives it a form.

    MEDIA carries `url` (https, or loopback with a local studio), `cover`, `duration_s`; LINK carries `url`, which
    also stands in the text. `percent` and `is_final` tell a platform with one card per job how to draw it;
    `ok` is the final state. `mention` asks for the requester's attention.
    """

    kind: Kind
    text: str
    language: Language
    url: str = ""
    cover: str = ""
    duration_s: float | None = None
    points: int | None = None
    buttons: tuple[Button, ...] = ()
    job_id: str = ""
    percent: int | None = None
    is_final: bool = False
    ok: bool = True
    mention: bool = False
    private: bool = False  # may be shown to the requester alone where the platform can
