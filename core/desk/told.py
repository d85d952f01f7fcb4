"""Messages that tell how people take the clip that is there, or what they do with it: talk, and no words for a scene."""

import re

from core.desk.turn import Turn
from core.model import Act, Intent, ParseContext
from core.punctuation import clauses
from core.tables import Pointing
from core.tables.patterns import MARKS

_MOST_CLAUSES = 10
_ASKS = re.compile("[?？]")
_TELLS = (Pointing.TAKEN, Pointing.PURPOSE)
_TALK = (*_TELLS, Pointing.GLAD, Pointing.PRAISE, Pointing.THANKS, Pointing.LEAVES)
WISHES_WITHOUT_FIGURE = (Pointing.BLURRED, Pointing.LONGER, Pointing.SHORTER, Pointing.CHANGES)
_WISHES = (*WISHES_WITHOUT_FIGURE, Pointing.REPORTS)


def only_told(turn: Turn, intent: Intent) -> Intent:
    """The reading of a message; talk where it tells something of the clip in every clause."""
    if intent.action is not Act.GENERATE or not intent.prompt or intent.names_something:
        return intent
    if not is_told(turn) or not all(_is_talk(turn, one) for one in _said(turn)):
        return intent
    return Intent(action=Act.CHITCHAT, language=intent.language)


def is_told(turn: Turn, shown: str = "") -> bool:
    """Whether a message tells something of the clip that is there, and no clause of it is a wish or a request.

    `shown` are the words of it that a video would show: they tell also where they speak of us, and of what was.
    """
    pointers = turn.desk.tables.pointers
    if turn.job is None or not turn.job.phase.is_made or turn.wished or turn.incoming.pictures:
        return False
    if shown and pointers.says(shown, Pointing.RECOUNTS) and not turn.desk.parser.says_change(shown):
        return True
    if not any(pointers.says(turn.typed, one) for one in _TELLS):
        return False
    said = _said(turn)
    return len(said) <= _MOST_CLAUSES and not any(_is_wish(turn, one) for one in said)


def _said(turn: Turn) -> list[str]:
    return [clause + (mark if _ASKS.search(mark) else "") for clause, mark in clauses(turn.typed)]


def _is_wish(turn: Turn, clause: str) -> bool:
    pointers, parser = turn.desk.tables.pointers, turn.desk.parser
    if _ASKS.search(clause) or parser.says_change(clause):
        return True
    if any(pointers.says(clause, one) for one in _WISHES):
        return True
    read = parser.parse(clause, ParseContext(last_status="success"))
    # Words of a request are cut out of what is to be shown.
    return read.action is Act.GENERATE and read.prompt != clause.strip(MARKS)


def _is_talk(turn: Turn, clause: str) -> bool:
    tables = turn.desk.tables
    if any(tables.pointers.says(clause, one) for one in _TALK) or tables.talk.is_of_people(clause):
        return True
    return turn.desk.parser.is_said_to_us(clause)
