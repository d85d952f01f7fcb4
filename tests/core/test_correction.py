"""A description that corrects itself: what is corrected gives way, and a scene in which somebody errs stays."""

import pytest

from core.continuity import corrected
from core.tables import Tables

CORRECTED = [
    (
        "a hot air balloon over the sea at noon.. no wait, at sunset",
        "a hot air balloon over the sea at sunset",
    ),
    ("rice fields at sunrise, uh no wait at night with lanterns", "rice fields at night with lanterns"),
    (
        "a man plays guitar on a rooftop, I mean a woman, at night",
        "a woman plays guitar on a rooftop, at night",
    ),
    ("a cat sleeps on the sofa, no wait, on the windowsill", "a cat sleeps on the windowsill"),
    ("a red car on a bridge, no, a blue car", "a blue car on a bridge"),
    ("a red car drives by... scratch that, a yellow bus drives by", "a yellow bus drives by"),
    ("a knight fights a dragon, actually make it a giant", "a knight fights a giant"),
    ("two dogs on a beach, sorry, three dogs", "three dogs on a beach"),
    ("a girl in a red dress dances, sorry, in a white dress", "a girl in a white dress dances"),
    ("make it a dog, no wait, a cat", "make it a cat"),
    ("一群大象走过草原，不对，是长颈鹿", "一群长颈鹿走过草原"),
    ("一群大象走过草原，说错了，是长颈鹿", "一群长颈鹿走过草原"),
    ("海边日落，两个人在散步，啊不对，一个人就行，牵着狗", "海边日落，一个人在散步，牵着狗"),
    ("清晨的海边，不对，黄昏的海边，一个女孩在散步", "黄昏的海边，一个女孩在散步"),
    ("一只猫在沙发上睡觉，不对，在窗台上", "一只猫在窗台上睡觉"),
    ("一只猫在红色沙发上睡觉，不对，蓝色沙发", "一只猫在蓝色的沙发上睡觉"),
    ("两只鹅过马路，哦不对，三只", "三只鹅过马路"),
    ("夏夜的操场，哦不，冬夜的操场", "冬夜的操场"),
    ("冬天的湖边，一个老人钓鱼，不对不对，是秋天", "秋天的湖边，一个老人钓鱼"),
    ("下雪的北京胡同，写错了，是下雨的北京胡同", "下雨的北京胡同"),
    ("一辆红色跑车在山路上飞驰，等等，改成黑色跑车", "一辆黑色的跑车在山路上飞驰"),
    ("改成晚上，不对，黄昏", "改成黄昏"),
    ("一只小狗在沙滩上跑，应该是小猫", "一只小猫在沙滩上跑"),
]


@pytest.mark.parametrize(("text", "meant"), CORRECTED)
def test_what_a_request_corrects_gives_way(text: str, meant: str, tables: Tables) -> None:
    assert corrected(text, tables.revisions) == meant


@pytest.mark.parametrize(
    "text",
    [
        '"No, wait!" she cries at the station, a train leaves',
        "a boy shouts wait, a dog runs after him",
        "a man waits at the door, wait, the door opens, a woman stands there",
        "two friends argue, no, one of them laughs",
        "a cat that thinks it is a dog, actually a small dog",
        "An astronaut floats in space. Actually, the stars are paintings",
        "a beach with no cars, no people, only waves",
        "a boy runs after the bus, wait, he shouts, but it is gone",
        "a robot shakes its head: no, no, no",
        "a whale swims under a boat. Wait, a storm comes up",
        "a cat, 5 seconds, no wait, 8 seconds",
        "use Kling, no, Wan: a cat",
        "竖屏一只猫，不对，横屏",
        "妈妈问他对不对，他说不对，是三个苹果",
        "他推开门，不对劲的感觉涌上来",
        "孩子们说不对，应该是蓝色的",
        "老师摇头，错了，是三角形",
        "一扇门，等等，门后有一只猫在等主人",
        "一个男人在等等红灯，一个女人走过",
        "他以为是一只狗，不对，是一只狼，躲在草丛",
        "远处有一只狗，应该是一只狼",
    ],
)
def test_a_scene_in_which_somebody_errs_stays_word_for_word(text: str, tables: Tables) -> None:
    assert corrected(text, tables.revisions) == text


@pytest.mark.parametrize("text", ["猫不对，应该是狗", "这只狗，应该是小猫"])
def test_beside_a_clip_what_should_be_otherwise_is_in_that_clip(text: str, tables: Tables) -> None:
    assert corrected(text, tables.revisions, is_beside=True) == text
