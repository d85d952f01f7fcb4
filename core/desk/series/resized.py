"""A series on offer in another number of shots, or with another length for each: offered so."""

from collections.abc import Mapping
from dataclasses import replace

from core.desk.models.live import products_or_say
from core.desk.pictures.of_message import pictures_of
from core.desk.prices.variants import next_length
from core.desk.questions.answers import is_list, is_series
from core.desk.reading import said_in
from core.desk.series.anew import offer_anew, say_too_much
from core.desk.series.offer import LONGEST_SERIES_S, MOST_SHOTS
from core.desk.turn import Turn
from core.model import Intent
from core.planner import product_of_order
from core.planner.values import number
from core.ports import Question
from core.tables import Said

_FEWEST = 2


async def resized(turn: Turn) -> bool:
    """Handle a wish for so many shots, for more or fewer of them, or for so many seconds each: offer the series so."""
    question = turn.order_in_question
    if question is None or question.together or pictures_of(turn.incoming):
        return False
    if not is_series(question) or is_list(question):
        return False
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.SHOTS_SIZED)
    asked = question.intent
    timed = turn.desk.tables.sayings.find(turn.incoming.text, Said.SHOTS_TIMED)
    if found is None and timed is not None and asked is not None and asked.asked_s is not None:
        return await _timed(turn, question, asked, longer="more" in timed)
    if found is None or asked is None or asked.asked_s is None or question.incoming is None:
        return False
    count = _count(turn, found, question)
    if "bare" in found and count <= len(question.drafts):
        return False  # that one of them
    each_s = said_in(turn, found["length"]).wishes.duration_s if "length" in found else None
    asked_s = each_s * count if each_s is not None else asked.asked_s
    if not _FEWEST <= count <= MOST_SHOTS or asked_s > LONGEST_SERIES_S:
        await say_too_much(turn)
        return True
    await offer_anew(turn, question, replace(asked, asked_s=asked_s, shots=count))
    return True


async def _timed(turn: Turn, question: Question, asked: Intent, *, longer: bool) -> bool:
    """Offer the series with each shot in the next length that its model has, where it has one."""
    drafts, products = question.drafts, await products_or_say(turn, question.drafts[0].order.task_type)
    product = product_of_order(products, drafts[0].order) if products is not None else None
    if product is None or question.incoming is None:
        return products is None
    lengths = [number(one.order.params.get("duration", "")) or 0 for one in drafts]
    other = [next_length(product, one, up=longer) for one in drafts]
    told = [
        one.duration_s if one is not None and one.duration_s is not None else int(now)
        for one, now in zip(other, lengths, strict=True)
    ]
    if sum(told) == sum(lengths):
        await turn.tell("wanting.short" if longer else "wanting.long", model=drafts[0].order.model_name)
        return True
    if sum(told) > LONGEST_SERIES_S:
        await say_too_much(turn)
        return True
    await offer_anew(turn, question, replace(asked, asked_s=sum(told), shots=len(drafts)))
    return True


def _count(turn: Turn, found: Mapping[str, str], question: Question) -> int:
    """How many shots are wanted: those on offer where only their length is told."""
    here = len(question.drafts)
    if "count" in found:
        return turn.desk.tables.pointers.count(found["count"])
    if "less" in found:
        return max(_FEWEST, here - 1)
    return here + 1 if "more" in found else here
