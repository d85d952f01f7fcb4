"""Small talk: thanks, goodbye, how a clip was taken. It is answered in one line, and is no words for a scene."""

import re
from dataclasses import replace

from core.desk.pictures.of_message import go_on_waiting, waiting_pictures
from core.desk.turn import Turn
from core.model import Act, Intent, ParseContext
from core.punctuation import clauses
from core.tables import Pointing
from core.tables.patterns import MARKS

_PAUSE_S = 600.0
_MOST_CLAUSES = 10
_ASKS = re.compile("[?？]")
_TELLS = (Pointing.TAKEN, Pointing.PURPOSE)
_TALK = (*_TELLS, Pointing.GLAD, Pointing.PRAISE, Pointing.THANKS, Pointing.LEAVES)
WISHES_WITHOUT_FIGURE = (Pointing.BLURRED, Pointing.LONGER, Pointing.SHORTER, Pointing.CHANGES)
_WISHES = (*WISHES_WITHOUT_FIGURE, Pointing.REPORTS)


def was_greeted(turn: Turn) -> bool:
    """Whether small talk in a group was answered a moment ago; if not, this answer is remembered."""
    if not turn.incoming.address.direct and turn.now - turn.talk.greeted_at < _PAUSE_S:
        return True
    turn.talk = replace(turn.talk, greeted_at=turn.now)
    return False


def _takes_leave(turn: Turn) -> bool:
    """Whether small talk says goodbye, perhaps behind other words: "that's enough for today, good night"."""
    return any(turn.desk.tables.pointers.says(clause, Pointing.LEAVES) for clause, _ in clauses(turn.typed))


def thanks_or_praise(turn: Turn) -> str:
    """Which of the two a friendly word is: "thanks", or "glad" where nobody is thanked."""
    tables = turn.desk.tables
    is_thanked = any(tables.pointers.says(clause, Pointing.THANKS) for clause, _ in clauses(turn.typed))
    return "thanks" if is_thanked or tables.talk.small_talk(turn.typed) == "thanks" else "glad"


def _is_praise(turn: Turn) -> bool:
    """Whether small talk praises, or tells how the clip was taken: "my daughter loved it"."""
    return any(turn.desk.tables.pointers.says(turn.typed, one) for one in (Pointing.PRAISE, Pointing.TAKEN))


async def chitchat(turn: Turn) -> None:
    """Answer small talk with one short line; in a group, not twice within ten minutes."""
    if turn.intent.choice is not None:
        await turn.tell("confirm.nothing")
        return
    if was_greeted(turn):
        return
    waiting = waiting_pictures(turn)
    kind = turn.desk.tables.talk.small_talk(turn.incoming.text)
    if waiting and kind == "other":
        await go_on_waiting(turn, waiting)  # small talk starts their time anew
        return
    friendly = thanks_or_praise(turn) if kind == "other" else ""
    if friendly == "thanks" or (friendly and _is_praise(turn)):
        kind = friendly
    elif kind == "other" and _takes_leave(turn):
        kind = "bye"
    if kind == "glad" and turn.job is None:
        kind = "ok"  # there is nothing that it could praise
    if kind == "other" and turn.order_in_question is not None:
        await turn.tell("quote.waiting")
        return
    if kind == "hello" and turn.question is not None and turn.question.drafts:
        kind = "hello_waits"
    if kind == "other" and turn.job is not None and turn.owns_job:
        kind = "after_video"
    await turn.tell(f"small.{kind}")


def only_told(turn: Turn, intent: Intent) -> Intent:
    """The reading of a message; talk where it tells something of the clip in every clause."""
    if intent.action is not Act.GENERATE or not intent.prompt or intent.names_something:
        return intent
    if not is_told(turn) or not all(_is_talk(turn, one) for one in _said(turn)):
        return intent
    return Intent(action=Act.CHITCHAT, language=intent.language)


def hardly_asked(turn: Turn, intent: Intent) -> Intent:
    """The reading of a message; talk where it is hardly likely to ask for anything, beside an order that waits for a yes."""
    if intent.action is not Act.GENERATE or intent.names_something or turn.order_in_question is None:
        return intent
    if turn.incoming.pictures or intent.known_names or intent.continuity is not None:
        return intent
    status = turn.status_word(turn.job) if turn.job is not None else None
    if not turn.desk.parser.hardly_asks(turn.raw, status, is_asked=True):
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
