"""The model that a changed order keeps, or gets in its place."""

from collections.abc import Mapping
from dataclasses import replace

from core import advisor
from core.desk.turn import Turn
from core.drafts import Wanted
from core.model import Draft, Intent


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


def with_wish_to_save(said: Intent, asked: Intent, base: Draft) -> Intent:
    """A change with the wish to keep the model, where that was said of the order that waits and no other one is named."""
    names_other = said.model is not None or said.quality is not None or said.unavailable
    if names_other or not asked.save_preference or asked.model != base.order.model:
        return said
    return replace(said, model=asked.model, save_preference=True)
