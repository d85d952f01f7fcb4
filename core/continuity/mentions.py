"""Renames a thing wherever a description comes back to it: the coffee on the table is the coffee that somebody drinks."""

import re

from core.continuity import attribute
from core.continuity.counted import with_measure
from core.tables import Revisions
from core.tables.classes import INNER, Classes

_THINGS = (
    "food", "drink", "thing", "furniture", "garment", "instrument", "vehicle", "plant", "device", "animal", "creature",
)  # fmt: skip
_ARTICLE = re.compile(r"^(?:an?|the|some)\s", re.IGNORECASE)
_NEW = re.compile(r"^(?:an?|another)\s", re.IGNORECASE)
_KNOWN = "the "
_LAST_WORD = re.compile(r"(?P<word>[a-z-]+)\s+$", re.IGNORECASE)
_LONGEST = 24  # characters of what gives way, or comes instead
_LONGEST_NAME = 5  # characters of a Chinese name
_LONGEST_LOOK = 3


def renamed(prompt: str, changed: str, revisions: Revisions, classes: Classes) -> str:
    """The changed description with the new name at each further mention of the thing that gave way.

    A mention told with a number, an article or a look of its own ("a blue car") is of another thing and stays, unless it
    stands in front and only brings in what was then changed.
    """
    start, end, new_end = _given_way(prompt, changed, classes)
    old, new = prompt[start:end].strip(), changed[start:new_end].strip()
    if not (0 < len(old) <= _LONGEST and 0 < len(new) <= _LONGEST) or old.isascii() is not new.isascii():
        return changed
    if classes.begins_with_deed(old) or classes.begins_with_deed(new):
        return changed
    name, instead = _name(old, classes), _uncounted(new, revisions)
    if not name or not instead or name.casefold() in instead.casefold():
        return changed
    is_counted = _is_counted(prompt[:end].removesuffix(name), revisions)
    is_known = not is_counted and _NEW.match(old) is None
    front = _everywhere(changed[:start], name, instead, revisions, classes, brings_in=is_known)
    middle = changed[start:new_end]
    if front != changed[:start] and name.isascii() and old.casefold().startswith(_KNOWN):
        middle = middle.replace(new, f"{old[: len(_KNOWN)]}{instead}")
    return front + middle + _everywhere(changed[new_end:], name, instead, revisions, classes)


def _given_way(prompt: str, changed: str, classes: Classes) -> tuple[int, int, int]:
    """Where whole words of a description gave way: their start, their end, and the end of those that came instead."""
    shortest = min(len(prompt), len(changed))
    start = next((at for at in range(shortest) if prompt[at] != changed[at]), shortest)
    behind = next(
        (at for at in range(shortest - start) if prompt[-at - 1] != changed[-at - 1]), shortest - start
    )
    texts = (prompt, changed)
    while start > 0 and any(_is_within(one, start, classes) for one in texts):
        start -= 1
    while behind > 0 and any(_is_within(one, len(one) - behind, classes) for one in texts):
        behind -= 1
    return start, len(prompt) - behind, len(changed) - behind


def _is_within(text: str, at: int, classes: Classes) -> bool:
    """Whether a word of a text goes on here."""
    if text[max(0, at - 1) : at + 1].isascii():
        return text[at - 1 : at].isalpha() and text[at : at + 1].isalpha()
    return [*classes.of(list(text)), ""][at].endswith(INNER)


def _name(old: str, classes: Classes) -> str:
    """The name of a thing at the end of what gave way; empty where it ends in no known thing."""
    if old.isascii():
        last = old.rsplit(maxsplit=1)[-1]
        return last if classes.are(last.casefold(), *_THINGS) else ""
    sizes = range(min(_LONGEST_NAME, len(old)), 0, -1)
    return next((old[-size:] for size in sizes if classes.are(old[-size:], *_THINGS)), "")


def _uncounted(new: str, revisions: Revisions) -> str:
    number = next((found for one in revisions.counted if (found := one.match(new))), None)
    return (
        new[number.start("of") + 1 :] if number is not None else _ARTICLE.sub("", new)
    )  # a measure is one character


def _everywhere(
    text: str, name: str, instead: str, revisions: Revisions, classes: Classes, *, brings_in: bool = False
) -> str:
    """A part of the description with the new name at each mention of the same thing; the only one may bring it in."""
    edge = r"\b" if name.isascii() else ""
    found = [
        one
        for one in re.finditer(f"{edge}{re.escape(name)}{edge}", text, re.IGNORECASE)
        if not any(_is_within(text, at, classes) for at in one.span())
    ]
    for one in reversed(found):
        before = text[: one.start()]
        if (brings_in and len(found) == 1) or not _is_another(before, revisions):
            told = attribute.with_article(before, instead, revisions)
            told = told if name.isascii() else with_measure(before, instead, revisions) + instead
            text = told + text[one.end() :]
    return text


def _is_counted(before: str, revisions: Revisions) -> bool:
    return any(one.end() == len(before) for count in revisions.counted for one in count.finditer(before))


def _is_another(before: str, revisions: Revisions) -> bool:
    """Whether what stands in front of a mention tells that it is of another thing."""
    if revisions.otherwise.another.search(before) or _is_counted(before, revisions):
        return True
    last = _LAST_WORD.search(before)
    if last is not None:
        return attribute.is_known(last["word"], revisions)
    plain = revisions.plain(before).removesuffix(revisions.look_mark)
    return any(attribute.is_known(plain[-size:], revisions) for size in range(1, _LONGEST_LOOK + 1))
