"""Words said to the bot are told from words that are to be shown."""

import pytest

from tests.core.labelled import cases
from tests.core.reading import parser

_FEWEST = 250
_MOST_DOUBTED = 100  # one of so many descriptions may be asked about


@pytest.mark.parametrize(
    "words",
    [
        "go back to the one before",
        "hold on to this one, I'll tell you in a sec",
        "whole thing",
        "you nailed it",
        "孩子看了特别开心",
        "就是这个感觉",
    ],
)
def test_words_without_anything_to_show_are_doubted(words: str) -> None:
    assert parser().is_said_to_us(words)


@pytest.mark.parametrize(
    "words",
    [
        "a red fox in the snow",
        "boats",
        "the burger",
        "my dog talk",
        "人",
        "让它摇尾巴",
        "一只猫在屋顶上看月亮",
        "it is dark",
    ],
)
def test_a_description_however_short_is_not_doubted(words: str) -> None:
    assert not parser().is_said_to_us(words)


def test_hardly_a_description_that_nobody_learned_from_is_doubted() -> None:
    """Over the half of the labelled messages that is kept aside."""
    prompts = {
        case["expect"]["prompt"] for case in cases("corpus/kept_aside_*.toml") if "prompt" in case["expect"]
    }
    doubted = [one for one in prompts if parser().is_said_to_us(one)]
    assert len(prompts) > _FEWEST
    assert len(doubted) * _MOST_DOUBTED <= len(prompts), doubted


@pytest.mark.parametrize("clause", ["That came out great", "You nailed it", "孩子看了特别开心", "哈哈太像了"])
def test_a_remark_on_a_clip_is_talk(clause: str) -> None:
    assert parser().is_talk(clause)


@pytest.mark.parametrize(
    "clause", ["It is dark", "The rain has stopped", "天黑了", "外面很冷", "a bit longer", "no hat"]
)
def test_what_sets_a_scene_or_changes_it_is_no_talk(clause: str) -> None:
    assert not parser().is_talk(clause)
