"""Replaces the style of picture that a description tells by another: an oil painting instead of ink."""

import re

from core.continuity import attribute
from core.tables import Revisions
from core.tables.patterns import as_typed

_IN = " in "


def instead_of_other(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description in this style; None where the words name no style, or it tells none yet, or several."""
    said = _said(words, revisions)
    if said is None:
        return None
    told = _told(prompt, revisions)
    if len(told) != 1:
        return None
    start, end = told[0].start("name"), max(told[0].end("name"), told[0].end("kind"))
    named, before = as_typed(said, words), as_typed(told[0], prompt)
    kind = named.get("kind") or before.get("kind", "")
    # An oil painting is no "painting painting".
    new = named["name"] + (kind[1:] if kind and named["name"].endswith(kind[0]) else kind)
    lead = revisions.styles.lead.search(revisions.plain(prompt[:start])) if new.isascii() else None
    said_kind = (said["kind"] or "").strip()
    if lead is not None and said_kind and said_kind in lead[0]:  # no "in the style of watercolor style"
        return f"{prompt[: lead.start()]}{_IN}{new}{prompt[end:]}"
    return attribute.with_article(prompt[:start], new, revisions) + prompt[end:]


def place_of(prompt: str, words: str, revisions: Revisions) -> tuple[int, int] | None:
    """Where a description tells the style that these words name, with what leads to it; None where it does not."""
    said, text = _said(words, revisions), revisions.plain(prompt)
    if said is None:
        return None
    for one in _told(prompt, revisions):
        if said["name"].casefold() in one["name"].casefold():
            lead = revisions.styles.lead.search(text[: one.start()])
            # In Chinese the word that ties it to what is drawn so goes with it.
            end = one.end() + text.startswith(revisions.look_mark, one.end())
            return (lead.start() if lead is not None else one.start()), end
    return None


def tells_style(prompt: str, revisions: Revisions) -> bool:
    """Whether a description tells a style of picture."""
    return bool(_told(prompt, revisions))


def _said(words: str, revisions: Revisions) -> re.Match[str] | None:
    plain = revisions.plain(words)
    return next((found for one in revisions.styles.said if (found := one.fullmatch(plain))), None)


def _told(prompt: str, revisions: Revisions) -> list[re.Match[str]]:
    found = (match for one in revisions.styles.told for match in one.finditer(revisions.plain(prompt)))
    by_place: dict[int, re.Match[str]] = {}
    for one in found:
        by_place.setdefault(one.start(), one)  # a name that is known tells more than any words in its place
    return list(by_place.values())
