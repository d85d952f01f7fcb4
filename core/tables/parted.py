"""Reads parts.toml and what was learned about the parts of a scene."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from core.tables.letters import load
from core.tables.patterns import compiled
from core.tables.tagged import Weights, nothing, read_taggers

_FILE = "parts.toml"
THING = "THING"  # stands for a thing in the patterns about what is worn


@dataclass(frozen=True, slots=True)
class Parted:
    """Words and weights that tell the parts of a scene apart, and put one in the place of another."""

    parts: Weights  # of a description
    told: Weights  # of a message beside a clip: which part it changes
    talk: Weights  # of any text: which words only speak to us
    empty: frozenset[str]
    at: tuple[str, ...]  # Chinese, in front of a place
    doing: tuple[str, ...]
    ending: re.Pattern[str]
    measures: re.Pattern[str]  # a Chinese number with its measure
    wearing: Mapping[str, str]  # by language: a pattern with THING in it
    brought: re.Pattern[str]  # English, what somebody wears or carries, behind the name
    prepositions: frozenset[str]
    takes: re.Pattern[str]  # words that ask for something to go
    keeps: re.Pattern[str]  # words beside which a name is none of another subject
    wears: re.Pattern[str]  # words that put somebody in what is worn
    new_clip: re.Pattern[str]  # a message that asks for a clip of its own
    as_well: re.Pattern[str]  # somebody named beside these takes nobody's place
    unseen: re.Pattern[str]  # what no picture shows
    be: frozenset[str]
    articles: frozenset[str]
    lead: frozenset[str]  # English, in front of a part and none of it
    open: frozenset[str]  # English, behind which a part goes on
    between: frozenset[str]  # Chinese, what joins two parts
    when: Mapping[str, str]  # an English time, and what stands in front of it
    times: Mapping[str, re.Pattern[str]]  # by kind: an hour, a season, a weather

    def kind_of_time(self, words: str) -> str:
        """Whether words tell an hour, a season or a weather; empty where they tell none that is known."""
        return next((kind for kind, pattern in self.times.items() if pattern.search(words)), "")


def read_parted(faults: list[str], *, learned: bool) -> Parted:
    """The words and the weights; faults are added to the list. Without `learned` nothing is told apart."""
    raw = load(_FILE, faults)
    weights = read_taggers(faults) if learned else {}
    zh, en = raw.get("zh", {}), raw.get("en", {})
    for language, rows, names in (
        ("zh", zh, ("at", "doing", "again", "wearing", "measures", "between")),
        ("en", en, ("at", "be", "articles", "lead", "open", "wearing", "when")),
    ):
        faults += [f"{_FILE} [{language}] {name}: is missing" for name in names if not rows.get(name)]
    wearing = {"zh": zh.get("wearing", THING), "en": en.get("wearing", THING)}
    for pattern in wearing.values():
        compiled(pattern, _FILE, faults)
        if THING not in pattern:
            faults.append(f"{_FILE} {pattern}: lacks {THING}")
    return Parted(
        parts=weights.get("parts", nothing("parts")),
        told=weights.get("told", nothing("told")),
        talk=weights.get("talk", nothing("talk")),
        empty=frozenset(raw.get("empty", ())),
        at=tuple(zh.get("at", ())),
        doing=tuple(zh.get("doing", ())),
        ending=compiled(zh.get("again", "(?!)"), _FILE, faults),
        measures=compiled(zh.get("measures", "(?!)"), _FILE, faults),
        wearing=wearing,
        brought=compiled(en.get("brought", "(?!)"), _FILE, faults),
        prepositions=frozenset(en.get("at", ())),
        takes=compiled(raw.get("takes", "(?!)"), _FILE, faults),
        keeps=compiled(raw.get("keeps", "(?!)"), _FILE, faults),
        wears=compiled(raw.get("wears", "(?!)"), _FILE, faults),
        new_clip=compiled(raw.get("new_clip", "(?!)"), _FILE, faults),
        as_well=compiled(raw.get("as_well", "(?!)"), _FILE, faults),
        unseen=compiled(raw.get("unseen", "(?!)"), _FILE, faults),
        be=frozenset(en.get("be", ())),
        articles=frozenset(en.get("articles", ())),
        lead=frozenset(en.get("lead", ())),
        open=frozenset(en.get("open", ())),
        between=frozenset(zh.get("between", ())),
        times={kind: compiled(pattern, _FILE, faults) for kind, pattern in raw.get("times", {}).items()},
        when={time: lead for lead, times in en.get("when", {}).items() for time in times},
    )
