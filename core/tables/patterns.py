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

MARKS = " .!?~,;:。！？～，；：…"
NEVER = re.compile(r"(?!)")
_FLAGS = pcre2.IGNORECASE | pcre2.DOTALL
_HALVES = re.compile("[\ud800-\udfff]")  # of an emoji that a chat cut in two: no text for PCRE2
# The dot that stands for an apostrophe, and for no letter ("he looks" is no "he loo's"). Behind a word many people type
# none ("whats", "dont", "lets"); behind a choice of words it would be the end of one of them ("cats").
_APOSTROPHE = re.compile(r"(?:(?<=[a-z])|(?<=[)|: ]))\.(?=(?:s|t|m|d|ll|re|ve)(?![a-z]))")
_NO_LETTER = r"[^A-Za-z\d]"
# A letter that people hold ("hmmm"): within words that may come again and again, it is tried at its full length only, or
# thirty of them would be tried in every way in which they can be parted.
_HELD = re.compile(r"(?<![\\)\]}+*?])([^\W\d_])\+(?![+?])")
# The same letter or words so often that no pattern is written for them: words that may be parted in two ways would take
# twice as long for each time.
_STAMMERED = re.compile(r"([^\W\d_])\1{23}|(..{1,11}?)\2{11}", re.DOTALL)
_TOGETHER = 24  # patterns; of more than three times as many PCRE2 makes too large a program
_BY_NUMBER = re.compile(r"(?<!\\)(?:\\\\)*\\[1-9]")
_LITERALS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]")  # escaped characters, and sets
_INNERMOST = re.compile(r"\([^()]*\)")
_GIVE_ME = "give me"  # which many people type as one word

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
    seen 2026-11-28). A text is compared with many as one, and only when that fits with each for its parts. They are compiled
    when the first text comes; `check` does it before and reports faults, where a use raises TableError.
    """

    def __init__(
        self,
        where: str,
        texts: Sequence[str],
        words: Sequence[tuple[str, str]],
        groups: frozenset[str],
        *,
        anywhere: bool = False,
    ) -> None:
        self._where, self._texts, self._words, self._groups = where, texts, words, groups
        self._anywhere = anywhere  # else from the beginning of a text
        self._alone: dict[int, Pattern] = {}  # compiled when a text needs it, as few ever are

    @property
    def each(self) -> tuple[Pattern, ...]:
        """All of them."""
        return tuple(self._one(row) for row in range(len(self._texts)))

    @cached_property
    def _together(self) -> tuple[tuple[Sequence[int], Pattern], ...]:
        """As few patterns as PCRE2 can take together, each with the rows that it stands for (raises TableError)."""
        faults: list[str] = []
        written = [self._written(row, faults) for row in range(len(self._texts))]
        if faults:
            raise TableError(faults)
        # Most of those that are searched for fit at the beginning alone. Only the others gain by machine code, which takes
        # eight times as much memory: a search through a whole text takes half as long.
        first = [not self._anywhere or _is_of_beginning(text) for text in written]
        found: list[tuple[Sequence[int], Pattern]] = []
        for is_first in (True, False):
            rows = [row for row, one in enumerate(first) if one is is_first]
            for some in (rows[at : at + _TOGETHER] for at in range(0, len(rows), _TOGETHER)):
                ways = ")|(?:".join(written[row] for row in some)
                together = pcre2.compile(f"(?J)(?:{ways})", flags=_FLAGS, jit=not is_first)
                together.pattern = ""  # nobody reads it, and all of them are 2 MiB
                found.append((some, together))
        return tuple(found)

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
        if is_stammered(plain):
            return
        for row in self._likely(plain):
            with suppress(pcre2.LibraryError):
                if (found := self._found(self._one(row), plain)) is not None:
                    yield row, found

    def _likely(self, text: str) -> Sequence[int]:
        """The rows of patterns that fit a text together with others."""
        likely: list[int] = []
        for rows, together in self._together:
            try:
                if self._found(together, text) is not None:
                    likely += rows
            except pcre2.LibraryError:
                likely += rows  # what one of them cannot tell in ten million steps may hide what another tells at once
        return sorted(likely) if likely else likely

    def _found(self, one: Pattern, text: str) -> Match | None:
        return one.search(text) if self._anywhere else one.match(text)

    def check(self, faults: list[str]) -> None:
        """Compile all of them, or the first message would wait for it; faults are added to the list."""
        try:
            _ = self._together
        except TableError as error:
            faults += error.faults

    def _one(self, row: int) -> Pattern:
        if row not in self._alone:
            self._alone[row] = _compiled(with_words(self._texts[row], self._words))
        return self._alone[row]

    def _written(self, row: int, faults: list[str]) -> str:
        """A pattern with the words that it names, if it can be compiled; else a fault is added to the list."""
        written = with_words(self._texts[row], self._words)
        try:
            one = _compiled(written)
        except pcre2.PatternError as fault:
            faults.append(f"{self._where}: {written!r}: {fault}")
            return NEVER.pattern
        if _BY_NUMBER.search(written):
            faults.append(f"{self._where}: {written!r} refers to a group by its number, not by a name")
        if not one.groupindex.keys() <= self._groups:
            faults.append(f"{self._where}: {written!r} has unknown groups")
        return one.pattern


def _compiled(written: str) -> Pattern:
    one: Pattern = pcre2.compile(_HELD.sub(r"\1++", written), flags=_FLAGS, jit=False)
    return one


def _is_of_beginning(text: str) -> bool:
    """Whether a pattern fits at the beginning of a text alone: it says so, and not for one of its ways."""
    if not text.startswith("^"):
        return False
    text = _LITERALS.sub("", text)
    while (shorter := _INNERMOST.sub("", text)) != text:
        text = shorter
    return "|" not in text


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
        return _once(_HELD.sub(r"\1++", _with_apostrophes(text)), 0 if is_exact else pcre2.IGNORECASE)
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
    rows = sorted(((str(name), str(text)) for name, text in words.items()), key=lambda row: -len(row[0]))
    faults += [f"{where} {meaning}: is empty" for meaning in meanings if not listed.get(meaning)]
    return {
        meaning: Patterns(
            f"{where} {meaning}", tuple(listed.get(meaning, ())), rows, groups, anywhere=anywhere
        )
        for meaning in meanings
    }


def with_words(text: str, rows: Iterable[tuple[str, str]]) -> str:
    """A pattern with names of rows replaced by what they stand for."""
    for name, instead in (*rows, *rows):  # a row may contain the name of another
        text = text.replace(name, instead)
    return _with_apostrophes(text).replace(_GIVE_ME, f"(?:{_GIVE_ME}|gimme)")


def _with_apostrophes(text: str) -> str:
    """A pattern whose dots fit an apostrophe, or what is typed for one, where they stand for one."""
    return _APOSTROPHE.sub(lambda dot: _NO_LETTER + "?" * text[dot.start() - 1].isalpha(), text)
