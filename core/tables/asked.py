"""Reads asked.toml: questions, and words that point at one of several earlier things."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.model import Language
from core.tables.advice import both
from core.tables.patterns import MARKS, Patterns, as_typed, by_meaning, compiled, plainly

_FILE = "asked.toml"
_GROUPS = frozenset(
    {
        "nth", "bare", "back", "last", "next", "name", "owner", "noun", "what", "limit", "count",
        "rest", "strict", "sound", "frames", "refs", "also", "also_sound", "one", "asks", "before",
        "how", "origin", "weak", "cheap", "prefers", "twice", "thrice", "half",
        "failed", "cancelled",
    }
)  # fmt: skip
_STEM = 4  # letters of an English word that "slow" and "slower" share
LONGEST = 160  # characters; a longer message describes something


class Pointing(StrEnum):
    """What a message says, or the rest of it without the words that point at something."""

    WHICH = "which"  # one of several earlier clips
    ASKS_ALSO = "asks_also"  # asks two things: `before` and `rest`
    ASKS_COST = "asks_cost"  # asks what the clip at hand did cost
    DESCRIBES = "describes"  # asks what it was
    WANTS = "wants"  # wants the clip as well, or once more
    RESENDS = "resends"  # wants its clip or its link again
    WITHIN = "within"  # asks for models within a limit of points
    LIMITS = "limits"  # only says what a clip may cost at most, `limit`
    LIMITED = "limited"  # the same behind a request, `before`
    ABLE = "able"  # asks which models can do something, or with `bare` whether it can be done
    HAS_SOUND = "has_sound"  # asks whether the clip at hand has sound
    ADDS_SOUND = "adds_sound"  # wants the clip at hand with sound or music
    GOES_FOR_IT = "goes_for_it"  # agrees with what was just said, without naming it
    TAKES = "takes"  # uses the model that was just named
    FROM_NOW_ON = "from_now_on"  # a model is wanted from now on
    MANY = "many"  # shows several of something
    IT = "it"  # a word that stands for something named before
    ASKS_TIME = "asks_time"
    CHEAPEST = "cheapest"
    WHOLE_PRICE = "whole_price"  # asks the price of the whole offer
    TOTALS = "totals"  # asks what was spent on all of them
    PAID = "paid"  # asks whether the last one was paid for
    VARIANT = "variant"  # asks the price of the order at hand with other values, `rest`
    VARIANT_BARE = "variant_bare"  # the same, where the message is a question
    MORE = "more"  # wants several of the same
    USES = "uses"  # wants a value, `rest`, to be used
    LONGER = "longer"  # wants a longer clip, or with `asks` only asks for one
    SHORTER = "shorter"
    TIMES_AS_LONG = "times_as_long"  # wants it twice, three times or half as long: `twice`, `thrice`, `half`
    SIZES = "sizes"  # makes something in a clip longer or shorter, and not the clip
    OF_CLIP = "of_clip"  # speaks of the clip itself, or of its time
    AGREES = "agrees"  # begins with a yes
    CHANGES = "changes"  # changes something, and describes nothing
    DELETES = "deletes"  # a clip is to be deleted
    CANCELS_NAMED = (
        "cancels_named"  # cancels a clip by what it shows, `name`; with `noun` nothing else can be meant
    )
    ASKS_CANCEL = "asks_cancel"  # asks whether it can still be cancelled
    ASKS_KEPT = "asks_kept"  # asks whether we keep pictures or data of theirs
    FEWER = "fewer"  # wants only so many of several on offer
    BUT = "but"  # begins with a word that joins it to praise; the rest is `rest`
    GLAD = "glad"  # nothing but praise or thanks, perhaps with an ok
    WHY_NOT = "why_not"
    SHORT = "short"  # finds the clip too short
    LONG = "long"
    BLURRED = "blurred"
    TOO = "too"  # finds the clip, or `what` in it, too dark, too slow, ...: `how`
    OF_SHOT = "of_shot"  # tells how camera, light or end are to be, and shows nothing of its own
    INTRODUCES = "introduces"  # tells who the person is in front of a request, `rest`
    ONLY_FOR = "only_for"  # only tells whom or what a video is for
    ADVISED_FOR = "advised_for"  # asks for a model for a scene, `rest`
    ENDED_SO = "ended_so"  # speaks of the clip that `failed` or was `cancelled`, between `before` and `rest`
    OF_OURS = "of_ours"  # a description shows nothing of its own, or a clip that the studio does not know
    I_MEAN = "i_mean"  # says what was meant, `rest`, and not what we took it for
    OF_MINE = "of_mine"  # a change (`rest`) that first says that it is of one's own clip
    MEANWHILE = "meanwhile"  # wants something else while a clip is being made: `rest`
    SUBTITLED = "subtitled"  # wants subtitles, and says nothing of what they read
    STILL = "still"  # asks whether something can still be changed
    PLACE_OF_USE = "place_of_use"  # names where videos are shown
    ITS_PRICE = "its_price"  # asks what the person's own clip cost
    VERSION = "version"  # speaks of a version of a clip
    FOR_USE = "for_use"  # ends with what a value is wished for: `rest`
    JUDGES = "judges"  # finds the clip or a thing in it somehow, and how much: "kind of empty"
    SEEMS = "seems"  # the same without how much: "the forest feels dead"
    REPORTS = "reports"  # somebody else's wish: `rest`
    PURPOSE = "purpose"  # tells where the clip is going to be shown
    ODD = "odd"  # finds something about the clip not right
    NOT_ENOUGH = "not_enough"  # finds it not bright enough, ...
    KEEPS_KIND = "keeps_kind"  # wants the cheapest or fastest model from now on, and names none
    KEEPS_VALUE = "keeps_value"  # wants a length or a shape, `rest`, from now on
    LISTS_CLIPS = "lists_clips"  # a description that counts several clips and lists them
    MOST_LONG = "most_long"  # asks how long a clip can be
    OTHER_MODEL = "other_model"  # wants another model, and names none
    BETTER_MODEL = "better_model"  # wants a better model, and names none
    CHEAPER_ONE = "cheaper_one"  # wants the cheaper one on offer, or the last one for less
    ONLY_ASKS = "only_asks"  # ends like a question
    DEARER_ONE = "dearer_one"  # wants the dearer or better one on offer
    WHY_FAILED = "why_failed"  # asks why the last one failed
    WHY_SO = "why_so"  # asks why a clip has a value, `name`
    GOES_BACK = "goes_back"  # wants an earlier clip, or how it was before a change, at hand again
    MADE_WITH = "made_with"  # asks for the model or a value of a clip, or whether it was `name`
    PRAISE = "praise"  # said of a clip in free words
    TAKEN = "taken"  # how people take the clip, or what they do with it
    RECOUNTS = "recounts"  # tells of people we know, and of what was or is going to be
    SETTLES = "settles"  # settles on something, `rest`
    HESITATES = "hesitates"  # somewhere asks, doubts or refuses
    FINDS_DEAR = "finds_dear"  # finds the price too high, and nothing else
    REFUSES_VALUE = "refuses_value"  # turns down a value that was priced
    NAMELESS = "nameless"  # "that one" without anything that identifies it
    LEAVES = "leaves"  # takes leave, or is content with what there is
    THANKS = "thanks"  # nothing but thanks or politeness
    TOO_MANY = "too_many"  # finds an offered series too long, and nothing else
    PUTS_OFF = "puts_off"  # is going to think about it, or to answer later
    KEEPS = "keeps"  # leaves things as they are
    REFUSES = "refuses"  # does not want what waits, or with `what` only if that is what it shows
    GENERIC = "generic"  # what is refused is the whole of what waits
    HEAD = "head"  # a Chinese description that begins with what it shows, `name`, and not with a place
    FRESH = "fresh"  # begins like a description of its own
    RATHER = "rather"  # words in front of another idea, `rest`
    GOES = "goes"  # a clear yes, in a clause of its own
    GOES_BUT = "goes_but"  # the same with a change behind it, `rest`
    WAVERS = "wavers"  # takes back what was said in front of it: "wait"
    CHEAPER_WITH = "cheaper_with"  # the cheaper one on offer, and `rest` of it
    NTH_WITH = "nth_with"  # one of the offers by its number, and `rest` of it
    ASKS_VALUES = "asks_values"  # asks for the length or the shape of what waits
    ASKS_PRICE = "asks_price"  # somewhere asks for a price
    FOR_STYLE = "for_style"  # asks which model is for something else, `rest`
    GUESSES = "guesses"  # guesses why something failed, and nothing else
    ASKS_OF_AGAIN = "asks_of_again"  # asks whether trying again would help
    AGAIN_WITH = "again_with"  # wants it tried again with a change, `rest`
    HANDS_TO = "hands_to"  # has it made by a model, `name`
    OF_ORDER = "of_order"  # asks for the price of the order at hand with other values, and for no model
    UNSURE = "unsure"  # somewhere asks, or makes a condition
    ORDERS = "orders"  # has it made, with a model or values that the same clause names


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
    not_shown: frozenset[str]  # what no words about the picture can help


@dataclass(frozen=True, slots=True)
class Pointers:
    """All of asked.toml."""

    patterns: Mapping[Pointing, Patterns]
    back: Mapping[str, int]
    it: Mapping[Language, str]
    vague: frozenset[str]
    definite: frozenset[str]
    anybody: frozenset[str]
    several: frozenset[str]
    numbers: Mapping[str, int]
    remedy: Remedy

    def find(self, text: str, what: Pointing) -> Iterable[Found]:
        """Each way in which a short message says this, in the order of the file."""
        if len(text) > LONGEST:
            return
        for match in self.patterns[what].found_in(text, anywhere=True):
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
        ),
        it=both(pronoun.get("it"), f"{_FILE} [pronoun] it", faults),
        remedy=_remedy(raw.get("remedy", {}), faults),
        numbers={str(word): int(number) for word, number in raw.get("numbers", {}).items()},
        anybody=frozenset(pronoun.get("anybody", ())),
        several=frozenset(pronoun.get("several", ())),
        vague=frozenset(pronoun.get("vague", ())),
        definite=frozenset(pronoun.get("definite", ())),
        back={str(word): int(steps) for word, steps in raw.get("back", {}).items()},
    )
