"""The model that a changed order keeps, or gets in its place."""

from collections.abc import Mapping

from core import advisor
from core.desk.turn import Turn
from core.drafts import Wanted
from core.model import Draft


async def model_after(turn: Turn, base: Draft, wanted: Wanted, prices: Mapping[str, int]) -> str:
    """The model of the changed job: named, the best or cheapest where that was said, the one it had, or a new task's own."""
    intent, advice = turn.intent, turn.desk.tables.advice
    key = intent.model or base.order.model or base.order.leaf_id
    if intent.model is not None:
        return key
    is_new_task = wanted.task_type is not base.order.task_type and key not in prices
    preference = None
    if intent.no_reference and wanted.task_type is not base.order.task_type:
        # What was chosen for its references gives way with them, unless somebody asked for it.
        stored = await turn.desk.preferences.get(turn.person)
        ours = advisor.recommend(advice, base.order.task_type, base.order.prompt, turn.desk.tables.models)
        is_ours = ours is not None and ours.model == key and stored.get(base.order.task_type) != key
        is_new_task, preference = is_new_task or is_ours, stored.get(wanted.task_type)
    if intent.quality is None and not is_new_task:
        return key
    found = advisor.choose(
        advice,
        wanted.task_type,
        asked=None,
        quality=intent.quality,
        preference=preference,
        prompt=wanted.prompt,
        prices=prices,
    )
    return found.model if found is not None else key
