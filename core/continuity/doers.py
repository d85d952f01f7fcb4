"""Who a Chinese scene is about: where the name ends and what they do begins."""

import re

from core.tables import Story

_LONGEST_WHO = 6
_LONGEST_OTHER = 4


def does(scene: str, story: Story) -> bool:
    """Whether a Chinese scene begins with a verb."""
    found = story.leaves_out.match(scene)
    return (found is not None and found["does"] is not None) or story.busy.match(scene) is not None


def is_compound(scene: str, start: int, story: Story) -> bool:
    """Whether a Chinese scene begins with what belongs to the known name there: paper in front of a boat."""
    if story.compound.match(scene[:start]) is None:
        return False
    return not any(does(scene[at:], story) for at in range(1, start))


def other(words: str, story: Story, subject: re.Pattern[str]) -> str:
    """Who else is named behind the one that a Chinese scene is about, with what joins them; empty for nobody."""
    joins = story.and_other.match(words)
    if joins is None:
        return ""
    one = subject.match(words, joins.end())
    ends = range(joins.end() + 1, joins.end() + _LONGEST_OTHER + 1)
    acts = (end for end in ends if does(words[end:], story) or story.leaves_out.match(words[end:]))
    return words[: one.end() if one is not None else next(acts, 0)]


def counted(scene: str, story: Story) -> str:
    """A Chinese name for so many of somebody ("a postman"), in front of what they do or where; empty where none is."""
    head = story.counted.match(scene)
    if head is None:
        return ""
    ends = range(head.end() + 1, min(head.end() + _LONGEST_WHO, len(scene) - 1) + 1)
    acts = (
        end
        for end in ends
        if (does(scene[end:], story) or story.leaves_out.match(scene[end:]) is not None)
        and story.trade.match(scene[end:]) is None
    )
    return scene[: next(acts, 0)]


def may_lead(words: str, story: Story) -> bool:
    """Whether a name in a Chinese scene can still be its subject with these words in front of it."""
    return (
        not words or story.in_front.search(words) is not None or story.leaves_out.fullmatch(words) is not None
    )
