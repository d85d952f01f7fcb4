"""One shot of a series that is found not right: "the second one is wrong, he should be walking", "… is too dark"."""

from core.desk.questions.answers import orders_all
from core.desk.turn import Turn
from core.punctuation import comma
from core.tables import Found, Pointing

_LONGEST = 60  # characters; a longer message describes something


def of_shot_amiss(turn: Turn, text: str) -> str:
    """The message as a change of that shot, beside a series that is on offer or was made."""
    found = _amiss(turn, text)
    if found is None:
        return text
    tables, shot = turn.desk.tables, found.parts["before"]
    if "rest" in found.parts:
        return tables.pointers.shot_as["zh"].format(shot=shot, new=found.parts["rest"])
    wishes = tables.pointers.remedies(found.parts.get("how", ""), tables.revisions.whole)
    if not wishes:
        return text
    turn.only_price = True  # a fault that is found is no order
    return tables.pointers.shot_with["zh"].format(shot=shot, new=comma(text).join(wishes))


async def asks_how(turn: Turn) -> bool:
    """Handle "the second one isn't right" without a word on what it should be: ask."""
    found = _amiss(turn, turn.incoming.text)
    if found is None or not {"rest", "how"}.isdisjoint(found.parts):
        return False
    await turn.tell("wanting.change")
    return True


def _amiss(turn: Turn, text: str) -> Found | None:
    question, job = turn.order_in_question, turn.job
    if text.isascii() or len(text) > _LONGEST:
        return None
    is_of_several = (
        orders_all(question)
        if question is not None
        else job is not None and (job.draft.one_of is not None or bool(job.draft.parent))
    )
    return turn.desk.tables.pointers.first(text, Pointing.SHOT_AMISS) if is_of_several else None
