"""Says once more why a model is warned of, while the choice behind the warning is open."""

from core import advisor, buttons
from core.desk.pictures.of_message import pictures_of
from core.desk.questions.answers import stays_open
from core.desk.questions.asking import warning
from core.desk.turn import Turn
from core.model import Pending
from core.tables import Pointing

_SEVERAL = 2


async def asked_why_warned(turn: Turn) -> bool:
    """Handle a question why a model that refuses people is not just taken: tell the reason and the choices again."""
    question = turn.question
    if question is None or question.pending is not Pending.OFFER or len(question.drafts) < _SEVERAL:
        return False
    order, tables = question.drafts[-1].order, turn.desk.tables
    if not tables.model(order.model).no_people or pictures_of(turn.incoming):
        return False
    word = advisor.people_word(tables.advice, order.prompt)
    if not word or not tables.pointers.says(turn.raw, Pointing.WHY_WARNED):
        return False
    turn.ask(stays_open(turn, question))
    under = buttons.offers(
        turn.desk.phrases, question.job_id or turn.incoming.id, question.drafts, turn.language
    )
    await turn.say(warning(turn, question.drafts, word), buttons=under)
    return True
