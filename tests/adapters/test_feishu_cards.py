"""Cards and harmless text: whatever is said, the platform takes it and nothing foreign comes alive."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.feishu import neutral, words
from adapters.feishu.card import CARD_BYTES, write_card
from adapters.feishu.outbound import uuid_for
from adapters.feishu.outbound import write_card as written_card
from core.model import Action, Address, Button, Kind, Post, Verb
from tests.adapters.feishu import cards

HERE = Address("feishu", "oc_1", "ou_1", message="om_1")
FOLDER = Path(words.__file__).parent


# --- harmless text ------------------------------------------------------------


@given(st.text(alphabet="<at>/ id=all[](http:s//a.exmpl)@_user1 \n", max_size=60))
def test_no_text_of_people_comes_alive(text: str) -> None:
    nobody = neutral.trust(hosts=("imastudio.com",))
    plain = neutral.plain(text, nobody)
    assert not re.search(r"<[/!?A-Za-z]", plain)
    assert "](" not in plain
    assert not re.search(r"https?://[^\s<>]", plain)
    marked = neutral.markdown(text, nobody)
    assert not re.search(r"[<>*_~\[\]()]", marked)


@pytest.mark.parametrize(
    ("address", "trusted"),
    [
        ("https://imastudio.com/a", True),
        ("https://www.imastudio.com/a", True),
        ("http://imastudio.com/a", False),
        ("https://imastudio.com.evil.example/a", False),
        ("https://evilimastudio.com/a", False),
        ("https://imastudio.com@evil.example/", False),
        ("https://[", False),
        ("https://cdn.example/own.mp4?x=1", True),
    ],
)
def test_whom_we_trust(address: str, trusted: bool) -> None:
    judge = neutral.trust(own="https://cdn.example/own.mp4?x=1", hosts=("imastudio.com",))
    assert judge(address) is trusted


def test_cutting_never_breaks_a_character() -> None:
    assert neutral.shorten("字字字", 9) == "字字字"
    assert neutral.shorten("字字字字", 9) == "字字…"


# --- cards --------------------------------------------------------------------

_POSTS = st.builds(
    Post,
    kind=st.sampled_from(list(Kind)),
    text=st.text(max_size=200),
    language=st.sampled_from(["zh", "en"]),
    url=st.sampled_from(["", "https://cdn.example/a.mp4"]),
    percent=st.none() | st.integers(0, 95),
    is_final=st.booleans(),
    ok=st.booleans(),
    mention=st.booleans(),
    buttons=st.lists(
        st.builds(
            Button,
            st.builds(Action, st.sampled_from(list(Verb)), st.just("j"), st.text(max_size=5)),
            st.text(min_size=1, max_size=8),
            st.sampled_from(["", "primary", "danger"]),
            st.sampled_from([(), (("a", "A"), ("b", "B"))]),
        ),
        max_size=7,
    ).map(tuple),
)


@given(_POSTS, st.booleans(), st.text(max_size=50))
def test_every_card_is_one_that_the_platform_takes(post: Post, direct: bool, start: str) -> None:
    address = Address("feishu", "oc_1", "ou_1", message="om_1", thread="omt_1", direct=direct)
    card = write_card(
        post,
        address,
        trusted=neutral.trust(own=post.url),
        start=start,
        picture_key="img_1",
        note="fallback.too_big",
        open_url="https://cdn.example/a.mp4",
    )
    assert cards.faults(card, {"img_1"}) == []
    assert cards.faults(write_card(post, address, trusted=neutral.trust()), set()) == []


def test_a_card_stays_within_its_size() -> None:
    post = Post(kind=Kind.START, text='"' * 50_000, language="zh")
    content = written_card(post, HERE, hosts=(), start="\\" * 50_000)
    assert len(content.body.encode()) <= CARD_BYTES + 2_000


def test_the_dedupe_mark_is_stable_short_and_differs_by_form() -> None:
    mark = uuid_for("cli", "job:start", "card")
    assert mark == uuid_for("cli", "job:start", "card")
    assert len(mark) <= 50
    assert len({mark, uuid_for("cli", "job:start", "text"), uuid_for("cli2", "job:start", "card")}) == 3


@pytest.mark.parametrize("value", ["", "prompt", "prompt="])
def test_a_button_that_asks_for_words_is_not_shown_since_here_people_reply_with_them(value: str) -> None:
    button = Button(Action(Verb.EDIT, "job-1", value), "Edit")
    post = Post(kind=Kind.MEDIA, text="a clip", language="en", buttons=(button,))
    assert "Edit" not in str(write_card(post, HERE, trusted=neutral.trust()))
