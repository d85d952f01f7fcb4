"""Dresses somebody whom a Chinese description shows otherwise: a red dress in the place of a blue one, or of none told."""

import re

from core.continuity.ends import without_tail
from core.punctuation import ENDS, comma
from core.tables import Revisions
from core.tables.classes import Classes


def put_on(prompt: str, words: str, revisions: Revisions, classes: Classes) -> str | None:
    """The description with what somebody is to have on, in the place of what is worn there; None where words tell none."""
    row = revisions.otherwise
    said = row.puts_on.match(without_tail(words.strip(ENDS), revisions))
    if said is None or not _is_garment(said["what"], classes):
        return None
    what, who = said["what"], said["who"] or ""
    if who and (who not in prompt or _is_garment(who, classes)):
        return None
    sort = _sort(what, revisions)
    for one in row.has_on.finditer(prompt):
        old = one["old"]
        if _is_garment(old, classes) and _sort(old, revisions) == sort and (not who or who in prompt):
            return prompt[: one.start("old")] + what + prompt[one.end("old") :]
    if revisions.subject["zh"].search(revisions.plain(prompt)) is None:
        return None
    return f"{prompt.rstrip(ENDS)}{comma(prompt)}{who}{row.wears[sort > 1]}{what}"


def _is_garment(words: str, classes: Classes) -> bool:
    """Whether Chinese words, or the end of them, name what somebody has on."""
    return any(classes.are(words[at:], "garment") for at in range(len(words)))


def _sort(garment: str, revisions: Revisions) -> int:
    """Which sort a garment is of: 0 for clothes, 1 for shoes, more for what is worn otherwise."""
    rows = revisions.otherwise.worn_sorts
    return next((at for at, one in enumerate(rows, 1) if re.search(one, garment)), 0)
