"""Tells the parts of a description apart, and which of them a message changes.

Both are learned from marked texts (docs/decisions/0007). A description has who or what it is about, what is done,
where, when, and anything else; a message beside it may put another part in, add something, or take something out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise, zip_longest

from core.continuity.labels import ADDED, DEED, ELSE, PLACE, TIME, WHO, of_description, of_message
from core.punctuation import ENDS
from core.tables.classes import INNER, SOMEBODY, Classes
from core.tables.parted import Parted
from core.tagging import OUTSIDE, Seen, Stretch, Tagger, Word, stretches, words_of
from core.text import CJK

_NOTHING, _WITH = "-", "with"
_BLANK = re.compile(rf"(?<=[{CJK}]) (?=[{CJK}])")
_VAGUE = (ADDED, ELSE)


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that a message tells of a clip: a part of this sort, in its own words, and where these begin."""

    sort: str
    text: str
    start: int = 0


def parts_of(description: str, parted: Parted) -> list[Stretch]:
    """The parts of a description, in their order."""
    words, names = _tagged(description, parted)
    labels = of_description(words, names, parted)
    found = _without_marks(description, stretches(words, labels))
    return _apart([_with_preposition(one, description, parted) for one in found], description)


@lru_cache(maxsize=16)  # one message is asked about several times
def told(message: str, description: str, parted: Parted) -> tuple[Told, ...]:
    """What a message changes in a description, part by part; empty where it changes none."""
    (shown, names), words = _tagged(description, parted), words_of(message)
    seen = seen_beside(
        [one.text for one in words],
        [one.text for one in shown],
        names,
        parted.empty,
        parted.classes,
    )
    scored = Tagger(parted.told).labels(seen)
    labels = of_message(words, [one.name for one in scored], [one.lead for one in scored], parted)
    found = _without_marks(message, stretches(words, labels))
    changes = _in_their_place([_told(one, message, parted) for one in found], message, parted)
    who = [one.text for one, name in zip(shown, names, strict=True) if name == WHO]
    changes = [replace(one, sort=ADDED) if _is_worn(one, who, parted) else one for one in changes]
    return tuple(_of_other_scene(message, parted) or changes)


def _of_other_scene(message: str, parted: Parted) -> list[Told]:
    """The parts of an English scene that takes the place of the whole one; none where it tells only one of them."""
    match = parted.around.scene_instead.match(message)
    if match is None:
        return []
    start, end = match.span("rest")
    scene = message[start:end]
    found = [
        Told(one.label, scene[one.start : one.end], start + one.start) for one in parts_of(scene, parted)
    ]
    sorts = [one.sort for one in found]
    is_scene = sorts[:1] == [WHO] and {*sorts[1:]} & {DEED, PLACE} and len({*sorts}) == len(sorts)
    return found if is_scene and ELSE not in sorts else []


@lru_cache(
    maxsize=16
)  # a description is asked about for each part that a message tells, and for each message
def _tagged(description: str, parted: Parted) -> tuple[tuple[Word, ...], tuple[str, ...]]:
    """The words of a description and the labels that they are given one by one."""
    words = tuple(words_of(_with_commas(description)))
    shown = [one.text for one in words]
    labels = Tagger(parted.parts).labels(Seen(shown, parted.classes.of(shown)))
    return words, tuple(one.name for one in labels)


def _told(part: Stretch, message: str, parted: Parted) -> Told:
    """A part of a message, an English one without "it's" in front of it, and somebody without "with"."""
    text = message[part.start : part.end]
    lead, _, rest = text.partition(" ")
    is_with = part.label == WHO and lead.casefold() == _WITH
    if rest and (is_with or lead.casefold() in parted.lead):
        return Told(part.label, rest, part.end - len(rest))
    return Told(part.label, text, part.start)


def _in_their_place(told: Sequence[Told], message: str, parted: Parted) -> list[Told]:
    """What a message tells, each as the words in front of it call it, or else as what it names can be."""
    found: list[Told] = []
    at = 0
    for one in told:
        called = next(
            (sort for sort, words in parted.called.items() if words.search(message, at, one.start)), ""
        )
        is_vague = one.sort in _VAGUE and not parted.around.adds.search(message, at, one.start)
        sort = called if called and is_vague else _possible(one, parted)
        if is_vague and not called and _is_done_instead(one, message, parted):
            sort = DEED
        if len(told) == 1 and parted.around.comes_too.search(message) and _may_come(one, sort, parted):
            sort = ADDED
        found.append(Told(sort, one.text, one.start))
        at = one.start + len(one.text)
    return found


def _possible(one: Told, parted: Parted) -> str:
    """The sort of a part; somebody who is taken for a place is none: "a field mouse"."""
    is_somebody = parted.classes.are(one.text.casefold().split()[-1], *SOMEBODY)
    return WHO if one.sort == PLACE and is_somebody and not _is_led(one, parted) else one.sort


def _is_worn(one: Told, who: Sequence[str], parted: Parted) -> bool:
    """Whether a Chinese part that is taken for somebody is what they wear: it takes the place of nobody."""
    if one.sort != WHO or one.text.isascii():
        return False
    named = parted.classes.of([word.text for word in words_of(one.text)])
    if parted.classes.codes("garment").isdisjoint(named[-1]):
        return False
    return not parted.classes.codes(*SOMEBODY).isdisjoint("".join(parted.classes.of(who)))


def _is_done_instead(one: Told, message: str, parted: Parted) -> bool:
    """Whether a Chinese part behind "change into" is something that is done, and no weather."""
    if one.text.isascii() or parted.around.into.search(message, 0, one.start) is None:
        return False
    return parted.classes.begins_with_deed([word.text for word in words_of(one.text)])


def _may_come(one: Told, sort: str, parted: Parted) -> bool:
    """Whether a part can come beside what there is: somebody, or what is no place by its preposition."""
    return sort == WHO or (sort == PLACE and not _is_led(one, parted))


def _is_led(one: Told, parted: Parted) -> bool:
    return not one.text.isascii() or one.text.casefold().split()[0] in parted.prepositions


def asks_to_take(message: str, changes: Sequence[Told], parted: Parted) -> bool:
    """Whether a word around the parts that a message tells asks for something to go."""
    for one in changes:
        message = message.replace(one.text, " ", 1)
    return parted.around.takes.search(message) is not None


def seen_beside(
    said: Sequence[str], shown: Sequence[str], labels: Sequence[str], empty: frozenset[str], classes: Classes
) -> Seen:
    """The words of a message beside a description, with the part of it that has a word, or another one of its class."""
    of_said = classes.of(said)
    return Seen(said, of_said, _signs(said, shown, labels, empty), _alike(of_said, classes.of(shown), labels))


def _alike(said: Sequence[str], shown: Sequence[str], labels: Sequence[str]) -> list[str]:
    """For each word of a message the first part of the description with a word of its class."""
    first: dict[str, str] = {}
    for classes, label in zip(shown, labels, strict=True):
        if label != OUTSIDE:
            for one in classes.rstrip(INNER):
                first.setdefault(one, label)
    return [next((first[one] for one in classes if one in first), _NOTHING) for classes in said]


def _signs(
    said: Sequence[str], shown: Sequence[str], labels: Sequence[str], empty: frozenset[str]
) -> list[str]:
    """For each word of a message the part of the description that has it too; a capital where its neighbour is there as well."""
    alone: dict[str, str] = {}
    for word, label in zip(shown, labels, strict=True):
        if label != OUTSIDE and word not in empty:
            alone.setdefault(word, label)
    pairs = {pair: label for pair, label in zip(pairwise(shown), labels, strict=False) if label != OUTSIDE}
    found: list[str] = []
    for at, word in enumerate(said):
        beside = [pairs.get(pair) for pair in pairwise(said[max(0, at - 1) : at + 2])]
        whole = next((one.upper() for one in reversed(beside) if one), "")
        found.append(whole or alone.get(word, _NOTHING))
    return found


def _apart(found: Sequence[Stretch], description: str) -> list[Stretch]:
    """Stretches that end where the next one begins, as one that had taken the preposition of the next."""
    apart: list[Stretch] = []
    for one, behind in zip_longest(found, found[1:]):
        end = one.end if behind is None else min(one.end, behind.start)
        end = one.start + len(description[one.start : end].rstrip())
        apart += [Stretch(one.label, one.start, end)] if end > one.start else []
    return apart


def _with_preposition(part: Stretch, description: str, parted: Parted) -> Stretch:
    """An English place or time with the word in front of it that belongs to it."""
    before = description[: part.start].rstrip()
    word = before.rpartition(" ")[2]
    is_led = description[part.start : part.end].split(maxsplit=1)[0].casefold() in parted.prepositions
    if part.label not in (PLACE, TIME) or is_led or word.casefold() not in parted.prepositions:
        return part
    return Stretch(part.label, len(before) - len(word), part.end)


def _with_commas(description: str) -> str:
    """A description with a comma for each blank between Chinese words, which parts clauses as one does."""
    return _BLANK.sub("，", description)


def _without_marks(text: str, found: Sequence[Stretch]) -> list[Stretch]:
    """Stretches without the marks and blanks at their ends; those of nothing else are left out."""
    kept: list[Stretch] = []
    for one in found:
        words = text[one.start : one.end]
        start = one.start + len(words) - len(words.lstrip(f"{ENDS} "))
        end = one.end - (len(words) - len(words.rstrip(f"{ENDS} ")))
        if start < end:
            kept.append(Stretch(one.label, start, end))
    return kept
