"""Reads revisions.toml: how a change of content is worked into the description so far."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from core.model import Language
from core.tables.ages import Ages, read_ages
from core.tables.english import English, read_english
from core.tables.letters import simplified
from core.tables.otherwise import Otherwise, read_otherwise
from core.tables.patterns import NEVER, any_of, compiled
from core.tables.seen import Seen, read_seen
from core.tables.styles import Styles, read_styles

_FILE = "revisions.toml"
_LANGUAGES: tuple[Language, ...] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class About:
    """What the first words of a message are about, if it is the clip that is there."""

    aspects: tuple[re.Pattern[str], ...]  # what every clip has, or a word that stands for what it shows
    around: tuple[re.Pattern[str], ...]  # a clause on weather, light or hour and nothing else
    named: re.Pattern[str]  # English: up to three words, what, behind an article that means a known thing
    bare: re.Pattern[str]  # English: a thing, what, without an article, and how it is to be behind it
    lead: re.Pattern[str]  # Chinese: in front of a thing
    follows: re.Pattern[str]  # Chinese: behind a thing, and tells how it is to be
    becomes: re.Pattern[str]  # Chinese: the same, and tells what becomes of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Revisions:
    """Patterns with the groups old and new, words to drop at either end, and how to say what could not be replaced."""

    patterns: tuple[re.Pattern[str], ...]
    paired: tuple[re.Pattern[str], ...]  # changes two things: first, second, and what gives way in that, old
    doing: tuple[re.Pattern[str], ...]  # somebody, old, is to do something else, new
    doing_now: re.Pattern[str]  # in front of what is done, in Chinese: it is being done
    doing_with: re.Pattern[str]  # behind a Chinese name: what is done is not done by that one alone
    done: re.Pattern[str]  # what an English clause says of what is done
    swap: tuple[str, ...]
    denied: tuple[re.Pattern[str], ...]  # say what something is not, with the group what
    acts_on: tuple[re.Pattern[str], ...]  # act on something that the description shows, with the group what
    about: About
    joins: tuple[str, ...]
    add: tuple[str, ...]
    no_add: tuple[str, ...]  # words that only begin like those
    replaces: re.Pattern[str]  # words, new, that stand instead of something which they do not name
    compared: re.Pattern[str]  # how a thing is to be, which is no other thing
    tail: tuple[str, ...]
    particles: tuple[re.Pattern[str], ...]  # ends of a new description that belong to the wish, behind kept
    whole: frozenset[str]  # what stands for all of a clip
    articles: tuple[str, ...]
    pointer: re.Pattern[str]  # behind a Chinese subject: that one
    separator: Mapping[Language, str]
    swapped: Mapping[Language, str]
    subject: Mapping[Language, re.Pattern[str]]
    told_behind: re.Pattern[str]  # behind an English name: what is told of who has it, or nothing
    aspects: tuple[str, ...]
    aspect: Mapping[Language, str]
    places: tuple[str, ...]  # those of the aspects that say where
    at: re.Pattern[str]  # where it is, with the group place, in Chinese
    sides: re.Pattern[str]  # what such a place ends with
    inside: str  # what is added to a place without such an end
    looks: tuple[re.Pattern[str], ...]  # what a thing can look like, by kind
    sizes: re.Pattern[str]  # that of `looks` which is an English size: it stands in front of the others
    colours: tuple[re.Pattern[str], ...]  # those of `looks` that are colours, one for each language
    instead: tuple[re.Pattern[str], ...]  # kinds of looks that replace each other
    look_mark: str  # stands between a look and its thing in Chinese
    look_short: Mapping[str, str]  # how a Chinese name begins that tells what its thing is made of
    look_end: str  # pattern of what ends a Chinese colour that stands for itself
    look_lead: re.Pattern[str]  # looks in front of a thing, up to it, in Chinese
    look_of: tuple[re.Pattern[str], ...]  # with the group what
    look_names: tuple[str, ...]  # those of the aspects that are the look of the subject
    english: English
    one_of: tuple[tuple[str, ...], ...]  # rows of words of which a clip has one at a time
    one_of_parts: tuple[str, ...]  # the same, of characters that stand for them inside longer words
    part_end: re.Pattern[str]  # what such a character stands in front of
    hour_end: re.Pattern[str]  # "when", behind another hour
    given: re.Pattern[str]  # another look, `what`, of somebody or something, `who`, and which, `new`
    compound: re.Pattern[str]  # longer Chinese names by whose last character people call the thing
    hour_seen: re.Pattern[str]  # in front of an hour that somebody looks at
    hour_of_thing: re.Pattern[str]  # makes a thing of the scene out of an hour in front of it
    alone: re.Pattern[str]  # one of those words and nothing else that matters
    absent: tuple[re.Pattern[str], ...]  # a clause that says what must not appear, with the group what
    absent_row: tuple[re.Pattern[str], ...]  # a clause that says so beside such a one, with the group what
    absent_listed: re.Pattern[str]  # between the things that must not appear
    absent_joint: re.Pattern[str]  # joins such a clause to a description
    # Things that stand for a whole kind, and what of that kind words may show.
    absent_kinds: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    absent_shown: str  # a pattern, in which THING stands for what is shown
    gone: tuple[re.Pattern[str], ...]  # words that take a thing away, with the group what
    gone_alone: tuple[re.Pattern[str], ...]  # the same, as a whole message beside a clip
    gone_there: tuple[re.Pattern[str], ...]  # the same, where the description has that thing
    gone_said: Mapping[Language, str]  # the plainest words that take a thing away, with the blank what
    gone_tail: re.Pattern[str]  # words behind it that mean nothing
    gone_adjective: Mapping[str, str]  # by thing: the word that says of something else that it is there
    gone_row: re.Pattern[str]  # takes several things away without a mark between them
    gone_row_next: re.Pattern[str]  # where the next of them begins
    gone_look: re.Pattern[str]  # a look by the word for one at its end, with the group what
    gone_look_end: str  # such a word, or another, where a description names the look
    gone_reason: re.Pattern[str]  # beside such words: why they are said
    gone_join: re.Pattern[str]  # between such words and another wish
    kinds: tuple[tuple[str, ...], ...]  # rows of names that can mean the same thing
    thing_bare: tuple[str, ...]  # patterns of a clause that is nothing but the thing NAME
    thing_clauses: tuple[str, ...]  # patterns of a clause that is about the thing NAME
    thing_phrases: tuple[str, ...]  # patterns of a phrase around it, with the group phrase
    corrected: tuple[re.Pattern[str], ...]  # a text that corrects itself, with the groups before and after
    corrected_alone: tuple[
        re.Pattern[str], ...
    ]  # the same where there is no clip whose faults the words may mean
    corrected_number: re.Pattern[str]  # a number that the next one corrects, up to that
    corrected_in_scene: re.Pattern[str]  # in a description of which the correction is a part
    times: tuple[re.Pattern[str], ...]  # a time of day or year (`word`), with the words for "at" in front
    named_thing: re.Pattern[str]  # an English thing with its article, with the group name
    somewhere: tuple[re.Pattern[str], ...]  # where something is, with the group at
    size_before: re.Pattern[str]  # the size of a Chinese thing, in front of its name
    counted: tuple[re.Pattern[str], ...]  # so many of something: `at` is the number
    counted_name: re.Pattern[str]  # `more` is what such a name begins with
    measures: tuple[tuple[str, re.Pattern[str]], ...]  # those that go with the Chinese names with such an end
    ages: Ages
    seen: Seen
    otherwise: Otherwise
    styles: Styles
    letters: Mapping[int, str]  # traditional characters to simplified ones

    def plain(self, text: str) -> str:
        """The text as the patterns are written, character for character."""
        return text if text.isascii() else text.translate(self.letters)

    def is_counted(self, words: str) -> bool:
        """Whether words begin with so many of something, in Chinese."""
        return any(one.match(self.plain(words)) for one in self.counted)

    def gone_of(self, words: str) -> str | None:
        """The thing that a whole message beside a clip takes away; None where it takes nothing away."""
        found = (one.match(self.plain(words)) for one in self.gone_alone)
        return next((match["what"].strip() for match in found if match is not None), None)


def read_revisions(raw: Mapping[str, Any], faults: list[str]) -> Revisions:
    """The revisions; every pattern is compiled and must name its groups."""
    look, gone, corrected = (raw.get(name, {}) for name in ("look", "gone", "corrected"))
    kinds = {language: look.get(language, ()) for language in _LANGUAGES}
    any_look = {language: "|".join(kinds[language]) or "(?!)" for language in _LANGUAGES}
    written = [
        text.replace("LOOK_ZH", f"(?:{any_look['zh']})").replace("LOOK_EN", f"(?:{any_look['en']})")
        for text in raw.get("patterns", [])
    ]
    subject, aspect, one_of = (raw.get(name, {}) for name in ("subject", "aspect", "one_of"))
    rows = tuple(tuple(row) for row in one_of.get("words", ()))
    verbs = raw.get("seen", {}).get("verbs", "")
    any_word = "|".join(re.escape(word) for row in rows for word in row)
    return Revisions(
        patterns=_all(written, {"old", "new"}, faults),
        paired=_all(raw.get("paired", ()), {"first", "verb", "by", "old", "second"}, faults),
        doing=_all(raw.get("doing", ()), {"old", "new"}, faults),
        doing_now=_compiled(raw.get("doing_now", ""), set(), faults),
        doing_with=_compiled(raw.get("doing_with", ""), set(), faults),
        done=_compiled(raw.get("done", "").replace("VERBS", verbs), set(), faults),
        swap=tuple(raw.get("swap", ())),
        denied=_all(raw.get("denied", ()), {"what"}, faults),
        acts_on=_all(raw.get("acts_on", ()), {"what"}, faults),
        about=_about(raw.get("about", {}), any_look["en"], faults),
        joins=tuple(raw.get("joins", ())),
        add=tuple(raw.get("add", ())),
        no_add=tuple(raw.get("no_add", ())),
        replaces=_compiled(raw.get("replaces", ""), {"new"}, faults),
        compared=_compiled(raw.get("compared", ""), set(), faults),
        tail=tuple(raw.get("tail", ())),
        particles=_all(raw.get("particles", ()), {"kept"}, faults),
        whole=frozenset(raw.get("whole", ())),
        pointer=_compiled(raw.get("pointer", ""), set(), faults),
        articles=tuple(raw.get("articles", ())),
        separator=_both(raw.get("separator", {}), "separator", faults),
        swapped=_both(raw.get("swapped", {}), "swapped", faults),
        subject={
            language: _compiled(subject.get(language, ""), {"count"}, faults) for language in _LANGUAGES
        },
        told_behind=_compiled(subject.get("told_behind", ""), set(), faults),
        aspects=tuple(aspect.get("names", ())),
        aspect=_both({key: text for key, text in aspect.items() if key in _LANGUAGES}, "aspect", faults),
        places=tuple(aspect.get("places", ())),
        at=_compiled(aspect.get("at", ""), {"place", "through"}, faults),
        inside=aspect.get("inside", ""),
        sides=_compiled(aspect.get("sides", ""), set(), faults),
        looks=_all((*kinds["zh"], *kinds["en"]), set(), faults),
        sizes=_all(kinds["en"][-1:] or ["(?!)"], set(), faults)[0],
        colours=_all([next(iter(text), "(?!)") for text in kinds.values()], set(), faults),
        instead=_all(look.get("instead", ()), set(), faults),
        look_mark=look.get("mark", ""),
        look_short=look.get("short", {}),
        look_end=look.get("end", ""),
        look_lead=_compiled(
            # Each look once and for all, its letters parted in one way only; a colour last, as it may begin another word.
            f"(?:(?>(?:{'|'.join((*kinds['zh'][1:], look.get('lead_words', '(?!)'), *kinds['zh'][:1]))}){look.get('mark', '')}?)|[{look.get('lead', '')}])++$",
            set(),
            faults,
        ),
        look_of=_all(look.get("of", ()), {"what"}, faults),
        look_names=tuple(look.get("names", ())),
        english=read_english(raw.get("english", {}), faults),
        one_of=rows,
        one_of_parts=tuple(one_of.get("parts", ())),
        part_end=_compiled(one_of.get("part_end", ""), set(), faults),
        hour_end=_compiled(one_of.get("hour_end", ""), set(), faults),
        given=_compiled(aspect.get("given", ""), {"who", "what", "new"}, faults),
        compound=_compiled(raw.get("compound", {}).get("names", ""), set(), faults),
        hour_seen=_compiled(one_of.get("hour_seen", ""), set(), faults),
        hour_of_thing=_compiled(one_of.get("hour_of_thing", ""), set(), faults),
        alone=_compiled(
            one_of.get("alone", "").replace("WORD", any_word), {"lead", "out", "word", "rest"}, faults
        ),
        absent=_all(_clauses(raw), {"what"}, faults),
        absent_row=_all(raw.get("absent", {}).get("row", ()), {"what"}, faults),
        absent_listed=_compiled(raw.get("absent", {}).get("listed", "(?!)"), set(), faults),
        absent_kinds=tuple(
            (_compiled(f"^(?:{names})$", set(), faults), _compiled(shown, set(), faults))
            for names, shown in raw.get("absent", {}).get("kinds", ())
        ),
        absent_shown=str(raw.get("absent", {}).get("shown", "(?!)")),
        absent_joint=_compiled(raw.get("absent", {}).get("joint", ""), set(), faults),
        gone=_all(gone.get("words", ()), {"what"}, faults),
        gone_alone=_all(gone.get("alone", ()), {"what"}, faults),
        gone_there=_all(gone.get("there", ()), {"what"}, faults),
        gone_said=gone.get("said", {}),
        gone_tail=_compiled(f" {any_of(gone.get('tail', ()))}$", set(), faults),
        gone_adjective=gone.get("adjective", {}),
        gone_row=_compiled(gone.get("row", ""), set(), faults),
        gone_row_next=_compiled(gone.get("row_next", ""), set(), faults),
        gone_look=_compiled(gone.get("look", ""), {"what"}, faults),
        gone_look_end=gone.get("look_end", ""),
        gone_reason=_compiled(gone.get("reason", ""), set(), faults),
        gone_join=_compiled(gone.get("join", ""), set(), faults),
        kinds=tuple(tuple(row) for row in gone.get("kinds", ())),
        thing_bare=tuple(one.pattern for one in _all(gone.get("bare", ()), set(), faults)),
        thing_clauses=tuple(one.pattern for one in _all(gone.get("clauses", ()), set(), faults)),
        thing_phrases=tuple(one.pattern for one in _all(gone.get("phrases", ()), {"phrase"}, faults)),
        corrected=_all(corrected.get("patterns", ()), {"before", "after"}, faults),
        corrected_alone=_all(corrected.get("alone", ()), {"before", "after"}, faults),
        corrected_number=_compiled(corrected.get("number", ""), set(), faults),
        corrected_in_scene=_compiled(corrected.get("tells", ""), set(), faults),
        times=_all(corrected.get("times", ()), {"at", "word"}, faults),
        named_thing=_compiled(corrected.get("named_thing", ""), {"name"}, faults),
        somewhere=_all(corrected.get("somewhere", ()), {"at"}, faults),
        size_before=_compiled(corrected.get("size_before", ""), set(), faults),
        counted=_all(corrected.get("counted", ()), {"at", "of"}, faults),
        counted_name=_compiled(corrected.get("counted_name", ""), {"more"}, faults),
        measures=tuple(
            (fit, _compiled(f"(?:{ends})$", set(), faults)) for fit, ends in corrected.get("measures", ())
        ),
        ages=read_ages(raw.get("ages", {}), faults),
        seen=read_seen(raw.get("seen", {}), faults),
        otherwise=read_otherwise(raw.get("otherwise", {}), verbs, faults),
        styles=read_styles(raw.get("styles", {}), faults),
        letters=simplified(),
    )


def _about(raw: Mapping[str, Any], look_en: str, faults: list[str]) -> About:
    return About(
        aspects=_all(raw.get("aspects", ()), set(), faults),
        around=_all(raw.get("around", ()), set(), faults),
        named=_compiled(raw.get("named", ""), {"what"}, faults),
        bare=_compiled(raw.get("bare", "").replace("LOOK_EN", f"(?:{look_en})"), {"what"}, faults),
        lead=_compiled(raw.get("lead", ""), set(), faults),
        follows=_compiled(raw.get("follows", ""), set(), faults),
        becomes=_compiled(raw.get("becomes", "(?!)"), set(), faults),
    )


def _clauses(raw: Mapping[str, Any]) -> list[str]:
    absent = raw.get("absent", {})
    found = []
    for text in absent.get("clauses", ()):
        for name in ("nouns_zh", "signs_zh", "nouns_en", "ends_en"):
            text = text.replace(name.upper(), absent.get(name, "(?!)"))  # noqa: PLW2901
        found.append(text)
    return found


def _all(texts: Iterable[str], groups: set[str], faults: list[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(_compiled(text, groups, faults) for text in texts)


def _compiled(text: str, groups: set[str], faults: list[str]) -> re.Pattern[str]:
    pattern = compiled(text, _FILE, faults)
    if pattern is not NEVER and set(pattern.groupindex) != groups:
        faults.append(f"{_FILE} {text!r}: needs the groups {', '.join(sorted(groups))}")
    return pattern


def _both(raw: Mapping[str, str], where: str, faults: list[str]) -> Mapping[Language, str]:
    if set(raw) != set(_LANGUAGES):
        faults.append(f"{_FILE}: {where} needs zh and en")
        return dict.fromkeys(_LANGUAGES, "")
    return {"zh": raw["zh"], "en": raw["en"]}
