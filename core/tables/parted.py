"""Reads parts.toml and what was learned about the parts of a scene."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.tables.classes import Classes, read_classes
from core.tables.letters import load
from core.tables.patterns import compiled
from core.tables.tagged import Weights, nothing, read_taggers

_FILE = "parts.toml"
_CALLED = {"subject": "s", "deed": "d", "place": "p", "time": "t"}
_PAIR = 2  # characters
THING = "THING"  # stands for a thing in the patterns about what is worn


@dataclass(frozen=True, slots=True)
class Around:
    """Words around the parts that a message tells, which say how these are meant."""

    takes: re.Pattern[str]  # ask for something to go
    keeps: re.Pattern[str]  # a name beside these is none of another subject
    wears: re.Pattern[str]  # put somebody in what is worn, and not in a place
    new_clip: re.Pattern[str]  # ask for a clip of its own
    own_scene: re.Pattern[
        str
    ]  # Chinese: the same, of a `scene` with `mark` behind it and more in other clauses
    adds: re.Pattern[str]  # ask for something to come, and call nothing
    no_part: re.Pattern[str]  # in words that are no part of a scene
    worn: re.Pattern[str]  # begin something that is worn or carried
    rather: re.Pattern[str]  # what follows them is not wanted
    scene_instead: re.Pattern[str]  # puts another scene, `rest`, in the place of the whole one
    into: re.Pattern[str]  # Chinese, right in front of what something is changed into
    happens: re.Pattern[str]  # something is done as well, and nothing else left
    comes_too: re.Pattern[str]  # somebody named beside these takes nobody's place
    unseen: re.Pattern[str]  # name what no picture shows
    made_with: re.Pattern[str]  # right in front of the name of a model


@dataclass(frozen=True, slots=True)
class Muddle:
    """What shows that a change of a description went wrong."""

    swaps: re.Pattern[str]  # put something in the place of something
    surely_swaps: re.Pattern[str]  # the same, even beside words that add something
    asking: re.Pattern[str]  # are said in a message only, and in no description
    of_known: re.Pattern[str]  # speak of those who are shown
    known_there: re.Pattern[str]  # begins a scene of somebody known, `name`
    changes: re.Pattern[str]  # read like a change, and not like a scene
    of_shown: re.Pattern[str]  # speak of `what`, or `who`, as known
    lead: re.Pattern[str]  # stand in front of a scene that is told whole instead
    goes_beside: re.Pattern[str]  # tell what stands beside what is there
    contrary: re.Pattern[str]  # Chinese: `what`, and `how` it is
    parts: frozenset[str]  # between two colours of different things
    contraries: tuple[tuple[str, str], ...]


@dataclass(
    frozen=True, slots=True, eq=False
)  # one of them is told from another by what it is, so that it can be a key
class Parted:
    """Words and weights that tell the parts of a scene apart, and put one in the place of another."""

    parts: Weights  # of a description
    told: Weights  # of a message beside a clip: which part it changes
    talk: Weights  # of any text: which words only speak to us
    classes: Classes
    around: Around
    muddle: Muddle
    empty: frozenset[str]
    at: tuple[str, ...]  # Chinese, in front of a place
    doing: tuple[str, ...]
    inside: frozenset[str]  # Chinese, behind a place
    still: frozenset[str]  # Chinese, behind what is being worn or carried
    ending: re.Pattern[str]
    measures: re.Pattern[str]  # a Chinese number with its measure
    wearing: Mapping[str, str]  # by language: a pattern with THING in it
    brought: Mapping[str, re.Pattern[str]]  # by language: what somebody wears or carries, behind the name
    prepositions: frozenset[str]
    be: frozenset[str]
    articles: frozenset[str]
    lead: frozenset[str]  # English, in front of a part and none of it
    clear: frozenset[str]  # English, a weather that goes with no other
    whom: frozenset[str]  # English, stand for somebody shown
    open: frozenset[str]  # English, behind which a part goes on
    between: frozenset[str]  # Chinese, what joins two parts
    when: Mapping[str, str]  # an English time, and what stands in front of it
    called: Mapping[str, re.Pattern[str]]  # by the label of a part: words that call it so, in front of it
    times: Mapping[str, re.Pattern[str]]  # by kind: an hour, a season, a weather

    def kind_of_time(self, words: str) -> str:
        """Whether words tell an hour, a season or a weather; empty where they tell none that is known."""
        return next((kind for kind, pattern in self.times.items() if pattern.search(words)), "")


def read_parted(faults: list[str], *, learned: bool) -> Parted:
    """The words and the weights; faults are added to the list. Without `learned` nothing is told apart."""
    raw = load(_FILE, faults)
    weights = read_taggers(faults) if learned else {}
    zh, en = raw.get("zh", {}), raw.get("en", {})
    for table, rows, names in (
        ("zh", zh, ("at", "doing", "inside", "still", "brought", "again", "wearing", "measures", "between")),
        ("en", en, ("at", "be", "articles", "lead", "clear", "whom", "open", "wearing", "brought", "when")),
        ("around", raw.get("around", {}), Around.__slots__),
        ("called", raw.get("called", {}), tuple(_CALLED)),
    ):
        faults += [f"{_FILE} [{table}] {name}: is missing" for name in names if not rows.get(name)]

    def pattern(rows: Mapping[str, Any], name: str) -> re.Pattern[str]:
        return compiled(str(rows.get(name, "(?!)")), _FILE, faults)

    wearing = {"zh": zh.get("wearing", THING), "en": en.get("wearing", THING)}
    for worn in wearing.values():
        compiled(worn, _FILE, faults)
        if THING not in worn:
            faults.append(f"{_FILE} {worn}: lacks {THING}")
    return Parted(
        parts=weights.get("parts", nothing("parts")),
        told=weights.get("told", nothing("told")),
        talk=weights.get("talk", nothing("talk")),
        classes=read_classes(faults),
        around=Around(**{name: pattern(raw.get("around", {}), name) for name in Around.__slots__}),
        muddle=_read_muddle(raw.get("muddled", {}), faults),
        empty=frozenset(raw.get("empty", ())),
        at=tuple(zh.get("at", ())),
        doing=tuple(zh.get("doing", ())),
        inside=frozenset(zh.get("inside", ())),
        still=frozenset(zh.get("still", ())),
        ending=pattern(zh, "again"),
        measures=pattern(zh, "measures"),
        wearing=wearing,
        brought={"zh": pattern(zh, "brought"), "en": pattern(en, "brought")},
        prepositions=frozenset(en.get("at", ())),
        be=frozenset(en.get("be", ())),
        articles=frozenset(en.get("articles", ())),
        lead=frozenset(en.get("lead", ())),
        open=frozenset(en.get("open", ())),
        clear=frozenset(en.get("clear", ())),
        whom=frozenset(en.get("whom", ())),
        between=frozenset(zh.get("between", ())),
        called={
            label: compiled(str(raw.get("called", {}).get(name, "(?!)")), _FILE, faults)
            for name, label in _CALLED.items()
        },
        times={kind: compiled(words, _FILE, faults) for kind, words in raw.get("times", {}).items()},
        when={time: lead for lead, times in en.get("when", {}).items() for time in times},
    )


def _read_muddle(rows: Mapping[str, Any], faults: list[str]) -> Muddle:
    """The section [muddled]; faults are added to the list."""
    names = Muddle.__slots__
    faults += [f"{_FILE} [muddled] {name}: is missing" for name in names if not rows.get(name)]
    pairs = [str(one) for one in rows.get("contraries", ())]
    faults += [
        f"{_FILE} [muddled] contraries {one!r}: takes two characters" for one in pairs if len(one) != _PAIR
    ]
    patterns = {
        name: compiled(str(rows.get(name, "(?!)")), _FILE, faults)
        for name in (
            "swaps",
            "surely_swaps",
            "asking",
            "of_known",
            "known_there",
            "changes",
            "of_shown",
            "lead",
            "goes_beside",
            "contrary",
        )
    }
    return Muddle(
        **patterns,
        parts=frozenset(rows.get("parts", ())),
        contraries=tuple((one[0], one[1]) for one in pairs if len(one) == _PAIR),
    )
