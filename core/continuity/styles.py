"""Replaces the style of picture that a description tells by another: an oil painting instead of ink."""

import re

from core.continuity import attribute
from core.tables import Revisions


def instead_of_other(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description in this style; None where the words name no style, or it tells none yet, or several."""
    said = next(
        (found for one in revisions.styles.said if (found := one.fullmatch(revisions.plain(words)))), None
    )
    if said is None:
        return None
    told = [match for one in revisions.styles.told for match in one.finditer(revisions.plain(prompt))]
    if len(told) != 1:
        return None
    name, kind = (_part(said, group, words) for group in ("name", "kind"))
    start, end = told[0].start("name"), max(told[0].end("name"), told[0].end("kind"))
    new = name + (kind or _part(told[0], "kind", prompt))
    return attribute.with_article(prompt[:start], new, revisions) + prompt[end:]


def _part(found: re.Match[str], group: str, text: str) -> str:
    return text[slice(*found.span(group))] if found[group] else ""
