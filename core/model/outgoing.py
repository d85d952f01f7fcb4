"""What goes out: messages and buttons, before a platform gives them its own form."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from core.model.incoming import Action
from core.model.words import Language


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
    """One message of ours, before a platform gives it its own form.

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
