"""Swaps a thing that a Chinese description names twice: for one that eats hotpot in a hotpot shop, "barbecue instead"."""

import re
from collections.abc import Callable

from core.continuity import attribute
from core.continuity.ends import swap_told, without_tail
from core.punctuation import ENDS
from core.tables import Revisions

_OFTEN = 2
_VERB = 2  # characters of one that is doubled at its head


def _doubled(prompt: str, deed: str, is_doubled: Callable[[str], bool]) -> re.Match[str] | None:
    """Where a Chinese verb stands as it is said of something done a little: its first character, or its only one, twice."""
    first = re.escape(deed[0])
    if len(deed) == _VERB:
        return re.search(first + re.escape(deed), prompt)
    found = re.search(rf"{first}\w?{first}", prompt) if len(deed) == 1 else None
    return found if found is not None and is_doubled(found.group()) else None


def swapped_everywhere(
    prompt: str,
    words: str,
    revisions: Revisions,
    *,
    goes_along: Callable[[str], bool],
    stays: Callable[[str], bool],
    is_doubled: Callable[[str], bool],
) -> str | None:
    """The description with the new thing wherever the old one stands; None where the words swap nothing of that sort.

    `goes_along` and `stays` tell of the words behind a mention whether it is a place or a thing named after it, which is
    then one of the new thing ("tea house"), or is what it is all the same ("fish tank"); `is_doubled` tells of a verb
    said twice.
    """
    told = swap_told(without_tail(words.strip(ENDS), revisions), revisions)
    if told is None:
        return None
    old, new = told
    is_plain = old and new and not old.isascii() and old not in new and new not in old
    if is_plain and (doubled := _doubled(prompt, old, is_doubled)) is not None:
        return prompt[: doubled.start()] + new + prompt[doubled.end() :]
    if not is_plain or prompt.count(old) < _OFTEN or attribute.is_colour(old, revisions):
        return None
    if revisions.plain(old) in revisions.whole:
        return None
    head, *rest = prompt.split(old)
    tails = [stays(one) or goes_along(one) for one in rest]
    if not any(tails) or all(tails):
        return None  # all alike: what reads further mentions knows them
    for one in rest:
        head += (old if stays(one) else new) + one
    return head
