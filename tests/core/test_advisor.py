"""Which model is taken, and which are named beside it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import advisor
from core.advisor import Basis, Choice
from core.model import Failure, TaskType
from tests.core import reading

TABLES = reading.tables()
OFFERED = sorted(key for key, row in TABLES.models.items() if TaskType.TEXT in row.ids)
price_lists = st.dictionaries(st.sampled_from(OFFERED), st.integers(1, 600), min_size=1)


def choose(prices: dict[str, int], **more: str | None) -> Choice | None:
    wishes: dict[str, str | None] = {"asked": None, "quality": None, "preference": None, **more}
    return advisor.choose(
        TABLES.advice,
        TaskType.TEXT,
        asked=wishes["asked"],
        quality=wishes["quality"],
        preference=wishes["preference"],
        prompt=wishes.get("prompt") or "",
        prices=prices,
    )


def test_a_name_comes_before_a_preference_and_that_before_our_own_advice() -> None:
    prices = {"wan-2.6": 25, "kling-o1": 48, "veo-3.1": 162}
    assert choose(prices) == Choice("wan-2.6", Basis.AUTOMATIC)
    assert choose(prices, preference="kling-o1") == Choice("kling-o1", Basis.PREFERENCE)
    assert choose(prices, preference="kling-o1", asked="veo-3.1") == Choice("veo-3.1", Basis.ASKED)
    assert choose(prices, quality="best", preference="veo-3.1") == Choice("kling-o1", Basis.BEST)
    assert choose({}) is None


@given(price_lists)
def test_the_cheapest_is_the_cheapest_of_today(prices: dict[str, int]) -> None:
    found = choose(prices, quality="budget")
    assert found is not None
    assert prices[found.model] == min(prices.values())


@given(price_lists, st.sampled_from(["", "best", "budget"]), st.sampled_from(OFFERED))
def test_only_what_is_on_the_list_is_chosen(prices: dict[str, int], quality: str, liked: str) -> None:
    found = choose(prices, quality=quality or None, preference=liked)
    assert found is not None
    assert found.model in prices


@given(price_lists, st.sampled_from(OFFERED), st.sampled_from(list(Failure)))
def test_at_most_two_others_are_offered_and_never_the_one_that_failed(
    prices: dict[str, int], failed: str, failure: Failure
) -> None:
    found = advisor.stand_ins(TABLES.advice, TABLES.model(failed), failure, prices)
    assert len(found) == len(set(found)) <= 2
    assert failed not in found
    assert set(found) <= set(prices)
    assert not (failure in advisor.NO_OFFER and found)


@given(price_lists, st.sampled_from(OFFERED), st.integers(1, 600))
def test_a_cheaper_choice_is_cheaper(prices: dict[str, int], model: str, points: int) -> None:
    found = advisor.cheaper(TABLES.advice, points, model, prices)
    assert found is None or (prices[found] < points and found != model)


@pytest.mark.parametrize(
    ("prompt", "word"),
    [
        ("一个女孩在海边跳舞", "女孩"),
        ("泰勒斯威夫特唱歌", "泰勒斯威夫特"),
        ("two girls on a bench", "girls"),
        ("Elon Musk on Mars", "Elon Musk"),
        ("a man walks", "man"),
        ("Mickey Mouse dancing", "Mickey Mouse"),
        ("机器人在雪地里行走", None),
        ("感人的日落", None),
        ("a snowman in the woods", None),
        ("a romantic mandarin garden", None),
        ("sunset over mountains", None),
    ],
)
def test_people_celebrities_and_brands_are_recognised(prompt: str, word: str | None) -> None:
    assert advisor.people_word(TABLES.advice, prompt) == word
