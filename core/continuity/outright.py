"""What a change tells outright, without words for what gives way: another age, number, place, weather, part or thing."""

import re

from core.continuity import ages, anew, contraries, counted, first_thing, same_sort, scenery
from core.tables import Revisions

_WAYS = (
    ages.told,
    counted.told_anew,
    scenery.moved,
    scenery.taken_to,
    contraries.told,
    anew.with_part,
    anew.with_object,
    same_sort.replaced,
    first_thing.looking_different,
)
_NAMES_OLD = re.compile(r" (?:instead of|rather than) ")


def told(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description with what the words tell, by the first way that fits; None where they tell nothing outright."""
    if _NAMES_OLD.search(words):
        return None
    ways = (one(prompt, words, revisions) for one in _WAYS)
    return next((changed for changed in ways if changed is not None), None)
