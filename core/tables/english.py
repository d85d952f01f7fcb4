"""Reads the rows of revisions.toml about the words around an English thing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.tables.patterns import any_of, compiled

_FILE = "revisions.toml"


@dataclass(frozen=True, slots=True)
class Amounts:
    """How people ask for more or less of what is shown."""

    more: re.Pattern[str]  # `amount` of `what`, with `how` much in front
    goes_on: re.Pattern[str]  # what stands behind the name of a thing
    looks: re.Pattern[str]  # how it looks, at the end of a text
    before: re.Pattern[str]  # how many there are, at the end of a text; `of` which the thing is a part
    less: re.Pattern[str]  # something is to be less so, `how`


@dataclass(frozen=True, slots=True)
class English:
    """How English words stand around a look."""

    one: str  # the article of something new
    one_before_vowel: str
    either: re.Pattern[str]  # one of the two at the end of a text, with the group article
    many: re.Pattern[str]  # a number, or other words for several, at the head of new words
    many_before: re.Pattern[str]  # the same at the end of a text
    only_one: str
    mass: re.Pattern[str]  # new words for what is not counted, as a whole
    plurals: Mapping[str, str]  # those that no rule makes
    single: re.Pattern[str]  # an article of something new, or "one", at the head of new words
    around: re.Pattern[str]  # words around a look that is said alone
    amounts: Amounts
    opens: frozenset[str]  # words that lose their capital where they go on a description
    function: frozenset[str]  # words that describe nothing
    belongs: frozenset[
        str
    ]  # words that are one with the thing behind them, or stand closer to it than a colour


def read_english(raw: Mapping[str, Any], faults: list[str]) -> English:
    """The rows; every pattern is compiled."""

    def pattern(text: str) -> re.Pattern[str]:
        return compiled(text, _FILE, faults)

    names = ("one", "one_before_vowel", "many", "lead", "tail", "opens", "function", "belongs")
    faults += [f"{_FILE} [english] {name}: is missing" for name in names if not raw.get(name)]
    one, before_vowel, many, lead, tail, opens, function, belongs = (raw.get(name, "") for name in names)
    articles = any_of((one, before_vowel))
    return English(
        one,
        before_vowel,
        either=pattern(rf"\b(?P<article>{articles}) $"),
        many=pattern(rf"(?:{any_of(many)}|\d+) "),
        many_before=pattern(rf"\b(?:{any_of(many)}|\d+) $"),
        single=pattern(rf"(?:{articles}|one) "),
        around=pattern(f"^{any_of(lead)} | {any_of(tail)}$"),
        amounts=Amounts(
            **{name: pattern(raw.get("amounts", {}).get(name, "")) for name in Amounts.__slots__}
        ),
        opens=frozenset(opens),
        function=frozenset(function),
        belongs=frozenset(belongs),
        mass=pattern(raw.get("mass", "(?!)")),
        only_one=raw.get("only_one", ""),
        plurals=raw.get("plurals", {}),
    )
