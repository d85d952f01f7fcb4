"""The tables' patterns: words said over and over, in any order, are read in a moment, whichever pattern repeats them."""

import random
import re
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from itertools import chain
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import FrameType
from typing import Any

import pcre2
import pytest

from core.tables import Pointing, Tables
from core.tables.patterns import Pattern, is_stammered

_MANY = 400  # a group of more words is not mixed
_LENGTH = 100  # characters
_MIXES = 3  # texts of each group
_LONGEST_S = 1.5  # of one pattern and one text
_PARTS = 4


def _patterns(held: object, where: str) -> Iterator[tuple[str, Pattern]]:
    """Every compiled pattern in what the tables hold, with its place."""
    if isinstance(held, re.Pattern):
        yield where, held
    elif isinstance(held, Mapping):
        yield from chain.from_iterable(_patterns(one, f"{where}.{name}") for name, one in held.items())
    elif isinstance(held, (list, tuple, set, frozenset)):
        yield from chain.from_iterable(_patterns(one, where) for one in held)
    elif is_dataclass(held):
        yield from chain.from_iterable(
            _patterns(getattr(held, one.name), f"{where}.{one.name}") for one in fields(held)
        )


def _of_all(tables: Tables) -> list[tuple[str, Pattern]]:
    written = chain(
        ((f"asked.{name}", one) for name, row in tables.pointers.patterns.items() for one in row.each),
        ((f"said.{name}", one) for name, row in tables.sayings.patterns.items() for one in row.each),
        ((f"wished.{number}", one) for number, row in enumerate(tables.wished.patterns) for one in row.each),
    )
    others = ("several", "paraphrases", "revisions", "talk", "advice")
    return [*written, *chain.from_iterable(_patterns(getattr(tables, name), name) for name in others)]


def _words(sequence: Any) -> set[str] | None:
    """The texts that a part of a pattern stands for; None if they are too many to be told."""
    texts = {""}
    for kind, value in sequence:
        more: set[str] | None = {""}
        if kind is code.LITERAL:
            more = {chr(value)}
        elif kind is code.IN and all(one is code.LITERAL for one, _ in value):
            more = {chr(letter) for _, letter in value}
        elif kind is code.BRANCH:
            found = [_words(one) for one in value[1]]
            more = None if None in found else set().union(*(one for one in found if one is not None))
        elif kind is code.SUBPATTERN:
            more = _words(value[3])
        elif kind is code.MAX_REPEAT and value[:2] == (0, 1):
            found_once = _words(value[2])
            more = None if found_once is None else found_once | {""}
        elif kind not in (code.ASSERT, code.ASSERT_NOT, code.AT):
            more = None
        if more is None or len(texts) * len(more) > _MANY:
            return None
        texts = {text + one for text in texts for one in more}
    return texts


def _repeated(sequence: Any) -> Iterator[list[str]]:
    """The words of each group of a pattern that may come any number of times."""
    for kind, value in sequence:
        if kind is code.BRANCH:
            yield from chain.from_iterable(_repeated(one) for one in value[1])
        elif kind is code.SUBPATTERN:
            yield from _repeated(value[3])
        elif kind in (code.ASSERT, code.ASSERT_NOT):
            yield from _repeated(value[1])
        elif kind in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
            words = _words(value[2]) if value[1] is code.MAXREPEAT else None
            if words is not None and len(words - {""}) > 1:
                yield sorted(words - {""})
            yield from _repeated(value[2])


def _mixed(words: list[str], dice: random.Random) -> str:
    """Some of the words in any order, behind which nothing may stand."""
    few = dice.sample(words, min(len(words), 3))
    return "".join(dice.choice(few) for _ in range(_LENGTH))[:_LENGTH] + "~|"


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    """Ends what takes longer; a pattern that parts words in two ways would take years."""

    def too_long(number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, too_long)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("part", range(_PARTS))
def test_words_that_a_pattern_repeats_are_parted_in_one_way(tables: Tables, part: int) -> None:
    endless = []
    for number, (where, pattern) in enumerate(_of_all(tables)):
        if number % _PARTS != part:
            continue
        dice = random.Random(number)
        texts = [_mixed(one, dice) for one in _repeated(parser.parse(pattern.pattern)) for _ in range(_MIXES)]
        try:
            for text in texts:
                with _within(_LONGEST_S):
                    is_stammered(text) or pattern.search(text)
        except (TimeoutError, pcre2.LibraryError):
            endless.append((where, text))
    assert not endless


@pytest.mark.parametrize(
    "text", ["哈" * 30, "哈哈哈" * 30 + " 好玩", "no " * 40, "hm" + "m" * 60, "对对" * 40, "lol" * 30]
)
def test_a_text_of_one_word_again_and_again_fits_no_pattern(tables: Tables, text: str) -> None:
    assert is_stammered(text)
    assert not any(tables.pointers.says(text, what) for what in Pointing)


@pytest.mark.parametrize(
    "text", ["哈" * 20, "no no no no no", "a very, very, very, very big cat", "啦啦啦啦"]
)
def test_a_word_said_some_times_is_read_as_ever(text: str) -> None:
    assert not is_stammered(text)
