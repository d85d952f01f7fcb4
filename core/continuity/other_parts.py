"""Puts another part in the place of one: somebody else, another deed, another place or time."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.continuity import attribute
from core.continuity.counted import with_measure
from core.continuity.doing import in_the_act
from core.continuity.ends import join
from core.continuity.labels import DEED, ELSE, PLACE, TIME, WHO
from core.continuity.parts import parts_of
from core.continuity.removal import cut_out
from core.model import Language
from core.punctuation import ENDS, clauses
from core.tables import Revisions
from core.tables.classes import VERBS
from core.tables.parted import Parted
from core.tagging import Stretch

_FINITE = re.compile(r"[a-z]+[a-rt-z]s\b", re.IGNORECASE)  # "sleeps" is told of somebody


@dataclass(frozen=True, slots=True)
class Scene:
    """A description, its parts, and the words about parts."""

    text: str
    parts: Sequence[Stretch]
    parted: Parted
    revisions: Revisions

    @property
    def language(self) -> Language:
        """The language of the description, which is that of what is put in."""
        return "en" if self.text.isascii() else "zh"

    def all_of(self, sort: str) -> list[Stretch]:
        """The parts of one sort, in their order."""
        return [one for one in self.parts if one.label == sort]

    def words(self, part: Stretch) -> str:
        """The words of a part."""
        return self.text[part.start : part.end]

    def with_instead(self, part: Stretch, new: str) -> str:
        """The description with other words in the place of a part."""
        return self.text[: part.start] + new + self.text[part.end :]

    def with_added(self, new: str) -> str:
        """The description with words added at its end."""
        return join(self.text, new, self.revisions, self.language)


def scene_of(description: str, parted: Parted, revisions: Revisions) -> Scene:
    """A description with its parts told apart."""
    return Scene(description, parts_of(description, parted), parted, revisions)


def with_other_name(scene: Scene, old: str, new: str) -> str | None:
    """The description with another name for somebody who keeps the looks; None where the old one ends no such part."""
    bare = attribute.without_article(new, scene.revisions)
    name = attribute.without_article(old, scene.revisions)
    for one in scene.all_of(WHO):
        words = scene.words(one)
        is_counted = scene.parted.measures.match(new) is not None
        if words.casefold().endswith(name.casefold()) and not is_counted:
            before = scene.text[: one.end - len(name)]
            if scene.language == "en":
                return attribute.with_article(before, bare, scene.revisions) + scene.text[one.end :]
            return before + bare + scene.text[one.end :]
    return None


_USED = ("device", "instrument", "thing", "food", "garment", "body")
_PLACES = ("nature", "water", "sky", "building", "room", "street", "named", "surface", "furniture", "vehicle")
_ONE_OF = ("colour", "hour", "season", "weather")  # of each of these a scene has one


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
    if not there:
        return None
    old = scene.words(there[0])
    if scene.language == "zh":
        count = scene.parted.measures.match(old)
        is_counted = count is None or scene.parted.measures.match(new) is not None
        lead = "" if count is None or is_counted else with_measure(count["count"], new, scene.revisions)
        return scene.with_instead(there[0], lead + new + _brought(scene, old, new))
    english, first = scene.revisions.english, _first(new)
    is_told = first in scene.parted.articles or new[0].isupper() or new.endswith("s") or first.isdigit()
    if not is_told and _first(old) in (english.one, english.one_before_vowel, "the"):
        new = attribute.with_article(f"{english.one} ", new, scene.revisions)
    return scene.with_instead(there[0], new + _brought(scene, old, new))


def _brought(scene: Scene, old: str, new: str) -> str:
    """What the one who gives way wears or carries: it stays, as all that is not named, unless the new one brings some."""
    pattern = scene.parted.brought[scene.language]
    found = pattern.search(old)
    return old[found.start() :] if found is not None and not pattern.search(new) else ""


def _place(scene: Scene, new: str) -> str | None:
    there = [one for one in scene.all_of(PLACE) if _is_place(scene, one)]
    if not there and scene.language == "en" and scene.all_of(PLACE) and _has_preposition(scene, new):
        end = scene.all_of(PLACE)[-1].end
        return f"{scene.text[:end]} {new}{scene.text[end:]}"
    if len(there) != 1:
        return None  # nothing tells which of several is meant
    old = scene.words(there[0])
    if scene.language == "en":
        return scene.with_instead(there[0], _with_preposition(scene, old, new))
    bare = next((new[len(one) :] for one in scene.parted.at if new.startswith(one)), new)
    lead = next((one for one in scene.parted.at if old.startswith(one)), "")
    return scene.with_instead(there[0], lead + bare)


def _is_place(scene: Scene, part: Stretch) -> bool:
    """Whether an English part can be where a scene is, and not what is used for a deed: "on a wheel"."""
    known = scene.parted.classes.of([scene.words(part).casefold().split()[-1]])[0]
    used, places = scene.parted.classes.codes(*_USED), scene.parted.classes.codes(*_PLACES)
    return scene.language == "zh" or used.isdisjoint(known) or not places.isdisjoint(known)


def _with_preposition(scene: Scene, old: str, new: str) -> str:
    """An English place with the preposition that the old one had, where it brings none."""
    lead, _, _ = old.partition(" ")
    is_led = _first(new) in scene.parted.prepositions or lead.casefold() not in scene.parted.prepositions
    return new if is_led else f"{lead} {new}"


def _time(scene: Scene, new: str) -> str | None:
    """Another time in the place of the first of its kind, as an hour, a season, or a weather; else beside what is told."""
    if scene.language == "zh" and not _ends_in_a_time(scene, new):
        return None  # "the maple leaves of autumn"
    kind, deeds = scene.parted.kind_of_time(new), {one.end for one in scene.all_of(DEED)}
    # The rain that somebody looks at is no weather.
    there = [one for one in scene.all_of(TIME) if scene.language == "en" or one.start not in deeds]
    there += [one for one in scene.all_of(ELSE) if _is_clause(scene, one)]  # "golden hour"
    kinds = [(one, scene.parted.kind_of_time(scene.words(one))) for one in there]
    old = next((one for one, was in kinds if was and was == kind), None)
    if scene.language == "en" and _is_look(scene, new):  # "snowy"
        is_gone = old is not None and _stands_alone(scene, old) and _is_against(scene, scene.words(old), new)
        rest = cut_out(scene.text, old.start, old.end) if old is not None and is_gone else None
        return join(rest or scene.text, new, scene.revisions, scene.language)
    if old is None or not _stands_alone(scene, old):
        return scene.with_added(new)
    return scene.with_instead(old, _with_lead(scene, scene.words(old), new))


def _is_look(scene: Scene, new: str) -> bool:
    """Whether English words tell what something looks like at a time: "snowy", and not "foggy morning"."""
    if (
        _has_preposition(scene, new)
        or new.casefold() in scene.parted.when
        or _first(new) in scene.parted.articles
    ):
        return False
    return not scene.parted.classes.are(new.casefold().split()[-1], "hour", "season")


def _ends_in_a_time(scene: Scene, new: str) -> bool:
    """Whether the last word of a Chinese time names one, as far as it is known."""
    last = scene.parted.classes.of(list(new))[-1]
    return not last or not scene.parted.classes.codes("hour", "season", "weather", "sky", "light").isdisjoint(
        last
    )


def _is_against(scene: Scene, old: str, new: str) -> bool:
    """Whether one of two weathers is clear and the other is not."""
    clear = scene.parted.clear
    return clear.isdisjoint(old.casefold().split()) != clear.isdisjoint(new.casefold().split())


def _is_clause(scene: Scene, part: Stretch) -> bool:
    before, behind = scene.text[: part.start].rstrip(), scene.text[part.end :].lstrip()
    return (not before or before[-1] in ENDS) and (not behind or behind[0] in ENDS)


def _stands_alone(scene: Scene, part: Stretch) -> bool:
    """Whether an English part is a clause, or begins with its preposition: "snowy" in "a snowy forest" does neither."""
    before = scene.text[: part.start].rstrip()
    is_clause = not before or before[-1] in ENDS
    return scene.language == "zh" or is_clause or _has_preposition(scene, scene.words(part))


def _has_preposition(scene: Scene, words: str) -> bool:
    """Whether one stands in English words, as in "at night", "late at night"."""
    return not scene.parted.prepositions.isdisjoint(words.casefold().split()[:2])


def _with_lead(scene: Scene, old: str, new: str) -> str:
    """An English time with what stands in front of it, where it is told without."""
    prepositions = scene.parted.prepositions
    if scene.language == "zh" or _has_preposition(scene, new):
        return new
    lead = scene.parted.when.get(new.casefold())
    if lead is None and _first(new) in (
        scene.revisions.english.one,
        scene.revisions.english.one_before_vowel,
    ):
        lead = "on " if _first(old) in prepositions else ""
    return (lead or "") + new


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
    first = _first(new)
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
    first, _, more = new.partition(" ")
    act = f"{first if first.endswith('ing') else in_the_act(first)} {more}".rstrip()
    old = scene.words(gone[0]).split()
    if old[0].casefold() in scene.parted.be:
        act = f"{old[0]} {act}"
    elif not any(one.endswith("ing") for one in old[:2]) and scene.text[: gone[0].start].strip():
        act = f"is {act}" if old[0].endswith("s") else f"are {act}"
    return _without(scene.text, gone, gone[0].start, act)


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


def _first(words: str) -> str:
    return words.partition(" ")[0].casefold()


_WAYS: dict[str, Callable[[Scene, str], str | None]] = {
    WHO: _somebody, DEED: _deed, PLACE: _place, TIME: _time,
}  # fmt: skip
