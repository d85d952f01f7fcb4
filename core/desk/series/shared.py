"""What all shots of a request share, told once in front of them: whom they show, and how they look."""

import re
from collections.abc import Sequence
from dataclasses import replace

from core.desk.pictures.of_message import waiting_pictures
from core.desk.subjects.known import with_introduced
from core.desk.turn import Turn
from core.model import ParseContext
from core.punctuation import ENDS, clauses, colon, comma
from core.tables import Said


def take_whom(turn: Turn, before: str, beside: str = "", *, listed: Sequence[str] = ()) -> str:
    """What is left of the words in front of the shots, whom all of them show at its end; the turn keeps who that is.

    What is nobody is kept so only where all that is `listed` are times: "the wall in spring".
    `beside` stands behind the number of shots: "with a grey cat" tells whom they show, "with Kling" does not.
    """
    sayings = turn.desk.tables.sayings
    beside = beside.strip(ENDS)
    pictured = _pictured(turn, beside) or _pictured(turn, before)
    if pictured:
        turn.in_shots = pictured
        return sayings.listed.pictured[pictured.isascii()].format(who=pictured)
    about = sayings.find(beside, Said.OF_WHOM) if beside else None
    if about is not None and not names_something(turn, beside):
        turn.in_shots = about["who"]
        return comma(beside).join(one for one in (before.strip(ENDS), turn.in_shots) if one)
    for words in (one for one in (before, beside) if one):
        hero = sayings.find(words, Said.SHOTS_HERO)
        if hero is None or names_something(turn, hero["who"]):
            continue
        turn.in_shots = hero["who"].strip()
        if "what" in hero:
            others = (row for row in turn.talk.introduced if row[0] != turn.in_shots)
            turn.talk = replace(turn.talk, introduced=(*others, (turn.in_shots, hero["what"])))
        left = [one for name in ("before", "tail") if (one := hero.get(name, "").strip(ENDS))]
        left += [before] if words is beside and before else []
        return comma(words).join((*(one for one in left if names_something(turn, one)), turn.in_shots))
    known = sayings.find(before, Said.SHOTS_ABOUT) if before else None
    if known is not None:
        names = (one.name for one in turn.subjects if one.name.casefold() == known["who"].casefold())
        turn.in_shots = next(names, "")
        if turn.in_shots:
            return turn.in_shots
    thing = sayings.find(before, Said.SHOTS_OF) if before and not names_something(turn, before) else None
    if thing is not None:
        if listed and all(sayings.listed.at_time(thing["what"], one) for one in listed):
            turn.in_shots = thing["what"]
        return thing["what"]
    purpose = sayings.find(before.strip(ENDS), Said.SHOTS_FOR) if before else None
    return before if purpose is None else purpose.get("told", "")


def _pictured(turn: Turn, words: str) -> str:
    """Whom these words take from a picture of the message; empty where they, or the message, have none."""
    if not words or not (turn.came or waiting_pictures(turn)):
        return ""
    found = turn.desk.tables.sayings.find(words.strip(ENDS), Said.SHOTS_PICTURED)
    return found["who"].strip() if found is not None and not names_something(turn, words) else ""


def with_whom(turn: Turn, scene: str) -> str:
    """A scene that shows whom all of them show, in the place of a bare name or of "he"; one about others stays."""
    return with_introduced(turn, _with(turn, scene, turn.in_shots) if turn.in_shots else scene)


def _with(turn: Turn, scene: str, who: str) -> str:
    is_ascii = scene.isascii()
    scene = scene.removeprefix(f"{who}{colon(scene)}")
    if at_time := turn.desk.tables.sayings.listed.at_time(who, scene):
        return at_time
    if who.casefold() in scene.casefold():
        return scene
    tables = turn.desk.tables
    story, subject = tables.sayings.story, tables.revisions.subject["en" if is_ascii else "zh"]
    name = _name_in(turn, who, subject)
    if name and name in scene:
        return scene.replace(name, who, 1)
    pronoun = story.pronoun.match(scene)
    if pronoun is None and (story.who.match(scene) if is_ascii else subject.match(scene)) is not None:
        return scene
    does = scene[pronoun.end() :].lstrip() if pronoun is not None else scene
    if is_ascii and story.thing.match(does) is not None:
        return f"{who}, {does}"  # something that is seen beside: "a lighthouse, a storm"
    return f"{who}{' ' if is_ascii else ''}{does}"


def _name_in(turn: Turn, who: str, subject: re.Pattern[str]) -> str:
    """The name in words for somebody: "a fox called Finn", "my cat Miso"; empty where they have none."""
    named = turn.desk.parser.parse(who, ParseContext()).names
    if named:
        return named[0]
    kind = subject.match(who)
    last = who.rsplit(maxsplit=1)[-1]
    if who.isascii():
        return last if last[:1].isupper() else ""
    return who[kind.end() :] if kind is not None else ""


def names_something(turn: Turn, words: str) -> bool:
    """Whether words name a model or a value."""
    return bool(words) and turn.desk.parser.parse(words, ParseContext()).names_something


def take_look(turn: Turn, before: str) -> str:
    """What is left of the words in front of the shots; the turn keeps how all of them are to look."""
    left: list[str] = []
    looks: list[str] = []
    for clause, _ in clauses(before):
        words = clause.strip(f"{ENDS}:")
        found = turn.desk.tables.sayings.find(words, Said.SHOTS_LOOK)
        if found is None or names_something(turn, found["told"]):
            left.append(words)
            continue
        looks.append(found["told"].strip())
        left.append(found.get("before", "").strip(ENDS))
    if not looks:
        return before
    turn.shots_look = comma(*looks).join(looks)
    return comma(before).join(one for one in left if one)


def with_look(turn: Turn, scene: str) -> str:
    """A scene in the look that all of them are to have."""
    look = turn.shots_look
    return scene if not look or look in scene else f"{scene}{comma(scene, look)}{look}"
