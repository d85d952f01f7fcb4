"""Tells whether a changed description reads as if the change had gone wrong: it is then shown before it is ordered.

No rule knows every way to word a change. What went wrong often shows in the description itself: nobody is left who
does something, a part that nobody spoke of is gone, what was to take a place stands beside it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from core.continuity.labels import ADDED, DEED, PLACE, TAKEN, WHO
from core.continuity.parts import Told, parts_of, told
from core.punctuation import ENDS
from core.tables.classes import INNER
from core.tables.parted import Parted
from core.tagging import Stretch, words_of

_STEM = 4  # letters by which an English word is known again: "sneeze", "sneezes"
_HALF = 0.5
_NEAR = {True: 2, False: 7}  # words between two colours of one thing: in English, in Chinese
_SWAPPED = frozenset((WHO, PLACE, DEED))
_BESIDE = ("weather", "hour", "season", "light", "style", "camera", "sky")


def is_muddled(before: str, message: str, after: str, parted: Parted) -> bool:
    """Whether what a message made of a description is likely not what it means."""
    if before == after or before.isascii() is not after.isascii():
        return False
    muddle = parted.muddle
    if muddle.asking.search(after) and not muddle.asking.search(before):
        return True
    if _contradicts(before, after, parted) or _is_two_coloured(after, before, parted):
        return True
    was, now = parts_of(before, parted), parts_of(after, parted)
    changes = told(message, before, parted)
    swaps = muddle.swaps.search(message) is not None
    is_less = parted.around.takes.search(message) is not None or any(one.sort == TAKEN for one in changes)
    if (swaps or not is_less) and _lacks_somebody(was, now):
        return True
    fewer = Counter(one.label for one in was) - Counter(one.label for one in now)
    for one in changes:
        del fewer[one.sort]  # the message tells another
    if not is_less and _lacks_part(before, after, was, fewer, parted):
        return True
    if not is_less and any(_is_dropped(one, message, after, parted) for one in changes):
        return True
    adds = parted.around.adds.search(message) is not None and muddle.surely_swaps.search(message) is None
    return swaps and not adds and _stands_beside(before, after, was, now, parted)


def _lacks_somebody(was: Sequence[Stretch], now: Sequence[Stretch]) -> bool:
    """Whether nobody is left of those shown, or something is done in front of whoever does it."""
    had = [one.label for one in was]
    has = [one.label for one in now]
    return WHO in had and (WHO not in has or (had[0] == WHO and has[:1] == [DEED]))


def _lacks_part(before: str, after: str, was: Sequence[Stretch], fewer: Counter[str], parted: Parted) -> bool:
    """Whether a place or a deed is gone, of which there are `fewer` now."""
    return any(
        fewer[one.label] and _share(before[one.start : one.end], after, parted) < _HALF
        for one in was
        if one.label in (DEED, PLACE)
    )


def _is_dropped(one: Told, message: str, after: str, parted: Parted) -> bool:
    """Whether somebody, something or a place that the message tells is not in the description."""
    if one.sort not in (WHO, PLACE, ADDED) or parted.around.rather.search(message, 0, one.start):
        return False
    return _share(one.text, after, parted) < _HALF


def _share(words: str, text: str, parted: Parted) -> float:
    """How much of some words a text has; all of nothing."""
    text = text.casefold()
    found = [one.text for one in words_of(words) if one.text not in parted.empty and one.text not in ENDS]
    there = [(one[:_STEM] if one.isascii() else one) in text for one in found]
    return sum(there) / len(there) if there else 1.0


def _stands_beside(
    before: str, after: str, was: Sequence[Stretch], now: Sequence[Stretch], parted: Parted
) -> bool:
    """Whether what was to take a place was only added: a deed to a deed, a second place."""
    kept = before.strip(ENDS)
    had = {one.label for one in was}
    if after.startswith(kept):
        added = after.removeprefix(kept).strip(f"{ENDS} ")
        new = [added[one.start : one.end] for one in parts_of(added, parted) if one.label in had & _SWAPPED]
        if new and not parted.muddle.goes_beside.search(added):
            return any(not _goes_beside(one, parted) for one in new)
    count = Counter(one.label for one in now)[PLACE]
    return PLACE in had and count > Counter(one.label for one in was)[PLACE]


def _goes_beside(words: str, parted: Parted) -> bool:
    """Whether words tell weather, light, or how it is filmed, which stands beside any deed and place."""
    classes = parted.classes.of([one.text for one in words_of(words)])
    return not parted.classes.codes(*_BESIDE).isdisjoint(classes[-1] if classes else "")


def _is_two_coloured(after: str, before: str, parted: Parted) -> bool:
    """Whether one thing has two colours that had one: "a red old green tram"."""
    return _two_colours(after, parted) > _two_colours(before, parted)


def _two_colours(text: str, parted: Parted) -> int:
    """How often two colours stand beside each other with nothing that parts them."""
    words = [one.text for one in words_of(text)]
    (code,) = parted.classes.codes("colour")
    places = [
        at
        for at, classes in enumerate(parted.classes.of(words))
        if classes.rstrip(INNER) == code and not classes.endswith(INNER)
    ]
    near = _NEAR[text.isascii()]
    return sum(
        at + 1 < other <= at + near and parted.muddle.parts.isdisjoint(words[at:other])
        for at, other in pairwise(places)
    )


def _contradicts(before: str, after: str, parted: Parted) -> bool:
    """Whether a Chinese description now says both of a thing, large and small."""
    for one in parted.muddle.contrary.finditer(before):
        if one[0] not in after:
            continue
        for large, small in parted.muddle.contraries:
            other = small if one["how"] == large else large if one["how"] == small else ""
            if other and re.search(f"{one['what']}[很更再也]?{other}", after):
                return True
    return False
