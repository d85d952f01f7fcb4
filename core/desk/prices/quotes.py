"""Tells what something would cost and how long it takes; orders nothing without a yes."""

from dataclasses import replace

from core.advisor import choose
from core.desk.clips import changes
from core.desk.clips.differences import laid_over
from core.desk.models.live import products_or_say
from core.desk.pictures.of_message import pictures_of, waiting_pictures
from core.desk.placing import price_row
from core.desk.questions.answers import orders_all
from core.desk.reading import parse
from core.desk.requests import request
from core.desk.turn import Turn
from core.drafts import Wanted, as_asked
from core.model import Act, Intent, TaskType
from core.ports import Question
from core.punctuation import ends_asking
from core.tables import Pointing

_MAY_GO_ON = frozenset({Act.GENERATE, Act.QUOTE, Act.SET_PREFERENCE, Act.CLEAR_PREFERENCE})


async def quote(turn: Turn) -> None:
    """Tell price and time of what is described, of a change, of what waits for a yes, or of the last job."""
    if (
        turn.job is not None
        and turn.owns_job
        and turn.desk.tables.pointers.says(turn.incoming.text, Pointing.ITS_PRICE)
    ):
        await last(turn)
        return
    intent = turn.intent
    turn.only_price = True
    if intent.edit or (intent.names_something and not intent.prompt):
        if changes.base_of(turn) is not None:
            await changes.edit(turn)
            return
    elif _describes(turn) or pictures_of(turn.incoming, intent) or waiting_pictures(turn):
        await request(turn)
        return
    question, lapsed = turn.order_in_question, turn.lapsed_order
    if question is None and lapsed is not None and not intent.names_something and _is_latest(turn, lapsed):
        question = turn.revive(lapsed)
    if question is not None and not intent.names_something:
        await in_question(turn, question)
    elif turn.job is not None and (turn.owns_job or turn.points_at_job) and not intent.names_something:
        await last(turn)
    else:
        await of_model(turn)


def _describes(turn: Turn) -> bool:
    """Whether a question about a price describes what it asks for; "the whole thing" is what is there."""
    prompt = turn.intent.prompt
    is_there = turn.order_in_question is not None or turn.job is not None
    return bool(prompt) and not (is_there and turn.desk.parser.is_said_to_us(prompt))


def _is_latest(turn: Turn, lapsed: Question) -> bool:
    """Whether nothing was ordered since this question: a question about a price then means it."""
    return turn.job is None or turn.job.created_at < lapsed.asked_at


async def in_question(turn: Turn, question: Question, first: str = "") -> None:
    """Tell the prices of what waits for an answer, behind a `first` line; it goes on waiting."""
    drafts = question.drafts
    if len(drafts) == 1:
        lines = [price_row("quote.text", turn, drafts[0])]
    else:
        lines = [price_row("quote.option", turn, one, n=number) for number, one in enumerate(drafts, start=1)]
        lines.append(turn.words("quote.waiting"))
    if orders_all(question):
        points = sum(one.order.points for one in drafts)
        lines.insert(-1, turn.words("series.total", points=points))
    await turn.say(turn.desk.phrases.lines(first, *lines))


async def last(turn: Turn) -> None:
    """Tell what the turn's job cost, and how long it took."""
    assert turn.job is not None
    job, order = turn.job, turn.job.draft.order
    is_last = await turn.means_last_job()
    if job.phase.is_made and job.elapsed_s:
        key = "quote.last_timed" if is_last else "quote.that_timed"
        await turn.tell(key, model=order.model_name, points=order.points, elapsed=job.elapsed_s)
        return
    await turn.say(price_row("quote.last" if is_last else "quote.that", turn, job.draft))


def _asked_further(turn: Turn) -> Intent:
    """The question ("and with Vidu?", "and in 1080p?") filled up from the question before."""
    intent, before = turn.intent, turn.quoted
    if before is None:
        return intent
    return replace(
        intent,
        task_type=intent.task_type or before.task_type,
        wishes=laid_over(intent.wishes, before.wishes),
        model=intent.model or (before.model if intent.quality is None else None),
        quality=intent.quality or (before.quality if intent.model is None else None),
    )


def asks_further(turn: Turn) -> bool:
    """Whether values or a model alone continue a question about a price, asked a moment ago without a clip.

    Where none was asked, "and the cheapest?" asks what that one would cost.
    """
    text = turn.incoming.text.rstrip()
    is_question = turn.question is None and turn.intent.quality is not None
    is_question = is_question and (
        ends_asking(text) or turn.desk.tables.pointers.says(text, Pointing.ONLY_ASKS)
    )
    is_asked = turn.quoted is not None or is_question
    return is_asked and changes.base_of(turn) is None and _names_values_alone(turn)


def goes_on(turn: Turn) -> bool:
    """Whether values or a model alone continue an order that got no yes in time: it is then asked about again."""
    intent = turn.intent
    if _lapsed(turn) is None or intent.action not in _MAY_GO_ON or not _names_values_alone(turn):
        return False
    is_wish = intent.action in (Act.GENERATE, Act.QUOTE)
    return is_wish or not turn.desk.tables.pointers.says(turn.incoming.text, Pointing.FROM_NOW_ON)


async def of_lapsed(turn: Turn) -> bool:
    """Ask again about what lapsed, changed by the message, with its price; False if nothing lapsed.

    Who was told already that an order lapsed, and then changes it, wants it: nothing is asked that its price does not ask.
    """
    lapsed = _lapsed(turn)
    if lapsed is None:
        return False
    is_wanted = lapsed.told_lapsed and not _only_told_price(lapsed) and turn.intent.action is not Act.QUOTE
    turn.only_price = not is_wanted
    turn.revive(lapsed, tells=not is_wanted)
    if turn.intent.prompt:
        # So far it was read as if there were nothing to change.
        turn.intent = parse(turn, turn.question, turn.incoming)
    await changes.edit(turn)
    return True


def _lapsed(turn: Turn) -> Question | None:
    lapsed = turn.lapsed
    return lapsed if lapsed is not None and _only_told_price(lapsed) else turn.lapsed_order


def _only_told_price(lapsed: Question) -> bool:
    return lapsed.intent is not None and lapsed.intent.action is Act.QUOTE


def _names_values_alone(turn: Turn) -> bool:
    intent = turn.intent
    if not intent.names_something or intent.prompt:
        return False
    return not pictures_of(turn.incoming, intent) and not waiting_pictures(turn)


async def of_model(turn: Turn) -> None:
    """Tell what a model costs in itself, where nothing is described that could be ordered."""
    intent = turn.intent = _asked_further(turn)
    task_type = intent.task_type or TaskType.TEXT
    products = await products_or_say(turn, task_type)
    if products is None:
        return
    wanted = Wanted(
        task_type=task_type,
        prompt="",
        language=turn.language,
        wishes=intent.wishes,
        turned_down=intent.turned_down,
    )
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
        as_asked=as_asked(priced),
    )
    if found is None:
        await turn.tell("models.empty")
        return
    draft = turn.desk.drafter.draft(found.model, found.basis, wanted, priced)
    was_advised = bool(turn.talk.advised) and turn.talk.advised_at >= turn.talk.named_at
    before = turn.talk.named if turn.quoted is not None or was_advised else ()
    turn.name_models(list(dict.fromkeys((*before, found.model))), task_type, it=found.model)
    turn.talk = replace(turn.talk, quoted=replace(intent, action=Act.QUOTE, prompt=""), quoted_at=turn.now)
    lines = [*turn.desk.drafter.notices(draft), price_row("quote.text", turn, draft)]
    await turn.say(turn.desk.phrases.lines(*lines))
