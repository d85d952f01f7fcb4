"""How a description is split: into scenes by sentences, words of order, times of day or commas, and into their steps."""

import re
from collections.abc import Sequence

from core.continuity.alone import spoken_of, timeless
from core.continuity.doers import does
from core.punctuation import ENDS, comma
from core.tables import Story

FEWEST = 2  # scenes make a list
COMMAS = re.compile(r"\s*[,，、;；。]\s*")
_AND = re.compile(r"\s+and (?:then )?")
_SENTENCES = re.compile(r"\s*(?:[。！!？?；;]|\.(?=\s|$))\s*")
_SHORTEST_SCENE = 4
_SHORTEST_STEP = 3  # Chinese characters
_FEWEST_BARE = 3  # scenes make a list where only commas separate them


def pieces(
    body: str, story: Story, *, is_list: bool, is_story: bool = False
) -> tuple[str, list[str], list[str]]:
    """A title in front, the scenes, and the words of style for all; split by sentences, order words or commas."""
    parts = [one.strip(ENDS) for one in _SENTENCES.split(body)]
    title, found, style = _without_style([one for one in parts if one], story)
    for_all: list[str] = []
    if len(found) < FEWEST:
        body, for_all = (found[0], style) if found and style and not title else (body, [])
        title, found, style = _in_order(body, story)
    if len(found) >= FEWEST:
        return title, [_bare(one, story) for one in found], [*style, *for_all]
    parts = _with_times([one for one in COMMAS.split(body.strip(ENDS)) if one], story)
    title, found, style = _without_style(parts, story)
    by_time = [] if any(story.sight.match(one) for one in found) else _by_time(found, story)
    if by_time:
        found, is_told = by_time, True
    elif is_list and (all(map(_is_scene, found)) or _are_steps(found, is_story=is_story)):
        is_told = True
    elif body.isascii():
        found = _clauses(found, story)
        is_told = bool(found) and story.clause.match(timeless(found[0], story)) is not None
    else:
        is_told = len(found) >= _FEWEST_BARE and all(_is_scene(one) or does(one, story) for one in found)
    return (title, [_bare(one, story) for one in found], [*style, *for_all]) if is_told else ("", [], [])


def _in_order(body: str, story: Story) -> tuple[str, list[str], list[str]]:
    """The same, split at the words of order; words of style behind the last scene are for all of them."""
    parts = [one.strip(ENDS) for one in story.then.split(body)]
    parts = [one for one in parts if one]
    ends = COMMAS.split(parts.pop()) if len(parts) > 1 else []
    behind: list[str] = []
    while len(ends) > 1 and story.style.search(ends[-1]) and not story.view.search(ends[-1]):
        behind.insert(0, ends.pop())
    parts += [comma(body).join(ends)] if ends else []
    title, found, style = _without_style(parts, story, is_told=True)
    return title, found, [*style, *behind]


def _with_times(parts: Sequence[str], story: Story) -> list[str]:
    """The parts, each time of day that stands alone joined to the part behind it."""
    found: list[str] = []
    for one in parts:
        if found and not timeless(f"{found[-1]} ", story) and story.sight.match(found[-1]) is None:
            found[-1] += comma(one) + one
        else:
            found.append(one)
    return found


def _by_time(parts: Sequence[str], story: Story) -> list[str]:
    """The parts joined so that each begins with its time of day; none unless the times are told in turn."""
    found: list[str] = []
    for one in parts:
        if timeless(one, story) != one:
            found.append(one)
        elif found:
            found[-1] += comma(one) + one
        else:
            return []
    return found if len(found) >= FEWEST else []


def _without_style(
    parts: Sequence[str], story: Story, *, is_told: bool = False
) -> tuple[str, list[str], list[str]]:
    """The title, the scenes and the words of style; with `is_told` what shows something is no style."""

    def is_style(part: str) -> bool:
        return story.style.search(part) is not None and not (
            is_told and (story.shows.match(part) or story.view.search(part))
        )

    found = list(parts)
    style: list[str] = []
    while found and is_style(found[-1]):
        style.insert(0, found.pop())
    title = found.pop(0) if found and story.title.search(found[0]) else ""
    kept: list[str] = []
    for one in found:
        if kept and is_style(one):
            kept[-1] += comma(one) + one
        else:
            kept.append(one)
    return title, kept, style


def _clauses(parts: Sequence[str], story: Story) -> list[str]:
    """Parts between commas joined to whole clauses: a part that is no clause goes with the one in front of it.

    Behind a clause, a part that only says what is done ("crosses a river") is one too.
    """
    found: list[str] = []
    is_told = bool(parts) and story.clause.match(timeless(parts[0], story)) is not None
    for one in parts:
        if not found or story.clause.match(timeless(one, story)) or (is_told and story.goes_on.match(one)):
            found.append(one)
        else:
            found[-1] += f", {one}"
    return found


def told_clauses(body: str, story: Story, count: int) -> list[str]:
    """Exactly so many English parts between commas of which each says who does something; else none."""
    parts = [_bare(one, story) for one in COMMAS.split(body.strip(ENDS)) if one.strip(ENDS)]
    told = [timeless(one, story) for one in parts]
    is_told = all(story.clause.match(one) or story.bare.match(one) for one in told)
    return parts if body.isascii() and len(parts) == count and is_told else []


def steps(scene: str, story: Story) -> list[str]:
    """A scene split at its commas, and at an "and" before what happens next, if each part tells of something."""
    parts = [_bare(one, story) for one in COMMAS.split(scene) if one.strip(ENDS)]
    if scene.isascii():
        parts = [step for one in parts for step in _at_and(one, story)]
        is_told = all(_is_told(one, story) for one in parts)
    else:
        is_told = all(map(_is_scene, parts))
    return parts if is_told else [scene]


def all_doing(body: str, story: Story) -> list[str]:
    """Scenes of one who does one thing after another, "a dragon hatching, growing up and learning to fly"; else none.

    Two things may as well be done at once.
    """
    parts = [step for one in COMMAS.split(body.strip(ENDS)) for step in _AND.split(one) if step]
    first = story.doing.search(parts[0]) if parts and body.isascii() else None
    who = parts[0][: first.start()].strip() if first is not None else ""
    if not who or story.shown.match(parts[0]) is None or len(parts) < _FEWEST_BARE:
        return []
    steps_told = [_bare(one, story) for one in parts[1:]]
    if not all(story.doing.match(one) for one in steps_told):
        return []
    return [parts[0], *(f"{spoken_of(who, story)} {one}" for one in steps_told)]


def _is_told(words: str, story: Story) -> bool:
    """Whether English words tell of something that happens."""
    return any(how.match(timeless(words, story)) for how in (story.clause, story.acts, story.pronoun))


def _at_and(words: str, story: Story) -> list[str]:
    """English words split at each "and" behind which somebody does something."""
    found: list[str] = []
    for one in _AND.split(words):
        goes_on = found and (story.acts.match(one) or story.pronoun.match(one)) and _is_told(found[-1], story)
        if goes_on or not found:
            found.append(one)
        else:
            found[-1] += f" and {one}"
    return found


def _bare(scene: str, story: Story) -> str:
    return story.order_word.sub("", scene).strip(ENDS) or scene


def _is_scene(text: str) -> bool:
    """Whether this is long enough to be something that happens, and no word of style."""
    return " " in text if text.isascii() else len(text) >= _SHORTEST_SCENE


def _are_steps(found: Sequence[str], *, is_story: bool) -> bool:
    """Whether these are the steps of a story: get up, pick berries, watch the sunset; else only one of them may be short."""
    short = [one for one in found if not _is_scene(one)]
    is_few = len(short) == 1 and len(short[0]) >= _SHORTEST_STEP
    return len(found) >= _FEWEST_BARE and all(len(one) > 1 for one in found) and (is_story or is_few)
