"""Lets the words for somebody follow who the description shows: a boy instead of a girl is he, and no longer she."""

from itertools import permutations

from core.continuity.agreement import agreed
from core.continuity.named_again import renamed
from core.tables import Revisions


def following(before: str, after: str, revisions: Revisions) -> str:
    """The changed description, told of men where women gave way to men, or the other way; else as it is."""
    for gone, there in permutations(revisions.otherwise.persons, 2):
        was_alone = gone.who.search(before) is not None and there.who.search(before) is None
        if was_alone and gone.who.search(after) is None and there.who.search(after) is not None:
            for said, instead in gone.said:
                after = said.sub(instead, after)
    return agreed(before, renamed(before, after, revisions), revisions)
