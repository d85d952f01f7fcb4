"""What a message means, before anybody looked at prices."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal

from core.model.incoming import Role
from core.model.studio import Change
from core.model.words import Language, TaskType


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
    """Something that the reading of a message has to tell the person."""

    DURATION_CLAMPED = "duration_clamped"
    IMAGE_MISSING = "image_missing"
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
    still_absent: str | None = None  # what is left of that once some of it is allowed again
    seed: int | None = None
    shot_type: Literal["single", "multi"] | None = None

    def over(self, earlier: "Wishes") -> "Wishes":
        """These wishes laid over earlier ones: what is said now wins, the rest stays."""
        names = self.__dataclass_fields__
        said = {name: getattr(self, name) for name in names if getattr(self, name) is not None}
        return replace(earlier, **said)


class Continuity(StrEnum):
    """How a request builds on an earlier result."""

    SAME = "same"  # the same subject in another scene, angle or composition: "same character"
    NEXT = "next"  # the next shot, joined to the last one: "continue"
    ANIMATE = "animate"  # the earlier picture, or a clip's frame, simply moves: "animate it"


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

    only_for: TaskType | None = None  # the task for which alone a preference is kept or taken back
    edit: bool = False  # changes the last job (or the one replied to) instead of asking for a new one
    again: bool = False  # says outright that another one is wanted: "one more", "again"
    swap: bool = False  # the two pictures of the last job are to change places: "the other way round"
    choice: int | None = None  # "the second one" = 2
    is_guessed: bool = False  # a yes, or one of the offers, by the lessons alone: no phrase says so
    asked_s: int | None = None  # the length asked for before it was clamped
    shots: int = 0  # how many shots a series is to have; 0 = as many as its length needs
    unavailable: str = ""  # the name of a model that is not offered, as typed
    nearest: str = ""  # our key of the nearest offered model
    turned_down: tuple[str, ...] = ()  # our keys of the models that are not to be used: "anything but Wan"
    continuity: Continuity | None = None
    no_reference: bool = False  # "no reference"
    names: tuple[str, ...] = ()  # subjects that get a name here: "named Rex"
    known_names: tuple[str, ...] = ()  # subjects of this chat mentioned here, of those in the context
    roles: tuple[Role, ...] = ()  # the pictures' roles in their order, when the words give them
    ambiguous_roles: bool = False  # two pictures and wording that does not say which is first
    passed_over: tuple[
        Change, ...
    ] = ()  # values said but not taken, and what was: 9:16 and 16:9 for "vertical 16:9"
    image_urls: tuple[str, ...] = ()  # https addresses of pictures in the text

    @property
    def names_something(self) -> bool:
        """Whether a model, a value or a quality is named."""
        return self.model is not None or self.quality is not None or self.wishes != Wishes()


class Pending(StrEnum):
    """What the bot is waiting for one person to answer."""

    OFFER = "offer"  # a failure with alternatives
    CONFIRM = "confirm"  # a dear order, a warning, or a series of shots
    WHICH_FIRST = "which_first"  # two pictures without roles
    PICTURE_ALONE = "picture_alone"  # a picture without words
    TOO_MANY = "too_many"  # more pictures than an order takes
    PICTURE_MISSING = "picture_missing"  # words that speak of pictures that are not there
    WORDS_MISSING = "words_missing"  # a model or values, and nothing that the video is to show


class FirstFrame(StrEnum):
    """The answers to which of two pictures is the first frame. Buttons carry the values: they never change."""

    FIRST = "1"
    SECOND = "2"
    NEITHER = "reference"  # both are references


class PictureUse(StrEnum):
    """The answers to what a picture without words is for. Buttons carry the values: they never change."""

    ANIMATE = "1"  # offered for a single picture only
    REFERENCE = "2"
    WAIT = "3"  # words will follow


@dataclass(frozen=True, slots=True, kw_only=True)
class ParseContext:
    """What a message is read against."""

    images: int = 0
    last_status: str | None = None  # "success" "failed" "running" "cancelled" …; None = no job yet
    last_task_type: TaskType | None = None
    last_prompt: str = ""  # what the clip at hand shows, or the order that waits for a yes
    pending: Pending | None = None
    names: tuple[str, ...] = ()  # named subjects of this chat
    direct: bool = True
    language: Language | None = None  # known from the platform
