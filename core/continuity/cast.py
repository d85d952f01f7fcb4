"""Everybody whom a Chinese description is about, in its own words: "a grandfather and a girl", "mother with her daughter"."""

from core.continuity.labels import DEED, WHO
from core.continuity.parts import parts_of
from core.tables import Story
from core.tables.parted import Parted


def cast_of(prompt: str, story: Story, parted: Parted) -> str:
    """Whom the description shows, all of them with their number and look; empty where it tells nobody."""
    found = parts_of(prompt, parted)
    first = next((at for at, one in enumerate(found) if one.label == WHO), None)
    if first is None:
        return ""
    start, end = found[first].start, found[first].end
    for one in found[first + 1 :]:
        part = prompt[one.start : one.end]
        if one.label == WHO or (one.label == DEED and story.brings.match(part)):
            end = one.end
        elif story.and_other.match(part) is None:
            break
    return prompt[start:end]
