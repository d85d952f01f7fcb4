"""Reads the part of revisions.toml that tells how old somebody is, and what fits only some."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.tables.patterns import NEVER, compiled

_FILE = "revisions.toml [ages]"
AGES = ("young", "old")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ages:
    """How old somebody is; the rows by age know young and old."""

    changes: tuple[re.Pattern[str], ...]  # somebody, who, is to be younger or older, one of young and old
    whoever: frozenset[str]  # stands for whom the description shows
    told: Mapping[str, re.Pattern[str]]  # by age: in front of a name
    names: Mapping[str, re.Pattern[str]]  # by age: tells it by itself
    new: Mapping[str, tuple[str, str]]  # by age: in front of a name, in Chinese and in English
    more: Mapping[str, tuple[str, str]]  # the same for who is of that age already
    nobody: re.Pattern[str]  # who is not called young or old like a person
    part: tuple[str, ...]  # first characters of Chinese names, which go with what tells an age
    more_behind: str  # the pattern of more words, more, between that and the name
    only: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]  # in front of a name; whom it does not fit


def read_ages(raw: Mapping[str, Any], faults: list[str]) -> Ages:
    """The rows; every pattern is compiled."""

    def pattern(text: str, *groups: str) -> re.Pattern[str]:
        found = compiled(text, _FILE, faults)
        if not text or (found is not NEVER and set(found.groupindex) != set(groups)):
            faults.append(f"{_FILE} {text!r}: is empty, or has other groups than {groups}")
        return found

    def by_age(name: str) -> Mapping[str, Any]:
        rows: Mapping[str, Any] = raw.get(name, {})
        if rows.keys() != set(AGES):
            faults.append(f"{_FILE} {name}: needs a row for each of {AGES}")
        return {age: rows.get(age, "(?!)") for age in AGES}

    return Ages(
        changes=tuple(pattern(text, "who", *AGES) for text in raw.get("changes", ())),
        whoever=frozenset(raw.get("whoever", ())),
        told={age: pattern(text) for age, text in by_age("told").items()},
        names={age: pattern(text) for age, text in by_age("names").items()},
        new={age: tuple(pair) for age, pair in by_age("new").items()},
        more={age: tuple(pair) for age, pair in by_age("more").items()},
        nobody=pattern(raw.get("nobody", "")),
        part=tuple(raw.get("part", ())),
        more_behind=str(raw.get("more_behind", "(?P<more>)")),
        only=tuple((pattern(says), pattern(whom)) for says, whom in raw.get("only", ())),
    )
