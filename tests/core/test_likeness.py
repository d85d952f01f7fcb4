"""A request beside a clip: whether it changes what the clip shows, or shows something else."""

import pytest

from core.model import ParseContext
from core.parser.likeness import Likeness
from tests.core.reading import parser

_LIKENESS = Likeness(empty=["is"], sets=["the"], who=["her"], one=["a"], how=["with"])
_OPEN = (0.5, 0.5)


@pytest.mark.parametrize(
    ("shown", "said", "is_change"),
    [
        ("a girl on a swing under cherry blossoms", "the blossoms fall more thickly on her", True),
        ("a girl on a swing under cherry blossoms", "a tram climbing a hill in the rain", False),
        ("一碗热气腾腾的牛肉面放在木桌上", "面上加两片牛肉", True),
        ("一碗热气腾腾的牛肉面放在木桌上", "一列火车开进雪山", False),
    ],
)
def test_what_the_clip_shows_tells_a_change_from_another_idea(shown: str, said: str, is_change: bool) -> None:
    read = parser().parse(said, ParseContext(last_status="success", last_prompt=shown))
    assert read.edit is is_change


def test_nothing_is_judged_in_another_language_or_where_nothing_new_is_told() -> None:
    assert _LIKENESS.features("a dog runs", "一只狗在跑", _OPEN) is None
    assert _LIKENESS.features("the dog", "a dog in the park", _OPEN) is None


def test_shared_words_and_what_stands_in_front_of_them_are_signs() -> None:
    features = _LIKENESS.features("the dog wears a hat", "a dog in the park", _OPEN)
    assert features is not None
    assert {"shared:1", "the"} <= set(features)
    other = _LIKENESS.features("a whale sings", "a dog in the park", _OPEN)
    assert other is not None
    assert "shared:0" in set(other)
    assert "the" not in set(other)
