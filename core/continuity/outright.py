"""What a change tells outright, without words for what gives way: another age, number, place, weather, part or thing."""

import re

from core.continuity import ages, amounts, anew, contraries, counted, degrees, first_thing, same_sort, scenery
from core.continuity.ends import without_tail
from core.tables import Revisions

_WAYS = (
    ages.told,
    amounts.told,
    amounts.lessened,
    degrees.told,
    counted.told_anew,
    counted.crowded,
    scenery.moved,
    scenery.taken_to,
    scenery.on_course,
    contraries.told,
    anew.with_part,
    anew.with_object,
    same_sort.replaced,
    first_thing.looking_different,
)
NAMES_OLD = re.compile(r" (?:instead of|rather than) ")


def told(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description with what the words tell, by the first way that fits; None where they tell nothing outright."""
    elsewhere = scenery.there_instead(prompt, words, revisions)
    if elsewhere is not None:
        return elsewhere
    if NAMES_OLD.search(words):
        return None
    bare = without_tail(words, revisions)
    ways = (one(prompt, bare, revisions) for one in _WAYS)
    return next((changed for changed in ways if changed is not None), None)
