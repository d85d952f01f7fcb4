"""Reads the live list; says so kindly where it cannot be had, or where a model is not in it."""

import logging
from collections.abc import Mapping, Sequence

from core.desk.turn import Turn
from core.drafts import Priced, Wanted
from core.errors import StudioError
from core.model import Failure, Intent, Kind, Product, TaskType, Wishes

_log = logging.getLogger(__name__)

_MOST_NAMED = 3  # models


async def products_or_say(turn: Turn, task_type: TaskType) -> tuple[Product, ...] | None:
    """The live list; None when it cannot be had, which the person is told."""
    try:
        products = await turn.desk.studio.products(task_type)
    except StudioError as fault:
        _log.warning("the list could not be read: %s", fault.failure)
        await _say_no_list(turn, fault.failure)
        return None
    if not products:
        await turn.say(turn.words("models.empty"), kind=Kind.FAILURE)
        return None
    return products


async def _say_no_list(turn: Turn, failure: Failure) -> None:
    if failure in (Failure.UNAUTHORIZED, Failure.NO_POINTS):
        text = turn.desk.phrases.lines(
            turn.words("failure.alone", reason=turn.words(f"failure.{failure}")),
            turn.words(f"failure.{failure}_step"),
        )
    else:
        text = turn.desk.phrases.lines(
            turn.words("failure.header"),
            turn.words("failure.reason", reason=turn.words(f"failure.{failure}")),
            turn.words("trouble.list"),
        )
    await turn.say(text, kind=Kind.FAILURE)


async def able_instead(turn: Turn, wanted: Wanted) -> str:
    """A line on the models that can make what is wanted, the best ranked first; empty where the list cannot be read."""
    try:
        products = await turn.desk.studio.products(wanted.task_type)
    except StudioError:
        return ""
    priced = turn.desk.drafter.price_all(products, wanted)
    keys = sorted(priced, key=turn.desk.tables.advice.place)[:_MOST_NAMED]
    named = named_with_prices(turn, [priced[key] for key in keys])
    what = turn.words(f"task.{wanted.task_type}")
    return turn.words("models.able", what=what, models=named) if named else ""


def named_with_prices(turn: Turn, models: Sequence[Priced]) -> str:
    """Models in one line, each with its price."""
    return turn.words("models.join").join(
        turn.words("models.named", model=one.product.name, points=one.points) for one in models
    )


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


def fastest_of(turn: Turn, priced: Mapping[str, Priced]) -> tuple[list[str], tuple[int, int]]:
    """The keys of the models that take least time by the table of times, the recommended first, and how long they take in s."""
    span = min((one.row.estimate_s for one in priced.values()), key=lambda one: (one[1], one[0]))
    fast = (key for key, one in priced.items() if one.row.estimate_s == span)
    return sorted(fast, key=turn.desk.tables.advice.place), span
