"""Names somebody or something of an earlier scene that a scene does something to: "takes it home" takes the cat home."""

import re
from collections.abc import Sequence

from core.tables import Story


def with_what_is_meant(
    scene: str, who: str, known: Sequence[str], story: Story, subject: re.Pattern[str]
) -> str:
    """The scene with the first "it" or "her" in it named by who or what of those known can be meant, the last first."""
    found = story.done_to.search(scene, _behind(scene, who))
    if found is None or _brought(scene[: found.start()], who, story):
        return scene
    others = [one.strip() for one in reversed(known) if one.strip() != who.strip()]
    # Who is somebody goes before an animal.
    others.sort(key=lambda one: not _is_person(one, story))
    meant = next((one for one in others if _fits(found, one, story, subject)), "")
    meant = story.one_of.sub("", meant)
    return f"{scene[: found.start()]}{meant}{scene[found.end() :]}" if meant else scene


def brought_in(scene: str, who: str, story: Story) -> list[str]:
    """What a scene brings in behind its subject, as it is called afterwards."""
    return [story.retold.new.sub(f"{story.retold.known} ", one) for one in _brought(scene, who, story)]


def _brought(scene: str, who: str, story: Story) -> list[str]:
    found = (one[str(one.lastgroup)] for one in story.brought.finditer(scene, _behind(scene, who)))
    return [one for one in found if story.spot.search(one) is None]


def _behind(scene: str, who: str) -> int:
    return len(who.rstrip()) if who and scene.startswith(who) else 0


def _fits(word: re.Match[str], thing: str, story: Story, subject: re.Pattern[str]) -> bool:
    """Whether a pronoun can stand for this name."""
    kind = str(word.lastgroup).partition("_")[0]
    are_many = story.many.search(thing) is not None
    if kind == "them" or are_many:
        return kind == "them" and are_many
    is_person = _is_person(thing, story)
    return not is_person if kind == "it" else is_person or subject.search(thing) is not None


def _is_person(thing: str, story: Story) -> bool:
    it = "it" if thing.isascii() else story.retold.it_zh
    return story.not_it.search(f"{thing}|{it}") is not None
