"""Patterns of the tables, and the form of a message that they are written for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from core.errors import TableError
from core.tables.letters import simplified

MARKS = " .!?~,;:。！？～，；：…"
NEVER = re.compile(r"(?!)")
_LATIN = re.compile("[A-Za-z]")
# The dot that stands for an apostrophe: many people type none ("whats", "dont", "lets").
_APOSTROPHE = re.compile(r"(?<=[a-z])\.(?=(?:s|t|m|d|ll|re|ve)(?![a-z]))")
_LEAD_ZH, _LEAD_EN = "LEAD_ZH", "LEAD_EN"  # what a pattern for whole messages of one language begins with

Meaning = TypeVar("Meaning", bound=StrEnum)


class Patterns:
    """Patterns of one meaning; a text in one script is not compared with those that need the other.

    They are compiled when the first such text comes: all of them take a third of a second, which a command that reads
    one message cannot spare. `check` compiles them at once and reports faults; otherwise a faulty one raises TableError
    when it is used.
    """

    def __init__(
        self, where: str, texts: Sequence[str], words: Sequence[tuple[str, str]], groups: frozenset[str]
    ) -> None:
        self._where, self._texts, self._words, self._groups = where, texts, words, groups
        self._compiled: dict[str, re.Pattern[str]] = {}

    @cached_property
    def all(self) -> tuple[re.Pattern[str], ...]:
        """Every one."""
        return self._without("")

    @cached_property
    def without_chinese(self) -> tuple[re.Pattern[str], ...]:
        """All but those for whole Chinese messages."""
        return self._without(_LEAD_ZH)

    @cached_property
    def without_latin(self) -> tuple[re.Pattern[str], ...]:
        """All but those for whole English messages."""
        return self._without(_LEAD_EN)

    def fitting(self, text: str) -> tuple[re.Pattern[str], ...]:
        """Those that may fit this text."""
        if text.isascii():
            return self.without_chinese
        return self.all if _LATIN.search(text) else self.without_latin

    def parts_in(self, text: str) -> Iterable[Mapping[str, str]]:
        """The named parts of a text, as typed, for each pattern that fits it as a whole, in the order of the file."""
        stripped = text.strip(MARKS)
        plain = plainly(stripped)
        for one in self.fitting(plain):
            found = one.match(plain)
            if found is not None:
                yield {name: stripped[slice(*found.span(name))] for name in found.groupdict() if found[name]}

    def check(self, faults: list[str]) -> None:
        """Compile all of them; faults are added to the list."""
        for text in self._texts:
            self._compile(text, faults)

    def _without(self, lead: str) -> tuple[re.Pattern[str], ...]:
        faults: list[str] = []
        found = tuple(self._compile(text, faults) for text in self._texts if not lead or lead not in text)
        if faults:
            raise TableError(faults)
        return found

    def _compile(self, text: str, faults: list[str]) -> re.Pattern[str]:
        if text not in self._compiled:
            written = with_words(text, self._words)
            one = compiled(written, self._where, faults, flags=re.IGNORECASE | re.DOTALL)
            if not one.groupindex.keys() <= self._groups:
                faults.append(f"{self._where}: {written!r} has unknown groups")
            self._compiled[text] = one
        return self._compiled[text]


@lru_cache(maxsize=64)  # one message is compared with many patterns
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


def any_of(words: Iterable[str]) -> str:
    """A pattern for any one of these words, the longest first."""
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True))) or NEVER.pattern})"


def by_meaning(
    listed: Mapping[str, Iterable[str]],
    meanings: type[Meaning],
    where: str,
    faults: list[str],
    *,
    words: Mapping[str, Any],
    groups: frozenset[str],
) -> Mapping[Meaning, Patterns]:
    """The patterns of each meaning, with names of `words` replaced by their rows; `groups` are the known ones."""
    faults += [f"{where} {name}: means nothing" for name in listed if name not in list(meanings)]
    rows = sorted(((str(name), str(text)) for name, text in words.items()), key=lambda row: -len(row[0]))
    faults += [f"{where} {meaning}: is empty" for meaning in meanings if not listed.get(meaning)]
    return {
        meaning: Patterns(f"{where} {meaning}", tuple(listed.get(meaning, ())), rows, groups)
        for meaning in meanings
    }


def with_words(text: str, rows: Iterable[tuple[str, str]]) -> str:
    """A pattern with names of rows replaced by what they stand for."""
    for name, instead in (*rows, *rows):  # a row may contain the name of another
        text = text.replace(name, instead)
    return _APOSTROPHE.sub(".?", text)
