"""Puts another part in the place of one: somebody else, another deed, another place or time."""

import re
from collections.abc import Callable, Sequence

from core.continuity import attribute
from core.continuity.counted import with_measure
from core.continuity.doing import being_done
from core.continuity.labels import DEED, PLACE, TIME, WHO
from core.continuity.other_time import at_other_time
from core.continuity.scene import Scene, first_of, has_preposition
from core.punctuation import ENDS, clauses
from core.tables.classes import PLACES, SOMEBODY, VERBS
from core.tables.parted import Parted
from core.tagging import Stretch

_FINITE = re.compile(r"[a-z]+[a-rt-z]s\b", re.IGNORECASE)  # "sleeps" is told of somebody
_LONGEST_AT = 3  # characters: "is put on"
_USED = ("device", "instrument", "thing", "food", "garment", "body")
_SCENERY = ("plant", "season", "hour", "weather", "sky", "nature", "street", "building", "room", "light")
_ONE_OF = ("colour", "hour", "season", "weather")  # of each of these a scene has one


def with_other_name(scene: Scene, old: str, new: str) -> str | None:
    """The description with another name for somebody who keeps the looks; None where the old one ends no such part."""
    bare = attribute.without_article(new, scene.revisions)
    name = attribute.without_article(old, scene.revisions)
    for one in scene.all_of(WHO):
        words = scene.words(one)
        is_counted = scene.parted.measures.match(new) is not None
        if words.casefold().endswith(name.casefold()) and not is_counted:
            before = scene.text[: one.end - len(name)]
            if scene.language == "en" and before[-1:].isalpha():
                continue  # a campfire is no fire
            if scene.language == "en":
                return attribute.with_article(before, bare, scene.revisions) + scene.text[one.end :]
            return before + bare + scene.text[one.end :]
    return None


def in_place_of_like(scene: Scene, new: str) -> str | None:
    """The description with what is added in the place of a clause that tells the same sort of thing: another tone, hour, weather.

    None where it has no such clause.
    """
    classes = scene.parted.classes
    for name in _ONE_OF:
        if not classes.tell_only(new, name):
            continue
        at = 0
        for clause, mark in clauses(scene.text):
            if classes.tell_only(clause, name) and clause != new:
                return scene.text[:at] + new + scene.text[at + len(clause) :]
            at += len(clause) + len(mark)
    return None


def with_other(scene: Scene, sort: str, new: str) -> str | None:
    """The description with its part of this sort told otherwise; None where it has none and none can be put in."""
    return _WAYS[sort](scene, new)


def _somebody(scene: Scene, new: str) -> str | None:
    """Somebody else, counted or with an article as the one who gives way was."""
    there = scene.all_of(WHO)
    if not there or scene.revisions.compared.match(new):
        return None  # "stronger" is nobody
    old = scene.words(there[0])
    if scene.language == "zh":
        if _is_scenery(scene, old, new):
            return None
        count = scene.parted.measures.match(old)
        is_counted = count is None or scene.parted.measures.match(new) is not None
        lead = "" if count is None or is_counted else with_measure(count["count"], new, scene.revisions)
        return scene.with_instead(there[0], lead + new + _brought(scene, old, new))
    english, first = scene.revisions.english, first_of(new)
    is_told = first in scene.parted.articles or new[0].isupper() or new.endswith("s") or first.isdigit()
    if not is_told and first_of(old) in (english.one, english.one_before_vowel, "the"):
        new = attribute.with_article(f"{english.one} ", new, scene.revisions)
    return scene.with_instead(there[0], new + _brought(scene, old, new))


def _is_scenery(scene: Scene, old: str, new: str) -> bool:
    """Whether Chinese words name what only stands around where somebody was: maple leaves are nobody."""
    known = scene.parted.classes.of(list(new))[-1]
    being, around = (scene.parted.classes.codes(*names) for names in (SOMEBODY, _SCENERY))
    is_around = bool(known) and not around.isdisjoint(known) and being.isdisjoint(known)
    return is_around and not being.isdisjoint(scene.parted.classes.of(list(old))[-1])


def _brought(scene: Scene, old: str, new: str) -> str:
    """What the one who gives way wears or carries: it stays, as all that is not named, unless the new one brings some."""
    pattern = scene.parted.brought[scene.language]
    found = pattern.search(old)
    return old[found.start() :] if found is not None and not pattern.search(new) else ""


def _place(scene: Scene, new: str) -> str | None:
    there = [one for one in scene.all_of(PLACE) if _is_place(scene, one)]
    if not there and scene.language == "en" and scene.all_of(PLACE) and has_preposition(scene, new):
        end = scene.all_of(PLACE)[-1].end
        return f"{scene.text[:end]} {new}{scene.text[end:]}"
    if len(there) != 1:
        return None  # nothing tells which of several is meant
    if scene.language == "zh":
        return _chinese_place(scene, there[0], new)
    return scene.with_instead(there[0], _with_preposition(scene, scene.words(there[0]), new))


def _chinese_place(scene: Scene, there: Stretch, new: str) -> str | None:
    """The Chinese description at another place, where one stands or lies as before; a colour is no place."""
    bare = new[_at(scene, new) :]
    if attribute.is_colour(bare, scene.revisions):
        return None
    old = scene.words(there)
    return scene.with_instead(there, old[: _at(scene, old)] + bare)


def _at(scene: Scene, words: str) -> int:
    """Where the place itself begins in Chinese words, behind how one is there: "lies on"."""
    ends = [
        words.find(one, 0, _LONGEST_AT) + len(one) for one in scene.parted.at if one in words[:_LONGEST_AT]
    ]
    return min(ends, default=0)


def _is_place(scene: Scene, part: Stretch) -> bool:
    """Whether an English part can be where a scene is, and not what is used for a deed: "on a wheel"."""
    known = scene.parted.classes.of([scene.words(part).casefold().split()[-1]])[0]
    used, places = scene.parted.classes.codes(*_USED), scene.parted.classes.codes(*PLACES)
    return scene.language == "zh" or used.isdisjoint(known) or not places.isdisjoint(known)


def _with_preposition(scene: Scene, old: str, new: str) -> str:
    """An English place with the preposition that the old one had, where it brings none."""
    lead, _, _ = old.partition(" ")
    is_led = first_of(new) in scene.parted.prepositions or lead.casefold() not in scene.parted.prepositions
    return new if is_led else f"{lead} {new}"


def _deed(scene: Scene, new: str) -> str | None:
    deeds = scene.all_of(DEED)
    if scene.language == "en" and (not _is_done(new, scene.parted) or scene.parted.kind_of_time(new)):
        return None  # "raining" is nobody's deed
    names_who = any(_shares(scene.words(one), new, scene.parted) for one in scene.all_of(WHO))
    if not deeds or names_who or _FINITE.match(new) or scene.revisions.otherwise.as_well.match(new):
        return None
    # Of what else is done behind the first clause that tells a deed, nothing is known.
    marks = ENDS.strip()
    end = next(
        (at for at in range(deeds[0].end, len(scene.text)) if scene.text[at] in marks), len(scene.text)
    )
    gone = [one for one in deeds if one.start < end]
    return (_chinese_deed if scene.language == "zh" else _english_deed)(scene, gone, new)


def _is_done(new: str, parted: Parted) -> bool:
    """Whether English words begin with a verb."""
    first = first_of(new)
    row = parted.parts.of(f"w{first}")
    is_verb = parted.classes.are(first, *VERBS)
    if row is not None and any(row):
        is_verb = parted.parts.labels[list(row).index(max(row))] == DEED
    return first.endswith("ing") or (is_verb and first not in parted.prepositions)


def _chinese_deed(scene: Scene, gone: Sequence[Stretch], new: str) -> str:
    """Something else done: behind the place, where one follows what was done."""
    first, doing = gone[0], scene.parted.doing
    act = next((new[len(one) :] for one in doing if new.startswith(one)), new)
    place = next((one for one in scene.all_of(PLACE) if 0 <= one.start - first.end <= 1), None)
    if place is not None:
        return _without(scene.text, gone, place.end, act)
    was_doing = next((one for one in doing if len(one) > 1 and scene.words(first).startswith(one)), "")
    return _without(scene.text, gone, first.start, was_doing + act)


def _english_deed(scene: Scene, gone: Sequence[Stretch], new: str) -> str:
    """Something else being done, in the form that the old deed had."""
    act = being_done(new, scene.revisions)
    gone = [gone[0], *(one for one in gone[1:] if not _goes_on(scene, one))]
    old = scene.words(gone[0]).split()
    if old[0].casefold() in scene.parted.be:
        act = f"{old[0]} {act}"
    elif not any(one.endswith("ing") for one in old[:2]) and scene.text[: gone[0].start].strip():
        act = f"is {act}" if old[0].endswith("s") else f"are {act}"
    return _without(scene.text, gone, gone[0].start, act)


def _goes_on(scene: Scene, part: Stretch) -> bool:
    """Whether what was taken for an English deed only ends another part: "a pile of gold"."""
    before = scene.text[: part.start].split()[-1:]
    return before[0].casefold() in scene.parted.open and not _is_done(scene.words(part), scene.parted)


def _without(text: str, gone: Sequence[Stretch], at: int, new: str) -> str:
    """The text without these stretches, and with new words at a place outside them."""
    for one in reversed(gone):
        if one.start < at <= one.end:
            at = one.start
        if one.end < at:
            text = text[:at] + new + text[at:]
            at, new = 0, ""
        text = text[: one.start] + (new if one.start == at else "") + text[one.end :]
        new = "" if one.start == at else new
    return re.sub(r" {2,}", " ", text).replace(" ,", ",").strip()


def _shares(words: str, others: str, parted: Parted) -> bool:
    """Whether two English texts have a word in common that says something."""
    found = set(words.casefold().split()) & set(others.casefold().split())
    return words.isascii() and not found <= parted.empty


_WAYS: dict[str, Callable[[Scene, str], str | None]] = {
    WHO: _somebody, DEED: _deed, PLACE: _place, TIME: at_other_time,
}  # fmt: skip
