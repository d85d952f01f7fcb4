"""Questions about models: all of them, a cheaper one, the fastest, the one for a style."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.desk import reports
from core.desk.clips import changes
from core.desk.clips.differences import changes_between, laid_over
from core.desk.clips.telling import header
from core.desk.models.live import asked_for_other, fastest_of, named_with_prices, products_or_say
from core.desk.models.names import models_named
from core.desk.pictures.of_message import pictures_of
from core.desk.placing import cheaper, offer
from core.desk.prices import quotes
from core.desk.questions.answers import orders_all
from core.desk.turn import CONFIRMATION_STANDS_S, Turn
from core.drafts import Priced, Wanted, going_on
from core.model import Act, Draft, Pending, Phase, TaskType, Value, Wishes
from core.planner.values import number
from core.tables import Asked, Pointing
from core.tables.advice import Style

_MOST_NAMED = 3
_TWO = 2
# What is said of models with pictures, and the task that it means.
_TASKS = {
    Asked.OF_FRAMES: TaskType.FRAMES,
    Asked.OF_REFERENCES: TaskType.REFERENCE,
    Asked.OF_PICTURE: TaskType.IMAGE,
}


async def models(turn: Turn) -> None:
    """Answer a question about models, if need be with the list of them."""
    if not await told_of_some(turn):
        await list_all(turn)


async def list_all(turn: Turn) -> None:
    """List the models of the task in question."""
    text, advice = turn.incoming.text, turn.desk.tables.advice
    at_hand = advice.asks(text, Asked.CHEAPER) or advice.asks(text, Asked.RANKED)
    await reports.models(turn, task_at_hand(turn) if at_hand else turn.intent.task_type or TaskType.TEXT)


async def told_of_some(turn: Turn, *, for_scene: bool = False) -> bool:
    """Answer a question about models, perhaps for a scene that was told with it, with less than all; else False."""
    text, advice = turn.incoming.text, turn.desk.tables.advice
    named = next((task for what, task in _TASKS.items() if advice.asks(text, what)), None)
    turn.intent = replace(turn.intent, task_type=named or turn.intent.task_type)
    if turn.intent.model is not None:
        await quotes.quote(turn)  # "and Kling?"
    elif (advice.asks(text, Asked.CHEAPER) or advice.asks(text, Asked.RANKED)) and await _compared(turn):
        return True
    elif advice.asks(text, Asked.CHEAPER) and draft_at_hand(turn) is not None:
        await cheaper_one(turn)
    elif await asked_for_other(turn, turn.intent, task_at_hand(turn)):
        return True
    elif advice.asks(text, Asked.FASTER):
        await fastest(turn)
    else:
        return await for_style(turn, for_scene=for_scene)
    return True


def draft_at_hand(turn: Turn) -> Draft | None:
    """The order that a message can mean: the one in question, else that of the job."""
    return changes.base_of(turn) if turn.owns_job or turn.order_in_question is not None else None


def task_at_hand(turn: Turn) -> TaskType:
    """The task that a question about models is about."""
    draft, quoted = draft_at_hand(turn), turn.quoted
    asked = quoted.task_type if quoted is not None else None
    return turn.intent.task_type or (draft.order.task_type if draft is not None else asked) or TaskType.TEXT


async def two_priced(turn: Turn) -> bool:
    """Handle a question for the prices of models that it names, or which of two is better: compare them."""
    pointers, text = turn.desk.tables.pointers, turn.incoming.text
    asks_price = turn.intent.action in (Act.QUOTE, Act.LIST_MODELS) and not turn.intent.prompt
    asks_price = asks_price and pointers.says(text, Pointing.ASKS_PRICE)
    is_asked = asks_price or pointers.says(text, Pointing.COMPARES)
    return is_asked and not pictures_of(turn.incoming) and await _compared(turn)


async def _compared(turn: Turn) -> bool:
    """Tell what speaks for either of the two models that the question names, and which costs less; else False."""
    keys = models_named(turn, turn.incoming.text)
    if len(keys) > _TWO:
        return await _all_priced(turn, keys)
    if len(keys) < _TWO:
        return False
    priced = await prices(turn, task_at_hand(turn))
    if priced is None:
        return True
    found = sorted((priced[key] for key in keys if key in priced), key=lambda one: one.points)
    if len(found) != _TWO:
        return False
    less, more = found
    turn.name_models([less.row.key, more.row.key], task_at_hand(turn))
    if turn.desk.tables.pointers.says(turn.incoming.text, Pointing.COMPARES):
        await _told_apart(turn, less.row.key, more.row.key, seconds=less.plan.order.params.get("duration"))
        return True
    key = "models.compared" if less.points < more.points else "models.compared_same"
    await turn.tell(
        key, model=less.product.name, points=less.points, other=more.product.name, other_points=more.points
    )
    return True


async def _all_priced(turn: Turn, keys: Sequence[str]) -> bool:
    """Tell the price of each of several models, the cheapest first; False where fewer than two can be had."""
    priced = await prices(turn, task_at_hand(turn))
    if priced is None:
        return True
    found = sorted((priced[key] for key in keys if key in priced), key=lambda one: one.points)
    if len(found) < _TWO:
        return False
    turn.name_models([one.row.key for one in found], task_at_hand(turn))
    rows = [
        turn.words("models.each_row", n=number, model=one.product.name, points=one.points)
        for number, one in enumerate(found, start=1)
    ]
    await turn.say(turn.desk.phrases.lines(*rows, turn.words("models.each_ask")))
    return True


async def _told_apart(turn: Turn, *keys: str, seconds: Value | None) -> None:
    """Tell what two models are good for, and their prices for as nearly the same length as they have."""
    length = number(seconds) if seconds is not None else None
    turn.intent = replace(turn.intent, wishes=Wishes(duration_s=int(length) if length else None))
    priced = await prices(turn, task_at_hand(turn)) or {}
    rows = []
    for one in (priced[key] for key in keys if key in priced):
        blanks = {"model": one.product.name, "trait": one.row.trait[turn.language], "points": one.points}
        rows.append(
            turn.words("models.compared_row", seconds=one.plan.order.params.get("duration", ""), **blanks)
        )
    await turn.say(turn.desk.phrases.lines(*rows, turn.words("models.compared_ask")))


async def cheaper_one(turn: Turn) -> None:
    """Name a cheaper choice for the order at hand; if the open question names one already, that one."""
    if await _cheapest_offered(turn):
        return
    question, base = turn.order_in_question, draft_at_hand(turn)
    assert base is not None
    if question is not None and orders_all(question):
        await reports.models(turn, base.order.task_type)
        return
    if question is not None and len(question.drafts) > 1:
        if question.pending is Pending.OFFER:
            await quotes.in_question(turn, question)
        else:
            await _name_second(turn, question.drafts[1])
        return
    if await products_or_say(turn, base.order.task_type) is None:
        return
    found = await cheaper(turn, base) or await cheaper(turn, base, at_most=base.order.points - 1)
    if found is None:
        task = turn.words(f"task.{base.order.task_type}")
        await turn.tell(
            "models.none_cheaper", model=base.order.model_name, points=base.order.points, task=task
        )
    elif question is not None:
        until = turn.now + CONFIRMATION_STANDS_S
        turn.ask(replace(question, drafts=(base, found), expires_at=max(until, question.expires_at)))
        await _name_second(turn, found)
    else:
        await _offer_beside_job(turn, base, found)


async def _cheapest_offered(turn: Turn) -> bool:
    """Tell which of several offers after a failure costs least, and leave them open."""
    question = turn.question
    if question is None or question.pending is not Pending.OFFER or turn.points_at_job:
        return False
    offered = sorted(question.drafts, key=lambda one: one.order.points)
    if len(offered) < _TWO or offered[0].order.points == offered[-1].order.points:
        return False
    less, more = offered[0].order, offered[-1].order
    await turn.tell(
        "models.compared",
        model=less.model_name,
        points=less.points,
        other=more.model_name,
        other_points=more.points,
    )
    return True


async def _name_second(turn: Turn, less: Draft) -> None:
    """Name the cheaper of two drafts that wait for an answer, and what it lacks of what was asked."""
    named = turn.words("confirm.cheaper", model=less.order.model_name, points=less.order.points)
    turn.name_models([less.order.model or less.order.leaf_id], less.order.task_type)
    lacks = turn.desk.drafter.notices(less)
    await turn.say(turn.desk.phrases.lines(named, *lacks, turn.words("quote.waiting")))


async def _offer_beside_job(turn: Turn, base: Draft, found: Draft) -> None:
    assert turn.job is not None
    text = turn.words(
        "models.cheaper",
        model=found.order.model_name,
        points=found.order.points,
        before=base.order.model_name,
        before_points=base.order.points,
    )
    found_other = changes_between(base, found, turn.desk.tables.advice.left_out_words)
    # What only the other model has a value for is the same wish in its words: 1080P, and a mode before.
    would = header(turn, [one for one in found_other if one.before and one.name != "model"])
    intro = tuple(filter(None, (would, *found.intro)))
    draft = replace(found, parent=turn.job.id, language=turn.language, intro=intro)
    await offer(turn, [draft], text, of_job=turn.job.id)


async def prices(turn: Turn, task_type: TaskType, *, with_sound: bool = False) -> Mapping[str, Priced] | None:
    """The live models of a task, priced for the order at hand if that has the same task."""
    products = await products_or_say(turn, task_type)
    if products is None:
        return None
    asked = replace(turn.intent.wishes, audio=True) if with_sound else turn.intent.wishes
    base = draft_at_hand(turn)
    if base is not None and base.order.task_type is task_type:
        wanted = going_on(base)
        named = laid_over(asked, wanted.wishes)
        return turn.desk.drafter.price_all(products, replace(wanted, wishes=named))
    wishes = laid_over(asked, turn.quoted.wishes if turn.quoted is not None else Wishes())
    wanted = Wanted(task_type=task_type, prompt="", language=turn.language, wishes=wishes)
    return turn.desk.drafter.price_all(products, wanted)


async def fastest(turn: Turn) -> None:
    """Name the fastest models by the table of times, with their prices."""
    task_type = task_at_hand(turn)
    priced = await prices(turn, task_type)
    if not priced:
        return
    ranked, (low, high) = fastest_of(turn, priced)
    base = draft_at_hand(turn)
    lines = []
    if base is not None and base.order.model in ranked:
        lines.append(turn.words("models.fast_already", model=base.order.model_name, low=low, high=high))
        ranked.remove(base.order.model)
    ranked = ranked[:_MOST_NAMED]
    named = named_with_prices(turn, [priced[key] for key in ranked])
    if named:
        turn.name_models(ranked, task_type)
        key = "models.as_fast" if lines else "models.fastest"
        task = turn.words(f"task.{task_type}")
        lines.append(turn.words(key, models=named, low=low, high=high, task=task))
    await turn.say(turn.desk.phrases.lines(*lines))


async def for_style(turn: Turn, *, for_scene: bool = False) -> bool:
    """Name the model for the style in question, and why; False if no style is named or no model is live."""
    style = turn.desk.tables.advice.style_of(turn.incoming.text)
    if style is None:
        return False
    priced = await prices(turn, task_at_hand(turn))
    if priced is None:
        return True
    fitting = [one for one in style.models if one in priced]
    others = [one for one in fitting if one not in _not_again(turn)]
    key = next(iter(others or fitting), None)
    if key is None:
        return False
    is_first = key == style.models[0]
    turn.name_models([key], task_at_hand(turn))
    turn.talk = replace(turn.talk, advised=key, advised_style=turn.incoming.text, advised_at=turn.now)
    word = next(one for one in style.words if one in turn.incoming.text.casefold())
    await turn.tell(
        "models.for_scene" if for_scene and turn.question is None else "models.for_style",
        style=word,
        model=priced[key].product.name,
        reason=await why(turn, style, key) if is_first else priced[key].row.trait[turn.language],
        points=priced[key].points,
    )
    return True


async def why(turn: Turn, style: Style, key: str) -> str:
    """What speaks for this model in this style, with its price with sound where that is what speaks for it."""
    reason = style.reason[turn.language]
    if not style.is_heard:
        return reason
    priced = await prices(turn, task_at_hand(turn), with_sound=True)
    return reason.format(heard=priced[key].points if priced is not None and key in priced else "-")


def _not_again(turn: Turn) -> frozenset[str]:
    """The models that another one is asked for than: that which has just failed, and the one at hand if it is said so."""
    job, base = turn.job, draft_at_hand(turn)
    found = [job.draft.order.model] if job is not None and job.phase is Phase.FAILED else []
    if base is not None and turn.desk.tables.pointers.says(turn.incoming.text, Pointing.OTHER_THAN):
        found.append(base.order.model)
    return frozenset(found)
