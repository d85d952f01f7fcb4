"""The longest clip that can be had: of the model at hand, else of those that are offered."""

from collections.abc import Mapping
from dataclasses import replace

from core.advisor import Basis
from core.desk.clips import changes
from core.desk.clips.differences import laid_over
from core.desk.models.comparing import prices, task_at_hand
from core.desk.models.live import products_or_say
from core.desk.models.times import model_at_hand
from core.desk.pictures.of_message import pictures_of
from core.desk.placing import offer
from core.desk.prices import quotes
from core.desk.questions.answers import orders_all
from core.desk.turn import QUESTION_STANDS_S, Turn
from core.drafts import Priced, going_on
from core.model import Act, Draft, Intent, Product, Wishes
from core.planner import product_of_order
from core.planner.values import lengths_s, number
from core.punctuation import ends_asking
from core.tables import Pointing


async def as_long_as_possible(turn: Turn) -> bool:
    """Handle "as long as you can" about a clip: the longest of its model; where that one is gone, of those offered."""
    base, question = changes.base_of(turn), turn.order_in_question
    if base is None or pictures_of(turn.incoming) or (question is not None and orders_all(question)):
        return False
    if not turn.desk.tables.pointers.says(turn.incoming.text, Pointing.LONGEST):
        return False
    if question is None and not turn.owns_job:
        await turn.tell("ask.not_yours")
        return True
    products = await products_or_say(turn, base.order.task_type)
    if products is None:
        return True
    product = product_of_order(products, base.order)
    if product is None:
        await _of_another(turn, base, products)
        return True
    lengths = lengths_s(product)
    now = number(base.order.params.get("duration", ""))
    if not lengths or (now is not None and now >= lengths[-1]):
        await turn.tell("wanting.short", model=base.order.model_name)
        return True
    typed = turn.typed.rstrip()
    is_asked = ends_asking(typed) or turn.desk.tables.pointers.says(typed, Pointing.ONLY_ASKS)
    action = Act.QUOTE if is_asked else Act.GENERATE
    wishes = Wishes(duration_s=lengths[-1])
    turn.intent = Intent(action=action, edit=True, wishes=wishes, language=turn.language)
    await (quotes.quote(turn) if action is Act.QUOTE else changes.edit(turn))
    return True


async def longest_asked(turn: Turn) -> bool:
    """Handle a question how long a clip can be: the longest of the model at hand, and of all."""
    is_asked = turn.desk.tables.pointers.says(turn.incoming.text, Pointing.MOST_LONG)
    if pictures_of(turn.incoming) or not is_asked:
        return False
    task_type = task_at_hand(turn)
    priced = await prices(turn, task_type)
    if priced is None:
        return True
    key = _just_named(turn) or await model_at_hand(turn, task_type)
    one, row = priced.get(key), turn.desk.tables.models.get(key)
    if one is None and row is not None and task_type in row.ids:
        await _longest_instead(turn, priced, row.name_for(task_type))
        return True
    lengths = lengths_s(one.product) if one is not None else ()
    if one is None or not lengths:
        return False
    turn.name_models([key], task_type, wishes=Wishes(duration_s=lengths[-1]))
    await turn.tell("models.longest", model=one.product.name, max=lengths[-1], all=longest_of(priced)[1])
    return True


def _just_named(turn: Turn) -> str:
    """Our key of the only model that was just named, where the question says "it"; else empty."""
    talk, job = turn.talk, turn.job
    is_fresh = turn.now - talk.named_at <= QUESTION_STANDS_S and (
        job is None or job.created_at < talk.named_at
    )
    is_meant = len(talk.named) == 1 and turn.desk.tables.pointers.says(turn.incoming.text, Pointing.IT)
    return talk.named_it if is_fresh and is_meant and turn.question is None else ""


def longest_line(turn: Turn, one: Priced, most_s: int) -> str:
    """A line on the longest clip that any model makes, for somebody who asked for more."""
    return turn.words("models.longest_live", model=one.product.name, max=most_s, points=one.points)


def longest_of(priced: Mapping[str, Priced]) -> tuple[str, int]:
    """The model with the longest clips, of several the cheapest one, and the seconds; nothing where none has a length."""
    lengths = {key: lengths_s(one.product)[-1] for key, one in priced.items() if lengths_s(one.product)}
    most_s = max(lengths.values(), default=0)
    able = [key for key, longest_s in lengths.items() if longest_s == most_s]
    return min(able, key=lambda key: priced[key].points, default=""), most_s


async def _longest_instead(turn: Turn, priced: Mapping[str, Priced], gone: str) -> None:
    """Tell the longest of what is offered where the model that was meant is not."""
    _, most_s = longest_of(priced)
    turn.intent = replace(turn.intent, wishes=Wishes(duration_s=most_s or None))
    priced = await prices(turn, task_at_hand(turn)) or priced  # as long as that
    key, most_s = longest_of(priced)
    if not key:
        await turn.tell("models.empty")
        return
    turn.name_models([key], task_at_hand(turn), wishes=Wishes(duration_s=most_s))
    lines = (turn.words("models.not_there", model=gone), longest_line(turn, priced[key], most_s))
    await turn.say(turn.desk.phrases.lines(*lines))


async def _of_another(turn: Turn, base: Draft, products: tuple[Product, ...]) -> None:
    """Offer the longest clip of the models that are there, with its price."""
    drafter, before = turn.desk.drafter, going_on(base)
    _, most_s = longest_of(drafter.price_all(products, before))
    wishes = Wishes(duration_s=most_s or None)
    parent = turn.job.id if turn.job is not None else ""
    wanted = replace(before, wishes=laid_over(wishes, before.wishes), said=wishes, kept={}, parent=parent)
    priced = drafter.price_all(products, replace(wanted, language=turn.language))
    key, _ = longest_of(priced)
    if not key:
        await turn.tell("models.empty")
        return
    draft = drafter.draft(key, Basis.CARRIED, replace(wanted, language=turn.language), priced)
    text = turn.words(
        "wanting.longest_gone",
        model=base.order.model_name,
        other=draft.order.model_name,
        seconds=most_s,
        points=draft.order.points,
    )
    await offer(turn, [draft], text)
