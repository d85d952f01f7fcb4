"""What is quoted in our messages is harmless, and what people write is plain: without any Discord."""

import pytest

from adapters.discord.markup import harmless, plain_text
from adapters.discord.outbound import CONTENT_LIMIT, nonce, write_edit, write_post, write_rows
from adapters.discord.press import (
    CUSTOM_ID_LIMIT,
    PICK,
    PRESS,
    read_action,
    write_pick,
    write_press,
)
from core.model import Action, Address, Button, Kind, Post, Verb

HERE = Address(platform="discord", chat="1", user="730000000000000001", message="2")
DIRECT = Address(platform="discord", chat="1", user="730000000000000001", message="2", direct=True)


def post(text: str, kind: Kind = Kind.TEXT, **more: object) -> Post:
    return Post(kind=kind, text=text, language="en", **more)  # type: ignore[arg-type]  # free in tests


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a **bold** cat", r"a \*\*bold\*\* cat"),
        ("[free](https://evil.example/x_y)", r"[free\](<https://evil.example/x_y>)"),
        ("@everyone @here", "@\u200beveryone @\u200bhere"),
        ("<@123> <@&9> <#7>", r"\<@123> \<@&9> \<#7>"),
        ("# head\n> quote\n-# small", "\\# head\n\\> quote\n\\-# small"),
        ("180~360 s", "180~360 s"),
        ("~~gone~~ ||secret||", r"\~\~gone\~\~ \|\|secret\|\|"),
        ("`code` and snake_case, _so_", r"\`code\` and snake_case, \_so\_"),
        ("✅ default [Kling O1]", "✅ default [Kling O1]"),
        ("看 https://a.example/一 好", "看 <https://a.example/>一 好"),
        ("see https://a.example/x.", "see <https://a.example/x>."),
        ("discord.gg/abc", "discord\u200b.gg/abc"),
        ("• Model: Kling O1 (48 pts, 5 s)", "• Model: Kling O1 (48 pts, 5 s)"),
    ],
)
def test_quoted_text_formats_links_and_pings_nothing(text: str, shown: str) -> None:
    assert harmless(text) == shown


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<@700000000000000002> a cat", "a cat"),
        ("a cat <@!700000000000000002>", "a cat"),
        ("<@&710000000000000002> a cat", "a cat"),
        ("like <@730000000000000002> in <#720000000000000001>", "like @Ben in #films"),
        ("a <:blobcat:740000000000000001> cat", "a :blobcat: cat"),
        ("first line\nsecond  line", "first line\nsecond line"),
        ("<https://a.example/cat.png>", "https://a.example/cat.png"),
    ],
)
def test_discords_tokens_become_words(content: str, text: str) -> None:
    names = {730000000000000002: "Ben", 720000000000000001: "films"}
    assert plain_text(content, me=700000000000000002, my_role=710000000000000002, names=names) == text


def test_a_result_is_a_caption_with_the_bare_address_on_the_last_line() -> None:
    url = "https://cdn.example/clip_1.mp4?sign=a_b"
    (letter,) = write_post(post(f"✅ Done\n{url}", Kind.MEDIA, url=url, mention=True), HERE)
    assert letter.content == f"<@{HERE.user}> ✅ Done\n{url}"
    assert letter.ping == int(HERE.user)
    assert letter.url == url


def test_a_link_shows_no_second_player() -> None:
    url = "https://cdn.example/clip_1.mp4?sign=a_b"
    (letter,) = write_post(post(f"🔗 Link:\n{url}", Kind.LINK, url=url), HERE)
    assert letter.content == f"🔗 Link:\n<{url}>"


def test_nobody_is_pinged_in_a_direct_conversation() -> None:
    (letter,) = write_post(post("done", mention=True), DIRECT)
    assert letter.ping is None
    assert letter.content == "done"


def test_a_long_text_becomes_several_letters_with_the_controls_under_the_last() -> None:
    text = "\n".join(f"Model {number}: some words about it" for number in range(200))
    again = Button(Action(Verb.AGAIN, "discord:1"), "Again")
    letters = write_post(post(text, buttons=(again,)), HERE)
    assert len(letters) > 1
    assert all(len(letter.content) <= CONTENT_LIMIT for letter in letters)
    assert "\n".join(letter.content for letter in letters) == text
    assert [bool(letter.rows) for letter in letters] == [False] * (len(letters) - 1) + [True]


def test_a_long_caption_keeps_the_address_whole() -> None:
    url = "https://cdn.example/" + "x" * 300
    letters = write_post(post("words " * 700, Kind.MEDIA, url=url), HERE)
    assert letters[-1].content.endswith("\n" + url)
    assert all(len(letter.content) <= CONTENT_LIMIT for letter in letters)


def test_an_edit_is_cut_rather_than_refused() -> None:
    letter = write_edit(post("*" * 5000), HERE)
    assert len(letter.content) <= CONTENT_LIMIT


def test_buttons_stand_in_rows_of_five_and_selects_alone() -> None:
    keys = [Button(Action(Verb.ALTERNATIVE, "discord:1", str(n)), f"Model {n}") for n in range(6)]
    pick = Button(
        Action(Verb.EDIT, "discord:1"),
        "Other model",
        choices=tuple((f"model={n}", f"{n}") for n in range(40)),
    )
    rows = write_rows([*keys, pick, *keys])
    assert [len(row) if isinstance(row, tuple) else row for row in rows][:2] == [5, 1]
    (menu,) = [row for row in rows if not isinstance(row, tuple)]
    assert len(menu.options) == 25


@pytest.mark.parametrize(
    "action",
    [
        Action(Verb.AGAIN, "discord:1234567890123456789"),
        Action(Verb.EDIT, "discord:1234567890123456789", "aspect_ratio=9:16"),
        Action(Verb.CONFIRM, "", ""),
        Action(Verb.ANSWER, "discord:1:2", "first:2"),
        Action(Verb.CANCEL, "web:7"),
    ],
)
def test_an_action_survives_the_way_through_a_custom_id(action: Action) -> None:
    written = write_press(action)
    assert written is not None
    assert len(written) <= CUSTOM_ID_LIMIT
    found = PRESS.match(written)
    assert found is not None
    assert read_action(found) == action


def test_a_choice_becomes_the_value_of_the_action() -> None:
    written = write_pick(Action(Verb.EDIT, "discord:5"))
    assert written is not None
    assert PRESS.match(written) is None
    found = PICK.match(written)
    assert found is not None
    assert read_action(found, "model=kling-o1") == Action(Verb.EDIT, "discord:5", "model=kling-o1")


def test_an_action_too_long_for_a_button_is_left_out() -> None:
    assert write_press(Action(Verb.EDIT, "discord:5", "prompt=" + "x" * 100)) is None
    assert write_rows([Button(Action(Verb.EDIT, "discord:5", "x" * 100), "Edit")]) == ()


def test_a_verb_of_another_version_is_not_understood() -> None:
    found = PRESS.match("ima:dance:5:")
    assert found is not None
    assert read_action(found) is None


def test_only_an_edit_without_words_opens_the_form() -> None:
    assert Action(Verb.EDIT, "discord:5", "prompt=").asks_for_words
    assert not Action(Verb.EDIT, "discord:5", "aspect_ratio=9:16").asks_for_words


def test_the_nonce_is_stable_short_and_differs_by_step_page_and_place() -> None:
    one = nonce("1", HERE, post("a"), "start", 0)
    assert one == nonce("1", HERE, post("b"), "start", 0)
    assert len(one) <= 25
    others = {
        nonce("1", HERE, post("a"), "media", 0),
        nonce("1", HERE, post("a"), "start", 1),
        nonce("2", HERE, post("a"), "start", 0),
    }
    assert one not in others
    assert len(others) == 3
