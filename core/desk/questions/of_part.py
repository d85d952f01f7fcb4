"""What is said beside a question of ours, answers it not, and orders nothing: a part of it, a picture changed, a name."""

from core.desk.pictures.of_message import pictures_of
from core.desk.prices.quotes import in_question
from core.desk.questions.answers import stays_open, tells_how_many
from core.desk.subjects.bare import is_name_alone
from core.desk.turn import Turn
from core.model import Pending
from core.tables import Pointing

_OF_PICTURES = frozenset({Pending.WHICH_FIRST, Pending.PICTURE_ALONE, Pending.PICTURE_MISSING})


async def wants_part(turn: Turn) -> bool:
    """Handle "only half of it" of what waits and has no parts: tell its price; it goes on waiting."""
    question = turn.question
    if question is None or not question.drafts or pictures_of(turn.incoming):
        return False
    if not turn.desk.tables.pointers.says(turn.incoming.text, Pointing.OF_PART):
        return False
    if question is turn.order_in_question:
        await in_question(turn, question)
    else:
        await tells_how_many(turn, question)  # behind a failure nothing is told of points
    return True


async def edits_picture(turn: Turn) -> bool:
    """Handle "crop the second one" where we asked about pictures: say that they are used as they are; the question stays."""
    question = turn.question
    if question is None or question.pending not in _OF_PICTURES or turn.incoming.pictures:
        return False
    if not turn.desk.tables.pointers.says(turn.incoming.text, Pointing.EDITS_PICTURE):
        return False
    turn.ask(stays_open(turn, question))
    await turn.tell("ask.picture_as_it_is")
    return True


async def only_calls(turn: Turn) -> bool:
    """Handle a name alone where something waits for a yes: it goes on waiting."""
    question = turn.order_in_question
    if question is None or not is_name_alone(turn):
        return False
    await in_question(turn, question)
    return True
