"""A change that denies one thing and tells another puts the one in the place of the other."""

import pytest

from core.continuity import revise, told_as_swap
from core.tables import Tables

RUNS = "一个女孩在公园里跑步"
READS = "一个男人坐在窗边看书，外面下雨"


@pytest.mark.parametrize(
    ("before", "words", "after"),
    [
        (RUNS, "别跑步了，改成跳绳", "一个女孩在公园里跳绳"),
        (RUNS, "不要跑步，改骑自行车", "一个女孩在公园里骑自行车"),
        (RUNS, "别跑了，让她跳舞", "一个女孩在公园里跳舞"),
        (RUNS, "别在公园了，去海边", "一个女孩在海边跑步"),
        (RUNS, "不要跑步，改成跳绳，背景换成操场", "一个女孩在操场里跳绳"),
        (READS, "别看书了，改成喝咖啡", "一个男人坐在窗边喝咖啡，外面下雨"),
        (READS, "别下雨了，改成下雪", "一个男人坐在窗边看书，外面下雪"),
        (READS, "改成下雪", "一个男人坐在窗边看书，外面下雪"),
        (
            "一杯奶茶放在桌上，牛奶慢慢倒进去，旁边放着草莓",
            "还是别倒牛奶了，改成撒糖粉",
            "一杯奶茶放在桌上，撒糖粉，旁边放着草莓",
        ),
        ("赛博朋克风格的城市", "别赛博朋克了，改成水墨风", "水墨风格的城市"),
        (RUNS, "把公园换成海边", "一个女孩在海边跑步"),
        ("一个男孩在教室写作业", "人换成女生", "一个女生在教室写作业"),
    ],
)
def test_what_is_denied_gives_way_to_what_is_told_behind_it(
    before: str, words: str, after: str, tables: Tables
) -> None:
    words = told_as_swap(before, words, tables.revisions, tables.parted.classes)
    assert revise(before, words, tables.revisions, "zh") == after


@pytest.mark.parametrize(
    "words",
    ["别跑步了，10秒", "不要下雨，加一只狗", "别穿裙子了，换成校服", "不要字幕，竖屏", "别动，保持安静"],
)
def test_what_is_not_told_gives_way_to_nothing(words: str, tables: Tables) -> None:
    assert told_as_swap(RUNS, words, tables.revisions, tables.parted.classes) == words
