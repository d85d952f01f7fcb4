"""Lets the name of somebody who took another's place follow wherever a description names that one again."""

import re

from core.tables import Revisions

_SHORTEST = 2
# Behind the English name of somebody, and not within a longer one: "the dog catcher".
_GOES_ON = r"(?= (?:is|are|in|on|at|with|and|to|who|then|[a-z]+s|[a-z]+ing)\b|[,.;]|$)"


def renamed(before: str, after: str, revisions: Revisions) -> str:
    """The changed description with the new name also where the one who gave way is named once more; else as it is."""
    is_english = before.isascii() and after.isascii()
    names = _nouns if is_english else _names
    there, now = names(before, revisions), names(after, revisions)
    gone = [
        one for one in dict.fromkeys(there) if there.count(one) > 1 and now.count(one) == there.count(one) - 1
    ]
    come = [one for one in now if one not in there]
    if len(gone) != 1 or len(come) != 1 or len(gone[0]) < _SHORTEST or gone[0] in come[0]:
        return after
    if is_english:
        again_en = rf"\b(the) {re.escape(gone[0])}{_GOES_ON}"
        return re.sub(again_en, rf"\1 {come[0]}", after, flags=re.IGNORECASE)
    again = [
        one for one in revisions.subject["zh"].finditer(revisions.plain(after)) if one[0].endswith(gone[0])
    ]
    return after if any(one["count"] for one in again) else after.replace(gone[0], come[0])


def _names(prompt: str, revisions: Revisions) -> list[str]:
    """The subjects that a Chinese description names, without how many they are."""
    found = revisions.subject["zh"].finditer(revisions.plain(prompt))
    return [one[0].removeprefix(one["count"] or "") for one in found]


def _nouns(prompt: str, revisions: Revisions) -> list[str]:
    """The subjects that an English description names, without what they look like."""
    return [
        one[0].casefold().split()[-1] for one in revisions.subject["en"].finditer(revisions.plain(prompt))
    ]
