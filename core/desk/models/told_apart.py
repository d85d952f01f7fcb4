"""What sets the offers apart that wait for an answer, where somebody asks: they go on waiting."""

from core.desk.pictures.of_message import pictures_of
from core.desk.placing import price_row
from core.desk.questions.answers import orders_all
from core.desk.turn import Turn
from core.tables import Pointing

_SEVERAL = 2


async def offers_told_apart(turn: Turn) -> bool:
    """Handle "what's the difference between those?": what each of the models is good for, its price and its time."""
    question = turn.question
    if question is None or len(question.drafts) < _SEVERAL or orders_all(question):
        return False
    drafts, tables = question.drafts, turn.desk.tables
    if (
        turn.points_at_job
        or pictures_of(turn.incoming)
        or len({one.order.model for one in drafts}) < _SEVERAL
    ):
        return False
    if not tables.pointers.says(turn.raw, Pointing.TELLS_APART):
        return False
    rows = [
        price_row(
            "quote.option_trait",
            turn,
            one,
            n=number,
            trait=tables.model(one.order.model).trait.get(turn.language, ""),
        )
        for number, one in enumerate(drafts, start=1)
    ]
    await turn.say(turn.desk.phrases.lines(*rows, turn.words("models.compared_ask")))
    return True
