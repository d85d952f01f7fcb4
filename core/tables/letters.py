"""Reads letters.toml: traditional characters, numbers in words, units, ratios and resolutions."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

_UNREADABLE = ": cannot be read: "  # between a file and the reason
_UNITS = (
    "second",
    "second_slip",
    "minute",
    "short_minute",
    "half",
    "half_minute",
    "minute_and_half",
    "range",
    "length",
    "length_is",
    "no_length",
    "and_half",
    "spelled",
    "frame_rate",
    "point",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """Letters and numbers in words."""

    traditional: Mapping[str, str]
    digits: Mapping[str, int]
    tens: tuple[str, ...]
    numbers: Mapping[str, int]
    units: Mapping[str, tuple[str, ...]]
    # What makes a decade of "90s": in front and behind.
    around_decade: tuple[tuple[str, ...], tuple[str, ...]]
    between: tuple[str, ...]
    ratios: tuple[str, ...]
    resolutions: tuple[str, ...]
    same_resolution: Mapping[str, str]
    bare_resolutions: tuple[str, ...]
    lines_slip: tuple[str, ...]  # what is typed for the "p" behind a number of lines
    often_mistyped: tuple[str, ...]  # words that are also read with one letter wrong
    no_slips: tuple[str, ...]  # one letter away from these, but words of their own
    stretched: tuple[str, ...]  # words in which people hold a letter down
    meant: Mapping[str, str]  # what is typed → the word that is meant
    meant_first: tuple[
        str, ...
    ]  # what is so meant only where a clause begins: behind somebody it is what they do
    meant_around: tuple[tuple[re.Pattern[str], str], ...]  # what is so meant by the words around it
    same_sound: tuple[str, ...]  # rows of characters that are typed for one another
    same_sound_words: tuple[str, ...]
    same_sound_no_slips: tuple[str, ...]  # words of their own
    emoticons: tuple[str, ...]  # names that chats write in brackets for a pictogram


def load(name: str, faults: list[str]) -> Mapping[str, Any]:
    """A file of core/data; one that is missing or broken is a fault."""
    try:
        written = files("core.data").joinpath(name).read_bytes()
    except FileNotFoundError:
        faults.append(f"{name}{_UNREADABLE}the file is missing")
        return {}
    return parsed(name, written, faults)


def parsed(name: str, written: bytes, faults: list[str]) -> Mapping[str, Any]:
    """What is written in a file of core/data; if that is no TOML it is a fault."""
    try:
        return tomllib.loads(written.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        faults.append(f"{name}{_UNREADABLE}{fault}")
    return {}


def without_consequences(faults: Iterable[str]) -> list[str]:
    """The faults, but of a file that cannot be read only that one: all that it should say is missing."""
    listed = list(faults)
    unread = tuple(f"{one.partition(_UNREADABLE)[0]} " for one in listed if _UNREADABLE in one)
    return [one for one in listed if not unread or not one.startswith(unread)]


def table_of(raw: Mapping[str, Any], name: str, where: str, faults: list[str]) -> Mapping[str, Any]:
    """A table within a table; something else in its place is a fault."""
    found = raw.get(name, {})
    if isinstance(found, dict):
        return found
    faults.append(f"{where} [{name}]: is no table")
    return {}


def strings_of(value: Any, where: str, faults: list[str]) -> tuple[str, ...]:
    """A list of words; something else in its place is a fault."""
    if not isinstance(value, (list, tuple)) or not all(isinstance(one, str) for one in value):
        faults.append(f"{where}: must be a list of words in quotes")
        return ()
    return tuple(value)


@cache
def simplified() -> Mapping[int, str]:
    """Traditional characters to simplified ones, for `str.translate`; `read_letters` reports their faults."""
    return str.maketrans(dict(read_letters(load("letters.toml", []), []).traditional))


def read_letters(raw: Mapping[str, Any], faults: list[str]) -> Letters:
    """The letters of the tables; faults are added to the list."""
    file = "letters.toml"
    pairs: dict[str, str] = {}
    for pair in str(table_of(raw, "traditional", file, faults).get("pairs", "")).split():
        if len(pair) != len("ab"):
            faults.append(f"{file} [traditional]: {pair!r} must be two characters")
            continue
        pairs[pair[0]] = pair[1]
    faults.extend(
        f"{file} [traditional]: {one!r} leads to {pairs[one]!r}, which leads on"
        for one in pairs
        if pairs[one] in pairs
    )
    units = {
        name: strings_of(listed, f"{file} [units] {name}", faults)
        for name, listed in table_of(raw, "units", file, faults).items()
    }
    faults.extend(f"{file} [units] {name}: is missing" for name in _UNITS if not units.get(name))
    lists = {
        (table, name): strings_of(
            table_of(raw, table, file, faults).get(name, ()), f"{file} [{table}] {name}", faults
        )
        for table, name in (
            ("tens", "words"),
            ("decade", "before"),
            ("decade", "behind"),
            ("ratio", "between"),
            ("ratio", "known"),
            ("resolution", "known"),
            ("resolution", "bare"),
            ("resolution", "lines_slip"),
            ("spelling", "one_letter_off"),
            ("spelling", "no_slips"),
            ("spelling", "stretched"),
            ("same_sound", "rows"),
            ("same_sound", "words"),
            ("same_sound", "no_slips"),
            ("spelling", "meant_first"),
            ("emoticons", "names"),
        )
    }
    faults.extend(
        f"{file} [{table}] {name}: is missing" for (table, name), listed in lists.items() if not listed
    )
    return Letters(
        traditional=MappingProxyType(pairs),
        digits=_numbers(raw, "digits", faults),
        tens=lists["tens", "words"],
        numbers=_numbers(raw, "numbers", faults),
        units=MappingProxyType(units),
        around_decade=(lists["decade", "before"], lists["decade", "behind"]),
        between=lists["ratio", "between"],
        ratios=lists["ratio", "known"],
        resolutions=lists["resolution", "known"],
        same_resolution=MappingProxyType(
            dict(table_of(table_of(raw, "resolution", file, faults), "same", file, faults))
        ),
        bare_resolutions=lists["resolution", "bare"],
        lines_slip=lists["resolution", "lines_slip"],
        often_mistyped=lists["spelling", "one_letter_off"],
        no_slips=lists["spelling", "no_slips"],
        stretched=lists["spelling", "stretched"],
        meant=_meant(raw, faults),
        meant_first=lists["spelling", "meant_first"],
        meant_around=_meant_around(raw, faults),
        same_sound=lists["same_sound", "rows"],
        same_sound_words=lists["same_sound", "words"],
        same_sound_no_slips=lists["same_sound", "no_slips"],
        emoticons=lists["emoticons", "names"],
    )


def _numbers(raw: Mapping[str, Any], name: str, faults: list[str]) -> Mapping[str, int]:
    found = table_of(raw, name, "letters.toml", faults)
    faults.extend(
        f"letters.toml [{name}] {word}: must be a whole number"
        for word, value in found.items()
        if not isinstance(value, int)
    )
    if not found:
        faults.append(f"letters.toml [{name}]: is missing")
    return MappingProxyType({word: value for word, value in found.items() if isinstance(value, int)})


def _meant(raw: Mapping[str, Any], faults: list[str]) -> Mapping[str, str]:
    """What is typed and what is meant; a right word that is itself mistyped is a fault."""
    where = "letters.toml [spelling.meant]"
    found = table_of(table_of(raw, "spelling", "letters.toml", faults), "meant", "letters.toml", faults)
    faults.extend(
        f"{where} {typed}: must be a word" for typed, word in found.items() if not isinstance(word, str)
    )
    meant = {typed: word for typed, word in found.items() if isinstance(word, str)}
    faults.extend(f"{where} {typed}: {word!r} leads on" for typed, word in meant.items() if word in meant)
    return MappingProxyType(meant)


def _meant_around(raw: Mapping[str, Any], faults: list[str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Words that are right by themselves, and what is meant by them where their neighbours fit a pattern."""
    where = "letters.toml [spelling.around]"
    found = table_of(table_of(raw, "spelling", "letters.toml", faults), "around", "letters.toml", faults)
    meant: list[tuple[re.Pattern[str], str]] = []
    for word, pattern in found.items():
        try:
            meant.append((re.compile(str(pattern), re.IGNORECASE), word))
        except re.error as fault:
            faults.append(f"{where} {word}: {pattern!r}: {fault}")
    if not meant:
        faults.append(f"{where}: is missing")
    return tuple(meant)
