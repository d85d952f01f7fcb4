"""A model taken that was named: with its price since another was priced, it is priced no second time; or none such was."""

from dataclasses import replace

from core.desk.questions.answers import orders_all
from core.desk.turn import Turn
from core.model import Act, Wishes
from core.punctuation import ends_asking
from core.tables import Pointing


def settle(turn: Turn, key: str) -> None:
    """Let a model that was named with its price since another was priced be ordered, and priced no second time."""
    question = turn.order_in_question
    asked = question.intent if question is not None and not orders_all(question) else None
    if question is None or asked is None or asked.action is not Act.QUOTE:
        return
    if key in turn.named_since(question):
        turn.ask(replace(question, intent=replace(asked, action=Act.GENERATE)))


def takes_cheapest(turn: Turn) -> bool:
    """Whether the message only takes the cheapest, and neither asks nor hesitates."""
    intent, text, pointers = turn.intent, turn.incoming.text, turn.desk.tables.pointers
    if intent.action is not Act.GENERATE or not intent.edit or intent.quality != "budget":
        return False
    if intent.prompt or intent.wishes != Wishes() or ends_asking(text):
        return False
    return not any(pointers.says(text, one) for one in (Pointing.HESITATES, Pointing.VARIANT))


async def none_such(turn: Turn) -> bool:
    """Say which models were named, where another one of them is wanted."""
    rows = (turn.desk.tables.models.get(one) for one in turn.talk.named)
    names = [row.name_for(turn.talk.named_for) for row in rows if row is not None]
    await turn.tell("models.no_such", models=turn.words("changed.join").join(names))
    return True
