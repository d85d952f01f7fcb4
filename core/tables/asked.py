"""Reads asked.toml: questions, and words that point at one of several earlier things."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from core.model import Language
from core.tables.advice import both
from core.tables.patterns import MARKS, Patterns, as_typed, by_meaning, compiled, plainly
from core.tables.pointing import Pointing

_FILE = "asked.toml"
_GROUPS = frozenset(
    {
        "nth", "number", "bare", "back", "last", "next", "name", "owner", "noun", "what", "limit", "count",
        "rest", "strict", "sound", "frames", "refs", "also", "also_sound", "one", "asks", "before", "joined",
        "how", "origin", "weak", "cheap", "quick", "best", "prefers", "twice", "thrice", "half",
        "failed", "cancelled", "again", "unlike", "known", "other", "length", "shape", "sharpness",
        "n", "of",
    }
)  # fmt: skip
_REACH = ("ahead", "behind", "inside", "whose", "also", "counted_zh", "counted_en")
_STEM = 4  # letters of an English word that "slow" and "slower" share
LONGEST = 160  # characters; a longer message describes something


@dataclass(frozen=True, slots=True)
class Found:
    """Where a message says something, and the named parts of it, as typed."""

    start: int
    end: int
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Remedy:
    """What is wished for where a clip is found too much of something (`against`), or not enough of it (`enough`)."""

    against: Mapping[str, str]
    enough: Mapping[str, str]
    wish: Mapping[Language, str]  # the whole wish, with the blanks what and how
    beside: Mapping[Language, str]  # the same beside another wish
    degree: str  # Chinese: the end of a remedy, "a bit"
    joined: re.Pattern[str]  # between two faults
    fewer: frozenset[str]  # those that less in the picture is already
    not_shown: frozenset[str]  # what no words about the picture can help


@dataclass(frozen=True, slots=True)
class Pointers:
    """All of asked.toml."""

    patterns: Mapping[Pointing, Patterns]
    back: Mapping[str, int]
    it: Mapping[Language, str]
    each_with: Mapping[Language, str]  # asks for the clip at hand with each of several models, {names}
    each_join: Mapping[Language, str]  # between their names
    take_it: Mapping[Language, str]  # takes the model that was just named
    stays: Mapping[Language, str]  # leaves all as it is
    counts: Mapping[Language, str]  # the words for one, two, three …
    adds_so: Mapping[Language, str]  # adds somebody, {who}, who does {what}
    acts_so: Mapping[Language, str]  # has whoever is shown do {what}
    act_so: Mapping[Language, str]  # the same of several
    so_many: Mapping[Language, str]  # changes how many, {n}, of {what} there are
    shot_as: Mapping[Language, str]  # wants a {shot} to be {new}
    shot_with: Mapping[Language, str]  # wants a {shot} with {new} added to it
    lasts: Mapping[Language, str]  # wants the clip {n} seconds long
    lasts_asked: Mapping[Language, str]  # asks what that costs
    scene_as: Mapping[Language, str]  # a clip called by {what} happens in it
    of_kind: Mapping[Language, str]  # a kind of film, {what}, of a {thing}
    next_part: Mapping[Language, str]  # asks for a {scene} that goes on from the clip at hand
    # Words around those that point: `ahead`, and `behind`, `inside`, `whose`, `also`.
    reach: Mapping[str, re.Pattern[str]]
    vague: frozenset[str]
    last_row: frozenset[str]  # words that may mean the last row of an offer
    definite: frozenset[str]
    anybody: frozenset[str]
    several: frozenset[str]
    numbers: Mapping[str, int]
    remedy: Remedy
    topics: Mapping[str, re.Pattern[str]]  # what a video is for

    def topic(self, text: str) -> str:
        """The first of the topics that a text speaks of; empty where it speaks of none."""
        return next((name for name, one in self.topics.items() if one.search(plainly(text))), "")

    def find(self, text: str, what: Pointing) -> Iterable[Found]:
        """Each way in which a short message says this, in the order of the file."""
        if len(text) > LONGEST:
            return
        for match in self.patterns[what].found_in(text):
            yield Found(*match.span(), as_typed(match, text))

    def first(self, text: str, what: Pointing) -> Found | None:
        """The first way in which a short message says this, without the marks at its ends."""
        return next(iter(self.find(text.strip(MARKS), what)), None)

    def says(self, text: str, what: Pointing) -> bool:
        """Whether a short message says this."""
        return self.first(text, what) is not None

    def remedies(self, text: str, whole: frozenset[str], *, is_beside: bool = False) -> list[str]:
        """What a remark that only finds fault with a clip wishes for, one for each fault; empty if it is none.

        `whole` are words that stand for all of the clip; `is_beside` tells that another wish stands beside it.
        """
        parts = self.remedy.joined.split(text.strip(MARKS))
        wishes = [self._wish(one, whole, is_beside=is_beside) for one in parts]
        return wishes if all(wishes) else []

    def finds_too_much(self, text: str, whole: frozenset[str]) -> bool:
        """Whether a remark only finds that too much is there."""
        return any(one.endswith(wish) for one in self.remedies(text, whole) for wish in self.remedy.fewer)

    def finds_fault(self, text: str) -> bool:
        """Whether a remark only finds fault with something, if only with the price or the network."""
        return self._fault(text) is not None

    def _fault(self, text: str) -> tuple[Found, Mapping[str, str]] | None:
        """The fault that a remark finds, and the table of what helps against faults of its kind."""
        for what, helps in ((Pointing.TOO, self.remedy.against), (Pointing.NOT_ENOUGH, self.remedy.enough)):
            found = self.first(text, what)
            if found is not None:
                return found, helps
        return None

    def _wish(self, text: str, whole: frozenset[str], *, is_beside: bool) -> str:
        fault = self._fault(text)
        if fault is None:
            return ""
        found, helps = fault
        how = helps.get(plainly(found.parts["how"]).casefold(), "")
        what = found.parts.get("what", "").strip(MARKS)
        words = (
            what.casefold().split()
            if what.isascii()
            else [one for one in self.remedy.not_shown if one in what]
        )
        if not how or not self.remedy.not_shown.isdisjoint(words):
            return ""
        language: Language = "en" if text.isascii() else "zh"
        what = "" if what.casefold() in whole else what
        if not what and is_beside and language == "en":
            what = self.it[language]
        if (less := how.format(what=what)) != how:
            return less if what else ""
        form = self.remedy.beside if is_beside else self.remedy.wish
        return form[language].format(what=what, how=how).strip()

    def is_wished(self, wish: str, text: str) -> bool:
        """Whether a text says by itself what a remedy wishes for."""
        how = wish.removesuffix(self.remedy.degree)
        return (how.rsplit(" ", 1)[-1][:_STEM] if how.isascii() else how[-1:]) in text.casefold()

    def with_it(self, text: str, start: int, end: int) -> str:
        """The message with "it" instead of the words that point."""
        before, after = text[:start], text[end:]
        if not text.isascii():
            return f"{before}{self.it['zh']}{after}"
        return " ".join(f"{before} {self.it['en']} {after}".split())

    def reaches(self, text: str, start: int, end: int) -> tuple[int, int, bool]:
        """Where words that point begin and end with those that build on the clip, and whether they do or look into it."""
        plain = plainly(text)
        built = self.reach["behind"].match(plain, end)
        ahead = self.reach["ahead"].search(plain[:start])
        is_built = built is not None
        if ahead is not None and (built is not None or not plain[end : end + 1].isalnum()):
            start, is_built = ahead.start(), True
            end += len(plain[end:]) - len(plain[end:].lstrip(MARKS))
        end = built.end() if built is not None else end
        inside = self.reach["inside"].match(plain, end)
        is_inside = inside is not None or is_built or self.reach["whose"].search(plain[:end]) is not None
        end = inside.end() if inside is not None else end
        also = self.reach["also"].match(plain, end)
        return start, also.end() if also is not None else end, is_inside

    def count(self, words: str) -> int:
        """How many these words mean; 0 where they name no number."""
        folded = words.casefold()
        if folded.isdecimal():
            return int(folded)
        return next((number for word, number in self.numbers.items() if word in folded), 0)

    def steps_back(self, words: str) -> int:
        """How many clips before the last one these words mean."""
        folded = plainly(words).casefold()
        return next((steps for word, steps in self.back.items() if word in folded), 1)


def _remedy(raw: Mapping[str, Any], faults: list[str]) -> Remedy:
    against, enough = (raw.get(name, {}) for name in ("against", "enough"))
    faults += [f"{_FILE} [remedy] {name}: is missing" for name in ("against", "enough") if not raw.get(name)]
    return Remedy(
        against={str(fault): str(wish) for fault, wish in against.items()},
        enough={str(quality): str(wish) for quality, wish in enough.items()},
        wish=both(raw.get("wish"), f"{_FILE} [remedy] wish", faults),
        beside=both(raw.get("beside"), f"{_FILE} [remedy] beside", faults),
        degree=str(raw.get("degree", "")),
        joined=compiled(raw.get("joined", "(?!)"), f"{_FILE} [remedy] joined", faults),
        fewer=frozenset(raw.get("fewer", ())),
        not_shown=frozenset(raw.get("not_shown", ())),
    )


def read_pointers(raw: Mapping[str, Any], faults: list[str]) -> Pointers:
    """The pointers; their patterns are checked later, if all are to be checked."""
    pronoun = raw.get("pronoun", {})
    return Pointers(
        patterns=by_meaning(
            raw.get("asked", {}),
            Pointing,
            f"{_FILE} [asked]",
            faults,
            words=raw.get("words", {}),
            groups=_GROUPS,
            anywhere=True,
        ),
        it=both(pronoun.get("it"), f"{_FILE} [pronoun] it", faults),
        each_with=both(pronoun.get("each_with"), f"{_FILE} [pronoun] each_with", faults),
        each_join=both(pronoun.get("each_join"), f"{_FILE} [pronoun] each_join", faults),
        take_it=both(pronoun.get("take_it"), f"{_FILE} [pronoun] take_it", faults),
        stays=both(pronoun.get("stays"), f"{_FILE} [pronoun] stays", faults),
        counts=both(pronoun.get("counts"), f"{_FILE} [pronoun] counts", faults),
        adds_so=both(pronoun.get("adds_so"), f"{_FILE} [pronoun] adds_so", faults),
        acts_so=both(pronoun.get("acts_so"), f"{_FILE} [pronoun] acts_so", faults),
        act_so=both(pronoun.get("act_so"), f"{_FILE} [pronoun] act_so", faults),
        so_many=both(pronoun.get("so_many"), f"{_FILE} [pronoun] so_many", faults),
        shot_as=both(pronoun.get("shot_as"), f"{_FILE} [pronoun] shot_as", faults),
        shot_with=both(pronoun.get("shot_with"), f"{_FILE} [pronoun] shot_with", faults),
        lasts=both(pronoun.get("lasts"), f"{_FILE} [pronoun] lasts", faults),
        lasts_asked=both(pronoun.get("lasts_asked"), f"{_FILE} [pronoun] lasts_asked", faults),
        scene_as=both(pronoun.get("scene_as"), f"{_FILE} [pronoun] scene_as", faults),
        of_kind=both(pronoun.get("of_kind"), f"{_FILE} [pronoun] of_kind", faults),
        next_part=both(pronoun.get("next_part"), f"{_FILE} [pronoun] next_part", faults),
        reach={
            name: compiled(str(pronoun.get(name, "(?!)")), f"{_FILE} [pronoun] {name}", faults)
            for name in _REACH
        },
        remedy=_remedy(raw.get("remedy", {}), faults),
        topics={
            str(name): compiled(str(text), f"{_FILE} [topics]", faults)
            for name, text in raw.get("topics", {}).items()
        },
        numbers={str(word): int(number) for word, number in raw.get("numbers", {}).items()},
        anybody=frozenset(pronoun.get("anybody", ())),
        several=frozenset(pronoun.get("several", ())),
        vague=frozenset(pronoun.get("vague", ())),
        last_row=frozenset(pronoun.get("last_row", ())),
        definite=frozenset(pronoun.get("definite", ())),
        back={str(word): int(steps) for word, steps in raw.get("back", {}).items()},
    )
