"""What is taken back while it is said, and other ways to name a length, a size and a model."""

import pytest

from core.model import Act, ParseContext
from tests.core.reading import meaning, parser


def _prompt(text: str) -> str:
    return parser().parse(text, ParseContext()).prompt


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        ("a dragon, no, a phoenix over a castle", "a phoenix over a castle"),
        ("two kids, wait, three kids on a swing, 5s", "three kids on a swing"),
        ("make a video of a red kite, sorry, a blue kite in the wind", "a blue kite in the wind"),
        ("做一只猫，不，一只狗在跑", "一只狗在跑"),
        ("一艘帆船，不对，一艘军舰驶过海峡，5秒", "一艘军舰驶过海峡"),
        ("an old barn, uh, in the rain", "an old barn, in the rain"),
        ("um a goat on a cliff", "a goat on a cliff"),
    ],
)
def test_what_is_taken_back_is_not_shown(text: str, prompt: str) -> None:
    assert _prompt(text) == prompt


@pytest.mark.parametrize(
    "text",
    [
        "a man says no, a woman laughs",
        "an umbrella in the rain",
        "the W hotel in Taipei",
        "a cat, a dog and a phoenix",
        "一个人举手，一个人不举",
        "a quarter of a pizza spins",
        "the clock shows 0:08 before the bell",
        "the score is 0:12 on the board",
    ],
)
def test_nothing_of_a_scene_is_taken_back(text: str) -> None:
    assert _prompt(text) == text


@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("a heron fishing, 0:08", {"duration": 8}),
        ("a heron fishing, 00:12", {"duration": 12}),
        ("a heron fishing, a quarter of a minute", {"duration": 15}),
        ("一只狗晒太阳，六秒顶多了", {"duration": 6}),
        ("a heron fishing, 1080 x 1920", {"resolution": "1080P", "aspect_ratio": "9:16"}),
        ("a heron fishing 1920x1080 5s", {"duration": 5, "resolution": "1080P", "aspect_ratio": "16:9"}),
        ("a heron fishing, 1280x720", {"resolution": "720P", "aspect_ratio": "16:9"}),
    ],
)
def test_a_length_and_a_size_as_players_show_them(text: str, wished: dict[str, object]) -> None:
    got = meaning(parser().parse(text, ParseContext()))
    assert {key: got[key] for key in ("duration", "resolution", "aspect_ratio") if key in got} == wished
    assert got["prompt"] in ("a heron fishing", "一只狗晒太阳")


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("Kling, my cat on the sofa, 10s", "kling-o1"),
        ("Vidu, our dog in the snow, 5s, vertical", "vidu-q2"),
        ("could kling make me a short clip of a fox", "kling-o1"),
        ("can vidu do me a jellyfish ballet?", "vidu-q2"),
        ("Kling, our hamster, runs in his wheel, 10s", None),
        ("Sora, my sister, dances in the rain, 5s", None),
    ],
)
def test_a_model_is_asked_and_somebody_is_told_of(text: str, model: str | None) -> None:
    intent = parser().parse(text, ParseContext())
    assert (intent.action, intent.model) == (Act.GENERATE, model)


@pytest.mark.parametrize("text", ["can kling do 4k", "每集几秒", "一段几秒", "can vidu do anime?"])
def test_a_question_about_lengths_and_models_orders_nothing(text: str) -> None:
    assert parser().parse(text, ParseContext()).action is Act.LIST_MODELS


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        ("用可灵O1给拍个雨巷里卖花的姑娘", "雨巷里卖花的姑娘"),
        ("海螺2.3给整一段草原赛马", "草原赛马"),
        ("妈妈给做一个蛋糕", "妈妈给做一个蛋糕"),
        ("we require a clip of a ferry leaving the pier", "a ferry leaving the pier"),
        ("i would want a video of a goose in a puddle", "a goose in a puddle"),
        ("cna you make a video of a goose in a puddle", "a goose in a puddle"),
        ("不要了，换个题目：老牛耕地", "老牛耕地"),
    ],
)
def test_more_ways_to_ask(text: str, prompt: str) -> None:
    assert _prompt(text) == prompt


def test_a_chat_that_was_pasted_says_what_was_typed_in_it() -> None:
    text = "[10:32] Ann: make a video\n[10:33] Ann: geese crossing a road\n[10:33] Ann: vertical"
    intent = parser().parse(text, ParseContext())
    assert (intent.prompt, intent.wishes.aspect_ratio) == ("geese crossing a road", "9:16")
