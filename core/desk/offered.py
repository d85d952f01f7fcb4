"""Of several offers the cheaper or the dearer one; and the last one for less, where nothing is offered."""

from core.desk import changes
from core.desk.again import take_offer
from core.desk.answers import orders_all
from core.desk.pictures import pictures_of
from core.desk.turn import Turn
from core.model import Act, Intent, Pending
from core.ports import Question
from core.tables import Pointing


async def by_price(turn: Turn) -> bool:
    """Whether the whole message takes what is offered by its price; then it is ordered."""
    pointers, text, question = turn.desk.tables.pointers, turn.incoming.text, turn.question
    is_cheaper = pointers.says(text, Pointing.CHEAPER_ONE)
    if pictures_of(turn.incoming) or not (is_cheaper or pointers.says(text, Pointing.DEARER_ONE)):
        return False
    if question is not None and question.drafts and not turn.points_at_job:
        if orders_all(question):
            return False
        choice = _choice(turn, question, is_cheaper=is_cheaper)
        if choice is not None:
            await take_offer(turn, question, choice)
            return True
    intent = turn.intent
    is_order = intent.action is Act.GENERATE or (intent.action is Act.RETRY and intent.choice is not None)
    if not is_cheaper or not is_order or changes.base_of(turn) is None:
        return False
    if turn.order_in_question is None and not turn.owns_job:
        await turn.tell("ask.not_yours")
        return True
    turn.intent = Intent(action=Act.GENERATE, edit=True, quality="budget", language=turn.language)
    await changes.edit(turn)
    return True


def _choice(turn: Turn, question: Question, *, is_cheaper: bool) -> int | None:
    """The number of the draft with the least points, or with the most; one alone has to cost less than the job."""
    points = [one.order.points for one in question.drafts]
    if len(points) == 1:
        job = turn.job
        is_less = job is not None and points[0] < job.draft.order.points
        return 1 if is_cheaper and is_less and question.pending is Pending.OFFER else None
    return points.index(min(points) if is_cheaper else max(points)) + 1
