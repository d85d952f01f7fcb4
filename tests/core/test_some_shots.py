"""Which of the offered shots a message means."""

import time

import pytest

from core.tables import Said
from tests.core.reading import tables

_OF_FIVE = 5
_A_MOMENT_S = 2


@pytest.mark.parametrize(
    ("text", "shots"),
    [
        ("just the first two shots for now", (1, 2)),
        ("only the third", (3,)),
        ("ok but only the first and the last", (1, 5)),
        ("the last two are enough", (4, 5)),
        ("we'll take shots 1, 2 and 4", (1, 2, 4)),
        ("shots 2-4", (2, 3, 4)),
        ("the first half only", (1, 2)),
        ("just one of them", (1,)),
        ("先只做前两个镜头", (1, 2)),
        ("只要第三个", (3,)),
        ("第二个镜头到第四个镜头", (2, 3, 4)),
        ("第1、3个镜头", (1, 3)),
        ("前两个镜头和最后一个镜头就够了", (1, 2, 5)),
        ("先拍頭兩個看看效果", (1, 2)),
        ("只要第七个", ()),
    ],
)
def test_some_of_the_shots_are_wanted(text: str, shots: tuple[int, ...]) -> None:
    assert _meant(text, Said.SHOTS_KEPT) == shots


@pytest.mark.parametrize(
    ("text", "shots"),
    [
        ("skip the second", (2,)),
        ("everything but the last one, please", (5,)),
        ("I don't need the second shot", (2,)),
        ("can we drop the last two?", (4, 5)),
        ("第三个镜头砍掉", (3,)),
        ("除了最后一个都要", (5,)),
        ("后面三个先不做", (3, 4, 5)),
        ("不要第二个镜头，其他都要", (2,)),
    ],
)
def test_some_of_the_shots_are_left_out(text: str, shots: tuple[int, ...]) -> None:
    assert _meant(text, Said.SHOTS_LEFT) == shots


@pytest.mark.parametrize(
    "text",
    ["第二个镜头改成下雨", "再来一个", "the first shot at night", "不要了", "make the second shot a duck"],
)
def test_what_is_said_of_a_shot_takes_and_leaves_none(text: str) -> None:
    sayings = tables().sayings
    assert not sayings.says(text, Said.SHOTS_KEPT)
    assert not sayings.says(text, Said.SHOTS_LEFT)


@pytest.mark.parametrize(
    "unit",
    ["第二个", "镜头", "第一个镜头", "镜头2", "是", "the second ", "shot 2 ", "in the ", "shows ", "a dog "],
)
def test_words_over_and_over_are_read_in_a_moment(unit: str) -> None:
    sayings, began = tables().sayings, time.perf_counter()
    for lead in ("", "shot 2: ", "how much is ", "第二个镜头"):
        text = lead + unit * 60
        for what in (Said.SHOT_TOLD, Said.SHOT_PRICED, Said.SHOT_CHANGED):
            sayings.find(text, what)
    assert time.perf_counter() - began < _A_MOMENT_S


def _meant(text: str, what: Said) -> tuple[int, ...]:
    sayings = tables().sayings
    found = sayings.find(text, what)
    assert found is not None, text
    return tuple(at + 1 for at in sayings.places(found["which"], _OF_FIVE))
