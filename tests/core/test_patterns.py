"""The tables' patterns beside texts that no table foresees."""

import random
import re
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

import pytest

from core.tables import Tables
from core.tables.named_words import NamedWords
from core.tables.patterns import Patterns, is_stammered, plainly

_PLAYS = Path(__file__).parents[1] / "conversations"
_SAID = re.compile(r"^[a-z]+(?: [^:]*)?: (.+)$", re.MULTILINE)


def _patterns(*texts: str) -> Patterns:
    return Patterns("a test", texts, NamedWords({}), frozenset({"name"}))


def _said() -> Iterator[str]:
    """What people say in the plays, every sixty-first of it."""
    plays = (path.read_text(encoding="utf-8") for path in sorted(_PLAYS.glob("*.txt")))
    return islice(chain.from_iterable(_SAID.findall(one) for one in plays), 0, None, 61)


def test_a_pattern_that_could_read_a_text_in_endless_ways_fits_nothing() -> None:
    dice = random.Random(1)
    song = "la" + "".join(dice.choice(("la", "lala", "li")) for _ in range(60)) + "?!"
    endless = _patterns("^(?:(?:la|lala|li)+)+!$", "^la")
    assert [found.span() for found in endless.found_in(song)] == [(0, 2)]


def test_half_an_emoji_beside_the_words_hides_nothing() -> None:
    parts = _patterns("^叫(?P<name>..)").parts_in("叫旺财\ud83d")
    assert [dict(one) for one in parts] == [{"name": "旺财"}]


@pytest.mark.parametrize("text", ["meet Rex", "MEET Rex", "ＭＥＥＴ"])
def test_capitals_are_no_other_words(text: str) -> None:
    assert bool(list(_patterns("^meet").found_in(text))) is text.isascii()


def test_all_patterns_of_a_meaning_taken_as_one_fit_what_any_of_them_fits(tables: Tables) -> None:
    asked = list(tables.pointers.patterns.values())
    from_beginning = [*tables.sayings.patterns.values(), *tables.wished.patterns]
    compared = 0
    for text in map(plainly, _said()):
        fitting = [(row, [one.search(text) for one in row.each]) for row in asked]
        fitting += [(row, [one.match(text) for one in row.each]) for row in from_beginning]
        for row, found in fitting:
            # The same word again and again is compared with no pattern.
            fits = 0 if is_stammered(text) else sum(one is not None for one in found)
            assert len(list(row.found_in(text))) == fits, text
            compared += fits
    assert compared
