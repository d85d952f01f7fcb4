"""Finds where the looks of a Chinese thing begin: "a golden stage curtain" is one curtain, and it is golden."""

import re

from core.tables import Revisions


def begin_of_look(prompt: str, at: int, kind: re.Pattern[str] | None, revisions: Revisions) -> int:
    """Where the looks begin that are told in front of the thing at this place, or of it together with where it is."""
    text = revisions.plain(prompt[:at])
    found = revisions.look_lead.search(text)
    place = re.search(f"(?:{revisions.otherwise.whose.pattern})$", text) if found is None else None
    if kind is None or place is None:
        return found.start() if found is not None else at
    told = re.search(f"(?:{kind.pattern}){revisions.look_mark}?$", text[: place.start()])
    return told.start() if told is not None else at
