"""Replaces the style of picture that a description tells by another: an oil painting instead of ink."""

from core.continuity import attribute
from core.tables import Revisions
from core.tables.patterns import as_typed


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
    start, end = told[0].start("name"), max(told[0].end("name"), told[0].end("kind"))
    named, before = as_typed(said, words), as_typed(told[0], prompt)
    new = named["name"] + (named.get("kind") or before.get("kind", ""))
    return attribute.with_article(prompt[:start], new, revisions) + prompt[end:]
