"""An idea longer than one clip, as a series of shots."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from core.tables import Story

_IDEA = re.compile(r"^(?P<lead>[^:：,，;；。]{2,60}[:：]\s*)(?P<scenes>.+)$", re.DOTALL)
_AND = "\u548c"
_SHORTEST_SCENE = 4
_COMMAS = re.compile(r"\s*[,，、;；。]\s*")
_SENTENCES = re.compile(r"\s*(?:[。！!？?；;]|\.(?=\s|$))\s*")
_ENDS = " ，,。.;；、!！\n"
_FEWEST = 2  # scenes make a list
_FEWEST_BARE = 3  # scenes make a list where only commas separate them
_MOST = 8


@dataclass(frozen=True, slots=True)
class Shot:
    """What one shot shows: a scene, or one of the parts of it, counted from 1."""

    scene: str
    part: int = 1
    parts: int = 1


def shots(asked_s: int, lengths_s: Sequence[int]) -> tuple[int, ...]:
    """The lengths of the shots for an idea longer than one clip, chosen from those on offer."""
    ordered = sorted(lengths_s, reverse=True)
    found: list[int] = []
    left_s = asked_s
    while left_s > 0:
        one = next((length for length in ordered if length <= left_s), ordered[-1])
        found.append(one)
        left_s -= one
    return tuple(found)


def shots_for(asked_s: int, lengths_s: Sequence[int], count: int) -> tuple[int, ...]:
    """The lengths of exactly `count` shots that fill the time, as even as possible; empty where none do."""
    return _even(asked_s, tuple(lengths_s), count) if 0 < count <= _MOST else ()


@lru_cache(maxsize=4096)
def _even(left_s: int, lengths_s: tuple[int, ...], count: int) -> tuple[int, ...]:
    if count == 1:
        return (left_s,) if left_s in lengths_s else ()
    for one in sorted(lengths_s, key=lambda length: (abs(length - left_s / count), -length)):
        rest = _even(left_s - one, lengths_s, count - 1) if left_s > one else ()
        if rest:
            return tuple(sorted((one, *rest), reverse=True))
    return ()


def untitled(prompt: str, story: Story) -> str:
    """A description without a title in front that only says that it is a story."""
    idea = _IDEA.match(prompt)
    is_bare = idea is not None and story.bare_title.search(idea["lead"].rstrip(":： ")) is not None
    return idea["scenes"] if idea is not None and is_bare else prompt


def scenes(prompt: str, story: Story, subject: re.Pattern[str], *, at_least: int = 0) -> tuple[str, ...]:
    """The scenes that a description tells one after the other, each complete in itself; none if there is only one.

    A lead with a colon in front of them, and words of style behind them, are added to each. If there are fewer than
    `at_least`, each step between commas becomes a scene.
    """
    lines = [one.strip(_ENDS) for one in prompt.splitlines() if one.strip(_ENDS)]
    if len(lines) >= _FEWEST:
        return tuple(lines)
    numbered = [one.strip(_ENDS) for one in story.number.split(prompt)]
    if len(numbered) > _FEWEST and all(numbered[1:]):
        lead = f"{numbered[0].rstrip(':： ')}{_colon(prompt)}" if numbered[0] else ""
        return tuple(lead + one for one in _understood_alone(numbered[1:], story, subject))
    idea = _IDEA.match(prompt)
    if idea is not None and re.search(r"[:：]", idea["scenes"]):
        return ()
    lead, body = (idea["lead"], idea["scenes"]) if idea is not None else ("", prompt)
    is_story = story.title.search(lead.rstrip(":： ")) is not None
    title, found, style = _pieces(body, story, is_list=bool(lead), is_story=is_story)
    if len(found) < _FEWEST:
        return ()
    if len(found) < at_least:
        found = [step for one in found for step in _steps(one, story)]
    if title and not lead:
        lead = title + _colon(prompt)
    if story.bare_title.search(lead.rstrip(":： ")):
        lead = ""
    if not lead or story.pronoun.match(found[1]):
        found = _understood_alone(found, story, subject)
    mark = _mark(prompt)
    return tuple(lead + mark.join((one, *style)) for one in found)


def dealt_out(prompt: str, found: Sequence[str], count: int) -> tuple[Shot, ...]:
    """What each of `count` shots shows: the scenes in their order, or parts of them where they are too few."""
    if not found:
        found = (prompt,)
    if len(found) >= count:
        ends = [round(len(found) * number / count) for number in range(count + 1)]
        return tuple(Shot(_joined(found[start:end])) for start, end in pairwise(ends))
    ends = [round(count * number / len(found)) for number in range(len(found) + 1)]
    return tuple(
        Shot(scene, part, end - start)
        for scene, (start, end) in zip(found, pairwise(ends), strict=True)
        for part in range(1, end - start + 1)
    )


def _joined(found: Sequence[str]) -> str:
    """The scenes of one shot as one text; a lead in front of all of them is said once."""
    leads = {idea["lead"] for one in found if (idea := _IDEA.match(one))}
    lead = leads.pop() if len(leads) == 1 else ""
    if lead and all(one.startswith(lead) for one in found):
        return lead + _mark(lead).join(one.removeprefix(lead) for one in found)
    return _mark("".join(found)).join(found)


def _mark(text: str) -> str:
    return ", " if text.isascii() else "，"


def _colon(text: str) -> str:
    return ": " if text.isascii() else "："


def _pieces(
    body: str, story: Story, *, is_list: bool, is_story: bool = False
) -> tuple[str, list[str], list[str]]:
    """A title in front, the scenes, and the words of style for all; split by sentences, order words or commas."""
    for split in (_SENTENCES.split, story.then.split):
        parts = [one.strip(_ENDS) for one in split(body)]
        title, found, style = _without_style([one for one in parts if one], story)
        if len(found) >= _FEWEST:
            return title, [_bare(one, story) for one in found], style
    parts = [one for one in _COMMAS.split(body.strip(_ENDS)) if one]
    title, found, style = _without_style(parts, story)
    if is_list:
        is_told = all(map(_is_scene, found)) or (is_story and _are_steps(found))
    elif body.isascii():
        found = _clauses(found, story)
        is_told = bool(found) and story.clause.match(found[0]) is not None
    else:
        is_told = len(found) >= _FEWEST_BARE and all(map(_is_scene, found))
    return (title, [_bare(one, story) for one in found], style) if is_told else ("", [], [])


def _without_style(parts: Sequence[str], story: Story) -> tuple[str, list[str], list[str]]:
    found = list(parts)
    style: list[str] = []
    while found and story.style.search(found[-1]):
        style.insert(0, found.pop())
    title = found.pop(0) if found and story.title.search(found[0]) else ""
    kept: list[str] = []
    for one in found:
        if kept and story.style.search(one):
            kept[-1] += _mark(one) + one
        else:
            kept.append(one)
    return title, kept, style


def _clauses(parts: Sequence[str], story: Story) -> list[str]:
    """Parts between commas joined to whole clauses: a part that is no clause goes with the one in front of it."""
    found: list[str] = []
    for one in parts:
        if not found or story.clause.match(one):
            found.append(one)
        else:
            found[-1] += f", {one}"
    return found


def _steps(scene: str, story: Story) -> list[str]:
    """A scene split at its commas, if each part tells of something that happens."""
    parts = [_bare(one, story) for one in _COMMAS.split(scene) if one.strip(_ENDS)]
    if scene.isascii():
        told = (story.clause, story.acts, story.pronoun)
        is_told = all(any(how.match(one) for how in told) for one in parts)
    else:
        is_told = all(map(_is_scene, parts))
    return parts if is_told else [scene]


def _bare(scene: str, story: Story) -> str:
    return story.order_word.sub("", scene).strip(_ENDS) or scene


def _understood_alone(found: Sequence[str], story: Story, subject: re.Pattern[str]) -> list[str]:
    """Each scene with its subject named, where it only says "he" or leaves him out."""
    who = both = ""
    told: list[str] = []
    for scene in found:
        pronoun, several = story.pronoun.match(scene), story.several.match(scene)
        both = (_with_other(who, told[-1], story) if told else "") or both
        if both and (several is not None or story.together.search(scene)):
            told.append(both + scene[several.end() if several is not None else 0 :])
            continue
        if several is not None and scene.isascii():
            told.append(scene)  # who else "they" are was not said
            continue
        if who and pronoun is not None:
            told.append(who + scene[pronoun.end() :])
            continue
        one = story.who.match(scene) if scene.isascii() else subject.search(scene)
        if one is not None:
            name = one["who"] if scene.isascii() else one.group()
            who = re.sub(r"^(?:a|an) ", "the ", name, flags=re.IGNORECASE) + (" " if scene.isascii() else "")
            both = ""
        elif who and (story.acts.match(scene) if scene.isascii() else not _has_subject(scene, told, story)):
            told.append(who + scene)
            continue
        told.append(scene)
    return [one[:1].lower() + one[1:] if one.startswith("The ") else one for one in told]


def _has_subject(scene: str, told: Sequence[str], story: Story) -> bool:
    """Whether a Chinese scene begins with what it is about: scenery, or a thing that was spoken of before."""
    before = "".join(told)
    is_known = scene[:2] in before or (scene[:1] in before and story.side.match(scene[1:]) is not None)
    return is_known or story.scenery.match(scene) is not None


def understood_after(
    before: Sequence[str], told: Sequence[str], story: Story, subject: re.Pattern[str]
) -> list[str]:
    """Scenes told after others, each with its subject named where it only says "he"."""
    is_ascii = "".join(told).isascii()
    known = [_as_clause(one, story) if is_ascii else one for one in before]
    return _understood_alone([*known, *told], story, subject)[len(known) :]


def lead_of(scene: str) -> str:
    """What stands in front of a scene with a colon; empty where nothing does."""
    idea = _IDEA.match(scene)
    return idea["lead"] if idea is not None else ""


def is_lead(text: str) -> bool:
    """Whether a description can stand in front of a scene with a colon."""
    return _IDEA.match(under(text, "...")) is not None


def under(lead: str, scene: str) -> str:
    """A scene behind the description that it is a part of."""
    return f"{lead}{': ' if lead.isascii() else '：'}{scene}"


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


def _is_scene(text: str) -> bool:
    """Whether this is long enough to be something that happens, and no word of style."""
    return " " in text if text.isascii() else len(text) >= _SHORTEST_SCENE


def _are_steps(found: Sequence[str]) -> bool:
    """Whether these are the short steps of a story: get up, pick berries, watch the sunset."""
    return len(found) >= _FEWEST_BARE and all(len(one) > 1 for one in found)


def with_scene(before: str, scene: str) -> str:
    """Another scene instead of this one; a lead with a colon stays."""
    idea = _IDEA.match(before)
    return (idea["lead"] if idea is not None and not _IDEA.match(scene) else "") + scene
