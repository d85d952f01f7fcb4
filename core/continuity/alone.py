"""Scenes told one after the other, each to be understood alone: who it is about is named where it only says "he"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from core.tables import Story

_AND = "\u548c"
_SHORTEST_WHO = 2
_LONGEST_WHO = 6
_TWO, _FEW = 2, 3
_LISTED = "\u3001"
_IN_FRONT = tuple("的里上下中边内外旁前后时，, ")  # what may stand in front of who a Chinese scene is about
_MANY = re.compile("^[两三四五六七八九十几]|[们群]|s$")


@dataclass(slots=True)
class _Cast:
    """Who the scenes so far are about: the last one, the last pair, and all of them in their order."""

    who: str = ""
    both: str = ""
    all: list[str] = field(default_factory=list)

    def enter(self, who: str) -> None:
        """The scenes are about this one from here on."""
        self.who, self.both = who, ""
        if who not in self.all:
            self.all.append(who)


def understood_alone(found: Sequence[str], story: Story, subject: re.Pattern[str]) -> list[str]:
    """Each scene with its subject named, where it only says "he" or leaves him out."""
    cast = _Cast()
    told: list[str] = []
    for scene in found:
        pair = _with_other(cast.who, told[-1], story) if told else ""
        cast.both = pair or cast.both
        told.append(_named(scene, cast, told, story, subject))
    return [one[:1].lower() + one[1:] if one.startswith("The ") else one for one in told]


def _named(scene: str, cast: _Cast, told: Sequence[str], story: Story, subject: re.Pattern[str]) -> str:
    """The scene with who it is about, who is kept for the scenes that follow."""
    is_ascii = scene.isascii()
    several = story.several.match(scene)
    group = cast.both or (_several(cast, is_ascii=is_ascii) if several is not None else "")
    if group and (several is not None or (cast.both and story.together.search(scene))):
        return group + scene[several.end() if several is not None else 0 :]
    if several is not None and is_ascii:
        return scene  # who "they" are besides was not said
    pronoun = story.pronoun.match(scene)
    if cast.who and pronoun is not None:
        return cast.who + scene[pronoun.end() :]
    if cast.who and _leaves_out(scene, told, story, subject):
        return cast.who + scene
    who = _who(scene, cast, story, subject)
    if who and not (cast.who and story.object.search(scene)):
        # Where something is done to the one spoken of before, the scenes go on about that one.
        cast.enter(who)
    elif who and who not in cast.all:
        cast.all.append(who)
    return scene


def _who(scene: str, cast: _Cast, story: Story, subject: re.Pattern[str]) -> str:
    """Who a scene names as the one it is about."""
    if scene.isascii():
        one = story.who.match(scene)
        return re.sub(r"^(?:a|an) ", "the ", one["who"], flags=re.IGNORECASE) + " " if one is not None else ""
    one = subject.search(scene)
    if one is not None and (not cast.who or _may_lead(scene[: one.start()], story)):
        return one.group()
    if cast.who or story.scenery.match(scene) is not None or story.leaves_out.match(scene) is not None:
        return ""
    # What stands in front of the first thing that is done, where nobody is known yet.
    ends = range(_SHORTEST_WHO, min(_LONGEST_WHO, len(scene) - 1) + 1)
    found = next((end for end in ends if does(scene[end:], story)), 0)
    return scene[:found]


def _may_lead(words: str, story: Story) -> bool:
    """Whether what stands in front of a name in a Chinese scene leaves it the one that the scene is about."""
    return not words or words.endswith(_IN_FRONT) or story.leaves_out.fullmatch(words) is not None


def does(scene: str, story: Story) -> bool:
    """Whether a Chinese scene begins with what is done."""
    found = story.leaves_out.match(scene)
    return found is not None and found["does"] is not None


def _leaves_out(scene: str, told: Sequence[str], story: Story, subject: re.Pattern[str]) -> bool:
    """Whether a scene says what is done, and not by whom."""
    if scene.isascii():
        return story.who.match(scene) is None and story.acts.match(scene) is not None
    if story.scenery.match(scene) is not None:
        return False
    if does(scene, story):
        return True
    # Behind a place or a word of time somebody may still follow.
    return (
        story.leaves_out.match(scene) is not None
        and subject.search(scene) is None
        and not _is_known(scene, told, story)
    )


def _is_known(scene: str, told: Sequence[str], story: Story) -> bool:
    """Whether a Chinese scene begins with a thing that was spoken of before."""
    before = "".join(told)
    return scene[:2] in before or (scene[:1] in before and story.side.match(scene[1:]) is not None)


def _several(cast: _Cast, *, is_ascii: bool) -> str:
    """Who "they" are: the last ones named where these are many, else two or three that were; empty where only one is known."""
    if len(cast.all) < _TWO:
        return ""
    if _MANY.search(cast.who.strip()):
        return cast.who
    *others, last = (name.strip() for name in (cast.all if len(cast.all) <= _FEW else cast.all[-_TWO:]))
    return f"{', '.join(others)} and {last} " if is_ascii else f"{_LISTED.join(others)}{_AND}{last}"


def understood_after(
    before: Sequence[str], told: Sequence[str], story: Story, subject: re.Pattern[str]
) -> list[str]:
    """Scenes told after others, each with its subject named where it only says "he"."""
    is_ascii = "".join(told).isascii()
    known = [_as_clause(one, story) if is_ascii else one for one in before]
    return understood_alone([*known, *told], story, subject)[len(known) :]


def _as_clause(scene: str, story: Story) -> str:
    """A description of somebody somewhere as a clause of its own ("… is there")."""
    shown = story.shown.match(scene) if story.who.match(scene) is None else None
    return f"{shown['who']} is there" if shown is not None else scene


def _with_other(who: str, scene: str, story: Story) -> str:
    """The subject together with whoever joins him at the end of this scene; empty where nobody does."""
    joins = story.joins.search(scene) if who else None
    if joins is None:
        return ""
    if not scene.isascii():
        return f"{who}{_AND}{joins['who']}"
    other = re.sub(r"^(?:a|an|another) ", "the ", joins["who"], flags=re.IGNORECASE)
    return f"{who}and {other} "
