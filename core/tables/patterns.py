"""Patterns of the tables, and the form of a message that they are written for."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar

from core.tables.letters import simplified

MARKS = " .!?~,;:。！？～，；：…"
NEVER = re.compile(r"(?!)")
_LATIN = re.compile("[A-Za-z]")
_LEAD_ZH, _LEAD_EN = "LEAD_ZH", "LEAD_EN"  # what a pattern for whole messages of one language begins with

Meaning = TypeVar("Meaning", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Patterns:
    """Patterns of one meaning; a text in one script is not held against those that need the other."""

    all: tuple[re.Pattern[str], ...]
    without_chinese: tuple[re.Pattern[str], ...]
    without_latin: tuple[re.Pattern[str], ...]

    def fitting(self, text: str) -> tuple[re.Pattern[str], ...]:
        """Those that may fit this text."""
        if text.isascii():
            return self.without_chinese
        return self.all if _LATIN.search(text) else self.without_latin


@lru_cache(maxsize=64)  # one message is held against many patterns
def plainly(text: str) -> str:
    """The text as the patterns are written, character for character: simplified, with the plain apostrophe."""
    return text if text.isascii() else text.translate(simplified()).replace("’", "'")


def compiled(text: str, where: str, faults: list[str], *, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """A pattern; one that cannot be read is a fault and fits nothing."""
    try:
        return re.compile(text, flags)
    except re.error as fault:
        faults.append(f"{where}: {text!r}: {fault}")
        return NEVER


def by_meaning(
    listed: Mapping[str, Iterable[str]],
    meanings: type[Meaning],
    where: str,
    faults: list[str],
    *,
    words: Mapping[str, Any],
    groups: frozenset[str],
) -> Mapping[Meaning, Patterns]:
    """The patterns of each meaning, with the rows of `words` in the place of their names; groups are known ones."""
    faults += [f"{where} {name}: means nothing" for name in listed if name not in list(meanings)]
    rows = sorted(((str(name), str(text)) for name, text in words.items()), key=lambda row: -len(row[0]))
    found: dict[Meaning, Patterns] = {}
    for meaning in meanings:
        name, texts = f"{where} {meaning}", tuple(listed.get(meaning, ()))
        patterns = tuple(
            compiled(_with_words(text, rows), name, faults, flags=re.IGNORECASE | re.DOTALL) for text in texts
        )
        if not patterns:
            faults.append(f"{name}: is empty")
        faults += [
            f"{name}: {one.pattern!r} has unknown groups"
            for one in patterns
            if not one.groupindex.keys() <= groups
        ]
        found[meaning] = Patterns(
            patterns,
            without_chinese=_without(_LEAD_ZH, texts, patterns),
            without_latin=_without(_LEAD_EN, texts, patterns),
        )
    return found


def _without(
    lead: str, texts: Iterable[str], patterns: Iterable[re.Pattern[str]]
) -> tuple[re.Pattern[str], ...]:
    return tuple(one for text, one in zip(texts, patterns, strict=True) if lead not in text)


def _with_words(text: str, rows: Iterable[tuple[str, str]]) -> str:
    for name, instead in (*rows, *rows):  # a row may have the name of another one in it
        text = text.replace(name, instead)
    return text
