"""Reads said.toml: whole messages about pictures, names and shots."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from core.tables.listed import Listed, read_listed
from core.tables.patterns import Patterns, by_meaning, compiled, plainly

_FILE = "said.toml"
_GROUPS = frozenset(
    {"adds", "length", "nth", "number", "rest", "name", "what", "new", "before", "which", "who"}
)


class Said(StrEnum):
    """What a whole message says."""

    SENDS = "sends"  # beside pictures: nothing but that they come
    HANDS_OVER = "hands_over"  # the same, in words that only go with handing something over
    FRAMES = "frames"  # two pictures are the first and the last frame
    FRAMES_BACK = "frames_back"  # the same, the second picture first
    INSTEAD = "instead"  # beside pictures: they take the place of others
    HUMS = "hums"  # beside pictures: nothing but a sound
    ME_TOO = "me_too"  # wants a clip like somebody else's
    TELLS_LATER = "tells_later"  # what the pictures are for is going to be said
    MORE_TO_COME = "more_to_come"  # where pictures wait: another one is going to be sent
    OF_PICTURES = "of_pictures"  # without pictures: some that were sent a moment ago are meant
    ALL_OF_THEM = (
        "all_of_them"  # beside pictures: those sent a moment ago are meant as well, so many (`which`) in all
    )
    THAT_PICTURE = "that_picture"  # without pictures: an earlier one is meant, not one that was forgotten
    LEAVES_OUT = "leaves_out"  # one of several pictures is not to be used
    ONLY = "only"  # only one of several is
    OTHER = "other"  # the other one of two is
    ALL_REFERENCE = "all_reference"  # all of the pictures are references for what is described
    LOOK_OF = "look_of"  # only the look of one of them is wanted
    LOOK_OF_SENT = "look_of_sent"  # the look of a picture that was sent before is wanted, and nothing else
    LOOK_OF_IT = "look_of_it"  # the same, of the picture that the order at hand has
    LOOK_OF_NAMED = "look_of_named"  # the same, of somebody known by name
    SECOND_FIRST = "second_first"  # of two pictures the second comes first
    FIRST_FIRST = "first_first"
    TURNS = "turns"  # asked which is first: how one becomes the other, or which starts by what it shows
    AS_SENT = "as_sent"  # asked which is first: in the order that they came
    OTHER_WAY = "other_way"  # in the other order than they came
    EITHER_FIRST = "either_first"  # whichever
    TAKES_BOTH = "takes_both"  # a clip of both, and nothing of which comes first; `rest` is what else is said
    NAMES_PLACE = "names_place"  # speaks of one of two pictures by its place
    NAMES_LOOK = "names_look"  # speaks of a look or a reference explicitly
    PICTURES_KEPT = "pictures_kept"  # of too many pictures these are to be used
    PICTURES_LEFT = "pictures_left"  # all but these
    PICTURE_WORD = "picture_word"  # speaks of pictures explicitly
    PICTURES_UNCLEAR = "pictures_unclear"  # some of them, and not which
    CHOOSES_USE = (
        "chooses_use"  # asked what a picture is for: one of the choices, and words for the video (`rest`)
    )
    DROPS_PICTURE = "drops_picture"  # a picture was sent by mistake; `rest` is what else is said
    DROPS_REFERENCE = (
        "drops_reference"  # the same without its picture, called only one in `what`; perhaps `rest`
    )
    ASKS_USE = "asks_use"  # asks what can be done with a picture
    SAME_PICTURE = "same_picture"  # the picture sent before once more, for `rest`
    SHOWS_INSTEAD = "shows_instead"  # something that happens (`rest`) instead of something else
    TELLS_ACTION = "tells_action"  # what somebody in a picture does, or is to do
    ANIMATES_THIS = "animates_this"  # a picture is to move, and nothing else
    ASKS_PICTURE = "asks_picture"  # asks which picture a clip was made from
    SHOWS = "shows"  # beside a picture: what it shows, in front of what is wished for (`rest`)
    WHOSE = "whose"  # beside pictures: whose they are (`what`), between the words that ask to use them
    ORIGIN = "origin"  # beside pictures: who made them or when
    LOOK_HERE = "look_here"  # beside a picture: its look (`what`) for what is asked for (`rest`)
    POINTS = "points"  # points at something
    NAMES = "names"  # who was just made or sent is called so
    NAMED_LAST = "named_last"  # a description with the name of who it is about behind it
    MEETS = "meets"  # a description that introduces somebody by name
    PRESENTS = "presents"  # somebody by name, in front of a scene
    MADE_MOVES = "made_moves"  # a clip that was made is to move, not the picture behind it
    INSIDE = "inside"  # "it" is somebody whom the same message introduces
    SAME = "same"  # the same one as in an earlier clip, in another scene
    SAME_CHANGED = "same_changed"  # the same one, and a change, `rest`
    SAME_SCENE = "same_scene"  # the same one (`what`) in another clip, and what happens there (`rest`)
    SAME_FIRST = "same_first"  # begins with the words for the same one
    NEXT_SHOT = "next_shot"  # what happens next in the last clip, `rest`
    SAME_SERIES = "same_series"  # another clip of the same series, which shows `rest`
    CALLED_BACK = "called_back"  # wants somebody known, perhaps `name`, once more: doing `rest`
    SHOWN_THERE = "shown_there"  # beside pictures: `what` is seen there, and now in `rest`
    SAME_STYLE = "same_style"  # another scene, `rest`, in the style of the clip at hand, named (`what`, `which`) or not
    TELLS_STYLE = "tells_style"  # a clause that only tells a style
    SAME_SETTINGS = "same_settings"  # another scene, `rest`, with the settings of the clip at hand
    INSISTS = "insists"  # stays with what was asked for in spite of a warning
    MADE_OF = "made_of"  # beside pictures: asks to make `rest` of them
    SOMEBODY_SEES = "somebody_sees"  # who is going to watch it, in front of what is to be seen (`rest`)
    LIKE_IN = "like_in"  # with the look that an earlier clip has
    TOO_DEAR = "too_dear"  # while a series is offered: for less
    SHOT_CHANGED = "shot_changed"  # one shot of a series is to show something else
    SHOT_TOLD = "shot_told"  # what one shot shows, without a word for a change
    SHOT_PRICED = "shot_priced"  # asks what one shot costs
    ALL_CHANGED = "all_changed"  # all shots of a series that is offered
    SHOT_AGAIN = "shot_again"  # one shot of a series is spoken of
    SHOTS_KEPT = "shots_kept"  # of the shots that are offered only some are wanted
    ONE_CLIP = "one_clip"  # the whole of an offered series as one clip
    JUST_NO = "just_no"  # nothing but a no, which may also begin a correction
    SHOTS_SWAPPED = "shots_swapped"  # two of the offered shots (`which`) are to change places
    SHOTS_ALL = "shots_all"  # where only some are offered: all of them after all
    SHOTS_LEFT = "shots_left"  # all but some
    STORY_LENGTH = "story_length"  # a story whose length stands inside its title
    ALL_DONE = "all_done"  # asked: are all shots done
    NO_SCENE = "no_scene"  # describes no scene, only asks to make it again


@dataclass(frozen=True, slots=True, kw_only=True)
class Retold:
    """Words for telling scenes so that each is complete in itself."""

    new: re.Pattern[str]  # in front of an English name for somebody new
    known: str  # used instead of it later
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
    clause: re.Pattern[str]  # head of a clause that tells what happens
    who: re.Pattern[str]  # who a clause is about, with the group who
    shown: re.Pattern[str]  # who is seen in a description without a clause, with the group who
    leaves_out: re.Pattern[
        str
    ]  # head of a Chinese clause that leaves out who does it, surely with the group does
    pronoun: re.Pattern[str]
    doer: re.Pattern[str]  # an English noun for somebody who does something
    acts: re.Pattern[str]  # head of an English clause that leaves out who does it
    goes_on: re.Pattern[str]  # an English part behind a clause that tells what the same one does next
    bare_title: re.Pattern[str]  # a title that only says that it is a story
    owned: re.Pattern[str]  # a name with a bar and a pronoun, which means its owner
    not_it: re.Pattern[str]  # the same, where the name is nobody's whom the pronoun can mean
    several: re.Pattern[str]  # head of a clause that is about more than one
    object: re.Pattern[str]  # a word for somebody spoken of before, to whom something is done
    second: re.Pattern[str]  # the number of the second scene, in its mark
    together: re.Pattern[str]
    joins: re.Pattern[str]  # at the end of a clause, somebody who joins, with the group who
    at_place: re.Pattern[str]  # head of a Chinese scene that says where
    where: re.Pattern[str]  # the end of words for who it is that only says where
    side: re.Pattern[str]  # where at a thing a Chinese scene plays, behind its name
    scenery: re.Pattern[str]  # head of a clause that is about nobody
    in_front: re.Pattern[str]  # end of what may stand in front of who a Chinese scene is about
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
    return Retold(new=compiled(raw.get("new", ""), f"{where} new", faults), **texts)


def _by_name(
    texts: Mapping[str, str], names: Iterable[str], where: str, faults: list[str]
) -> dict[str, re.Pattern[str]]:
    faults += [f"{where} {one}: is empty" for one in names if not texts.get(one)]
    return {
        one: compiled(
            texts.get(one, ""), f"{where} {one}", faults, flags=re.IGNORECASE if one != "who" else 0
        )
        for one in names
    }
