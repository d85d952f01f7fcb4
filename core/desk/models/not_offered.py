"""A question about a model that is not offered: says so, and names the nearest one with its price."""

from core.desk.models.live import products_or_say
from core.desk.turn import Turn
from core.drafts import Wanted
from core.model import Intent, TaskType, Wishes


async def asked_for_other(turn: Turn, asked: Intent, task_type: TaskType) -> bool:
    """Handle a question that names a model which is not offered; False where it names none."""
    if not asked.unavailable:
        return False
    nearest = turn.desk.tables.models.get(asked.nearest)
    if nearest is None:
        await turn.tell("models.not_offered", model=asked.unavailable)
        return True
    products = await products_or_say(turn, task_type)
    if products is None:
        return True
    wanted = Wanted(task_type=task_type, prompt="", language=turn.language, wishes=Wishes())
    one = turn.desk.drafter.price_all(products, wanted).get(nearest.key)
    if one is None:
        await turn.tell("models.not_offered", model=asked.unavailable)
        return True
    turn.name_models([nearest.key], task_type)
    name = one.product.name
    await turn.tell("models.nearest", model=asked.unavailable, nearest=name, points=one.points)
    return True
