"""Feishu's events as values of ours; pure.

One event becomes exactly one of: Heard (a message for us), Pressed (a button), Declined (a kind we cannot read),
Entered (the bot met a chat), TakenBack (a message is recalled), Ignored (with the reason).
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from adapters.feishu.content import is_mentioned, read_content, read_mentions
from core.model import Action, Address, Incoming, Language, Picture, Verb

PLATFORM = "feishu"

_HINTS = {
    "sticker": "hint.sticker",
    "file": "hint.file",
    "folder": "hint.file",
    "media": "hint.video",
    "audio": "hint.video",
}


@dataclass(frozen=True, slots=True)
class Heard:
    """A message meant for us; `parent` is the message it answers, not yet looked at."""

    incoming: Incoming
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A press of a button; `language` is that of the card it stands on, `is_own` tells the requester's own press."""

    incoming: Incoming
    language: Language
    is_own: bool = True


@dataclass(frozen=True, slots=True)
class Declined:
    """A message for us of a kind we cannot read; `hint` is the key of what to say."""

    address: Address
    hint: str
    at: float


@dataclass(frozen=True, slots=True)
class Entered:
    """The bot was added to a chat, or somebody opened the direct chat with it."""

    address: Address


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A person recalled a message."""

    message: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """An event that does not concern the bot."""

    reason: str


@dataclass(frozen=True, slots=True)
class StrayPress:
    """A press that carries no action of ours: an older card, or somebody else's."""


Event = Heard | Pressed | Declined | Entered | TakenBack | Ignored | StrayPress


def event_type(body: Mapping[str, object]) -> str:
    """The name of an event: schema 2.0, the older schema, or the frames of old cards, which have none."""
    if isinstance(body.get("header"), Mapping):
        return str(_map(body.get("header")).get("event_type") or "")
    if "action" in body and "open_message_id" in body:
        return "card.action.trigger_v1"
    return str(_map(body.get("event")).get("type") or body.get("type") or "")


def needs_own_id(body: Mapping[str, object]) -> bool:
    """Whether this event cannot be judged before the bot knows its own open_id."""
    message = _map(_map(body.get("event")).get("message"))
    return (
        event_type(body) == "im.message.receive_v1"
        and message.get("chat_type") != "p2p"
        and bool(message.get("mentions"))
    )


def read_event(body: Mapping[str, object], *, own_open_id: str, delivery: str = "") -> Event:
    """One event; `delivery` is the transport's own id, used where the event has none (old card frames)."""
    match event_type(body):
        case "im.message.receive_v1":
            return _read_message(_map(body.get("event")), own_open_id)
        case "card.action.trigger":
            return _read_press(
                _map(body.get("event")), str(_map(body.get("header")).get("event_id") or delivery)
            )
        case "card.action.trigger_v1":
            return _read_old_press(body, delivery)
        case "im.chat.member.bot.added_v1":
            return _entered(_map(body.get("event")), direct=False)
        case "im.chat.access_event.bot_p2p_chat_entered_v1":
            return _entered(_map(body.get("event")), direct=True)
        case "im.message.recalled_v1":
            message = str(_map(body.get("event")).get("message_id") or "")
            return TakenBack(message) if message else Ignored("a recall without a message")
        case other:
            return Ignored(f"event {other or 'without a name'}")


def read_parent(item: Mapping[str, object]) -> tuple[Picture, ...]:
    """The pictures of a message that was answered, from its fetched form; those of bots do not count."""
    if _map(item.get("sender")).get("sender_type") == "app":
        return ()
    content = read_content(
        str(item.get("msg_type") or ""),
        str(_map(item.get("body")).get("content") or ""),
        message_id=str(item.get("message_id") or ""),
    )
    return content.pictures if content else ()


def _read_message(event: Mapping[str, object], own_open_id: str) -> Event:
    sender, message = _map(event.get("sender")), _map(event.get("message"))
    user = str(_map(sender.get("sender_id")).get("open_id") or "")
    message_id, chat = str(message.get("message_id") or ""), str(message.get("chat_id") or "")
    if sender.get("sender_type") != "user":
        return Ignored("sent by a bot")
    if not (user and message_id and chat):
        return Ignored("a message without sender, chat or id")
    direct = message.get("chat_type") == "p2p"
    mentions = read_mentions(message.get("mentions"))
    if not direct and not is_mentioned(mentions, own_open_id):
        return Ignored("not addressed to the bot")
    address = Address(
        PLATFORM, chat, user, message=message_id, thread=str(message.get("thread_id") or ""), direct=direct
    )
    at = _seconds(message.get("create_time"))
    kind = str(message.get("message_type") or "")
    content = read_content(
        kind,
        str(message.get("content") or ""),
        message_id=message_id,
        mentions=mentions,
        own_open_id=own_open_id,
    )
    if content is None:
        return Declined(address, _HINTS.get(kind, "hint.other"), at)
    parent = str(message.get("parent_id") or "")
    incoming = Incoming(message_id, address, content.text, at, pictures=content.pictures, reply_to=parent)
    return Heard(incoming, parent)


def _read_press(event: Mapping[str, object], event_id: str) -> Event:
    context, action = _map(event.get("context")), _map(event.get("action"))
    return _press(
        user=str(_map(event.get("operator")).get("open_id") or ""),
        chat=str(context.get("open_chat_id") or event.get("open_chat_id") or ""),
        message=str(context.get("open_message_id") or event.get("open_message_id") or ""),
        action=action,
        seal=f"{event_id}|{event.get('token') or ''}",
    )


def _read_old_press(body: Mapping[str, object], delivery: str) -> Event:
    return _press(
        user=str(body.get("open_id") or ""),
        chat=str(body.get("open_chat_id") or ""),
        message=str(body.get("open_message_id") or ""),
        action=_map(body.get("action")),
        seal=f"{delivery}|{body.get('token') or ''}",
    )


def _press(*, user: str, chat: str, message: str, action: Mapping[str, object], seal: str) -> Event:
    value = _value(action.get("value"))
    try:
        verb = Verb(str(value.get("verb") or ""))
    except ValueError:
        return StrayPress()
    chat = chat or str(value.get("chat") or "")
    if not (user and chat):
        return StrayPress()
    chosen = str(action.get("option") or value.get("value") or "")
    address = Address(
        PLATFORM,
        chat,
        user,
        message=str(value.get("message") or message),
        thread=str(value.get("thread") or ""),
        direct=value.get("direct") is True or value.get("direct") == "true",
        extra={"press": "1"},
    )
    # The callback's token opens the card for half an hour: only its digest is kept.
    digest = hashlib.sha256(f"{seal}|{message}|{user}".encode()).hexdigest()[:32]
    language: Language = "en" if value.get("language") == "en" else "zh"
    incoming = Incoming(
        f"press-{digest}",
        address,
        "",
        0.0,
        reply_to=message,
        language=language,
        action=Action(verb, str(value.get("job") or ""), chosen),
    )
    return Pressed(incoming, language, is_own=value.get("by", user) == user)


def _entered(event: Mapping[str, object], *, direct: bool) -> Event:
    chat = str(event.get("chat_id") or "")
    if not chat:
        return Ignored("an entry without a chat")
    user = str(_map(event.get("operator_id")).get("open_id") or "")
    return Entered(Address(PLATFORM, chat, user, direct=direct))


def _value(raw: object) -> Mapping[str, object]:
    if isinstance(raw, str):
        try:
            raw = json.loads(raw)
        except ValueError:
            return {}
    return _map(raw)


def _seconds(milliseconds: object) -> float:
    try:
        return int(str(milliseconds)) / 1000
    except ValueError:
        return 0.0


def _map(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}
