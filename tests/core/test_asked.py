"""asked.toml: its patterns read any text in a moment, and point at nothing in what is only a description."""

import time

import pytest

from core.tables import Pointing, Tables
from core.tables.asked import LONGEST

_UNITS = [
    "ok, ",
    "行吧",
    "好的，",
    "有",
    "看看",
    "那个",
    "视频",
    "的",
    "吗",
    "再",
    " all",
    " of this",
    " more",
    " a bit",
    " it",
    "再长一点",
    "用10秒",
    "这样一条",
    "one like this ",
    "make it a bit longer",
    " and ",
    "带上",
    "支持",
    "做到的",
    " makes",
    " the",
    " and audio",
    "和声音",
    "太",
    "太贵了，",
    "有点",
    "wow, ",
    "too ",
    "就那",
    "好的，",
    "试",
    "哪个",
]


@pytest.mark.parametrize("unit", _UNITS)
def test_a_text_of_one_word_over_and_over_is_read_in_a_moment(tables: Tables, unit: str) -> None:
    began = time.perf_counter()
    for lead in ("", "how much", "which", "哪个", "再来两个", "就它", "长一点，", "make it longer, "):
        text = (lead + unit * LONGEST)[: LONGEST - 1] + "~x"[:1]
        for what in Pointing:
            list(tables.pointers.find(text, what))
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize(
    "text",
    [
        "一只猫在屋顶上看月亮",
        "两个小孩再来到海边，能看见远处的灯塔",
        "it runs through a field with two more dogs like that one",
        "the total eclipse over a lake, in total silence",
        "一个有声音的盒子慢慢打开",
        "头发再长一点，裙子短一点",
        "用10秒钟跑完全程的少年",
        "a longer road leads through the woods",
        "the shadows get longer and a dog barks",
        "a paper boat short of the shore, too far to reach",
    ],
)
def test_a_description_asks_nothing(tables: Tables, text: str) -> None:
    asking = set(Pointing) - {
        Pointing.IT,
        Pointing.WHICH,
        Pointing.ASKS_TIME,
        Pointing.PRAISE,
        Pointing.CHEAPEST,
        Pointing.USES,  # the desk looks whether it is a value
        Pointing.SIZES,  # held against the end of a description
        Pointing.ONLY_ASKS,  # held against what takes the cheaper one
        Pointing.AGREES,  # held against a request after a price
        Pointing.VARIANT_BARE,  # held against questions, and the desk looks whether it is a value
        Pointing.MANY,  # asked of a description itself
        Pointing.HEAD,  # the same
        Pointing.FRESH,  # held against what stands behind a no
        Pointing.MAY_NAME_SEVERAL,  # held against the names of several models
        Pointing.OF_CLIP,  # held against what reads like a wish for another length
    }
    assert [what for what in sorted(asking) if tables.pointers.says(text, what)] == []


@pytest.mark.parametrize(
    "text", ["nah", "no", "nah, let's not", "算了", "不要了", "10 seconds", "it is far away"]
)
def test_a_no_is_no_remark_on_the_price(tables: Tables, text: str) -> None:
    assert not tables.pointers.says(text, Pointing.FINDS_DEAR)


@pytest.mark.parametrize(
    "text",
    ["不要10秒", "10秒太长了", "10 seconds? no", "1080p is too much", "可灵呢", "要多少", "not that one"],
)
def test_who_doubts_or_refuses_takes_nothing(tables: Tables, text: str) -> None:
    assert tables.pointers.says(text, Pointing.HESITATES)


@pytest.mark.parametrize(
    "text", ["那就不要声音", "没问题，10秒", "fine, no sound then", "10秒不错", "go ahead with 10 seconds"]
)
def test_who_agrees_does_not_hesitate(tables: Tables, text: str) -> None:
    assert not tables.pointers.says(text, Pointing.HESITATES)
