"""Tells whether a changed description reads as if the change had gone wrong: it is then shown before it is ordered.

No rule knows every way to word a change. What went wrong often shows in the description itself: nobody is left who
does something, a part that nobody spoke of is gone, what was to take a place stands beside it.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from core.continuity.labels import ADDED, DEED, PLACE, TAKEN, WHO
from core.continuity.parts import Told, parts_of, told
from core.punctuation import ENDS, clauses
from core.tables.classes import INNER, PLACES, SOMEBODY, VERBS
from core.tables.parted import Parted
from core.tagging import Stretch, words_of

_STEM = 4  # letters by which an English word is known again: "sneeze", "sneezes"
_HALF = 0.5
_NEAR = {True: 2, False: 7}  # words between two colours of one thing: in English, in Chinese
_SWAPPED = frozenset((WHO, PLACE, DEED))
_THINGS = (
    "person", "animal", "creature", "vehicle", "plant", "food", "drink", "garment", "instrument", "device",
    "furniture", "thing", "nature", "water", "building", "room", "street", "named",
)  # fmt: skip
_ALIVE = (*SOMEBODY, "vehicle", "device", "plant")  # what can be said to do something
_BESIDE = ("weather", "hour", "season", "light", "style", "camera", "sky", "garment", "body")


def is_muddled(before: str, message: str, after: str, parted: Parted) -> bool:
    """Whether what a message made of a description is likely not what it means."""
    if before == after or before.isascii() is not after.isascii():
        return False
    muddle = parted.muddle
    if muddle.asking.search(after) and not muddle.asking.search(before):
        return True
    if _contradicts(before, after, parted) or _is_two_coloured(before, after, parted):
        return True
    was, now = (_Scene(one, parts_of(one, parted)) for one in (before, after))
    changes = told(message, before, parted)
    swaps = muddle.swaps.search(message) is not None
    is_less = parted.around.takes.search(message) is not None or any(one.sort == TAKEN for one in changes)
    if (swaps or not is_less) and _lacks_somebody(was, now, parted):
        return True
    others = {one.sort for one in changes if one.sort != DEED or _named(one.text, VERBS, parted)}
    if not is_less and _lacks_part(was, now, others, parted):
        return True
    if not is_less and any(_is_dropped(one, message, after, parted) for one in changes):
        return True
    if parted.around.adds.search(message) is None and _is_another_scene(was, now, message, parted):
        return True
    adds = parted.around.adds.search(message) is not None and muddle.surely_swaps.search(message) is None
    return swaps and not adds and _stands_beside(was, now, parted)


def share_a_part(one: str, other: str, parted: Parted) -> bool:
    """Whether two descriptions have somebody, a deed or a place in common, at least for the most part."""
    scene = _Scene(one, parts_of(one, parted))
    return any(_share(part, other, parted) >= _HALF for part in scene.of(WHO, DEED, PLACE))


def reads_like_change(scene: str, shown: str, parted: Parted) -> bool:
    """Whether what is to be a clip of its own reads like a change of one, or speaks of what the one at hand shows."""
    if parted.muddle.changes.search(scene):
        return True
    found = parted.muddle.of_shown.match(scene)
    what = found["what"] or found["who"] if found is not None else ""
    return bool(what) and what.casefold() in shown.casefold()


@dataclass(frozen=True, slots=True)
class _Scene:
    """A description and its parts."""

    text: str
    parts: Sequence[Stretch]

    def of(self, *labels: str) -> list[str]:
        """The words of its parts of these sorts."""
        return [self.text[one.start : one.end] for one in self.parts if one.label in labels]


def _lacks_somebody(was: _Scene, now: _Scene, parted: Parted) -> bool:
    """Whether nobody is left of those shown, or something is done in front of whoever does it."""
    is_of_somebody = any(_named(one, SOMEBODY, parted) for one in was.of(WHO))
    if is_of_somebody and now.of(DEED) and not _named(now.text, _ALIVE, parted):
        return True
    if not was.of(WHO) or any(_share(one, now.text, parted) >= _HALF for one in was.of(WHO)):
        return False
    return not now.of(WHO) or (was.parts[0].label == WHO and now.parts[0].label == DEED)


def _lacks_part(was: _Scene, now: _Scene, told: AbstractSet[str], parted: Parted) -> bool:
    """Whether a place or a deed is gone, with none instead, though the message tells no other."""
    for label, names in ((DEED, VERBS), (PLACE, PLACES)):
        gone = [one for one in was.of(label) if _share(one, now.text, parted) < _HALF]
        left = [one for one in now.of(label) if len(one) > 1]  # a character alone is a slip of the tagger
        if label in told or len(left) >= len(was.of(label)) or not gone:
            continue
        # Only what is surely one, and is not told by a word of its sort that no tagger took for it.
        shown = _named(was.text, names, parted)
        if any(_named(one, names, parted) for one in gone) and _named(now.text, names, parted) <= shown:
            return True
    return False


def _named(text: str, names: Sequence[str], parted: Parted) -> frozenset[str]:
    """The words of a text that name something of these classes."""
    words, codes = [one.text for one in words_of(text)], parted.classes.codes(*names)
    return frozenset(
        word
        for word, classes in zip(words, parted.classes.of(words), strict=True)
        if not codes.isdisjoint(classes)
    )


def _is_dropped(one: Told, message: str, after: str, parted: Parted) -> bool:
    """Whether somebody, something or a place that the message tells is not in the description."""
    around = parted.around
    if one.sort not in (WHO, PLACE, ADDED) or around.rather.search(message, 0, one.start):
        return False
    if around.no_part.search(one.text) or not _named(one.text, _THINGS, parted):
        return False
    return _share(one.text, after, parted) < _HALF


def _share(words: str, text: str, parted: Parted) -> float:
    """How much of some words a text has; all of nothing."""
    text = text.casefold()
    found = [one.text for one in words_of(words) if one.text not in parted.empty and one.text not in ENDS]
    there = [(one[:_STEM] if one.isascii() else one) in text for one in found]
    return sum(there) / len(there) if there else 1.0


def _stands_beside(was: _Scene, now: _Scene, parted: Parted) -> bool:
    """Whether what was to take a place was only added: a deed to a deed, a second place."""
    kept, had = was.text.strip(ENDS), {one.label for one in was.parts} & _SWAPPED
    if now.text.startswith(kept):
        for clause, _ in clauses(now.text.removeprefix(kept).strip(f"{ENDS} ")):
            told = {one.label for one in parts_of(clause.removeprefix("with "), parted)}
            if (
                told & had
                and _named(clause, (*_THINGS, *PLACES, *VERBS), parted)
                and not _goes_beside(clause, parted)
            ):
                return True
    if len(clauses(now.text)) <= len(clauses(was.text)):
        return False
    new = [one for one in now.of(PLACE) if one not in was.text and not _goes_beside(one, parted)]
    return bool(new and was.of(PLACE)) and all(one in now.text for one in was.of(PLACE))


def _is_another_scene(was: _Scene, now: _Scene, message: str, parted: Parted) -> bool:
    """Whether a whole scene was added: somebody who does something somewhere, beside one who does so elsewhere."""
    kept = was.text.strip(ENDS)
    if not now.text.startswith(kept) or not was.of(DEED) or not was.of(PLACE):
        return False
    if parted.around.happens.search(message) or parted.muddle.of_known.search(message):
        return False
    added = [one for one, _ in clauses(now.text.removeprefix(kept).strip(f"{ENDS} "))]
    scenes = (_Scene(one, parts_of(one, parted)) for one in added if not _goes_beside(one, parted))
    return any(one.of(WHO) and one.of(DEED) and one.of(PLACE) for one in scenes)


def _goes_beside(words: str, parted: Parted) -> bool:
    """Whether words tell weather, light, or how it is filmed, which stands beside any deed and place."""
    if parted.muddle.goes_beside.search(words):
        return True
    classes = parted.classes.of([one.text for one in words_of(words) if one.text not in ENDS])
    return not parted.classes.codes(*_BESIDE).isdisjoint(classes[-1] if classes else "")


def _is_two_coloured(before: str, after: str, parted: Parted) -> bool:
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
            if other and f"{one['what']}{other}" in after:
                return True
    return False
