"""What waits is started in the message that settles it: another model and "start", or "no changes, start"."""

from dataclasses import replace

from core.desk.clips.changes import edit
from core.desk.pictures.of_message import pictures_of
from core.desk.questions.answers import confirm, orders_all
from core.desk.questions.offers import by_maker
from core.desk.reading import said_in
from core.desk.turn import Turn
from core.model import Act, Intent
from core.punctuation import asks_anywhere, clauses
from core.tables import Found, Pointing
from core.tables.patterns import MARKS

_MOST_CLAUSES = 4


async def starts_as_it_is(turn: Turn) -> bool:
    """Handle "never mind the change, start": order what waits, or what was priced before the change that is taken back."""
    question = turn.order_in_question
    if question is None or _is_of_another(turn):
        return False
    found = turn.desk.tables.pointers.first(turn.raw.strip(MARKS), Pointing.STAYS_AND_GOES)
    if found is None or not _starts(turn, found.parts["rest"]):
        return False
    before = [one for one in question.priced if one.order != question.drafts[0].order]
    if "back" in found.parts and before and not orders_all(question):
        turn.ask(replace(question, drafts=(before[-1],)))
    turn.intent = Intent(action=Act.CONFIRM, language=turn.language)
    await confirm(turn)
    return True


async def starts_with_model(turn: Turn) -> bool:
    """Handle "rather Veo then, start": the order that waits is made by that model; a dear one is asked about anew."""
    question, parts = turn.order_in_question, clauses(turn.incoming.text)
    if question is None or orders_all(question) or _is_of_another(turn):
        return False
    if not 1 < len(parts) <= _MOST_CLAUSES or not _starts(turn, parts[-1][0]):
        return False
    if asks_anywhere(turn.incoming.text):
        return False
    kept = parts[:-1]
    while len(kept) > 1 and _is_talk(turn, kept[0][0]):
        kept = kept[1:]
    words = "".join(clause + mark for clause, mark in kept).strip(MARKS)
    said = said_in(turn, words, question)
    is_change = said.action is Act.GENERATE and said.model is not None and not said.prompt
    if not is_change or said.unavailable:
        return False
    if question.intent is not None and question.intent.action is Act.QUOTE:
        turn.ask(replace(question, intent=replace(question.intent, action=Act.GENERATE)))
    turn.incoming = replace(turn.incoming, text=words)
    turn.intent = replace(said, edit=True, choice=None, language=turn.language)
    if not await by_maker(turn):  # the maker's model that is on offer, else its newest
        await edit(turn)
    return True


def _starts(turn: Turn, clause: str) -> bool:
    """Whether a clause is a clear yes that has it made."""
    found: Found | None = turn.desk.tables.pointers.first(clause.strip(MARKS), Pointing.GOES)
    return found is not None and "weak" not in found.parts


def _is_talk(turn: Turn, clause: str) -> bool:
    said = said_in(turn, clause, turn.question)
    return said.action in (Act.CHITCHAT, Act.DECLINE, Act.CONFIRM) and said.choice is None


def _is_of_another(turn: Turn) -> bool:
    """Whether the message is about a clip that it points at, or brings pictures."""
    return turn.points_at_job or bool(pictures_of(turn.incoming))
