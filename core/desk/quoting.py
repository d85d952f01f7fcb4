"""What something would cost, and how long it takes: told, and never ordered without a yes."""

from core.advisor import choose
from core.desk import changes
from core.desk.answers import is_series
from core.desk.lists import products_or_say
from core.desk.pictures import pictures_of, waiting_pictures
from core.desk.requests import request
from core.desk.turn import Turn
from core.drafts import Wanted
from core.model import Draft, Phase, TaskType, Wishes
from core.ports import Question


async def quote(turn: Turn) -> None:
    """Price and time of what the message describes, of a change, of what waits for a yes, or of the last job."""
    intent = turn.intent
    turn.only_price = True
    changes_something = intent.model is not None or intent.wishes != Wishes() or intent.quality is not None
    if intent.edit or (changes_something and not intent.prompt):
        if changes.base_of(turn) is not None:
            await changes.edit(turn)
            return
    elif intent.prompt or pictures_of(turn.incoming, intent) or waiting_pictures(turn):
        await request(turn)
        return
    question = turn.order_in_question
    if question is not None and not changes_something:
        await _in_question(turn, question)
    elif turn.job is not None and turn.owns_job and not changes_something:
        await _last(turn)
    else:
        await _of_model(turn)


async def _in_question(turn: Turn, question: Question) -> None:
    """The prices of what waits for an answer, which goes on waiting."""
    drafts = question.drafts
    if len(drafts) == 1:
        lines = [_row("quote.text", turn, drafts[0])]
    else:
        lines = [_row("quote.option", turn, one, n=number) for number, one in enumerate(drafts, start=1)]
        lines.append(turn.words("quote.waiting"))
    if is_series(question):
        points = sum(one.order.points for one in drafts)
        lines.insert(-1, turn.words("series.total", points=points))
    await turn.say(turn.desk.phrases.lines(*lines))


def _row(key: str, turn: Turn, draft: Draft, **more: int) -> str:
    low, high = turn.desk.tables.model(draft.order.model).estimate_s
    order = draft.order
    return turn.words(key, model=order.model_name, points=order.points, low=low, high=high, **more)


async def _last(turn: Turn) -> None:
    assert turn.job is not None
    job, order = turn.job, turn.job.draft.order
    if job.phase is Phase.DELIVERED and job.elapsed_s:
        await turn.tell(
            "quote.last_timed", model=order.model_name, points=order.points, elapsed=job.elapsed_s
        )
        return
    await turn.say(_row("quote.last", turn, job.draft))


async def _of_model(turn: Turn) -> None:
    """What a model costs as it is, without anything described that could be ordered."""
    intent = turn.intent
    task_type = intent.task_type or TaskType.TEXT
    products = await products_or_say(turn, task_type)
    if products is None:
        return
    wanted = Wanted(task_type=task_type, prompt="", language=turn.language, wishes=intent.wishes)
    priced = turn.desk.drafter.price_all(products, wanted)
    stored = await turn.desk.preferences.get(turn.person)
    found = choose(
        turn.desk.tables.advice,
        task_type,
        asked=intent.model if intent.model in priced else None,
        quality=intent.quality,
        preference=stored.get(task_type),
        prompt="",
        prices={key: one.points for key, one in priced.items()},
    )
    if found is None:
        await turn.tell("models.empty")
        return
    draft = turn.desk.drafter.draft(found.model, found.basis, wanted, priced)
    lines = [*turn.desk.drafter.notices(draft), _row("quote.text", turn, draft)]
    await turn.say(turn.desk.phrases.lines(*lines))
