"""Swaps a thing that a Chinese description names twice: for one that eats hotpot in a hotpot shop, "barbecue instead"."""

from collections.abc import Callable

from core.continuity import attribute
from core.continuity.ends import without_tail
from core.punctuation import ENDS
from core.tables import Revisions

_OFTEN = 2


def swapped_everywhere(
    prompt: str,
    words: str,
    revisions: Revisions,
    *,
    goes_along: Callable[[str], bool],
    stays: Callable[[str], bool],
) -> str | None:
    """The description with the new thing wherever the old one stands; None where the words swap nothing of that sort.

    `goes_along` and `stays` tell of the words behind a mention whether it is a place or a thing named after it, which is
    then one of the new thing ("tea house"), or is what it is all the same ("fish tank").
    """
    words = without_tail(words.strip(ENDS), revisions)
    for pattern in revisions.patterns:
        match = pattern.match(revisions.plain(words))
        if match is None:
            continue
        old, new = (words[slice(*match.span(name))].strip() for name in ("old", "new"))
        new = without_tail(new, revisions)
        break
    else:
        return None
    is_plain = old and new and not old.isascii() and old not in new and new not in old
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
