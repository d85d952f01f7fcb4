"""A length longer than the one that was asked for, or far from it: a dear order is asked about, and who can do it named."""

from core.advisor import Basis
from core.desk.turn import Turn
from core.drafts import DEAR_POINTS, as_asked, wanted_of
from core.errors import StudioError
from core.model import Draft
from core.planner.values import number

_LEAST, _MOST = 0.6, 1.5  # of the length that was asked for


def far_from_asked(turn: Turn, draft: Draft) -> int:
    """The seconds asked for, by this message or of what waits, where a dear order is longer or far shorter; else 0."""
    waits = draft.wishes.duration_s if turn.order_in_question is not None else None
    asked, got = turn.intent.wishes.duration_s or waits, number(draft.order.params.get("duration", ""))
    if not asked or not got or draft.order.points <= DEAR_POINTS:
        return 0
    return asked if not _LEAST < got / asked <= 1 else 0


def asking(draft: Draft, asked: int) -> str:
    """The key of the question: a length that is only somewhat longer costs more as well."""
    got = number(draft.order.params.get("duration", "")) or asked
    return "confirm.longer" if 1 < got / asked <= _MOST else "confirm.far"


async def as_long(turn: Turn, draft: Draft, seconds: int) -> Draft | None:
    """The cheapest draft for the same request that is as long as it was asked for, best with all else; else None."""
    try:
        products = await turn.desk.studio.products(draft.order.task_type)
    except StudioError:
        return None
    drafter, wanted = turn.desk.drafter, wanted_of(draft)
    priced = drafter.price_all(products, wanted)
    able = [
        key
        for key, one in priced.items()
        if number(one.plan.order.params.get("duration", "")) == seconds and not one.row.no_people
    ]
    full = as_asked(priced)
    key = min(able, key=lambda one: (one not in full, priced[one].points), default="")
    return drafter.draft(key, Basis.CARRIED, wanted, priced) if key else None
