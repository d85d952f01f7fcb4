"""What sort of thing words name: whole words first, forms of English ones, and a broken table is told whole."""

import pytest

from core.tables.classes import CLASSES, FILE, VERBS, Classes, classes_in
from core.tagging import words_of
from tests.core.reading import tables

_WORDS = Classes(
    {
        "dust": "Ma",
        "bear": "B",
        "polar bear": "B",
        "run": "F",
        "berry": "E",
        "猫": "B",
        "猫头鹰": "C",
        "跑": "F",
    }
)


def _of(text: str) -> list[str]:
    return _WORDS.of([one.text for one in words_of(text)])


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("dusts", ["Ma"]),
        ("a polar bear", ["", "B", "B"]),
        ("two polar bears", ["", "B", "B"]),
        ("berries", ["E"]),
        ("unheard", [""]),
        ("猫头鹰跑", ["C", "C'", "C'", "F"]),
        ("猫跑", ["B", "F"]),
        ("ran", [""]),
    ],
)
def test_the_longest_word_counts_and_forms_of_english_words_are_known(text: str, classes: list[str]) -> None:
    assert _of(text) == classes


def test_forms_of_a_deed_are_deeds_alone() -> None:
    classes = tables().parted.classes
    for form in ("dusting", "dusted"):
        assert classes.are(form, *VERBS)
        assert not classes.are(form, "thing", "effect")
    assert classes.are("running", "move")


@pytest.mark.parametrize(
    ("text", "name", "is_so"),
    [
        ("golden hour", "hour", True),
        ("foggy morning", "hour", True),
        ("暖色调", "colour", True),
        ("a red scarf", "colour", False),
        ("清晨的小狗", "hour", False),
        ("", "hour", False),
    ],
)
def test_a_clause_that_tells_one_sort_of_thing_is_known(text: str, name: str, *, is_so: bool) -> None:
    assert tables().parted.classes.tell_only(text, name) is is_so


def test_every_fault_of_the_table_is_told_at_once() -> None:
    faults: list[str] = []
    rows = {
        "zh": dict.fromkeys(CLASSES, "猫"),
        "en": {**dict.fromkeys(CLASSES, "cat"), "beast": "lion", "food": ""},
    }
    classes_in(rows, faults)
    assert faults == [f"{FILE} [en] beast: is no class", f"{FILE} [en] food: is missing"]
