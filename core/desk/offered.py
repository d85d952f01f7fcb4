"""Of several offers the cheaper or the dearer one, a late one by its number; and the last one for less, where nothing is offered."""

from core.desk import changes
from core.desk.again import take_offer
from core.desk.answers import orders_all
from core.desk.pictures import pictures_of
from core.desk.turn import Turn
from core.model import Act, Intent, Pending
from core.ports import Question
from core.tables import Pointing
from core.tables.patterns import MARKS

_KNOWN = 3  # so far the numbers are read by the parser


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


async def by_number(turn: Turn) -> bool:
    """Whether the whole message is the number of an offer behind the third; then it is ordered."""
    question, text = turn.question, turn.incoming.text.strip(MARKS)
    if question is None or len(question.drafts) <= _KNOWN or turn.points_at_job or orders_all(question):
        return False
    found = next(iter(turn.desk.tables.pointers.find(text, Pointing.IT)), None)
    is_whole = found is not None and found.end - found.start == len(text)
    place = (
        turn.desk.tables.sayings.place(found.parts, len(question.drafts))
        if found is not None and is_whole
        else int(text) - 1
        if text.isdecimal()
        else None
    )
    if place is None or not _KNOWN <= place < len(question.drafts):
        return False
    await take_offer(turn, question, place + 1)
    return True


def _choice(turn: Turn, question: Question, *, is_cheaper: bool) -> int | None:
    """The number of the draft with the least points, or with the most; one alone has to cost less than the job."""
    points = [one.order.points for one in question.drafts]
    if len(points) == 1:
        job = turn.job
        is_less = job is not None and points[0] < job.draft.order.points
        return 1 if is_cheaper and is_less and question.pending is Pending.OFFER else None
    return points.index(min(points) if is_cheaper else max(points)) + 1
