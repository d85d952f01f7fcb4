"""Ideas for who does not know what a video could show, and the choice of one of them."""

import re
from dataclasses import replace

from core.desk.pictures.of_message import pictures_of, waiting_pictures
from core.desk.questions.words_missing import is_answered
from core.desk.reading import goes_on_as, said_in
from core.desk.requests import request
from core.desk.turn import Turn
from core.punctuation import clauses, comma
from core.tables import Pointing

_BULLET = re.compile(r"(?m)^• (.+)$")  # one idea of those that are told
_IDEAS_S = 1800.0  # how long they may be chosen from


async def asked_for_ideas(turn: Turn) -> bool:
    """Handle a question what could be made: a few ideas for what it is for; nothing is made."""
    pointers, said = turn.desk.tables.pointers, turn.typed
    found = pointers.first(said, Pointing.ASKS_IDEAS)
    if found is None or pictures_of(turn.incoming, turn.intent):
        return False
    is_idle = turn.question is None and not turn.intent.edit and not waiting_pictures(turn)
    # "Something fun" may be said of the clip that is there; "surprise me" is not.
    if ("weak" in found.parts or not is_idle) and is_answered(turn):
        return False
    topic = pointers.topic(said) or "any"
    ideas = turn.words(f"ideas.{topic}")
    told = tuple(_BULLET.findall(ideas))
    turn.talk = replace(turn.talk, ideas=told, ideas_at=turn.now, ideas_beside=_newest(turn))
    await turn.tell("ideas.text", ideas=ideas)
    return True


async def takes_idea(turn: Turn) -> bool:
    """Handle "the second one" behind a few ideas, or a word of one, with values behind it: order that scene."""
    talk, tables = turn.talk, turn.desk.tables
    is_fresh = bool(talk.ideas) and turn.now - talk.ideas_at <= _IDEAS_S
    if not is_fresh or talk.ideas_beside != _newest(turn) or turn.question is not None or turn.points_at_job:
        return False
    if pictures_of(turn.incoming):
        return False
    (first, mark), *_ = clauses(turn.typed) or [("", "")]
    found = tables.pointers.first(first, Pointing.TAKES_IDEA)
    rest = turn.typed[len(first + mark) :].strip()
    if found is None or (rest and said_in(turn, rest).prompt):
        return False
    place = tables.sayings.place(found.parts, len(talk.ideas)) if "nth" in found.parts else None
    name = found.parts.get("name", "")
    shown = [one for one in talk.ideas if name and name in one]
    if place is None and len(shown) != 1:
        return False
    scene = talk.ideas[place] if place is not None else shown[0]
    turn.talk = replace(talk, ideas=())
    turn.intent = replace(
        goes_on_as(turn, comma(scene).join(one for one in (scene, rest) if one)), edit=False
    )
    await request(turn)
    return True


def _newest(turn: Turn) -> str:
    return turn.job.id if turn.job is not None else ""
