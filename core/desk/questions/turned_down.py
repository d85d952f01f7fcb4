"""What was turned down a moment ago, wanted otherwise: within so many points, or with another value or model."""

from dataclasses import replace

from core.desk.clips.changes import edit
from core.desk.models.live import products_or_say
from core.desk.pictures.of_message import pictures_of
from core.desk.placing import cheaper, shown_row
from core.desk.prices.quotes import quote
from core.desk.questions.answers import orders_all
from core.desk.turn import QUESTION_STANDS_S, Turn
from core.drafts import going_on
from core.model import Act, Draft, Intent, Pending, Product, Wishes
from core.planner import product_of_order
from core.planner.values import lengths_s, number
from core.ports import Question
from core.punctuation import clauses, ends_asking
from core.tables import Pointing
from core.tables.patterns import MARKS

_MAY_CHANGE = frozenset({Act.GENERATE, Act.QUOTE, Act.CHITCHAT, Act.LIST_MODELS, Act.SET_PREFERENCE})
_MOST_CLAUSES = 4


async def fits_limit(turn: Turn) -> bool:
    """Handle "what can I get for 50 points" behind a no to a price: price what was turned down so that it fits."""
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.WITHIN)
    declined = _declined(turn)
    if found is None or declined is None:
        return False
    limit = int(found.parts["limit"]) - ("strict" in found.parts)
    base = declined.drafts[0]
    products = await products_or_say(turn, base.order.task_type)
    if products is None:
        return True
    if base.order.points <= limit:
        wishes, model = Wishes(), base.order.model
    else:
        less = await cheaper(turn, base, at_most=limit)
        is_whole = less is not None and not turn.desk.drafter.notices(less)
        seconds = None if is_whole else _longest_within(turn, base, products, limit)
        if seconds is None and less is None:
            return False
        wishes = Wishes(duration_s=seconds)
        model = base.order.model if seconds is not None or less is None else less.order.model
    turn.revive(declined, tells=False)
    turn.pointed = shown_row(turn, base)
    turn.intent = Intent(
        action=Act.QUOTE,
        edit=True,
        wishes=wishes,
        model=model if model != base.order.model else None,
        language=turn.language,
    )
    await quote(turn)
    return True


def _longest_within(turn: Turn, base: Draft, products: tuple[Product, ...], limit: int) -> int | None:
    """The longest that the same model makes of it for so many points; None where that is nothing shorter."""
    product, row = product_of_order(products, base.order), turn.desk.tables.model(base.order.model)
    now = number(base.order.params.get("duration", ""))
    if product is None or not now:
        return None
    for seconds in sorted((one for one in lengths_s(product) if one < now), reverse=True):
        wishes = replace(base.wishes, duration_s=seconds)
        wanted = replace(going_on(base), wishes=wishes, said=Wishes(duration_s=seconds))
        priced = turn.desk.drafter.price(product, row, wanted)
        if priced is not None and priced.points <= limit:
            return seconds
    return None


async def wanted_otherwise(turn: Turn) -> bool:
    """Handle values or a model alone behind a no to a price: they are of what was turned down.

    With "do it after all" beside them it is ordered so, and else priced.
    """
    declined, intent = _declined(turn), turn.intent
    if declined is None or intent.action not in _MAY_CHANGE or intent.prompt or intent.unavailable:
        return False
    if not intent.names_something or turn.desk.tables.pointers.says(turn.incoming.text, Pointing.FROM_NOW_ON):
        return False
    is_after_all = _is_after_all(turn)
    if turn.job is not None and not is_after_all:
        return False  # whose values may be meant
    is_wanted = is_after_all or _has_it_made(turn)
    asked = declined.intent or Intent(action=Act.GENERATE)
    action = Act.GENERATE if is_wanted else Act.QUOTE
    turn.revive(replace(declined, intent=replace(asked, action=action)), tells=False)
    turn.intent = replace(intent, action=action, edit=True, save_preference=False, language=turn.language)
    await edit(turn)
    return True


def _is_after_all(turn: Turn) -> bool:
    """Whether words in front of the values say that it is wanted after all."""
    parts = [clause + mark for clause, mark in clauses(turn.typed)][:_MOST_CLAUSES]
    heads = ("".join(parts[:count]).strip(MARKS) for count in range(1, len(parts)))
    return any(turn.desk.tables.pointers.says(one, Pointing.AFTER_ALL) for one in heads)


def _has_it_made(turn: Turn) -> bool:
    """Whether the message has it made with what it names, and does not only ask."""
    text, pointers = turn.incoming.text, turn.desk.tables.pointers
    if turn.intent.action is not Act.GENERATE or ends_asking(text):
        return False
    parts = [clause.strip(MARKS) for clause, _ in clauses(text)]
    return any(pointers.says(one, what) for one in parts for what in (Pointing.ORDERS, Pointing.SETTLES))


def _declined(turn: Turn) -> Question | None:
    """The one clip whose price was told and turned down a moment ago, if nothing was asked or made since."""
    declined = turn.talk.declined
    if declined is None or turn.question is not None or turn.points_at_job or pictures_of(turn.incoming):
        return None
    if declined.pending is not Pending.CONFIRM or not declined.drafts or declined.intent is None:
        return None
    if orders_all(declined) or turn.now - declined.asked_at > QUESTION_STANDS_S:
        return None
    is_newest = turn.job is None or turn.job.created_at < declined.asked_at
    return declined if is_newest else None
