"""First messages in which people tell who they are and what for: only what is to be seen goes to the model."""

import pytest

from core.model import Act, ParseContext
from tests.core.reading import parser


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "My cousin opens his pub next week and wants a clip for the wall. Can you show beer foam in slow motion?",
            "beer foam in slow motion",
        ),
        (
            "I keep goats in Wales. I'd love a goat jumping over a stone wall at sunrise",
            "a goat jumping over a stone wall at sunrise",
        ),
        (
            "we're a small cinema club, our season starts friday. please make a projector throwing light through dust",
            "a projector throwing light through dust",
        ),
        (
            "a paper ship sailing down a gutter in the rain, I need it for my little brother's school project",
            "a paper ship sailing down a gutter in the rain",
        ),
        ("我是开茶馆的，下个月装修好，想要一壶茶慢慢倒进杯子，热气升起来", "一壶茶慢慢倒进杯子，热气升起来"),
        ("我儿子明天演讲，讲的是火山，帮我做一个岩浆从山顶喷出来", "岩浆从山顶喷出来"),
        ("萤火虫在稻田上飞，我要放给外婆看", "萤火虫在稻田上飞"),
    ],
)
def test_what_people_tell_of_themselves_is_not_shown(text: str, shown: str) -> None:
    assert parser().parse(text, ParseContext()).prompt == shown


@pytest.mark.parametrize(
    "text",
    [
        "a boy walks home, his dog waits at the gate, they run into the garden",
        "我爷爷在院子里劈柴，我在旁边堆雪人",
        "My cat sits on the piano, it plays a note, everybody looks up",
        "老人坐在河边，他慢慢收起鱼竿，天黑了",
        "never again, she wrote, and used the last match to light the stove",
        "a painter steps back and looks at his own picture, unhappy",
    ],
)
def test_a_story_keeps_all_its_clauses(text: str) -> None:
    assert parser().parse(text, ParseContext()).prompt == text


@pytest.mark.parametrize(
    "text",
    [
        "My sister gets married in May, I'd like to give her a video",
        "我们单位下周搞年会，想做个视频",
        "hello, I'm a student and I need a video for my presentation",
        "我妈退休了，想送她一个视频，不知道做什么好",
    ],
)
def test_a_wish_for_a_video_alone_tells_no_scene(text: str) -> None:
    assert parser().tells_no_scene(text)


@pytest.mark.parametrize(
    "text", ["my grandma smiling in her garden", "我家的猫在窗台上打盹", "we dance in the rain at night"]
)
def test_something_that_can_be_shown_is_a_scene(text: str) -> None:
    assert not parser().tells_no_scene(text)
    assert parser().parse(text, ParseContext()).action is Act.GENERATE
