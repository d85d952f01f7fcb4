"""Recorded events, each with what it means beside it; and the properties that hold for any."""

import json
import subprocess
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.feishu.content import read_content
from adapters.feishu.inbound import (
    Declined,
    Entered,
    Event,
    Heard,
    Pressed,
    TakenBack,
    event_type,
    needs_own_id,
    read_event,
    read_parent,
)

RECORDED = Path(__file__).parent / "recorded" / "feishu"
FILES = sorted(RECORDED.glob("*.json"))
BOT = "ou_bot"


def _seen(event: Event) -> dict[str, Any]:
    seen: dict[str, Any] = {"kind": type(event).__name__}
    match event:
        case Heard(incoming, parent):
            seen |= {
                "id": incoming.id,
                "text": incoming.text,
                "pictures": [picture.ref["key"] for picture in incoming.pictures],
                "parent": parent,
                "direct": incoming.address.direct,
                "thread": incoming.address.thread,
                "at": incoming.at,
            }
        case Pressed(incoming, language, _):
            assert incoming.action is not None
            seen |= {
                "verb": str(incoming.action.verb),
                "job": incoming.action.job_id,
                "value": incoming.action.value,
                "user": incoming.address.user,
                "chat": incoming.address.chat,
                "reply_to": incoming.reply_to,
                "message": incoming.address.message,
                "language": language,
                "direct": incoming.address.direct,
            }
        case Declined(_, hint, _):
            seen |= {"hint": hint}
        case TakenBack(message):
            seen |= {"message": message}
        case Entered(address):
            seen |= {"chat": address.chat, "direct": address.direct}
    return seen


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_recorded_event_means_what_stands_beside_it(path: Path) -> None:
    record = json.loads(path.read_text())
    assert _seen(read_event(record["event"], own_open_id=BOT, delivery="d")) == record["expect"]


def test_every_kind_is_recorded() -> None:
    kinds = {json.loads(path.read_text())["expect"]["kind"] for path in FILES}
    assert kinds == {"Heard", "Pressed", "Declined", "Entered", "TakenBack", "Ignored", "StrayPress"}


def test_only_group_messages_with_mentions_need_our_own_id() -> None:
    needy = {path.stem for path in FILES if needs_own_id(json.loads(path.read_text())["event"])}
    assert "text_group_mention" in needy
    assert not needy & {"text_direct", "text_at_all", "card_action", "bot_added", "nothing"}


def test_nobody_is_meant_before_we_know_ourselves() -> None:
    event = json.loads((RECORDED / "text_group_mention.json").read_text())["event"]
    assert type(read_event(event, own_open_id="")).__name__ == "Ignored"


def test_the_token_of_a_press_is_not_kept() -> None:
    event = json.loads((RECORDED / "card_action.json").read_text())["event"]
    pressed = read_event(event, own_open_id=BOT)
    assert event["event"]["token"] not in repr(pressed)


def test_old_presses_differ_by_their_delivery() -> None:
    event = json.loads((RECORDED / "card_action_old.json").read_text())["event"]
    ids = [read_event(event, own_open_id=BOT, delivery=name).incoming.id for name in "aab"]  # type: ignore[union-attr]
    assert ids[0] == ids[1] != ids[2]


def test_a_parent_gives_its_pictures_unless_a_bot_wrote_it() -> None:
    body = {"content": json.dumps({"image_key": "img_1"})}
    item: dict[str, Any] = {
        "message_id": "om_1",
        "msg_type": "image",
        "body": body,
        "sender": {"sender_type": "user"},
    }
    assert [picture.ref for picture in read_parent(item)] == [{"message": "om_1", "key": "img_1"}]
    assert read_parent(item | {"sender": {"sender_type": "app"}}) == ()
    assert read_parent({}) == ()
    assert read_parent(item | {"msg_type": "text", "body": {"content": '{"text": "x"}'}}) == ()


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "event",
                    "header",
                    "message",
                    "sender",
                    "content",
                    "mentions",
                    "action",
                    "value",
                    "id",
                    "tag",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(
    st.dictionaries(
        st.sampled_from(["schema", "header", "event", "action", "open_message_id", "type"]), _JSON
    ),
    _JSON,
)
def test_no_event_can_break_the_reading(body: Mapping[str, Any], message: Any) -> None:
    read_event(body, own_open_id=BOT)
    for kind in ("im.message.receive_v1", "card.action.trigger", "im.chat.member.bot.added_v1"):
        event = {
            "header": {"event_type": kind},
            "event": {"message": message, "sender": message, "action": message},
        }
        assert event_type(event) == kind
        needs_own_id(event)
        read_event(event, own_open_id=BOT)


@given(_JSON, st.sampled_from(["text", "post", "image"]))
def test_no_content_can_break_the_reading(content: Any, kind: str) -> None:
    read_content(kind, json.dumps(content), message_id="om_1")
    read_content(
        kind,
        json.dumps({"content": [[content, {"tag": "at"}, {"tag": "img"}]], "title": content}),
        message_id="m",
    )


# The vendor's packages import ten thousand modules; these two stand empty, so that only what is asked for is imported.
_VENDOR = """
    import importlib.util, json, pathlib, sys, types
    [folder] = importlib.util.find_spec("lark_oapi").submodule_search_locations
    for name, inside in (("lark_oapi", ""), ("lark_oapi.api", "/api")):
        sys.modules[name] = types.ModuleType(name)
        sys.modules[name].__path__ = [folder + inside]
    from lark_oapi.core.json import JSON
    from lark_oapi.api.im.v1 import P2ImMessageReceiveV1
    from lark_oapi.event.callback.model.p2_card_action_trigger import P2CardActionTrigger
    for path in sorted(pathlib.Path(sys.argv[1]).glob("*.json")):
        if path.stem == "card_action_string_value":
            continue  # the vendor's model takes objects only
        event = json.loads(path.read_text())["event"]
        kind = event.get("header", {}).get("event_type")
        if kind == "im.message.receive_v1":
            read = JSON.unmarshal(json.dumps(event), P2ImMessageReceiveV1).event.message
            print(path.stem, read.message_id, read.chat_id, read.message_type, read.parent_id or "-", sep="|")
        elif kind == "card.action.trigger":
            read = JSON.unmarshal(json.dumps(event), P2CardActionTrigger).event
            print(path.stem, read.context.open_message_id, read.context.open_chat_id, read.action.tag, "-", sep="|")
"""


def test_the_vendors_own_models_read_the_recorded_events_alike() -> None:
    said = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(_VENDOR), str(RECORDED)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout.splitlines()
    assert len(said) > 20
    for line in said:
        name, message_id, chat, _, parent = line.split("|")
        record = json.loads((RECORDED / f"{name}.json").read_text())
        event = read_event(record["event"], own_open_id=BOT)
        match event:
            case Heard(incoming, ours):
                assert (incoming.id, incoming.address.chat, ours or "-") == (message_id, chat, parent)
            case Pressed(incoming, _, _):
                assert (incoming.reply_to, incoming.address.chat) == (message_id, chat)
            case _:
                assert record["expect"]["kind"] in ("Ignored", "Declined", "StrayPress")
