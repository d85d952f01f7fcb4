"""The highest resolution that can be had: of the model at hand, and of those that are offered."""

from dataclasses import replace

from core.desk.clips import changes
from core.desk.models.comparing import prices, task_at_hand
from core.desk.models.live import products_or_say
from core.desk.models.times import model_at_hand
from core.desk.pictures.of_message import pictures_of
from core.desk.questions.answers import orders_all
from core.desk.turn import QUESTION_STANDS_S, Turn
from core.drafts import Priced
from core.model import Act, Intent, Wishes
from core.planner import product_of_order
from core.planner.values import number, resolutions
from core.tables import Pointing


async def sharpest_asked(turn: Turn) -> bool:
    """Handle a question how high the resolution can be: that of the model at hand, and the highest of all."""
    if pictures_of(turn.incoming) or not turn.desk.tables.pointers.says(
        turn.incoming.text, Pointing.MOST_SHARP
    ):
        return False
    task_type = task_at_hand(turn)
    priced = await prices(turn, task_type)
    if priced is None:
        return True
    key = await model_at_hand(turn, task_type)
    most = max((_highest(one) for one in priced.values()), key=_lines, default="")
    own = _highest(priced[key]) if key in priced else ""
    if not most:
        return False
    wishes = Wishes(resolution=most)
    turn.intent = replace(turn.intent, wishes=wishes)
    priced = await prices(turn, task_type) or priced  # as sharp as that
    able = [one for one, each in priced.items() if _highest(each) == most]
    best = key if key in able else min(able, key=lambda one: priced[one].points)
    turn.name_models([best], task_type, wishes=wishes)
    told = "most" if best == key else "less" if own else "unknown"
    name = priced[key].product.name if key in priced else ""
    one = priced[best]
    await turn.tell(
        f"models.sharpest_{told}", model=name, max=own, other=one.product.name, all=most, points=one.points
    )
    return True


async def as_sharp_as_possible(turn: Turn) -> bool:
    """Handle "the highest one, then" about a clip: its model's highest resolution, if that was spoken of, else ask."""
    base, question = changes.base_of(turn), turn.order_in_question
    if base is None or pictures_of(turn.incoming) or (question is not None and orders_all(question)):
        return False
    if question is None and not turn.owns_job:
        return False
    if not turn.desk.tables.pointers.says(turn.incoming.text, Pointing.HIGHEST):
        return False
    talk = turn.talk
    is_fresh = turn.now - talk.named_at <= QUESTION_STANDS_S
    if not is_fresh or talk.named_wishes.resolution is None:
        await turn.tell("wanting.which_highest")
        return True
    products = await products_or_say(turn, base.order.task_type)
    if products is None:
        return True
    product = product_of_order(products, base.order)
    most = max(resolutions(product), key=_lines, default="") if product is not None else ""
    if not most:
        await turn.tell("wanting.which_highest")
        return True
    turn.intent = Intent(
        action=Act.GENERATE, edit=True, wishes=Wishes(resolution=most), language=turn.language
    )
    await changes.edit(turn)
    return True


def _highest(one: Priced) -> str:
    return max(resolutions(one.product), key=_lines, default="")


def _lines(resolution: str) -> float:
    return number(resolution) or 0.0
