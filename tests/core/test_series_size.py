"""What is said about the number and the length of the shots of a series on offer."""

import pytest

from core.tables import Said, Tables


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("make it 4 shots", {"count": "4"}),
        ("can you split it into five scenes instead?", {"count": "five"}),
        ("only three shots please", {"count": "three"}),
        ("four shots, 10 seconds each", {"count": "four", "length": "10 seconds"}),
        ("5 shots of 6 seconds", {"count": "5", "length": "6 seconds"}),
        ("make each shot 5 seconds, please", {"length": "5 seconds"}),
        ("5 seconds per shot", {"length": "5 seconds"}),
        ("fewer shots please", {"less": "fewer"}),
        ("that's too many shots", {"less": "that's too many"}),
        ("can we have one more shot", {"more": "can we have one more"}),
        ("分成5个镜头", {"count": "5"}),
        ("能不能拆成六个分镜", {"count": "六"}),
        ("三个镜头就够了", {"count": "三"}),
        ("改成4个镜头，每个10秒", {"count": "4", "length": "10秒"}),
        ("每个镜头5秒", {"length": "5秒"}),
        ("单个镜头改成10秒吧", {"length": "10秒"}),
        ("镜头太多了", {"less": "太多"}),
        ("多来几个镜头", {"more": "多来"}),
    ],
)
def test_so_many_shots_or_so_long_ones_are_wished_for(
    text: str, parts: dict[str, str], tables: Tables
) -> None:
    assert tables.sayings.find(text, Said.SHOTS_SIZED) == parts


@pytest.mark.parametrize(
    "text",
    [
        "前三个镜头就够了",
        "第三个镜头改成夜晚",
        "三个镜头都要竖屏",
        "加一个镜头：小狗睡着了",
        "the first three shots are enough",
        "three people instead of two",
        "make the third shot 5 seconds",
        "more steam in shot two",
        "10 seconds",
        "10秒",
    ],
)
def test_words_about_some_shots_or_what_they_show_are_no_such_wish(text: str, tables: Tables) -> None:
    assert tables.sayings.find(text, Said.SHOTS_SIZED) is None
