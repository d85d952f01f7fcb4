"""The taggers: their files belong to the marked texts, a broken file is told, and parts are put in whole."""

from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.continuity import has_talk, put_in, surely_said, told_parts
from core.continuity.parts import parts_of
from core.tables.tagged import TAGGERS, Weights, checksum, nothing, read_weights
from core.tagging import OUTSIDE, Label, Seen, Tagger, stretches, words_of
from tests.core.learn_tags import RARE, learn
from tests.core.marked_texts import digest, unmarked
from tests.core.reading import tables


@pytest.mark.parametrize("name", TAGGERS)
def test_the_weights_were_learned_from_the_marked_texts_as_they_are(name: str) -> None:
    """After a change of the marked texts: `make learn`."""
    first = files("core.data").joinpath(f"learned/{name}.txt").read_text(encoding="utf-8").split("\n", 1)[0]
    assert f"state {digest()};" in first


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "holds no weights"),
        ("# note\no s\nwa\t1", "line 3: 2 whole numbers"),
        ("# note\no s\nwa\t1 two", "line 3: 2 whole numbers"),
        ("# note\no s\nwa\t1 999", "line 3: 2 whole numbers"),
        ("# note\no s\nwb\t1 2\nwa\t1 2", "line 4: stands behind"),
    ],
)
def test_a_broken_file_of_a_tagger_is_told_with_its_line(text: str, fault: str) -> None:
    faults: list[str] = []
    read_weights("told", text.splitlines(keepends=True), faults)
    assert len(faults) == 1
    assert fault in faults[0]
    assert "learned/told.txt" in faults[0]


def test_a_tagger_that_knows_nothing_labels_nothing() -> None:
    assert Tagger(nothing("told")).labels(Seen(["make", "it", "red"], [""] * 3)) == [Label(OUTSIDE, 0)] * 3


def _names(weights: Weights, words: list[str]) -> list[str]:
    return [one.name for one in Tagger(weights).labels(Seen(words, [""] * len(words)))]


def test_learning_a_tagger_tells_a_frame_from_what_fills_it_and_gives_the_same_weights_again() -> None:
    fills = ("red", "blue", "tall", "old", "small", "new")
    examples = [(Seen(["make", "it", one], [""] * 3), ["o", "o", "s"]) for one in fills]
    examples += [(Seen(["it", "was", one], [""] * 3), ["o", "o", "o"]) for one in fills]
    examples *= 10
    names, rows = learn(examples, RARE, faint=2)
    lines = [f"{one}\t{' '.join(map(str, rows[one]))}" for one in sorted(rows, key=checksum)]
    weights = read_weights("told", [" ".join(names), *lines], [])
    assert _names(weights, ["make", "it", "round"]) == ["o", "o", "s"]
    assert _names(weights, ["it", "was", "round"]) == ["o", "o", "o"]
    assert learn(examples, RARE, faint=2) == (names, rows)


def test_marks_are_read_with_their_places() -> None:
    assert unmarked("<s>a cat</s> <d>naps</d>, at noon") == (
        "a cat naps, at noon", [("s", 0, 5), ("d", 6, 10)],
    )  # fmt: skip


@given(st.text(max_size=60))
def test_words_stand_where_they_are_said_to_stand(text: str) -> None:
    words = words_of(text)
    assert all(0 <= one.start < one.end <= len(text) for one in words)
    assert all(one.end <= other.start for one, other in pairwise(words))


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_message_crashes_and_a_part_is_made_of_its_own_words(message: str, description: str) -> None:
    parted = tables().parted
    told = told_parts(message, description, parted)
    assert all(one.text in message for one in told)
    assert all(0 <= one.start < one.end <= len(description) for one in parts_of(description, parted))
    put_in(description, told, parted, tables().revisions)


def test_runs_of_one_label_are_one_stretch() -> None:
    words = words_of("a red fox, a blue one")
    labels = ["s", "s", "s", OUTSIDE, "a", "a", "a"]
    assert [(one.label, one.start, one.end) for one in stretches(words, labels)] == [
        ("s", 0, 9),
        ("a", 11, 21),
    ]


@pytest.mark.parametrize(
    ("description", "message", "changed"),
    [
        ("一位老奶奶在院子里包粽子，清晨", "主角我想换成一个小和尚，别的不动", "一个小和尚在院子里包粽子，清晨"),
        ("一位老奶奶在院子里包粽子，清晨", "时间能不能定在傍晚", "一位老奶奶在院子里包粽子，傍晚"),
        ("a grey wolf howling on a rocky cliff at midnight", "have it happen at dawn instead",
         "a grey wolf howling on a rocky cliff at dawn"),
        ("a grey wolf howling on a rocky cliff at midnight", "the lead should be falling asleep instead",
         "a grey wolf falling asleep on a rocky cliff at midnight"),
        ("a grey wolf howling on a rocky cliff", "move the whole thing to a frozen lake please",
         "a grey wolf howling on a frozen lake"),
    ],
)  # fmt: skip
def test_one_part_gives_way_and_the_others_stay(description: str, message: str, changed: str) -> None:
    parted, revisions = tables().parted, tables().revisions
    found = put_in(description, told_parts(message, description, parted), parted, revisions)
    assert found is not None
    assert found.prompt == changed
    assert found.replaces


@pytest.mark.parametrize(
    ("text", "is_talk"),
    [
        ("我还想看到几块冰", True),
        ("再改到黄昏", True),
        ("雨去掉吧 太糊了", True),
        ("plus a parrot", True),
        ("forgot to say, i also want a marching band", True),
        ("一只橘猫趴在窗台上看雨", False),
        ("让它慢慢转圈", False),
        ("a baker shaking flour off an apron", False),
        ("it sinks", False),
    ],
)
def test_words_that_speak_to_us_are_told_from_what_is_shown(text: str, *, is_talk: bool) -> None:
    assert has_talk(text, tables().parted) is is_talk


def test_what_is_surely_said_to_us_is_named_in_its_own_words() -> None:
    assert "going on now" in surely_said(
        "hula hooping would be better than what's going on now", tables().parted
    )
    assert surely_said("an astronaut hula hooping on the moon, in slow motion", tables().parted) == ""
