"""Messages that name two tools of which one counts."""

import pytest

from core.model import ParseContext
from tests.core.reading import parser

PLAIN = ParseContext()


@pytest.mark.parametrize(
    ("text", "model", "prompt"),
    [
        ("平时用可灵，这次换Vidu，小猫追蝴蝶", "vidu-q2", "小猫追蝴蝶"),
        ("我一般都用可灵，这条用海螺：小猫追蝴蝶", "hailuo-2.3", "小猫追蝴蝶"),
        ("小猫追蝴蝶，这次破例用vidu，我平常只用可灵的", "vidu-q2", "小猫追蝴蝶"),
        ("这次用海螺，平时还是可灵，小猫追蝴蝶", "hailuo-2.3", "小猫追蝴蝶"),
        ("I usually use Sora but this one with Vidu: popcorn bursting", "vidu-q2", "popcorn bursting"),
        ("Normally I go with Kling, today Veo please: a cat", "veo-3.1", "a cat"),
        ("My go-to is Sora, but for this one go with Vidu: popcorn bursting", "vidu-q2", "popcorn bursting"),
        ("veo for this one, kling otherwise as always: a cat", "veo-3.1", "a cat"),
    ],
)
def test_of_a_habit_and_a_tool_for_this_clip_the_latter_is_used_and_nothing_saved(
    text: str, model: str, prompt: str
) -> None:
    intent = parser().parse(text, PLAIN)
    assert (intent.model, intent.save_preference, intent.prompt) == (model, False, prompt)


@pytest.mark.parametrize(
    ("text", "model", "prompt"),
    [
        ("即梦做一段小猫追蝴蝶，没有的话就可灵", "kling-o1", "小猫追蝴蝶"),
        ("有Runway就用Runway，没有就海螺，小猫追蝴蝶", "hailuo-2.3", "小猫追蝴蝶"),
        ("use Runway for a cat, if you don't have it use Kling", "kling-o1", "a cat"),
        ("先用可灵，不行再用海螺：小猫追蝴蝶", "kling-o1", "小猫追蝴蝶"),
        ("with Kling, otherwise Wan: a cat", "kling-o1", "a cat"),
    ],
)
def test_a_tool_s_stand_in_is_used_only_where_the_tool_is_missing(text: str, model: str, prompt: str) -> None:
    intent = parser().parse(text, PLAIN)
    assert (intent.model, intent.prompt) == (model, prompt)


def test_a_tool_that_is_said_to_be_no_good_is_no_first_choice() -> None:
    assert parser().parse("可灵不行，换成海螺：小猫追蝴蝶", PLAIN).model == "hailuo-2.3"
