"""Reads the rows of revisions.toml by which what a description shows gives way to something else without being named."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.tables.patterns import NEVER, compiled

_FILE = "revisions.toml [otherwise]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrary:
    """Words for weather and sea that cannot be seen together with others."""

    says: tuple[re.Pattern[str], ...]  # a piece of a change, with the groups how and what
    phrase: re.Pattern[str]  # the contrary inside a clause of a description
    clause: re.Pattern[str]  # a clause that tells nothing but the contrary
    how: re.Pattern[str]  # what the contrary says of a thing, in front of it
    is_of_all: bool  # told of the whole picture, also where nothing gives way


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """How Chinese words tell what is done, `act` or `then`, at one speed, and what tells another in a description."""

    says: re.Pattern[str]
    against: re.Pattern[str]  # how, in front of what is done
    instead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Persons:
    """Men, or women: how they are told, and the words for one of them with those for one of the others."""

    who: re.Pattern[str]
    said: tuple[tuple[re.Pattern[str], str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """Things of which one stands for another without being named."""

    named: re.Pattern[str]
    act: re.Pattern[str]  # what is done with one, act, at the end of a Chinese text in front of it
    acts: Mapping[str, re.Pattern[str]]  # which of them that is done with


@dataclass(frozen=True, slots=True, kw_only=True)
class Otherwise:
    """What is told anew without the words for what gives way."""

    moved: tuple[re.Pattern[str], ...]  # takes it (who) outside (out) to a place (at, place)
    on: re.Pattern[str]  # a place that one is on, and not in
    still: tuple[str, ...]  # Chinese, behind what goes on being done
    same_act: re.Pattern[str]  # somebody does something, `verb`, to `new`
    act_there: re.Pattern[str]  # the same in a description, to `old`
    there_instead: re.Pattern[str]  # another place, told `at` the head of it, is to be instead
    inner: re.Pattern[str]  # no place of a scene but one within it, or no place at all
    whose: re.Pattern[str]  # a place in front of a Chinese thing that is there
    stands: re.Pattern[str]  # tells a Chinese place and nothing else
    upon: re.Pattern[str]  # how a place ends that can itself be somewhere else
    there: str  # tells that something is at a Chinese {place}
    set_at: tuple[str, ...]  # the same of an English one, with its preposition
    place: re.Pattern[
        str
    ]  # where an English description takes place, with words that `somewhere` does not know
    act: tuple[re.Pattern[str], ...]  # whoever the description shows does something else, new
    act_again: re.Pattern[str]  # the same act, act, with something else, new, in Chinese
    act_named: re.Pattern[str]  # Chinese words that tell with who does it what is done instead, new
    act_told: str  # the pattern for that ACT in a description, and what it is done with, old
    aspect_told: str  # pattern of a Chinese clause that tells the aspect NAME without a verb
    thing: tuple[re.Pattern[str], ...]  # something else, new, instead of what is not said
    looked: tuple[re.Pattern[str], ...]  # a thing that is shown, what, is to look different, how
    no_thing: re.Pattern[str]  # in words that are no such thing
    first: tuple[re.Pattern[str], ...]  # how a description begins that shows a thing, what
    sorted: tuple[
        re.Pattern[str], ...
    ]  # a thing, new, of the sort of one that is shown; lead or tail says so
    sorts: tuple[Sort, ...]
    animal: Mapping[str, re.Pattern[str]]  # by language, an animal, new, with its count
    course: tuple[re.Pattern[str], ...]  # from what to what a scene goes
    as_well: re.Pattern[str]  # somebody does what goes with all else that is done
    way: re.Pattern[str]  # where an English act leads
    shot: re.Pattern[str]  # a name for how the camera moves; camera: the new words go on with it
    shot_told: tuple[re.Pattern[str], ...]  # a clause that tells how it moves
    stood: re.Pattern[str]  # tells in Chinese where somebody is, without a side such as "in" behind the place
    comes_instead: re.Pattern[str]  # `new` surely comes in the place of what is not named
    comes_again: re.Pattern[str]  # the clip is to be made again with `new`
    comes_too: str  # the same in plain words, where nothing gives way to it
    deed_place: re.Pattern[str]  # where something is done, called by that `deed`
    speed_alone: re.Pattern[str]  # a `move` is to be `how` fast, and nothing else
    place_name: str  # what stands for such a place
    moves_so: str  # says so with a `move` and `how` fast it is
    price_of: str  # asks for the price of a value, `of`
    group: re.Pattern[str]  # several together in Chinese, of whom one may be told of again
    puts_on: re.Pattern[str]  # somebody, perhaps `who`, is to have on `what`
    has_on: re.Pattern[str]  # what somebody has on, `old`
    worn_sorts: tuple[str, ...]  # what is worn beside clothes, a pattern for each sort
    wears: tuple[str, ...]  # has clothes on, and has something else on
    degree: re.Pattern[str]  # `what` is to be `how` so, with the words for `more` or less
    degrees: tuple[str, ...]  # two characters each: what goes against each other
    degree_told: str  # that it is very much `how`, behind its name
    pointed: re.Pattern[str]  # a thing in the clip, `old`, is to be another, `new`
    posture: re.Pattern[str]  # tells in Chinese how somebody stays in the place behind it
    leaning: re.Pattern[str]  # the same, with the place: by the window
    moving: re.Pattern[str]  # what nobody does who stays so
    worn: re.Pattern[str]  # how Chinese words begin that tell what somebody has on, or how the hair is
    moves: re.Pattern[str]  # tells how the camera moves and nothing else, as a clause or as a change
    doer: re.Pattern[str]  # in front of what is done in Chinese, who does it
    field: re.Pattern[str]  # behind a Chinese plant, the place where it grows
    side: re.Pattern[str]  # in, behind a Chinese place
    part_of: re.Pattern[str]  # a part of something that one goes by
    upon_place: re.Pattern[str]  # how a Chinese place ends that a scene is on, and not in
    upon_side: str  # on, behind it
    another: re.Pattern[str]  # in front of a thing that is not the one spoken of
    absent_faults: re.Pattern[str]  # how a picture must not look, `what`
    absent_behind: re.Pattern[str]  # several of something that a new scene is not to show, `what`
    complaint_end: re.Pattern[str]  # the blank between a Chinese complaint and the wish behind it
    filler: re.Pattern[str]  # says nothing around a Chinese change
    crowd_more: re.Pattern[str]  # there are to be more people in a Chinese description
    crowd_fewer: re.Pattern[str]  # the same of fewer
    crowds: tuple[str, ...]  # how many it shows, from few to many
    feast: re.Pattern[str]  # a Chinese feast, as a time, perhaps with the hour
    feast_hour: re.Pattern[str]  # an hour that gives way to one
    feast_when: re.Pattern[str]  # calls it the time of a scene
    contraries: tuple[Contrary, ...]
    speeds: tuple[Speed, ...]
    sex: re.Pattern[str]  # somebody is of this sex, what, in Chinese
    persons: tuple[Persons, ...]
    sexes: re.Pattern[str]  # the character in front of a Chinese name that tells it
    piece: re.Pattern[str]  # between the pieces of a change that name weather, sea and hour
    hour: re.Pattern[str]  # such a piece that names the hour
    absent_sorts: tuple[
        tuple[str, re.Pattern[str]], ...
    ]  # a class of words, and what a whole such kind is called
    lit: re.Pattern[str]  # an English hour, word, told by its light, with the words for "in" in front


def read_otherwise(raw: Mapping[str, Any], verbs: str, faults: list[str]) -> Otherwise:
    """The rows; every pattern is compiled."""

    def pattern(text: str, *groups: str) -> re.Pattern[str]:
        found = compiled(text.replace("VERBS", verbs), _FILE, faults)
        if not text or (found is not NEVER and not found.groupindex.keys() <= set(groups)):
            faults.append(f"{_FILE} {text!r}: is empty, or has unknown groups")
        return found

    def rows(name: str, *groups: str) -> tuple[re.Pattern[str], ...]:
        return tuple(pattern(text, *groups) for text in raw.get(name, ()))

    def one(name: str) -> re.Pattern[str]:
        return pattern(raw.get(name, ""))

    return Otherwise(
        moved=rows("moved", "who", "out", "at", "place"),
        on=one("on"),
        still=tuple(raw.get("still", ())),
        same_act=pattern(raw.get("same_act", ""), "verb", "new"),
        act_there=pattern(raw.get("act_there", ""), "verb", "old"),
        there_instead=pattern(raw.get("there_instead", ""), "at", "place"),
        inner=one("inner"),
        stands=pattern(raw.get("stands", ""), "moved", "place"),
        whose=one("whose"),
        upon=one("upon"),
        there=raw.get("there", "{place}"),
        set_at=tuple(raw.get("set_at", ())),
        place=one("place"),
        act=rows("act", "new"),
        act_again=pattern(raw.get("act_again", ""), "act", "new"),
        act_named=pattern(raw.get("act_named", ""), "new"),
        act_told=raw.get("act_told", ""),
        aspect_told=raw.get("aspect_told", ""),
        thing=rows("thing", "new"),
        looked=rows("looked", "how", "what"),
        no_thing=one("no_thing"),
        first=rows("first", "what"),
        sorted=rows("sorted", "new", "lead", "tail"),
        sorts=tuple(
            Sort(
                named=pattern(row.get("named", "")),
                act=pattern(row.get("act", "(?P<act>(?!))"), "act"),
                acts={act: pattern(things) for act, things in row.get("acts", {}).items()},
            )
            for row in raw.get("sorts", ())
        ),
        animal={name: pattern(text, "new", "count") for name, text in raw.get("animal", {}).items()},
        course=rows("course"),
        as_well=one("as_well"),
        way=one("way"),
        shot=pattern(raw.get("shot", ""), "camera"),
        shot_told=rows("shot_told"),
        stood=one("stood"),
        comes_instead=pattern(raw.get("comes_instead", ""), "new"),
        comes_again=pattern(raw.get("comes_again", ""), "new"),
        comes_too=str(raw.get("comes_too", "")),
        deed_place=pattern(raw.get("deed_place", ""), "deed"),
        speed_alone=pattern(raw.get("speed_alone", ""), "move", "how"),
        place_name=raw.get("place_name", ""),
        moves_so=raw.get("moves_so", ""),
        price_of=raw.get("price_of", "{of}"),
        group=one("group"),
        puts_on=pattern(raw.get("puts_on", ""), "who", "what"),
        has_on=pattern(raw.get("has_on", ""), "old"),
        worn_sorts=tuple(raw.get("worn_sorts", ())),
        wears=tuple(raw.get("wears", ())),
        degree=pattern(raw.get("degree", ""), "what", "more", "how"),
        degrees=tuple(raw.get("degrees", ())),
        degree_told=raw.get("degree_told", ""),
        pointed=pattern(raw.get("pointed", ""), "old", "new"),
        posture=one("posture"),
        leaning=one("leaning"),
        moving=one("moving"),
        worn=one("worn"),
        moves=one("moves"),
        doer=pattern(raw.get("doer", ""), "who"),
        field=one("field"),
        side=one("side"),
        part_of=one("part_of"),
        upon_place=one("upon_place"),
        upon_side=raw.get("upon_side", ""),
        another=one("another"),
        absent_faults=pattern(raw.get("absent_faults", ""), "what"),
        absent_behind=pattern(raw.get("absent_behind", ""), "what"),
        complaint_end=one("complaint_end"),
        filler=one("filler"),
        crowd_more=one("crowd_more"),
        crowd_fewer=one("crowd_fewer"),
        crowds=tuple(raw.get("crowds", ())),
        feast=pattern(raw.get("feast", ""), "hour"),
        feast_hour=one("feast_hour"),
        feast_when=one("feast_when"),
        contraries=tuple(
            Contrary(
                says=tuple(pattern(text, "how", "what") for text in row.get("says", ())),
                phrase=pattern(row.get("phrase", "")),
                clause=pattern(row.get("clause", "")),
                how=pattern(row.get("how", "")),
                is_of_all=bool(row.get("of_all")),
            )
            for row in raw.get("contraries", ())
        ),
        speeds=tuple(
            Speed(
                says=pattern(row.get("says", ""), "act", "then"),
                against=pattern(row.get("against", ""), "how"),
                instead=row.get("instead", ""),
            )
            for row in raw.get("speeds", ())
        ),
        sex=pattern(raw.get("sex", ""), "what"),
        sexes=one("sexes"),
        persons=tuple(
            Persons(
                who=pattern(row.get("who", "")),
                said=tuple((pattern(text), instead) for text, instead in row.get("said", {}).items()),
            )
            for row in raw.get("persons", ())
        ),
        piece=one("piece"),
        hour=one("hour"),
        absent_sorts=tuple((name, pattern(text)) for name, text in raw.get("absent_sorts", {}).items()),
        lit=pattern(raw.get("lit", ""), "at", "word"),
    )
