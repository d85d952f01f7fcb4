"""Reads the rows of revisions.toml that tell an order about somebody in a clip as something to be seen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.tables.patterns import NEVER, compiled

_FILE = "revisions.toml [seen]"
_GROUPS = frozenset({"lead", "who", "act", "rest"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Orders about what a clip shows, and the plain words for what is then seen."""

    rows: tuple[tuple[re.Pattern[str], str], ...]  # an order, and the words for it with its groups as blanks
    pictured: tuple[tuple[re.Pattern[str], str], ...]  # the same of somebody in a picture
    framed: tuple[
        tuple[re.Pattern[str], str], ...
    ]  # calls the only picture the first frame of what is told, rest
    named: tuple[tuple[re.Pattern[str], str], ...]  # the same of somebody called by a name
    put: re.Pattern[str]  # somebody called by a name, who, is to be somewhere or wear something, rest
    who: Mapping[str, str]  # by the word behind "make": who then does it
    does: re.Pattern[str]  # what one of them does, told already
    several: re.Pattern[str]  # those who do it are several
    verb: re.Pattern[str]  # an English verb, as it stands behind "they"
    verbs: re.Pattern[str]  # another one behind "and"
    joint: re.Pattern[str]  # between two wishes in one clause
    kept: tuple[re.Pattern[str], ...]  # something shown, what, stays as it is
    remarks: re.Pattern[str]  # a part of a change that shows nothing
    moved: re.Pattern[str]  # the whole scene takes place elsewhere, with the groups place and at
    worn: re.Pattern[str]  # an English "in …" that tells clothes and no place
    ridden: re.Pattern[str]  # a place that is only what somebody rides
    weather: re.Pattern[str]  # where an English description tells the weather
    camera: re.Pattern[str]  # how an English description begins that tells where it is seen from
    seen_from: re.Pattern[str]  # words that tell it
    seen_there: re.Pattern[str]  # and where a description tells it in the end
    told_anew: re.Pattern[str]  # an English thing with a look of its own, and no other one of its kind
    where_it_is: re.Pattern[str]  # behind it: where such a thing stands
    more_of: re.Pattern[str]  # so many of a thing, with the groups thing and rest
    denies: re.Pattern[str]  # something, what, is not to be so, how, in Chinese
    affirms: tuple[str, ...]  # a clause that says the contrary
    object: re.Pattern[str]  # behind a Chinese verb: what it is done to, old
    part_of: re.Pattern[str]  # a thing with what it is made of behind it, both, and what that becomes, new
    object_is: re.Pattern[str]  # what is done something to, verb, is something else, new
    shape: re.Pattern[str]  # a shape, like something
    not_done: re.Pattern[str]  # something, old, is not to be done, and something else, new, is, in Chinese
    both_wished: re.Pattern[str]  # two wishes for what a picture is to do, first and rest
    once_again: re.Pattern[str]  # only says that it is once more
    once_more: str  # the same clip once more, with a `change`
    but: re.Pattern[str]  # ends in words in front of what is to be otherwise
    owned: re.Pattern[str]  # begins with whose it is: "his wife"
    before: re.Pattern[str]  # ends in an article and all that is said in front of a thing: "an old "
    clip_named: re.Pattern[str]  # a clip called by its place, behind what is to be done with it, lead
    made_another: re.Pattern[str]  # in front of another change, somebody else, new, is to be there
    blamed: re.Pattern[str]  # a thing, old, is not liked, and another, new, is to be there
    acts: re.Pattern[str]  # how a Chinese act begins
    not_done_aspect: str  # what can stand behind such a verb
    not_done_object: str  # and what it is done to, where only the verb is said
    rather: re.Pattern[str]  # somebody (who) is to do something (act) rather than what is told
    fills: re.Pattern[str]  # fills a place with people
    empty: re.Pattern[str]  # calls a place empty
    headed: re.Pattern[str]  # names what a clip has only one of, and tells it behind a colon
    bare_place: re.Pattern[str]  # a Chinese clause that only says where it is
    backdrop: re.Pattern[str]  # what stands or hangs behind something, and is no Chinese place to be in
    scene_counts: re.Pattern[str]  # in front of a Chinese name that such a scene begins with
    scene_goes_on: re.Pattern[str]  # what stands behind somebody of whom a whole scene is told
    scene_keeps: re.Pattern[str]  # a clause that tells how somebody looks, wherever that one is


def read_seen(raw: Mapping[str, Any], faults: list[str]) -> Seen:
    """The rows; every pattern is compiled."""
    verbs = raw.get("verbs", "")

    def pattern(text: str, groups: frozenset[str]) -> re.Pattern[str]:
        found = compiled(text.replace("VERBS", verbs), _FILE, faults)
        if not text or (found is not NEVER and not found.groupindex.keys() <= groups):
            faults.append(f"{_FILE} {text!r}: is empty, or has unknown groups")
        return found

    def one(name: str, *groups: str) -> re.Pattern[str]:
        return pattern(raw.get(name, ""), frozenset(groups))

    return Seen(
        rows=tuple((pattern(said, _GROUPS), plain) for said, plain in raw.get("rows", ())),
        pictured=tuple((pattern(said, _GROUPS), plain) for said, plain in raw.get("pictured", ())),
        framed=tuple((pattern(said, _GROUPS), plain) for said, plain in raw.get("framed", ())),
        named=tuple((pattern(said, _GROUPS), plain) for said, plain in raw.get("named", ())),
        put=one("put", "who", "rest"),
        who=raw.get("who", {}),
        does=one("does"),
        several=one("several"),
        verb=pattern("VERBS", frozenset()),
        verbs=pattern(r"\b(?:and|then) (?P<act>VERBS)\b", _GROUPS),
        joint=one("joint"),
        kept=tuple(pattern(text, frozenset({"what"})) for text in raw.get("kept", ())),
        remarks=one("remarks"),
        moved=one("moved", "place", "at"),
        worn=one("worn"),
        ridden=one("ridden"),
        weather=one("weather"),
        camera=one("camera"),
        seen_from=one("seen_from"),
        seen_there=one("seen_there"),
        told_anew=one("told_anew"),
        where_it_is=one("where_it_is"),
        more_of=one("more_of", "thing", "rest"),
        denies=one("denies", "what", "how"),
        affirms=tuple(raw.get("affirms", ())),
        object=one("object", "old"),
        part_of=one("part_of", "both", "new"),
        object_is=one("object_is", "verb", "new"),
        shape=one("shape", "like", "shape"),
        not_done=one("not_done", "old", "instead", "at", "new"),
        both_wished=one("both_wished", "first", "rest"),
        once_again=one("once_again"),
        once_more=str(raw.get("once_more", "{change}")),
        but=one("but"),
        owned=one("owned"),
        before=one("before"),
        clip_named=one("clip_named", "lead"),
        made_another=one("made_another", "new"),
        blamed=one("blamed", "old", "new"),
        acts=one("acts"),
        not_done_aspect=raw.get("not_done_aspect", ""),
        not_done_object=raw.get("not_done_object", ""),
        rather=one("rather", "who", "act"),
        fills=one("fills"),
        empty=one("empty"),
        headed=one("headed"),
        bare_place=one("bare_place", "place"),
        backdrop=one("backdrop"),
        scene_counts=one("scene_counts"),
        scene_goes_on=one("scene_goes_on"),
        scene_keeps=one("scene_keeps"),
    )
