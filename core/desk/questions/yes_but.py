"""A clear yes to what was priced, with a change in the same message: ordered so, and priced no second time."""

from dataclasses import replace

from core.desk.clips.changes import base_of, edit
from core.desk.pictures.of_message import pictures_of
from core.desk.questions.answers import orders_all
from core.desk.reading import said_in
from core.desk.turn import Turn
from core.model import Act, Intent
from core.ports import Question
from core.punctuation import asks_anywhere, clauses
from core.tables import Pointing
from core.tables.patterns import MARKS

_CHANGES = frozenset({Act.GENERATE, Act.SET_PREFERENCE})


async def yes_but(turn: Turn) -> bool:
    """Handle "do it, but …" and "do it with …" after a price: order what was priced with the change.

    An order that is asked about because it is dear is asked about once more with the change.
    """
    question = turn.order_in_question
    if question is None or orders_all(question) or pictures_of(turn.incoming, turn.intent):
        return False
    if question.intent is None:
        return False
    is_priced = question.intent.action is Act.QUOTE
    text = turn.incoming.text
    pointers = turn.desk.tables.pointers
    is_doubtful = asks_anywhere(text) or pointers.says(text, Pointing.UNSURE)
    if is_doubtful or pointers.says(text, Pointing.FROM_NOW_ON):
        return False
    words, is_joined = _behind_a_yes(turn)
    words = words or (text if is_priced and _has_it_made(turn, text) else "")
    said = _change_in(turn, words, question, is_joined=is_joined) if words else None
    if said is None:
        return False
    if is_priced:
        turn.ask(replace(question, intent=replace(question.intent, action=Act.GENERATE)))
    turn.incoming = replace(turn.incoming, text=words)
    turn.intent = replace(said, action=Act.GENERATE, edit=True, language=turn.language)
    await edit(turn)
    return True


async def handed_to(turn: Turn) -> bool:
    """Handle "have Veo do it": the order at hand is made by that model."""
    text, question = turn.incoming.text, turn.order_in_question
    found = turn.desk.tables.pointers.first(text, Pointing.HANDS_TO)
    if found is None or base_of(turn) is None or asks_anywhere(text):
        return False
    if pictures_of(turn.incoming) or (question is not None and orders_all(question)):
        return False
    said = said_in(turn, found.parts["name"])
    if said.model is None or said.prompt or said.unavailable:
        return False
    if question is not None and question.intent is not None and question.intent.action is Act.QUOTE:
        turn.ask(replace(question, intent=replace(question.intent, action=Act.GENERATE)))
    turn.intent = Intent(action=Act.GENERATE, edit=True, model=said.model, language=turn.language)
    await edit(turn)
    return True


def _behind_a_yes(turn: Turn) -> tuple[str, bool]:
    """What stands behind a clear yes in front, and whether "but" joins it; empty if there is no such yes."""
    pointers, text = turn.desk.tables.pointers, turn.incoming.text
    parts = [clause + mark for clause, mark in clauses(text)]
    for count in range(len(parts) - 1, 0, -1):
        found = pointers.first("".join(parts[:count]), Pointing.GOES)
        rest = "".join(parts[count:])
        but = pointers.first(rest, Pointing.BUT)
        if found is not None and but is not None:
            return but.parts["rest"], True
        if found is not None and "weak" not in found.parts:
            return rest, False
    joined = pointers.first(text, Pointing.GOES_BUT)
    return (joined.parts["rest"], True) if joined is not None else ("", False)


def _has_it_made(turn: Turn, text: str) -> bool:
    """Whether a clause has it made with what it names."""
    pointers = turn.desk.tables.pointers
    parts = [clause.strip(MARKS) for clause, _ in clauses(text)]
    return any(pointers.says(one, Pointing.ORDERS) for one in parts)


def _change_in(turn: Turn, words: str, question: Question, *, is_joined: bool) -> Intent | None:
    """What the words change in what was priced; None where they describe another clip."""
    said = said_in(turn, words, question)
    if said.action not in _CHANGES or said.unavailable or said.no_reference:
        return None
    if said.prompt and not said.edit and not is_joined:
        return None
    return said if said.names_something or said.prompt else None
