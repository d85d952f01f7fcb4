"""Reads said.toml: whole messages about pictures, names and shots."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from core.tables.listed import Listed, read_listed
from core.tables.patterns import Patterns, by_meaning, compiled, plainly
from core.tables.saying import Said

_FILE = "said.toml"
_FEWEST = 2  # make a list
_GROUPS = frozenset(
    {
        "adds",
        "does",
        "thing",
        "has",
        "swaps",
        "length",
        "nth",
        "number",
        "bare",
        "same",
        "that",
        "rest",
        "name",
        "what",
        "new",
        "old",
        "before",
        "which",
        "who",
        "sort",
        "told",
        "count",
        "more",
        "less",
        "anew",
        "mid",
        "tail",
        "twin",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retold:
    """Words for telling scenes so that each is complete in itself."""

    new: re.Pattern[str]  # in front of an English name for somebody new
    owned: re.Pattern[
        str
    ]  # in front of a thing of somebody's, for which `known` stands where that one is not shown
    known: str  # used instead of it later
    this_zh: str  # in front of a Chinese word for somebody known
    it_zh: str  # stands for what is nobody
    deed: re.Pattern[str]  # head of an English scene that tells what is done there
    gives_en: str  # in front of what somebody is to have or wear from now on
    there: str  # a clause about {who}, if that one is only seen
    together_zh: str  # joins the {others} and the {last} of them
    together_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """How a description tells several scenes."""

    number: re.Pattern[str]  # in front of a scene
    then: re.Pattern[str]  # words of order, with the mark in front of them
    order_word: re.Pattern[str]  # such a word at the head of a scene
    shows: re.Pattern[str]  # a scene of its own behind a word of order, in spite of words of style
    view: re.Pattern[str]  # the same wherever it stands: a close-up of something
    time: re.Pattern[str]  # a time of day at the head of a scene
    style: re.Pattern[str]  # anywhere in words of style
    look: re.Pattern[str]  # anywhere in words that change how a scene looks
    title: re.Pattern[str]  # at the end of a title
    stretch: re.Pattern[str]  # at the end of a title that names the day, or the year, that its steps are of
    sight: re.Pattern[str]  # a time of day that is a sight of its own: the sunrise
    clause: re.Pattern[str]  # head of a clause that tells what happens
    bare: re.Pattern[str]  # the same where the name has no article, with the group who for several
    who: re.Pattern[str]  # who a clause is about, with the group who
    shown: re.Pattern[str]  # who is seen in a description without a clause, with the group who
    leaves_out: re.Pattern[
        str
    ]  # head of a Chinese clause that leaves out who does it, surely with the group does
    busy: re.Pattern[str]  # the same, surely
    pronoun: re.Pattern[str]
    doer: re.Pattern[str]  # an English noun for somebody who does something
    acts: re.Pattern[str]  # head of an English clause that leaves out who does it
    doing: re.Pattern[str]  # a word that tells what somebody is doing: "growing up"
    seen_doing: re.Pattern[str]  # the same without a verb of its own: "rowing a boat"
    goes_on: re.Pattern[str]  # an English part behind a clause that tells what the same one does next
    acts_together: re.Pattern[str]  # the same, of several
    topic: re.Pattern[str]  # a title that has lost its last word, with the group what
    bare_title: re.Pattern[str]  # a title that only says that it is a story
    owned: re.Pattern[str]  # a name with a bar and a pronoun, which means its owner
    not_it: re.Pattern[str]  # the same, where the name is nobody's whom the pronoun can mean
    vehicle: re.Pattern[str]  # at the end of a name: it moves, and is nobody
    several: re.Pattern[str]  # head of a clause that is about more than one
    two: re.Pattern[str]  # the same, of exactly two
    object: re.Pattern[str]  # a word for somebody spoken of before, to whom something is done
    done_to: re.Pattern[str]  # the same by what it can stand for, with the groups it, them and one
    brought: re.Pattern[str]  # who or what a scene brings in behind its subject, with the group what
    second: re.Pattern[str]  # the number of the second scene, in its mark
    beside: re.Pattern[str]  # with whom it is done, at the head of a Chinese scene
    together: re.Pattern[str]
    joins: re.Pattern[str]  # at the end of a clause, somebody who joins, with the group who
    at_place: re.Pattern[str]  # head of a Chinese scene that says where
    where: re.Pattern[str]  # the end of words for who it is that only says where
    one_of: re.Pattern[str]  # in front of a Chinese name, left out where it is told again
    and_other: re.Pattern[str]  # joins another one to a Chinese name
    brings: re.Pattern[str]  # does no more than have another one with him
    side: re.Pattern[str]  # where at a thing a Chinese scene plays, behind its name
    scenery: re.Pattern[str]  # head of a clause that is about nobody
    counted: re.Pattern[str]  # head of a Chinese name for so many of somebody
    spot: re.Pattern[str]  # end of a Chinese name for somewhere
    trade: re.Pattern[str]  # a verb in the name of somebody's trade
    in_front: re.Pattern[str]  # end of what may stand in front of who a Chinese scene is about
    compound: re.Pattern[str]  # all that is in front of a known name that it is the end of: a paper boat
    group: re.Pattern[str]  # makes a name in front of it one for several
    many: re.Pattern[str]  # in a name that stands for several
    thing: re.Pattern[str]  # head of English words for a thing
    retold: Retold


@dataclass(frozen=True, slots=True, kw_only=True)
class Several:
    """How words name several of so many."""

    joint: re.Pattern[str]  # between the names of several
    piece: re.Pattern[str]  # between what is said of each
    run: re.Pattern[str]  # `count` of them at one end, `nth`
    some: re.Pattern[str]  # `count` of them
    span: re.Pattern[str]  # from `nth` to `rest`
    half: re.Pattern[str]  # in a count
    noun: re.Pattern[str]  # what is counted, which tells nothing


@dataclass(frozen=True, slots=True)
class Sayings:
    """All of said.toml."""

    story: Story
    several: Several
    listed: Listed
    patterns: Mapping[Said, Patterns]
    order: Mapping[str, int]

    def find(self, text: str, what: Said) -> Mapping[str, str] | None:
        """The named parts of a message that says this, as typed; None when it does not."""
        return next(iter(self.all_in(text, what)), None)

    def all_in(self, text: str, what: Said) -> Iterable[Mapping[str, str]]:
        """The same for each way in which the message says it, in the order of the file."""
        return self.patterns[what].parts_in(text)

    def says(self, text: str, what: Said) -> bool:
        """Whether a message says this."""
        return self.find(text, what) is not None

    def place(self, found: Mapping[str, str], count: int) -> int | None:
        """Which of so many the named parts mean, from 0; None where there is no such one."""
        number = int(found["number"]) if "number" in found else self._number(found.get("nth", ""), count)
        if number is None:
            return None
        at = count + number if number < 0 else number - 1
        return at if 0 <= at < count else None

    def with_numbers(self, text: str, *, figures: bool = False) -> str:
        """A list with "1." in the place of "the first one is"; as it is where it does not count from one.

        Bare figures count its parts only where it is known that there are several, and the list begins with one.
        """
        number = {**self.order, **self.listed.thirds}
        counted = [one for one in self.listed.ordinal.finditer(text) if figures or not one["digit"]]
        places = [
            int(one["digit"] or 0) or number[(one["nth"] or one["word"] or one["part"]).casefold()]
            for one in counted
        ]
        begins = bool(counted) and (counted[0].start() == 0 or not any(one["digit"] for one in counted))
        if not begins or len(places) < _FEWEST or places != list(range(1, len(places) + 1)):
            return text
        left = 0
        told: list[str] = []
        for place, one in zip(places, counted, strict=True):
            told += [text[left : one.start()], f"{one['mark']}{place}. "]
            left = one.end()
        return "".join((*told, text[left:]))

    def count(self, words: str) -> int | None:
        """How many these words mean; None where they name no number."""
        return self._number(words, 0)

    def places(self, which: str, count: int) -> tuple[int, ...]:
        """All that the words mean of so many, from 0; none where one of them is not there."""
        plain = plainly(which).casefold().strip()
        found: set[int] = set()
        parts = [self.several.noun.sub("", one).strip() for one in self.several.joint.split(plain)]
        for part in parts:
            is_alone = len(parts) == 1
            run = self.several.run.match(part) or (is_alone and self.several.some.match(part)) or None
            span = self.several.span.match(part)
            if run is not None:
                meant = self._run(run.groupdict(), count)
            elif span is not None:
                first, last = (self.place({"nth": one}, count) for one in span.groups())
                meant = range(0) if first is None or last is None else range(first, last + 1)
            else:
                place = self.place({"nth": part}, count)
                meant = range(0) if place is None else range(place, place + 1)
            if not meant:
                return ()
            found.update(meant)
        return tuple(sorted(found))

    def _run(self, found: Mapping[str, str], count: int) -> range:
        """So many at one end."""
        is_half = self.several.half.search(found["count"]) is not None
        size = max(1, count // 2) if is_half else self._number(found["count"], count)
        if size is None or not 0 < size <= count:
            return range(0)
        is_end = (self._number(found.get("nth", ""), count) or 1) < 0
        return range(count - size, count) if is_end else range(size)

    def _number(self, nth: str, count: int) -> int | None:
        plain = plainly(nth).casefold()
        digits = re.search(r"\d+", plain)
        if digits is not None:
            return int(digits.group())
        number = next((number for word, number in self.order.items() if word in plain), None)
        return (count + 1) // 2 if number == 0 and count % 2 else number or None


def read_sayings(raw: Mapping[str, Any], faults: list[str]) -> Sayings:
    """The sayings; the patterns of whole messages are checked later, when all of them are wanted at once."""
    tables = {
        table: [one.name for one in fields(kind) if one.name != "retold"]
        for table, kind in (("story", Story), ("several", Several))
    }
    told = {
        table: _by_name(raw.get(table, {}), names, f"{_FILE} [{table}]", faults)
        for table, names in tables.items()
    }
    return Sayings(
        story=Story(**told["story"], retold=_read_retold(raw.get("retold", {}), faults)),
        several=Several(**told["several"]),
        listed=read_listed(raw.get("listed", {}), f"{_FILE} [listed]", faults),
        patterns=by_meaning(
            raw.get("said", {}), Said, f"{_FILE} [said]", faults, words=raw.get("words", {}), groups=_GROUPS
        ),
        order={str(word): int(number) for word, number in raw.get("order", {}).items()},
    )


def _read_retold(raw: Mapping[str, str], faults: list[str]) -> Retold:
    where = f"{_FILE} [retold]"
    blanks = {
        "known": set[str](),
        "this_zh": set[str](),
        "it_zh": set[str](),
        "gives_en": set[str](),
        "there": {"who"},
        "together_zh": {"others", "last"},
        "together_en": {"others", "last"},
    }
    faults += [f"{where} {one.name}: is empty" for one in fields(Retold) if not raw.get(one.name)]
    faults += [
        f"{where} {name}: needs {', '.join(sorted(f'{{{one}}}' for one in wanted))}"
        for name, wanted in blanks.items()
        if any(f"{{{one}}}" not in raw.get(name, "") for one in wanted)
    ]
    texts = {name: raw.get(name, "") for name in blanks}
    new, owned, deed = (
        compiled(raw.get(name, ""), f"{where} {name}", faults) for name in ("new", "owned", "deed")
    )
    return Retold(new=new, owned=owned, deed=deed, **texts)


def _by_name(
    texts: Mapping[str, str], names: Iterable[str], where: str, faults: list[str]
) -> dict[str, re.Pattern[str]]:
    faults += [f"{where} {one}: is empty" for one in names if not texts.get(one)]
    return {
        one: compiled(texts.get(one, ""), f"{where} {one}", faults, is_exact=one == "who") for one in names
    }
