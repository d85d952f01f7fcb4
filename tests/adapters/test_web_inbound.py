import json

import pytest

from adapters.web import outbound
from adapters.web.inbound import (
    MAX_TEXT,
    BadPostError,
    Pressed,
    message_facts,
    press_facts,
    read_message,
    read_posted,
    read_pressed,
)
from core.model import Action, Address, Button, Incoming, Kind, Picture, PictureSource, Post, Verb

ID = "11111111-0000-4000-8000-000000000001"
THUMB = "data:image/jpeg;base64,/9j/4AAQ"


def posted(**changes: object) -> str:
    return json.dumps({"id": ID, "window": "window-0001", "text": "画只狗"} | changes)


def test_a_posted_message_becomes_an_incoming_one_of_a_direct_chat() -> None:
    message = read_posted(posted(reply_to="7", language="zh"))
    facts = message_facts(message, ["picture-1"])

    assert read_message(facts, window="window-0001", handle="12", at=5.0) == Incoming(
        id=f"web-{ID}",
        address=Address("web", "window-0001", "window-0001", "12", direct=True),
        text="画只狗",
        at=5.0,
        pictures=(Picture(PictureSource.PLATFORM, {"name": "picture-1"}, "web"),),
        reply_to="7",
    )


def test_the_page_s_language_counts_only_where_there_are_no_words() -> None:
    silent = read_message(
        message_facts(read_posted(posted(text="  ", language="en")), ["p"]), window="w", handle="1", at=0
    )
    assert silent.language == "en"


def test_a_long_text_is_cut_and_control_characters_are_dropped() -> None:
    assert read_posted(posted(text="狗" * (MAX_TEXT + 5))).text == "狗" * MAX_TEXT
    assert read_posted(posted(text="a\u0000b\u001bc\r\nd\te")).text == "abc\nd\te"


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "[]",
        "{}",
        posted(id="short"),
        posted(id="../../../../etc"),
        posted(window=""),
        posted(reply_to="x"),
        posted(more="than known"),
        posted(thumbs=[{}] * 17),
        '{"id": "11111111-0000", "window": "window-0001", "text": "\\ud800"}',
    ],
)
def test_what_cannot_be_read_is_refused_without_repeating_its_words(raw: str) -> None:
    with pytest.raises(BadPostError) as caught:
        read_posted(raw)
    assert "etc" not in str(caught.value)


@pytest.mark.parametrize(
    "src", ["javascript:alert(1)", "data:image/svg+xml;base64,AAAA", "https://x.example/a.png"]
)
def test_a_likeness_that_is_no_plain_picture_is_dropped(src: str) -> None:
    message = read_posted(posted(thumbs=[{"name": "a.png", "src": src}, {"name": "b.png", "src": THUMB}]))

    assert [thumb.src for thumb in message.thumbs] == ["", THUMB]


def test_a_message_shows_one_likeness_for_each_picture() -> None:
    face = outbound.write_mine(read_posted(posted(thumbs=[{"name": "a.png", "src": THUMB}])), pictures=2)

    assert face["thumbs"] == [{"name": "a.png", "src": THUMB}, {"name": "", "src": ""}]


# --- presses ------------------------------------------------------------------

CHOICES = Button(
    Action(Verb.EDIT, "job-1", "model"), "换模型", "", (("model=wan-2.6", "Wan 2.6"), ("model=veo", "Veo"))
)
REWRITE = Button(Action(Verb.EDIT, "job-1", "prompt"), "改描述")
AGAIN = Button(Action(Verb.AGAIN, "job-1"), "再来一个", "primary")


def press(button: int, value: str = "") -> tuple[Incoming, dict[str, object]]:
    _, facts = outbound.write_post(
        Post(kind=Kind.MEDIA, text="✅", language="zh", buttons=(AGAIN, CHOICES, REWRITE)), to="3"
    )
    action = outbound.action_of(facts, button)
    assert action is not None
    pressed = Pressed(id=ID, window="window-0001", entry="4", button=button, value=value)
    incoming = read_message(press_facts(pressed, action), window="window-0001", handle="5", at=1.0)
    return incoming, dict(outbound.write_press(pressed, action))


def test_a_press_is_the_action_that_the_message_carried() -> None:
    incoming, face = press(0, "anything")

    assert incoming.action == Action(Verb.AGAIN, "job-1")
    assert (incoming.text, incoming.reply_to) == ("", "4")
    assert (face["text"], face["pressed"]) == ("再来一个", "4")


def test_a_select_gives_the_choice_and_shows_its_label() -> None:
    incoming, face = press(1, "model=veo")

    assert incoming.action == Action(Verb.EDIT, "job-1", "model=veo")
    assert face["text"] == "Veo"


@pytest.mark.parametrize("value", ["", "model=free-of-charge"])
def test_a_choice_that_was_not_offered_is_refused(value: str) -> None:
    with pytest.raises(BadPostError):
        press(1, value)


def test_a_button_that_asks_for_words_gives_them_as_the_new_prompt() -> None:
    incoming, face = press(2, " 冬天的森林\n")

    assert incoming.action == Action(Verb.EDIT, "job-1", "prompt=冬天的森林")
    assert face["text"] == " 冬天的森林\n"
    with pytest.raises(BadPostError):
        press(2, "  ")


@pytest.mark.parametrize("number", [3, 99])
def test_a_button_that_is_not_there_is_nobody_s(number: int) -> None:
    _, facts = outbound.write_post(Post(kind=Kind.TEXT, text="", language="zh", buttons=(AGAIN,)), to="")
    assert outbound.action_of(facts, number) is None


def test_a_press_names_entry_and_button_as_numbers() -> None:
    good = {"id": ID, "window": "window-0001", "entry": "4", "button": 0}
    assert read_pressed(json.dumps(good)).entry == "4"
    for change in ({"entry": "x"}, {"button": -1}, {"button": "0x"}):
        with pytest.raises(BadPostError):
            read_pressed(json.dumps(good | change))


# --- faces --------------------------------------------------------------------


def test_only_web_addresses_reach_the_page() -> None:
    face, _ = outbound.write_post(
        Post(
            kind=Kind.MEDIA,
            text="✅",
            language="zh",
            url="https://x.example/a.mp4",
            cover="javascript:alert(1)",
        ),
        to="",
    )
    assert face["url"] == "https://x.example/a.mp4"
    assert "cover" not in face


def test_the_page_never_sees_an_action() -> None:
    face, facts = outbound.write_post(
        Post(kind=Kind.FAILURE, text="❌", language="zh", buttons=(AGAIN, CHOICES, REWRITE)), to="3"
    )
    assert "verb" not in json.dumps(face)
    assert [button["asks"] for button in face["buttons"]] == [False, False, True]  # type: ignore[index, union-attr, call-overload]
    assert "verb" in json.dumps(facts)
