"""An idea longer than one clip, as a series of shots."""

import re
from collections.abc import Sequence
from itertools import pairwise

_IDEA = re.compile(r"^(?P<lead>[^:：,，;；。]{2,60}[:：]\s*)(?P<scenes>.+)$", re.DOTALL)
_SHORTEST_SCENE = 4
_SCENE = re.compile(r"\s*[,，;；。]\s*")


def shots(asked_s: int, lengths_s: Sequence[int]) -> tuple[int, ...]:
    """The lengths of a series of shots for an idea longer than one clip, of the lengths that can be had."""
    ordered = sorted(lengths_s, reverse=True)
    found: list[int] = []
    left_s = asked_s
    while left_s > 0:
        one = next((length for length in ordered if length <= left_s), ordered[-1])
        found.append(one)
        left_s -= one
    return tuple(found)


def scenes(prompt: str, count: int) -> tuple[str, ...]:
    """What each shot shows: a list of scenes after a colon is dealt out in its order, any other idea is told to each."""
    idea = _IDEA.match(prompt)
    found = [one for one in _SCENE.split(idea["scenes"]) if one] if idea is not None else []
    is_list = idea is not None and not re.search(r"[:：]", idea["scenes"]) and all(map(_is_scene, found))
    if idea is None or not is_list or len(found) < count:
        return (prompt,) * count
    mark = ", " if prompt.isascii() else "，"
    ends = [round(len(found) * number / count) for number in range(count + 1)]
    return tuple(idea["lead"] + mark.join(found[start:end]) for start, end in pairwise(ends))


def _is_scene(text: str) -> bool:
    """Whether this is long enough to be something that happens, and no word of style."""
    return " " in text if text.isascii() else len(text) >= _SHORTEST_SCENE
