"""Patterns of the tables, and the form of a message that they are written for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from typing import Any, Protocol, TypeVar, cast

import pcre2

from core.errors import TableError
from core.tables.letters import simplified
from core.tables.named_words import NamedWords, with_apostrophes
from core.tables.needs import Needs, need_of

MARKS = " .!?~,;:。！？～，；：…"
NEVER = re.compile(r"(?!)")
_FLAGS = pcre2.IGNORECASE | pcre2.DOTALL
_HALVES = re.compile("[\ud800-\udfff]")  # of an emoji that a chat cut in two: no text for PCRE2
# A letter that people hold ("hmmm"): within words that may come again and again, it is tried at its full length only, or
# thirty of them would be tried in every way in which they can be parted.
_HELD = re.compile(r"(?<![\\)\]}+*?])([^\W\d_])\+(?![+?])")
# The same letter or words so often that no pattern is written for them: words that may be parted in two ways would take
# twice as long for each time.
_STAMMERED = re.compile(r"([^\W\d_])\1{23}|(..{1,11}?)\2{11}", re.DOTALL)
_BY_NUMBER = re.compile(r"(?<!\\)(?:\\\\)*\\[1-9]")

Meaning = TypeVar("Meaning", bound=StrEnum)


class Match(Protocol):
    """Where a pattern fits a text; a group that took no part is None."""

    def __getitem__(self, group: str) -> str | None: ...
    def span(self, group: str = ..., /) -> tuple[int, int]: ...  # noqa: D102
    def groupdict(self) -> dict[str, str | None]: ...  # noqa: D102


class Pattern(Protocol):
    """A compiled pattern."""

    @property
    def pattern(self) -> str: ...  # noqa: D102
    @property
    def groupindex(self) -> Mapping[str, int]: ...  # noqa: D102
    def match(self, text: str, /) -> Match | None: ...  # noqa: D102
    def search(self, text: str, begin: int = ..., end: int = ..., /) -> Match | None: ...  # noqa: D102


class Patterns:
    """Patterns of one meaning, in the order of the file.

    They are PCRE2's, which compiles all of the tables in a third of a second; Python took ten times as long (1,724 of them,
    seen 2026-11-28). A text is compared only with those that it has what they need for (see `needs`): of 2,600 patterns a
    message meets some hundred. `check` compiles all of them and reports faults, where a use raises TableError; kept are
    those that a text has needed, for all of them take 6 MiB.
    """

    def __init__(
        self,
        where: str,
        texts: Sequence[str],
        words: NamedWords,
        groups: frozenset[str],
        *,
        anywhere: bool = False,
        needs: Needs | None = None,
    ) -> None:
        self._where, self._texts, self._words, self._groups = where, texts, words, groups
        self._anywhere = anywhere  # else from the beginning of a text
        self._needs = Needs() if needs is None else needs
        self._met: dict[int, Pattern] = {}

    @property
    def each(self) -> tuple[Pattern, ...]:
        """All of them."""
        return tuple(self._one(row) for row in range(len(self._texts)))

    @cached_property
    def _number(self) -> int:
        """The number of this list among the needs (raises TableError)."""
        faults: list[str] = []
        for text in self._texts:
            self._check(text, faults)
        if faults:
            raise TableError(faults)
        return self._needs.add(need_of(self._words.put_in_needed(text)) for text in self._texts)

    def found_in(self, text: str) -> Iterable[Match]:
        """How each fits a text, in the order of the file."""
        return (found for _, found in self._fitting(text))

    def parts_in(self, text: str) -> Iterable[Mapping[str, str]]:
        """The named parts of a text, as typed, for each pattern that fits it as a whole, in the order of the file."""
        return (parts for _, parts in self.rows_in(text))

    def rows_in(self, text: str) -> Iterable[tuple[int, Mapping[str, str]]]:
        """The same, each with the number of its pattern, from 0."""
        stripped = text.strip(MARKS)
        return ((row, as_typed(found, stripped)) for row, found in self._fitting(stripped))

    def _fitting(self, text: str) -> Iterable[tuple[int, Match]]:
        """How they fit a text, with their numbers; one with too many ways to read it does not."""
        plain = plainly(text)
        likely = self._needs.rows(self._number, plain)
        if not likely or is_stammered(plain):
            return
        for row in likely:
            one = self._one(row)
            with suppress(pcre2.LibraryError):
                found = one.search(plain) if self._anywhere else one.match(plain)
                if found is not None:
                    yield row, found

    def check(self, faults: list[str]) -> None:
        """Compile all of them, or the first message would wait for it; faults are added to the list."""
        try:
            _ = self._number
        except TableError as error:
            faults += error.faults

    def _one(self, row: int) -> Pattern:
        if row not in self._met:
            self._met[row] = _compiled(self._words.put_in(self._texts[row]))
        return self._met[row]

    def _check(self, text: str, faults: list[str]) -> None:
        """Whether a pattern can be compiled; else a fault is added to the list."""
        written = self._words.put_in(text)
        try:
            one = _compiled(written)
        except pcre2.PatternError as fault:
            faults.append(f"{self._where}: {written!r}: {fault}")
            return
        if _BY_NUMBER.search(written):
            faults.append(f"{self._where}: {written!r} refers to a group by its number, not by a name")
        if not one.groupindex.keys() <= self._groups:
            faults.append(f"{self._where}: {written!r} has unknown groups")


def _compiled(written: str) -> Pattern:
    one: Pattern = pcre2.compile(_HELD.sub(r"\1++", written), flags=_FLAGS, jit=False)
    return one


@lru_cache(maxsize=64)
def is_stammered(text: str) -> bool:
    """Whether a text says the same again and again, as nobody does who wants something."""
    return _STAMMERED.search(text) is not None


@lru_cache(maxsize=64)  # one message is compared with many patterns
def plainly(text: str) -> str:
    """The text as the patterns are written, character for character: simplified, with the plain apostrophe."""
    if text.isascii():
        return text
    return _HALVES.sub("\ufffd", text.translate(simplified()).replace("’", "'"))


@lru_cache(maxsize=64)
def in_small_letters(text: str) -> str:
    """The text without capitals, character for character."""
    return text.replace("\u0130", "i").lower()  # the only letter whose small form is two characters


def as_typed(found: Match | re.Match[str], text: str) -> Mapping[str, str]:
    """The named parts of a match that are not empty, as they stand in the text itself."""
    return {name: text[slice(*found.span(name))] for name in found.groupdict() if found[name]}


def compiled(text: str, where: str, faults: list[str], *, is_exact: bool = False) -> re.Pattern[str]:
    """A pattern that only fits capitals as written if `is_exact`; one that cannot be read is a fault and fits nothing.

    It has the methods of Python's patterns, but is PCRE2's: for the 700 of them Python took a second of a start.
    """
    try:
        return _once(_HELD.sub(r"\1++", with_apostrophes(text)), 0 if is_exact else pcre2.IGNORECASE)
    except pcre2.PatternError as fault:
        faults.append(f"{where}: {text!r}: {fault}")
        return NEVER


@cache
def _once(text: str, flags: int) -> re.Pattern[str]:
    """One object for the patterns of one text, so that they are equal, as Python's are."""
    return cast("re.Pattern[str]", pcre2.compile(text, flags=flags, jit=False))


def any_of(words: Iterable[str]) -> str:
    """A pattern for any one of these words, the longest first."""
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True))) or NEVER.pattern})"


def unit_of(words: Sequence[str]) -> str:
    """A unit of time; a Latin one ends at its last letter."""
    latin = tuple(one for one in words if one.isascii())
    others = tuple(one for one in words if not one.isascii())
    return f"(?:{any_of(others)}|{any_of(latin)}(?![a-z]))"


def by_meaning(
    listed: Mapping[str, Iterable[str]],
    meanings: type[Meaning],
    where: str,
    faults: list[str],
    *,
    words: Mapping[str, Any],
    groups: frozenset[str],
    anywhere: bool = False,
) -> Mapping[Meaning, Patterns]:
    """The patterns of each meaning, with names of `words` replaced by their rows; `groups` are the known ones."""
    faults += [f"{where} {name}: means nothing" for name in listed if name not in list(meanings)]
    named, needs = NamedWords(words), Needs()
    faults += [f"{where} {meaning}: is empty" for meaning in meanings if not listed.get(meaning)]
    return {
        meaning: Patterns(
            f"{where} {meaning}",
            tuple(listed.get(meaning, ())),
            named,
            groups,
            anywhere=anywhere,
            needs=needs,
        )
        for meaning in meanings
    }
