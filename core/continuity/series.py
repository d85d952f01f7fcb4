"""An idea longer than one clip, as a series of shots."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from core.continuity.alone import names_doer, timeless, understood_alone
from core.continuity.pieces import COMMAS, FEWEST, all_doing, pieces, steps
from core.punctuation import ENDS, colon, comma
from core.tables import Story

_IDEA = re.compile(r"^(?P<lead>[^:：,，;；。]{2,60}[:：]\s*)(?P<scenes>.+)$", re.DOTALL)
_MOST = 8
_LONGEST_SUBJECT = 4  # words


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
    prompt = _without_title(prompt, story)
    idea = _IDEA.match(prompt)
    is_bare = idea is not None and story.bare_title.search(idea["lead"].rstrip(":： ")) is not None
    return idea["scenes"] if idea is not None and is_bare else prompt


def _without_title(prompt: str, story: Story) -> str:
    """A description without "a story" and a comma in front, and without "in three shots" behind.

    What the story is about becomes a lead with a colon.
    """
    first = COMMAS.split(prompt, maxsplit=1)
    topic = story.topic.match(first[0])
    if len(first) > 1 and topic is not None:
        return f"{topic['what']}{colon(prompt)}{first[1]}"
    prompt = first[1] if len(first) > 1 and story.bare_title.search(first[0]) else prompt
    body = prompt.rstrip(ENDS)
    marks = list(COMMAS.finditer(body))
    is_title = marks and story.bare_title.search(body[marks[-1].end() :].strip(ENDS)) is not None
    return prompt[: marks[-1].start()] if is_title else prompt


def scenes(prompt: str, story: Story, subject: re.Pattern[str], *, at_least: int = 0) -> tuple[str, ...]:
    """The scenes that a description tells one after the other, each complete in itself; none if there is only one.

    A lead with a colon in front of them, and words of style behind them, are added to each. If there are fewer than
    `at_least`, each step between commas becomes a scene.
    """
    prompt = _with_hero(prompt, story, subject)
    lines = _lines(prompt, story)
    if len(lines) >= FEWEST:
        # A scene with its own line stays as it is, but "he", or nobody who does something, has to be somebody.
        alone = understood_alone(lines, story, subject)
        return tuple(
            named if _needs_somebody(timeless(one, story), story) else one
            for one, named in zip(lines, alone, strict=True)
        )
    numbered = _numbered(prompt, story)
    if len(numbered) > FEWEST and all(numbered[1:]):
        lead = numbered[0].rstrip(":： ")
        lead = "" if not lead or story.bare_title.search(lead) else f"{lead}{colon(prompt)}"
        return tuple(lead + one for one in understood_alone(numbered[1:], story, subject))
    prompt = _without_title(prompt, story)
    idea = _idea(prompt, story)
    if idea is not None and re.search(r"[:：]", idea["scenes"]):
        return ()
    lead, body = (idea["lead"], idea["scenes"]) if idea is not None else ("", prompt)
    is_story = any(one.search(lead.rstrip(":： ")) is not None for one in (story.title, story.stretch))
    title, found, style = pieces(body, story, is_list=bool(lead), is_story=is_story)
    if len(found) < FEWEST:
        return tuple(lead + one for one in all_doing(body, story))
    if len(found) < at_least:
        found = [step for one in found for step in steps(one, story)]
    if title and not lead:
        lead = title + colon(prompt)
    if story.bare_title.search(lead.rstrip(":： ")):
        lead = ""
    if of_lead := _of_lead(lead, found, story):
        lead, found = "", of_lead
    is_title = not prompt.isascii() and names_doer(found[0], story, subject)  # and not who does it
    if not lead or is_title or any(story.pronoun.match(one) for one in found[1:]):
        found = understood_alone(found, story, subject)
    mark = comma(prompt)
    return tuple(lead + mark.join((one, *style)) for one in found)


def _with_hero(prompt: str, story: Story, subject: re.Pattern[str]) -> str:
    """A description whose first sentence only names whom the next tells of, with that one as a lead: "a chef. She cooks"."""
    who, mark, rest = prompt.partition(". ")
    is_named = mark and subject.fullmatch(who.casefold()) is not None
    return f"{who}{colon(prompt)}{rest}" if is_named and story.pronoun.match(rest) else prompt


def _needs_somebody(scene: str, story: Story) -> bool:
    """Whether a scene only says "he", or surely leaves out who does it."""
    left_out = story.leaves_out.match(scene)
    return story.pronoun.match(scene) is not None or (left_out is not None and left_out["does"] is not None)


def _idea(prompt: str, story: Story) -> re.Match[str] | None:
    """A title with a colon and what stands behind it; a word of order ("the first half: …") is no title."""
    idea = _IDEA.match(prompt)
    return None if idea is not None and story.then.match(idea["lead"]) else idea


def _about(lead: str, scene: str, story: Story) -> str:
    """The first scene with the subject that an English lead names instead of "it": "a snail: it ..."; else empty."""
    who, told = lead.rstrip(":： "), timeless(scene, story)
    pronoun = story.pronoun.match(told)
    if pronoun is None or story.thing.match(who) is None or len(who.split()) > _LONGEST_SUBJECT:
        return ""
    return f"{scene.removesuffix(told)}{who} {told[pronoun.end() :]}"


def _of_lead(lead: str, found: Sequence[str], story: Story) -> list[str]:
    """The scenes with the subject that an English lead names; none where it names nobody."""
    named = _about(lead, found[0], story)
    return [named, *found[1:]] if named else _doing(lead, found, story)


def _doing(lead: str, found: Sequence[str], story: Story) -> list[str]:
    """The scenes as what somebody does whom an English lead names: "a fox: wakes up, hunts"; else none."""
    who = lead.rstrip(":： ")
    if story.title.search(who) is not None:
        who = who.rpartition("'s ")[0]  # "a fox's story"
    is_somebody = bool(who) and story.thing.match(who) is not None and len(who.split()) <= _LONGEST_SUBJECT
    if not is_somebody or any(story.acts.match(one) is None or story.who.match(one) for one in found):
        return []
    return [f"{who} {one}" for one in found]


def _lines(prompt: str, story: Story) -> list[str]:
    """The lines of a description, without a first one that only says how many scenes there are."""
    lines = [one.strip(ENDS) for one in prompt.splitlines() if one.strip(ENDS)]
    first = lines[0].rstrip(":： ") if len(lines) > FEWEST else ""
    if first and story.bare_title.search(first):
        return lines[1:]
    if first and lines[0].endswith((":", "：")):  # what all of them are about
        return [f"{first}{colon(prompt)}{one}" for one in lines[1:]]
    return lines


def _numbered(prompt: str, story: Story) -> list[str]:
    """What stands in front of the first number, and each scene behind one; the first scene may have lost its own."""
    found = [one.strip(ENDS) for one in story.number.split(prompt)]
    first = story.number.search(prompt)
    if first is None or story.second.search(first.group()) is None or not found[0]:
        return found
    idea = _IDEA.match(found[0])
    return [idea["lead"], idea["scenes"], *found[1:]] if idea is not None else ["", *found]


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
        return lead + comma(lead).join(one.removeprefix(lead) for one in found)
    return comma("".join(found)).join(found)


def lead_of(scene: str) -> str:
    """What stands in front of a scene with a colon; empty where nothing does."""
    idea = _IDEA.match(scene)
    return idea["lead"] if idea is not None else ""


def is_lead(text: str) -> bool:
    """Whether a description can stand in front of a scene with a colon."""
    return _IDEA.match(under(text, "...")) is not None


def under(lead: str, scene: str) -> str:
    """A scene behind the description that it is a part of."""
    return f"{lead}{colon(lead)}{scene}"


def with_scene(before: str, scene: str) -> str:
    """Another scene instead of this one; a lead with a colon stays."""
    idea = _IDEA.match(before)
    return (idea["lead"] if idea is not None and not _IDEA.match(scene) else "") + scene
