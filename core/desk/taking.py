"""What was priced is taken by pointing at it, or by the name of its model: ordered, and not priced again."""

from dataclasses import replace

from core.desk.answers import orders_all
from core.desk.differences import laid_over
from core.desk.pictures import pictures_of
from core.desk.placing import open_jobs
from core.desk.turn import Turn
from core.model import Act, Draft
from core.ports import Question
from core.tables import Pointing

_ASKING = ("?", "？")
_USES = frozenset({Act.GENERATE, Act.SET_PREFERENCE})
_NO_ORDER = (Pointing.VARIANT, Pointing.FROM_NOW_ON)


async def priced_taken(turn: Turn) -> bool:
    """Whether the message takes what a price was asked for, in other words than yes; then it is ordered."""
    question = turn.order_in_question
    if question is None or orders_all(question) or pictures_of(turn.incoming, turn.intent):
        return False
    if question.intent is None or question.intent.action is not Act.QUOTE:
        return False
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.TAKES)
    if found is not None and not {"rest", "nth"} & found.parts.keys():
        await open_jobs(turn, question.drafts[:1], said=question.intent)
        return True
    draft = _named(turn, question)
    if draft is None:
        return False
    said = turn.intent
    if said.action is Act.SET_PREFERENCE:
        said = replace(said, save_preference=True)
    if said.save_preference:
        draft = replace(draft, intro=(*draft.intro, turn.words("notice.saved")))
    await open_jobs(turn, [draft], said=said)
    return True


def _named(turn: Turn, question: Question) -> Draft | None:
    """The order that was priced, where its model is named with nothing that was not, and not asked about once more."""
    intent, text = turn.intent, turn.incoming.text.strip()
    if intent.action not in _USES or intent.model is None or intent.prompt or intent.quality:
        return None
    pointers = turn.desk.tables.pointers
    if text.endswith(_ASKING) or any(pointers.says(text, one) for one in _NO_ORDER):
        return None
    priced = question.drafts[0]
    is_same = priced.order.model == intent.model and laid_over(intent.wishes, priced.wishes) == priced.wishes
    return priced if is_same else None
