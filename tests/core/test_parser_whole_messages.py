"""Messages as people write them, whole: who asks, what for, and politeness leave; what is to be seen stays."""

import pytest

from core.model import Act, ParseContext
from tests.core.reading import parser


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("俺寻思用那个seedance 1.5 pro 给俺整个赶大集的片儿", "赶大集"),
        ("生数的vidu q2，来段弹幕飘过的教室", "弹幕飘过的教室"),
        ("kuaishou's kling: a crab on a drum", "a crab on a drum"),
        ("please be so kind as to generate one old tram", "one old tram"),
        ("hunyuan video 1.5, a paper boat", "a paper boat"),
        (
            "bro just throw it into kling 2.6 ok? skater kid on stairs, vhs look",
            "skater kid on stairs, vhs look",
        ),
        (
            "I would like that Kling makes a video where two astronauts play chess",
            "two astronauts play chess",
        ),
        ("照着图里这只猫的样子，让它在月球上跳舞", "让它在月球上跳舞"),
        ("我想要个视频哈就是一个小男孩在追蜻蜓然后就十秒钟左右吧", "一个小男孩在追蜻蜓"),
        ("我是老师，想给孩子们放一个水循环的动画，云变成雨", "水循环的动画，云变成雨"),
        ("For my history class: Roman soldiers cross the Rubicon", "Roman soldiers cross the Rubicon"),
        ("it's for our company party: confetti rains", "confetti rains"),
        ("Client brief: 8 sec, Pixverse V5. A sneaker drops into paint.", "A sneaker drops into paint."),
        ("cheapest thing you've got, hamster in a tiny kitchen", "hamster in a tiny kitchen"),
        ("就这一条破例用veo，平常还是老样子：火锅店排长队", "火锅店排长队"),
        (
            "Dear team, we run a small bakery and would be grateful for a short clip of fresh croissants, 10 s",
            "fresh croissants",
        ),
    ],
)
def test_who_asks_and_how_leaves(text: str, shown: str) -> None:
    assert parser().parse(text, ParseContext()).prompt == shown


@pytest.mark.parametrize(
    "text",
    [
        "hunyuan video 2 dogs in the park",
        "my cafe: steam rises from the cups, morning light",
        "our garden: bees on lavender, sunset",
        "For sale: baby shoes, never worn",
        "妈妈给孩子们放一个风筝",
        "bro dancing in the club, neon lights",
        "he throws it into the sea",
        "a chef and a waiter love a video of cats",
        "一位老师给学生们看一个魔术",
    ],
)
def test_the_same_words_in_a_scene_stay(text: str) -> None:
    assert parser().parse(text, ParseContext()).prompt == text.removeprefix("hunyuan ")


@pytest.mark.parametrize(
    "text",
    [
        "This is Veo, our baby elephant, spraying water",
        "This is Kling, our hamster, running in his wheel",
        "Kling, my cat on the sofa",
        "Kling, our hamster, running in his wheel",
    ],
)
def test_an_animal_called_like_a_model_is_shown(text: str) -> None:
    intent = parser().parse(text, ParseContext())
    assert (intent.action, intent.model, intent.prompt) == (Act.GENERATE, None, text)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("This is Veo, the model I told you about, right?", Act.LIST_MODELS),
        ("is Kling, our hamster, a good model?", Act.LIST_MODELS),
        ("what is Kling, my friend keeps asking", Act.LIST_MODELS),
        ("all of my videos", Act.MINE),
        ("Henceforth all of my clips shall be produced by Kling.", Act.SET_PREFERENCE),
    ],
)
def test_questions_about_a_model_stay_questions(text: str, act: Act) -> None:
    assert parser().parse(text, ParseContext()).action == act
