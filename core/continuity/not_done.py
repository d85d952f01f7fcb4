"""Names what gives way in a Chinese change that denies one thing and tells another: "do not run, skip rope"."""

import re

from core.continuity.removal import shows
from core.continuity.wider import is_place
from core.punctuation import ENDS, PART
from core.tables import Revisions
from core.tables.classes import Classes

_COUNT = "[^，,。；;]{0,3}?"  # in front of what it is done to: "puts up two scrolls"


def told_as_swap(prompt: str, words: str, revisions: Revisions, classes: Classes, text: str = "") -> str:
    """The words of a change with what they deny named as the description tells it; unchanged where it tells nothing so.

    "Do not run, skip rope" is "running becomes skipping rope"; "I don't like the meadow, make it a beach", the whole
    `text`, replaces the meadow.
    """
    blamed = revisions.seen.blamed.match(text.strip())
    if blamed is not None and shows(prompt, blamed["old"], revisions):
        return revisions.swapped["en"].format(old=f"the {blamed['old']}", new=blamed["new"])
    # A word or two of what is told instead may read like talk: then they are only in the whole text.
    at = text.find(words) if words else -1
    whole = text[at:].strip(ENDS) if at >= 0 else words
    # In front may stand another change: "make it an old monk, not sweeping but meditating".
    starts = (0, *(one.end() for one in PART.finditer(whole)))
    told = (_swapped(prompt, whole[start:], words, revisions, classes) for start in starts)
    found = next((whole[:at] + one for at, one in zip(starts, told, strict=True) if one), "")
    # What is denied may have read like talk, and is only in the whole text: "not by the window, at the bar".
    return found or (_swapped(prompt, text.strip(ENDS), words, revisions, classes) if at > 0 else "") or words


def denies_shown(prompt: str, before: str, rest: str, revisions: Revisions) -> bool:
    """Whether Chinese words deny what a description tells, where other words stand behind them."""
    said = revisions.seen.not_done.match(f"{revisions.plain(before.strip(ENDS))}，{revisions.plain(rest)}")
    return said is not None and bool(_as_told(prompt, said["old"], revisions))


def _swapped(prompt: str, words: str, meant: str, revisions: Revisions, classes: Classes) -> str:
    """Words that deny one thing and tell another, with what they deny as it is told; empty where they are none.

    What stands behind them is kept where it belongs to what is `meant` for the description.
    """
    said = revisions.seen.not_done.match(revisions.plain(words))
    if said is None:
        return ""
    denied, new = (words[slice(*said.span(name))] for name in ("old", "new"))
    old = _as_told(prompt, denied, revisions)
    acts = (revisions.seen.acts.match(one) or classes.begins_with_deed(one) for one in (denied, new))
    is_meant = said["instead"] or said["at"] or denied[:1] == new[:1] or all(acts)
    if not old or not is_meant:
        return ""
    behind, new = words[said.end() :], _so_there(old, new, revisions, classes)
    return revisions.swapped["zh"].format(old=old, new=new) + (behind if behind in meant else "")


def _so_there(old: str, new: str, revisions: Revisions, classes: Classes) -> str:
    """A place that comes instead, with what is done there: who lies on the bed lies on the sofa."""
    rests = re.match(f".(?:{revisions.seen.not_done_aspect})", old)
    is_there = is_place(new, classes) or revisions.sides.search(new) is not None
    is_bare = rests is not None and is_there and not classes.begins_with_deed(new)
    return rests[0] + new if rests is not None and is_bare and revisions.seen.acts.match(new) is None else new


def _as_told(prompt: str, denied: str, revisions: Revisions) -> str:
    """What is denied in the words of the description: as it stands, with its object, or the clause that tells it."""
    plain, denied = revisions.plain(prompt), re.sub(f"(?:{revisions.seen.not_done_aspect})$", "", denied)
    verb, rest = denied[:1], denied[1:]
    told = re.escape(verb)
    told += (
        f"(?:{revisions.seen.not_done_aspect})?{_COUNT}{re.escape(rest)}"
        if rest
        else revisions.seen.not_done_object
    )
    found = re.search(told, plain)
    if found is not None:
        return prompt[slice(*found.span())]
    return next((one for one in PART.split(prompt) if rest and rest in one and verb in one), "")
