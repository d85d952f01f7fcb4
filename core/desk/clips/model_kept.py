"""Decides which model a changed order gets: the one it had, or another."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from core import advisor
from core.advisor import Basis
from core.desk.turn import Turn
from core.drafts import Priced, Wanted, as_asked
from core.model import Draft, Intent


async def model_after(
    turn: Turn, base: Draft, wanted: Wanted, priced: Mapping[str, Priced], able: Collection[str]
) -> str:
    """The model of a changed job: the one named, else the best or cheapest if asked for, else the one it had.

    The best or cheapest is one of those `able` to give the values of the message, if any is. Where the pictures or the
    task change so that the old model no longer fits, it is chosen as for a new request.
    """
    intent, advice = turn.intent, turn.desk.tables.advice
    key = intent.model or base.order.model or base.order.leaf_id
    if intent.model is not None:
        return key
    is_new_task = wanted.task_type is not base.order.task_type and key not in priced
    if key in intent.turned_down:
        is_new_task, able = True, as_asked(priced)
    preference = None
    if intent.no_reference and wanted.task_type is not base.order.task_type:
        # Without references, a model that we chose for them is chosen anew; one that somebody asked for stays.
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
        prices={one: row.points for one, row in priced.items()},
        as_asked=able,
    )
    return found.model if found is not None else key


def with_wish_to_save(said: Intent, asked: Intent, base: Draft) -> Intent:
    """The change, still saving the model as default if the waiting order was to save it and no other is named."""
    names_other = said.model is not None or said.quality is not None or said.unavailable
    if names_other or not asked.save_preference or asked.model != base.order.model:
        return said
    return replace(said, model=asked.model, save_preference=True)


def turned_down_by(intent: Intent, base: Draft) -> tuple[str, ...]:
    """The models that are not to be used, now or since the job that this one follows; one that is named may be again."""
    found = dict.fromkeys((*base.turned_down, *intent.turned_down))
    found.pop(intent.model or "", None)
    return tuple(found)


def basis_of(intent: Intent) -> Basis:
    """Why the changed job has its model."""
    if intent.model is not None:
        return Basis.ASKED
    return {"best": Basis.BEST, "budget": Basis.BUDGET}.get(intent.quality or "", Basis.CARRIED)
