"""Makes scenes told one after the other complete in themselves: names the subject where one only says "he"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from core.continuity.doers import counted, does, is_compound, may_lead, other
from core.continuity.done_to import brought_in, with_what_is_meant
from core.tables import Story

_SHORTEST_WHO = 2
_LONGEST_WHO = 6
_TWO, _FEW = 2, 3
_IT = "it"
_OF_SOMEBODY = frozenset(("he", "she"))
_LISTED = "\u3001"


@dataclass(slots=True)
class _Cast:
    """The subjects of the scenes so far: the last one, those of the last scene, the last pair, all in their order.

    `doer` does something to the subject, who stays it; `known` are all of them and what was brought in; `thing` is what
    "it" stood for last.
    """

    who: str = ""
    shown: str = ""
    both: str = ""
    doer: str = ""
    thing: str = ""
    all: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)

    def enter(self, who: str) -> None:
        """The scenes are about this one from here on."""
        self.who, self.both, self.doer, self.shown = who, "", "", who
        if who not in self.all:
            self.all.append(who)


def understood_alone(found: Sequence[str], story: Story, subject: re.Pattern[str]) -> list[str]:
    """Each scene with its subject named, where it only says "he" or leaves him out."""
    cast = _Cast()
    told: list[str] = []
    for scene in found:
        pair = _with_other(cast.who, told[-1], story) if told else ""
        cast.both = pair or cast.both
        named = _named(scene, cast, told, story, subject)
        cast.known += [one for one in cast.all if one not in cast.known]
        told.append(with_what_is_meant(named, cast.doer or cast.shown, cast.known, story, subject))
        cast.known += brought_in(told[-1], cast.doer or cast.shown, story)
    head = f"{story.retold.known.capitalize()} "
    return [one[:1].lower() + one[1:] if one.startswith(head) else one for one in told]


def names_doer(scene: str, story: Story, subject: re.Pattern[str]) -> bool:
    """Whether a scene tells by itself who does something in it."""
    return bool(_who(timeless(scene, story), _Cast(), story, subject))


def timeless(scene: str, story: Story) -> str:
    """The scene without a time of day at its head."""
    found = story.time.match(scene)
    return scene[found.end() :] if found is not None else scene


def _named(whole: str, cast: _Cast, told: Sequence[str], story: Story, subject: re.Pattern[str]) -> str:
    """The scene with its subject named behind its time; the subject is remembered for the scenes that follow."""
    scene = timeless(whole, story)
    time = whole.removesuffix(scene)
    return time + _spoken(scene, cast, told, story, subject)


def _spoken(scene: str, cast: _Cast, told: Sequence[str], story: Story, subject: re.Pattern[str]) -> str:
    """The same for a scene without its time."""
    is_ascii = scene.isascii()
    several = story.several.match(scene)
    is_shared = several is not None or story.together.match(scene) is not None
    group = cast.both or (_several(cast, scene, story) if is_shared else "")
    is_with = story.beside.match(scene) is not None  # that one is named behind it
    if group and not is_with and (is_shared or story.together.search(scene)):
        cast.shown = group
        return group + scene[several.end() if several is not None else 0 :]
    if several is not None and (is_ascii or story.two.match(scene)):
        cast.shown = several.group()  # who else "they" are was not said
        return scene
    pronoun = story.pronoun.match(scene)
    if cast.who and pronoun is not None:
        who = _meant(cast, pronoun.group(), scene, story, subject)
        who = who or _thing_meant(cast, pronoun.group(), told, story)
        if not who:
            return scene
        cast.shown = who
        return who + scene[pronoun.end() :]
    if cast.shown and (_leaves_out(scene, told, story, subject) or _several_do(scene, cast, story)):
        if cast.doer and _does_to(scene, story):
            return cast.doer + scene
        cast.doer = ""
        return cast.shown + scene
    who = _who(scene, cast, story, subject)
    if who and not (cast.who and story.object.search(scene)):
        # If something is done to the subject before, that one stays the subject.
        cast.enter(who)
    elif who:
        cast.doer = who
        if who not in cast.all:
            cast.all.append(who)
    return scene


def _does_to(scene: str, story: Story) -> bool:
    """Whether a scene does something to somebody or something spoken of before."""
    return story.done_to.search(scene) is not None


def _meant(cast: _Cast, pronoun: str, scene: str, story: Story, subject: re.Pattern[str]) -> str:
    """Whom a pronoun means: who did something to the subject, if he goes on so; else the last subject, or its owner.

    Nobody whom the scene names as well; empty where that leaves nobody.
    """
    if cast.doer and _does_to(scene, story) and not story.not_it.search(f"{cast.doer}|{pronoun}"):
        return cast.doer
    cast.doer = ""
    if pronoun.strip().casefold() in _OF_SOMEBODY and not _is_being(cast.who, story, subject):
        beings = [one for one in cast.all if _is_being(one, story, subject)]
        if beings:
            return beings[-1]
    owners = [one for one in cast.all if not story.owned.match(f"{one}|{pronoun}")]
    who = owners[-1] if owners and story.owned.match(f"{cast.who}|{pronoun}") else cast.who
    if _is_named(who, scene, subject):
        who = next((one for one in cast.all if not _is_named(one, scene, subject)), "")
    if pronoun.strip().casefold() in _OF_SOMEBODY and who.islower() and not _is_somebody(who, story, subject):
        return ""  # no letter is a she
    return "" if story.not_it.search(f"{who}|{pronoun}") else who


def _thing_meant(cast: _Cast, pronoun: str, told: Sequence[str], story: Story) -> str:
    """The thing that an English "it" means beside somebody: what it was in the scene before, else what came in last."""
    if pronoun.strip().casefold() != _IT or story.not_it.search(f"{cast.who}|{pronoun}") is None:
        return ""
    if not (cast.thing and told[-1].startswith(cast.thing)):
        things = [
            one
            for one in cast.known
            if one not in cast.all and not story.not_it.search(f"{one.strip()}|{_IT}")
        ]
        single = [one for one in things if one.isascii() and story.many.search(one) is None]
        cast.thing = (
            f"{story.retold.owned.sub(f'{story.retold.known} ', single[-1]).strip()} " if single else ""
        )
    return cast.thing


def _is_being(who: str, story: Story, subject: re.Pattern[str]) -> bool:
    """Whether an English name is somebody's: a known sort of being, or a name with a capital."""
    if story.vehicle.search(who) is not None:
        return False
    return subject.search(who) is not None or who[:1].isupper()


def _is_somebody(who: str, story: Story, subject: re.Pattern[str]) -> bool:
    """Whether English words name a person or an animal."""
    return subject.search(who) is not None or story.not_it.search(f"{who.strip()}|it") is not None


def _is_named(who: str, words: str, subject: re.Pattern[str]) -> bool:
    """Whether words name this one, who is then not the "he" that does something to him."""
    found = subject.search(who)
    name = who if found is None else found.group().removeprefix(found["count"] or "")
    return (name.split() or [" "])[-1].casefold() in words.casefold()


def _who(scene: str, cast: _Cast, story: Story, subject: re.Pattern[str]) -> str:
    """The subject that a scene names; empty for none."""
    if scene.isascii():
        is_seen = not cast.who or story.seen_doing.search(scene) is not None
        one = story.who.match(scene) or (story.shown.match(scene) if is_seen else None)
        if one is None and not cast.who:
            one = story.bare.match(scene)  # "fishermen row out", who are "they" later
        return f"{spoken_of(one['who'], story)} " if one is not None and one["who"] else ""
    one = subject.search(scene)
    if not cast.who and one is not None and one.start() > 1:
        known = counted(scene, story)
        if known:
            return known
        front = scene[: one.start() - 1]
        if does(scene[len(front) :], story) and story.spot.search(front) is None:
            one = None  # what the first verb is done to: "the courier rides a bike"
    if one is not None and (not cast.who or may_lead(scene[: one.start()], story)):
        behind = story.group.match(scene[one.end() :])
        named = scene[: one.end()] if not cast.who and is_compound(scene, one.start(), story) else one.group()
        return named + (behind.group() if behind is not None else other(scene[one.end() :], story, subject))
    if cast.who or story.leaves_out.match(scene) is not None or does(scene, story):
        return ""
    known = counted(scene, story)
    if known or story.scenery.match(scene) is not None:
        return known
    # With nobody known yet, it is what stands in front of the first verb.
    ends = range(_SHORTEST_WHO, min(_LONGEST_WHO, len(scene) - 1) + 1)
    found = next((end for end in ends if does(scene[end:], story)), 0)
    found += len(other(scene[found:], story, subject)) if found else 0
    return story.where.sub("", scene[:found]) or scene[:found]


def _leaves_out(scene: str, told: Sequence[str], story: Story, subject: re.Pattern[str]) -> bool:
    """Whether a scene says what is done but not by whom."""
    if scene.isascii():
        acts = story.acts.match(scene) or story.seen_doing.match(scene)
        return story.who.match(scene) is None and acts is not None
    if story.scenery.match(scene) is not None:
        return False
    if does(scene, story):
        return True
    place = story.at_place.match(scene)
    if place is not None and subject.match(scene, place.end()) is None and not _is_known(scene, told, story):
        return story.scenery.match(scene[place.end() :]) is None
    # Behind a place or a word of time somebody may still follow.
    return (
        story.leaves_out.match(scene) is not None
        and subject.search(scene) is None
        and not _is_known(scene, told, story)
    )


def _several_do(scene: str, cast: _Cast, story: Story) -> bool:
    """Whether an English scene says what several do, and several were shown in the scene before."""
    are_many = cast.shown != cast.who or story.many.search(cast.shown.strip()) is not None
    return are_many and scene.isascii() and story.acts_together.match(scene) is not None


def _is_known(scene: str, told: Sequence[str], story: Story) -> bool:
    """Whether a Chinese scene begins with a thing that was spoken of before."""
    before = "".join(told)
    return scene[:2] in before or (scene[:1] in before and story.side.match(scene[1:]) is not None)


def _several(cast: _Cast, scene: str, story: Story) -> str:
    """Who "they" are: the last named if those are many, else the last two or three; empty if that is not known."""
    is_ascii, is_pair = scene.isascii(), story.two.match(scene) is not None
    # Any verb will do: what is asked is whether the name is a bare plural, which "they" can be.
    if not is_pair and story.bare.match(f"{cast.who}go home") is not None:
        return cast.who
    if len(cast.all) < _TWO or (is_pair and len(cast.all) != _TWO):
        return ""
    if story.many.search(cast.who.strip()):
        return cast.who
    *others, last = (name.strip() for name in (cast.all if len(cast.all) <= _FEW else cast.all[-_TWO:]))
    return _together((", " if is_ascii else _LISTED).join(others), last, story, is_ascii=is_ascii)


def _together(others: str, last: str, story: Story, *, is_ascii: bool) -> str:
    """Several subjects joined into one."""
    if is_ascii:
        return f"{story.retold.together_en.format(others=others, last=last)} "
    return story.retold.together_zh.format(others=others, last=last)


def spoken_of(name: str, story: Story) -> str:
    """A new subject named like a known one: "the fox" for "a fox"."""
    return story.retold.new.sub(f"{story.retold.known} ", name).removesuffix(" who")


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
    return story.retold.there.format(who=shown["who"]) if shown is not None else scene


def _with_other(who: str, scene: str, story: Story) -> str:
    """The subject together with whoever joins him at the end of this scene; empty where nobody does."""
    joins = story.joins.search(scene) if who else None
    if joins is None:
        return ""
    return _together(who.strip(), spoken_of(joins["who"], story), story, is_ascii=scene.isascii())
