"""What the page posts, as the core's values.

Nothing here touches a socket or a clock: `at` and the handle of the stored entry are handed in.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Annotated, Final, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.model import Action, Address, Incoming, Json, Language, Picture, PictureSource, Verb

PLATFORM: Final = "web"
MAX_TEXT: Final = 20_000  # characters kept of one message
MAX_PICTURES: Final = 16
MAX_MESSAGE_BYTES: Final = 4 * 1024 * 1024  # the JSON part: words and thumbnails

_Token = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{8,64}$")]
_Handle = Annotated[str, Field(pattern=r"^[0-9]{0,18}$")]
_Shape = TypeVar("_Shape", bound=BaseModel)
_THUMB = re.compile(r"data:image/(?:jpeg|png|webp);base64,[A-Za-z0-9+/]+={0,2}")


class BadPostError(Exception):
    """The page, or somebody else, posted what cannot be read; the text is for programmers."""


class Thumb(BaseModel):
    """A small likeness of an attached picture, drawn by the page for its own transcript."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(max_length=300)] = ""
    src: Annotated[str, Field(max_length=100_000)] = ""


class Posted(BaseModel):
    """One message of the page; `id` is the page's own, the same when it tries again."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: _Token
    window: _Token
    text: str = ""
    reply_to: _Handle = ""
    language: Language | None = None
    thumbs: Annotated[tuple[Thumb, ...], Field(max_length=MAX_PICTURES)] = ()


class Pressed(BaseModel):
    """One press: which button of which entry, with the choice of a select or the words it asks for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: _Token
    window: _Token
    entry: Annotated[str, Field(pattern=r"^[0-9]{1,18}$")]
    button: Annotated[int, Field(ge=0, le=99)]
    value: Annotated[str, Field(max_length=100_000)] = ""


class Hello(BaseModel):
    """What a window says first on its line: who it is and what it has already."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    token: Annotated[str, Field(max_length=200)]
    window: _Token
    book: Annotated[str, Field(max_length=64)] = ""
    after: Annotated[int, Field(ge=0)] = 0


def read_posted(raw: bytes | str) -> Posted:
    """A message from its JSON; text beyond the limit is cut, a thumbnail that is none is dropped."""
    posted = _read(Posted, raw)
    thumbs = tuple(
        thumb if _THUMB.fullmatch(thumb.src) else thumb.model_copy(update={"src": ""})
        for thumb in posted.thumbs
    )
    return posted.model_copy(update={"text": _clean(posted.text), "thumbs": thumbs})


def read_pressed(raw: bytes | str) -> Pressed:
    """A press from its JSON."""
    return _read(Pressed, raw)


def read_hello(raw: bytes | str) -> Hello:
    """A window's first words from their JSON."""
    return _read(Hello, raw)


def read_message(
    facts: Mapping[str, Json],
    *,
    window: str,
    handle: str,
    at: float,
    quoted: Mapping[str, Json] | None = None,
) -> Incoming:
    """The incoming message of a stored entry, rebuilt from the facts kept with it and with the entry it answers.

    Rebuilding, rather than keeping the first value, lets a message that was shown as sent be taken after a crash.
    """
    language = facts.get("language")
    return Incoming(
        id=f"{PLATFORM}-{facts['id']}",
        address=Address(platform=PLATFORM, chat=window, user=window, message=handle, direct=True),
        text=str(facts.get("text", "")),
        at=at,
        pictures=_pictures(facts),
        quoted_pictures=_pictures(quoted or {}),
        reply_to=str(facts.get("reply_to", "")),
        language="zh" if language == "zh" else "en" if language == "en" else None,
        action=_read_action(facts.get("action")),
    )


def _pictures(facts: Mapping[str, Json]) -> tuple[Picture, ...]:
    names = facts.get("pictures")
    return tuple(
        Picture(source=PictureSource.PLATFORM, platform=PLATFORM, ref={"name": str(name)})
        for name in (names if isinstance(names, list) else [])
    )


def message_facts(posted: Posted, names: Sequence[str]) -> dict[str, Json]:
    """What is kept of a message to rebuild it; the page's language only counts where there are no words."""
    facts: dict[str, Json] = {"id": posted.id, "text": posted.text, "pictures": list(names)}
    if posted.reply_to:
        facts["reply_to"] = posted.reply_to
    if posted.language is not None and not posted.text.strip():
        facts["language"] = posted.language
    return facts


def press_facts(pressed: Pressed, action: Mapping[str, Json]) -> dict[str, Json]:
    """What is kept of a press to rebuild it; the action is ours, never the page's word.

    Raises BadPostError for a choice that was not offered.
    """
    choices = action.get("choices")
    value = str(action.get("value", ""))
    if isinstance(choices, dict) and choices:
        if pressed.value not in choices:
            raise BadPostError("that choice was not offered")
        value = pressed.value
    elif action.get("asks"):
        if not (words := _clean(pressed.value).strip()):
            raise BadPostError("that button asks for words")
        value = f"prompt={words}"
    taken: dict[str, Json] = {"verb": action.get("verb"), "job_id": action.get("job_id"), "value": value}
    return {"id": pressed.id, "text": "", "reply_to": pressed.entry, "action": taken}


def _read_action(kept: Json) -> Action | None:
    if not isinstance(kept, dict):
        return None
    return Action(
        verb=Verb(str(kept.get("verb"))),
        job_id=str(kept.get("job_id") or ""),
        value=str(kept.get("value") or ""),
    )


def _read(shape: type[_Shape], raw: bytes | str) -> _Shape:
    try:
        return shape.model_validate_json(raw)
    except ValidationError as error:
        # Only where it hurts: the words themselves never reach a log.
        where = ", ".join(
            ".".join(map(str, fault["loc"])) or "body" for fault in error.errors(include_input=False)
        )
        raise BadPostError(f"not readable: {where}") from None


def _clean(text: str) -> str:
    """The text without control characters (a database refuses some), cut to the limit."""
    kept = text[:MAX_TEXT].replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in kept if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
