"""Names what gives way in a Chinese change that denies one thing and tells another: "do not run, skip rope"."""

import re

from core.continuity.removal import shows
from core.punctuation import ENDS, PART
from core.tables import Revisions


def told_as_swap(prompt: str, words: str, revisions: Revisions, text: str = "") -> str:
    """The words of a change with what they deny named as the description tells it; unchanged where it tells nothing so.

    "Do not run, skip rope" is "running becomes skipping rope"; "I don't like the meadow, make it a beach", the whole
    `text`, replaces the meadow.
    """
    blamed = revisions.seen.blamed.match(text.strip())
    if blamed is not None and shows(prompt, blamed["old"], revisions):
        return revisions.swapped["en"].format(old=f"the {blamed['old']}", new=blamed["new"])
    # A word or two of what is told instead may read like talk: then they are only in the whole text.
    whole = text.strip(ENDS) if text.strip(ENDS).startswith(words) else words
    said = revisions.seen.not_done.match(revisions.plain(whole))
    if said is None:
        return words
    denied, new = (whole[slice(*said.span(name))] for name in ("old", "new"))
    old = _as_told(prompt, denied, revisions)
    acts = (revisions.seen.acts.match(one) for one in (denied, new))
    is_meant = said["instead"] or said["at"] or denied[:1] == new[:1] or all(acts)
    if not old or not is_meant:
        return words
    return revisions.swapped["zh"].format(old=old, new=new) + whole[said.end() :]


def _as_told(prompt: str, denied: str, revisions: Revisions) -> str:
    """What is denied in the words of the description: as it stands, with its object, or the clause that tells it."""
    plain, denied = revisions.plain(prompt), re.sub(f"(?:{revisions.seen.not_done_aspect})$", "", denied)
    verb, rest = denied[:1], denied[1:]
    told = re.escape(verb)
    told += (
        f"(?:{revisions.seen.not_done_aspect})?{re.escape(rest)}" if rest else revisions.seen.not_done_object
    )
    found = re.search(told, plain)
    if found is not None:
        return prompt[slice(*found.span())]
    return next((one for one in PART.split(prompt) if rest and rest in one and verb in one), "")
