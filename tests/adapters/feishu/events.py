"""Events as the platform sends them."""

import itertools
import json
import time
from typing import Any

APP_ID = "cli_local"
BOT = "ou_bot"
ALICE, BOB = "ou_alice", "ou_bob"
GROUP, DIRECT = "oc_group", "oc_direct"
_numbers = itertools.count(1)


def new_id(prefix: str) -> str:
    return f"{prefix}_{next(_numbers):06d}"


def envelope(kind: str, event: dict[str, Any], *, token: str = "") -> dict[str, Any]:
    return {
        "schema": "2.0",
        "header": {
            "event_id": new_id("ev"),
            "event_type": kind,
            "create_time": str(int(time.time() * 1000)),
            "token": token,
            "app_id": APP_ID,
            "tenant_key": "tenant",
        },
        "event": event,
    }


def message(
    content: dict[str, Any] | str,
    *,
    kind: str = "text",
    user: str = ALICE,
    chat: str = GROUP,
    mention: bool | None = None,
    message_id: str = "",
    parent: str = "",
    thread: str = "",
    age_s: float = 0.0,
    now: float | None = None,
    mentions: list[dict[str, Any]] | None = None,
    sender_type: str = "user",
    token: str = "",
) -> dict[str, Any]:
    """A message; in groups it mentions the bot unless told otherwise."""
    direct = chat == DIRECT
    if isinstance(content, str):
        content = {"text": content}
    wanted = not direct if mention is None else mention
    listed = list(mentions or [])
    if wanted:
        listed.append(mention_of(BOT, "@_user_1", "Video"))
        if kind == "text" and "@_user_1" not in content["text"]:
            content = {"text": f"@_user_1 {content['text']}"}
    body: dict[str, Any] = {
        "message_id": message_id or new_id("om"),
        "create_time": str(int(((now or time.time()) - age_s) * 1000)),
        "chat_id": chat,
        "chat_type": "p2p" if direct else "group",
        "message_type": kind,
        "content": json.dumps(content, ensure_ascii=False),
    }
    if listed:
        body["mentions"] = listed
    if parent:
        body |= {"parent_id": parent, "root_id": parent}
    if thread:
        body["thread_id"] = thread
    sender = {
        "sender_id": {"open_id": user, "union_id": "on_x"},
        "sender_type": sender_type,
        "tenant_key": "tenant",
    }
    return envelope("im.message.receive_v1", {"sender": sender, "message": body}, token=token)


def mention_of(open_id: str, key: str, name: str) -> dict[str, Any]:
    return {"key": key, "id": {"open_id": open_id, "union_id": "on_y"}, "name": name, "tenant_key": "tenant"}


def press(
    value: dict[str, Any] | str,
    *,
    card: str = "om_card",
    user: str = ALICE,
    chat: str = GROUP,
    option: str = "",
    token: str = "",
) -> dict[str, Any]:
    action: dict[str, Any] = {"value": value, "tag": "select_static" if option else "button"}
    if option:
        action["option"] = option
    return envelope(
        "card.action.trigger",
        {
            "operator": {"tenant_key": "tenant", "open_id": user, "union_id": "on_x"},
            "token": new_id("c"),
            "action": action,
            "host": "im_message",
            "context": {"open_message_id": card, "open_chat_id": chat},
        },
        token=token,
    )


def old_press(
    value: dict[str, Any], *, card: str = "om_card", user: str = ALICE, chat: str = GROUP
) -> dict[str, Any]:
    return {
        "open_id": user,
        "user_id": "",
        "tenant_key": "tenant",
        "open_message_id": card,
        "open_chat_id": chat,
        "token": new_id("c"),
        "action": {"value": value, "tag": "button"},
    }


def id_of(event: dict[str, Any]) -> str:
    return str(event["event"]["message"]["message_id"])
