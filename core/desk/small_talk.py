"""Small talk: thanks, goodbye, how a clip was taken. It is answered in one line, and is no words for a scene."""

import re
from dataclasses import replace

from core import continuity
from core.desk.pictures.of_message import go_on_waiting, waiting_pictures
from core.desk.turn import Turn
from core.model import Act, Intent, ParseContext
from core.punctuation import clauses
from core.tables import Pointing, Said
from core.tables.patterns import MARKS
from core.tagging import words_of as words_in

_PAUSE_S = 600.0
_MOST_CLAUSES = 10
HARDLY = 0.2  # one in a hundred of the requests and changes that people make beside a clip is no likelier one than that
_NEVER, _FEWEST = 0.06, 5  # so few words, or Chinese characters, the lessons may not know
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
    """The reading of a message; talk where it is hardly likely to ask for anything beside what waits, or beside a clip."""
    if intent.action is not Act.GENERATE:
        return intent
    leaves = turn.desk.tables.pointers.says(
        turn.raw, Pointing.LEAVES
    )  # "have a nice day" wants none in the clip
    is_talk = leaves or is_hardly_asked(turn, intent)
    return Intent(action=Act.CHITCHAT, language=intent.language) if is_talk else intent


def is_hardly_asked(turn: Turn, intent: Intent) -> bool:
    """Whether this reading as a request or a change is hardly likely; few words must wait beside an order for that."""
    likely = how_likely_asked(turn, intent)
    if turn.order_in_question is not None:
        return likely < HARDLY
    return likely < _NEVER and len(words_in(turn.raw)) >= _FEWEST


def how_likely_asked(turn: Turn, intent: Intent) -> float:
    """How likely words beside a clip or beside what waits ask for something, 0 to 1; 1 where a rule knows what it is."""
    job, tables, told = turn.job, turn.desk.tables, intent.prompt.strip(MARKS)
    waits = turn.order_in_question is not None
    if not told or turn.wished or turn.incoming.pictures or (job is None and not waits):
        return 1.0
    goes_on = intent.continuity is not None and not _takes_leave(turn)
    if intent.names_something or intent.known_names or goes_on:
        return 1.0
    tells_look = tables.sayings.says(told, Said.TELLS_STYLE)
    if tells_look or continuity.tells_only_surroundings(told, tables.revisions):
        return 1.0
    if turn.desk.parser.says_change(turn.incoming.text) or tables.revisions.gone_of(told) is not None:
        return 1.0
    return turn.desk.parser.asks(turn.raw, turn.status_word(job), is_asked=waits)


def is_told(turn: Turn, shown: str = "") -> bool:
    """Whether a message tells something of the clip that is there, and no clause of it is a wish or a request.

    `shown` are the words of it that a video would show: they tell also where they speak of us, and of what was.
    """
    pointers = turn.desk.tables.pointers
    if turn.job is None or not turn.job.phase.is_made or turn.wished or turn.incoming.pictures:
        return False
    if shown and pointers.says(shown, Pointing.RECOUNTS) and not turn.desk.parser.says_change(shown):
        return not any(has_request(turn, one) for one in _said(turn))
    if not any(pointers.says(turn.typed, one) for one in _TELLS):
        return False
    said = _said(turn)
    return len(said) <= _MOST_CLAUSES and not any(_is_wish(turn, one) for one in said)


def has_request(turn: Turn, clause: str) -> bool:
    """Whether words of a request are cut out of what a clause is to show."""
    read = turn.desk.parser.parse(clause, ParseContext(last_status="success"))
    return read.action is Act.GENERATE and read.prompt != clause.strip(MARKS)


def _said(turn: Turn) -> list[str]:
    return [clause + (mark if _ASKS.search(mark) else "") for clause, mark in clauses(turn.typed)]


def _is_wish(turn: Turn, clause: str) -> bool:
    pointers, parser = turn.desk.tables.pointers, turn.desk.parser
    if _ASKS.search(clause) or parser.says_change(clause):
        return True
    return any(pointers.says(clause, one) for one in _WISHES) or has_request(turn, clause)


def _is_talk(turn: Turn, clause: str) -> bool:
    tables = turn.desk.tables
    if any(tables.pointers.says(clause, one) for one in _TALK) or tables.talk.is_of_people(clause):
        return True
    return turn.desk.parser.is_said_to_us(clause)
