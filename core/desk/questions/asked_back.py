"""Questions back about what was told: why a model is warned of, whether a price is much, whether the file costs more."""

from core import advisor
from core.desk.pictures.of_message import pictures_of
from core.desk.prices.quotes import in_question
from core.desk.turn import Turn
from core.tables import Pointing


async def asked_why_warned(turn: Turn) -> bool:
    """Handle "why is that a problem?" beside a model that refuses people: the reason, and that the choice is open."""
    question = turn.question
    if question is None or not question.drafts or turn.points_at_job or pictures_of(turn.incoming):
        return False
    order = question.drafts[-1].order
    if not turn.desk.tables.model(order.model).no_people or not _asks(turn, Pointing.ASKS_WARNED):
        return False
    word = advisor.people_word(turn.desk.tables.advice, order.prompt)
    if word is None:
        return False
    await in_question(turn, question, turn.words("confirm.why_no_people", model=order.model_name, word=word))
    return True


async def asked_whether_much(turn: Turn) -> bool:
    """Handle "is that a lot?" beside an order that waits: its price, and that it waits."""
    question = turn.question
    if question is None or not question.drafts or not _asks(turn, Pointing.ASKS_MUCH):
        return False
    await in_question(turn, question)
    return True


async def asked_whether_file_costs(turn: Turn) -> bool:
    """Handle "does it cost extra to download?": it does not."""
    if pictures_of(turn.incoming) or not _asks(turn, Pointing.ASKS_FILE_FREE):
        return False
    await turn.tell("quote.file_free")
    return True


def _asks(turn: Turn, what: Pointing) -> bool:
    return turn.desk.tables.pointers.says(turn.raw, what)
