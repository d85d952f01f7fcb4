"""Names what gives way where an English change only tells what comes: of a girl on a whale, "with a dolphin instead" means the whale."""

import re
from itertools import zip_longest

from core.punctuation import ENDS
from core.tables import Revisions
from core.tables.classes import SOMEBODY, VERBS, Classes

# Sorts of things of which one takes the place of another; the first that both are of counts.
_AGAIN = (("animal",), ("animal", "creature"), ("vehicle",), ("drink",), ("instrument",))
_INSTEAD = (*_AGAIN, ("food",), ("plant",), ("garment",), ("furniture",), ("device",), ("thing",))
_SOMEBODY = (("person",), SOMEBODY)  # never told to give way unnamed, but asked about
_BARE = ("drink", "food")  # named without an article as well: "drinks coffee"
_THINGS = ("thing", "furniture", "device", "building", "room", "street", "plant", "food")
_WORN = ("garment",)  # never takes the place of who wears it
_IN_FRONT = re.compile(
    r"\b(?:an?|the|one|two|three|four|some|his|her|its|their|my|our) (?P<look>(?:[a-z-]+ ){0,2})$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z-]+", re.IGNORECASE)
_PLAYED = re.compile(r"\bplay(?:s|ed|ing)? $", re.IGNORECASE)  # right in front of an instrument


def naming_what_goes(prompt: str, text: str, revisions: Revisions, classes: Classes) -> str:
    """The message with the only thing of its sort that the description shows as what gives way; most often as it is."""
    row = revisions.otherwise
    for pattern, sorts in ((row.comes_instead, _INSTEAD), (row.comes_again, _AGAIN)):
        said = pattern.fullmatch(text.strip(ENDS))
        old = _only_one_like(prompt, said["new"], sorts, classes) if said is not None else ""
        if said is not None and old:
            return revisions.swapped["en"].format(old=f"the {old}", new=said["new"])
    said = row.comes_again.fullmatch(text.strip(ENDS))
    is_worn = said is not None and classes.are(said["new"].casefold().split()[-1], *_WORN)
    return row.comes_too.format(new=said["new"]) if said is not None and is_worn else text


def several_that_may_go(
    prompt: str, text: str, revisions: Revisions, classes: Classes
) -> tuple[str, list[str]]:
    """What comes instead, and the things of its sort of which the message says not which gives way; mostly none."""
    said = revisions.otherwise.comes_instead.fullmatch(text.strip(ENDS))
    alike = _all_like(prompt, said["new"], (*_INSTEAD, *_SOMEBODY), classes) if said is not None else []
    return (said["new"] if said is not None else "", alike if len(alike) > 1 else [])


def _only_one_like(prompt: str, new: str, sorts: tuple[tuple[str, ...], ...], classes: Classes) -> str:
    """The name of the only thing in a description that is of the sort of the new one; empty where it shows none, or several."""
    alike = _all_like(prompt, new, sorts, classes)
    return alike[0] if len(alike) == 1 else ""


def _all_like(prompt: str, new: str, sorts: tuple[tuple[str, ...], ...], classes: Classes) -> list[str]:
    """The names of all things in a description that are of the sort of the new one."""
    name = new.casefold().split()[-1]
    words = list(_WORD.finditer(prompt))
    shown = [
        one
        for one, behind in zip_longest(words, words[1:])
        if _is_led(prompt, one, classes)
        or _is_bare(one, behind, classes)
        or _PLAYED.search(prompt, 0, one.start())
    ]
    if name in (one[0].casefold() for one in shown):
        return []  # it is told anew
    for sort in sorts:
        alike = [one[0] for one in shown if classes.are(one[0].casefold(), *sort)]
        if classes.are(name, *sort) and alike:
            return alike
    return []


def _is_led(prompt: str, word: re.Match[str], classes: Classes) -> bool:
    """Whether an article stands in front of a word; what can be done as well, "a cat drinks", has it directly there."""
    led = _IN_FRONT.search(prompt, 0, word.start())
    return led is not None and (not led["look"] or not classes.are(word[0].casefold(), *VERBS))


def _is_bare(word: re.Match[str], behind: re.Match[str] | None, classes: Classes) -> bool:
    """Whether a word names something to eat or drink, and not what that is in: "coffee", and no coffee cup."""
    name = word[0].casefold()
    if not classes.are(name, *_BARE) or classes.are(name, *VERBS):
        return False
    return behind is None or not classes.are(behind[0].casefold(), *_THINGS)
