"""Replaces a thing that the description calls by another name: "the boat" is the ferry."""

import re

from core.continuity import attribute, counted
from core.punctuation import ENDS, comma
from core.tables import Revisions
from core.tables.classes import Classes

_THINGS = (
    "person",
    "animal",
    "creature",
    "food",
    "drink",
    "vehicle",
    "plant",
    "garment",
    "instrument",
    "furniture",
)

_VESSEL = re.compile(r"(?i:(?:an?|the|one) (?:[a-z-]+ ){1,2}of )")
_IN_VESSEL = re.compile(r"(?i:\b(?:an?|the|one) (?:(?!of\b)[a-z-]+ ){1,2}of )$")


def replaced(prompt: str, name: str, new: str, revisions: Revisions) -> str | None:
    """The description with the new thing in place of the one that the name stands for; None where there is none."""
    name = revisions.plain(name).casefold()
    plain = revisions.plain(prompt).casefold()
    row = next((row for row in revisions.kinds if name in row), ())
    edge = r"\b" if name.isascii() else ""
    for word in sorted(row, key=len, reverse=True):
        found = list(re.finditer(f"{edge}{re.escape(word)}{edge}", plain))
        named = plain.find(name)
        is_told = named >= 0 and len(word) <= len(name)  # the name itself stands there, and goes as a whole
        if len(found) != 1 or word == name or is_told:
            continue
        if named >= 0 and not found[0].start() <= named < found[0].end():
            continue
        at, size = found[0].start(), len(word)
        if name.isascii():
            run = attribute.run_of_names(plain, row)
            at, size = run[0][0], run[-1][1] - run[0][0]
        return in_place(prompt[:at], prompt[at:], size, new, revisions)
    return None


def without_vessel(before: str, new: str) -> str | None:
    """What stands in front of the vessel of a thing, where the new one brings its own: a cup of cocoa in no glass."""
    held = _IN_VESSEL.search(before) if _VESSEL.match(new) is not None else None
    return before[: held.start()] if held is not None else None


def in_place(before: str, after: str, size: int, new: str, revisions: Revisions) -> str:
    """A description whose part `after` begins with a thing of this size, with the new one instead."""
    after = after[size:]
    if (held := without_vessel(before, new)) is not None:
        return held + new + after
    for look in revisions.looks:
        if look.search(revisions.plain(new)):
            before = re.sub(f"(?:{look.pattern}){revisions.look_mark}? ?$", "", before)
    for count in revisions.counted:
        ends = [one.start() for one in count.finditer(revisions.plain(before)) if one.end() == len(before)]
        if ends and count.match(revisions.plain(new)) is not None:
            return before[: ends[0]] + new + after  # counted as boats are, and not as ferries are
    new = counted.uncounted(before, len(before), new, revisions)  # "a blue lorry", and a lorry
    uncounted = counted.without_other_count(before, new, revisions)
    if uncounted != before:
        return uncounted + new + after
    new = attribute.without_article(new, revisions)
    return (attribute.with_article(before, new, revisions) if new.isascii() else before + new) + after


def end_of_name(pattern: re.Pattern[str], prompt: str, end: int) -> int:
    """Where the name ends: nouns in a row are one (a golden retriever puppy)."""
    while prompt[end : end + 1] == " ":
        more = pattern.match(prompt, end + 1)
        if more is None or " " in more.group():
            break
        end = more.end()
    return end


def whole_name(prompt: str, old: str, revisions: Revisions) -> str:
    """The whole Chinese name in a description that ends like this: "the tree" of a cherry tree is all of it."""
    plain = revisions.plain(prompt)
    found = [
        one for one in revisions.compound.finditer(plain) if one.group().endswith(old) and one.group() != old
    ]
    return prompt[slice(*found[0].span())] if old and len(found) == 1 == plain.count(old) else old


def with_name(new: str, old: str, revisions: Revisions) -> str:
    """Words that only count, with the Chinese name of what they count: "the cat becomes two of them"."""
    is_count = any(one.fullmatch(revisions.plain(new)) for one in revisions.counted)
    return new + old if is_count and not old.isascii() else new


def of_owner(prompt: str, old: str, new: str, revisions: Revisions) -> str | None:
    """The description with how something of somebody is to be, "her hairdo is short"; None where it shows no such one.

    Or with somebody's own in the place of what was there: "his wife" instead of "an old fisherman".
    """
    if revisions.seen.owned.match(new):
        found = re.search(
            rf"\b{re.escape(attribute.without_article(old, revisions))}\b", prompt, re.IGNORECASE
        )
        head = revisions.seen.before.search(prompt[: found.start()]) if found is not None else None
        return (
            prompt[: head.start()] + new + prompt[found.end() :]
            if found is not None and head is not None
            else None
        )
    owner, mark, what = old.rpartition(revisions.look_mark)
    if not (owner and mark) or revisions.plain(what) not in revisions.aspects or what in revisions.places:
        return None
    if owner not in revisions.whole and owner not in prompt:
        return None
    return f"{prompt.rstrip(ENDS)}{comma(prompt)}{revisions.aspect['zh'].format(name=old, new=new)}"


def as_thing(prompt: str, text: str, revisions: Revisions, classes: Classes) -> str:
    """The Chinese message with a thing that it points at, "the noodle one", as what becomes another of its sort."""
    found = revisions.otherwise.pointed.match(text)
    if found is None or found["old"] not in prompt:
        return text
    old, new = (set((classes.of(list(found[name])) or [""])[-1]) for name in ("old", "new"))
    if not old & new & classes.codes(*_THINGS):
        return text
    return revisions.swapped["zh"].format(old=found["old"], new=found["new"]) + text[found.end() :]


def as_swap(text: str, revisions: Revisions) -> str:
    """The Chinese wish for another look, with which one behind it, as one change: "another hairdo, short"."""
    found = revisions.given.match(revisions.plain(text))
    if found is None:
        return text
    who, what, new = (text[slice(*found.span(name))] for name in ("who", "what", "new"))
    old = f"{who}{revisions.look_mark}{what}" if who and what not in revisions.places else what
    return revisions.swapped["zh"].format(old=old, new=new) + text[found.end() :]
