"""Once more: the same order at today's price, or an offered alternative."""

from collections.abc import Sequence
from dataclasses import replace

from core.buttons import Offered
from core.desk.clips.differences import changes_between
from core.desk.models.live import products_or_say
from core.desk.placing import offer, open_jobs, place
from core.desk.turn import Turn
from core.drafts import Wanted, going_on, wanted_of
from core.model import Draft, Failure, Pending, Phase, Product
from core.planner import product_of_order
from core.ports import Question


async def again(turn: Turn) -> None:
    """Once more: an offered alternative where one was chosen, else the same order at today's price."""
    question = turn.question
    choice = turn.intent.choice
    if choice is not None and question is not None and question.drafts:
        await take_offer(turn, question, choice)
        return
    job = turn.job
    if job is None or (turn.owns_job and job.is_forgotten):
        await turn.tell("again.none")
        return
    if not turn.owns_job:
        await turn.tell("ask.not_yours")
        return
    if choice is not None:
        # A yes or a number without an open offer starts nothing.
        await turn.tell("confirm.lapsed_offer" if turn.talk.question is not None else "confirm.nothing")
        return
    if job.phase is Phase.IN_DOUBT or job.phase is Phase.LATE:
        await _again_after_doubt(turn)
        return
    key = "edit.retry" if job.phase is Phase.FAILED else "edit.again"
    await repeat(turn, turn.words(key))


async def repeat(turn: Turn, first_line: str) -> None:
    """Order the job again: same wishes, same model, today's price."""
    draft = await _repeated(turn, first_line)
    if draft is not None:
        await place(turn, draft)


async def _repeated(turn: Turn, first_line: str) -> Draft | None:
    """The job's order at the price of today; None where it cannot be had, which is said."""
    assert turn.job is not None
    base = turn.job.draft
    products = await products_or_say(turn, base.order.task_type)
    if products is None:
        return None
    product = product_of_order(products, base.order)
    draft = _same_again(turn, base, product) if product is not None else None
    if draft is None:
        await model_is_gone(turn, base, wanted_of(base))
        return None
    return replace(draft, one_of=None, intro=(first_line,), parent=turn.job.id, language=turn.language)


def _same_again(turn: Turn, base: Draft, product: Product) -> Draft | None:
    row = turn.desk.tables.model(base.order.model)
    priced = turn.desk.drafter.price(product, row, going_on(base))
    return replace(base, order=priced.plan.order, hint="", pressed="") if priced is not None else None


async def _again_after_doubt(turn: Turn) -> None:
    """Ask before repeating an order that may still have been paid for: nothing is sent without a yes."""
    assert turn.job is not None
    draft = await _repeated(turn, turn.words("edit.again"))
    if draft is None:
        return
    turn.ask(replace(turn.question_now(Pending.CONFIRM, [draft]), intent=None))
    key = "late" if turn.job.phase is Phase.LATE else "doubt"
    await turn.tell(f"again.after_{key}", points=draft.order.points)


def without_sound(turn: Turn, draft: Draft) -> bool:
    """Whether this is the draft that was wanted with sound, by a model without a choice of sound, and no stand-in."""
    lacks = turn.desk.phrases.say("notice.audio_none", draft.language, model=draft.order.model_name)
    return draft.wishes.audio is True and lacks in draft.intro


async def take_offer(turn: Turn, question: Question, choice: int) -> None:
    """Order the offered draft with this number; the first for a plain yes."""
    if not 1 <= choice <= len(question.drafts):
        await turn.tell("confirm.nothing")
        return
    draft = question.drafts[choice - 1]
    asked = question.intent.model if question.intent is not None else None
    if asked != draft.order.model and not question.together and not without_sound(turn, draft):
        line = turn.desk.phrases.say("edit.alternative", draft.language, model=draft.order.model_name)
        draft = replace(
            draft, intro=tuple(dict.fromkeys((line, *_other_length(turn, question, draft), *draft.intro)))
        )
    await open_jobs(turn, [draft], said=question.intent)


def _other_length(turn: Turn, question: Question, draft: Draft) -> list[str]:
    """A line on the length where the offer that is taken has another one than what was asked about first."""
    first = question.drafts[0]
    if question.pending is not Pending.CONFIRM or first is draft or first.order.prompt != draft.order.prompt:
        return []
    found = [one for one in changes_between(first, draft, ()) if one.name == "duration"]
    return (
        [turn.words("edit.header", changes=turn.desk.phrases.changes(found, turn.language))] if found else []
    )


async def alternative(turn: Turn, shown: Offered) -> None:
    """Order what a failed job offered a while ago, as it was shown; with a yes first where its price is another now."""
    assert turn.job is not None
    base = turn.job.draft
    products = await products_or_say(turn, base.order.task_type)
    if products is None:
        return
    if shown.model:
        draft = turn.desk.drafter.stand_in(base, shown.model, products, parent=turn.job.id)
    else:
        draft = shown.among(
            turn.desk.drafter.alternatives(base, turn.job.why_failed, products, parent=turn.job.id)
        )
    if draft is None:
        await turn.tell("confirm.lapsed_offer")
        return
    turn.only_price = not shown.is_still(draft)
    line = turn.words("edit.alternative", model=draft.order.model_name)
    await place(turn, replace(draft, language=turn.language, intro=(line, *draft.intro)))


async def model_is_gone(turn: Turn, base: Draft, wanted: Wanted) -> None:
    """Say that the last job's model is not offered any more, and name another; order nothing."""
    products = await products_or_say(turn, wanted.task_type)
    if products is None:
        return
    changed = replace(
        base,
        order=replace(base.order, prompt=wanted.prompt),
        wishes=wanted.wishes,
        pictures=wanted.pictures,
        names=wanted.names,
        language=turn.language,
    )
    offered: Sequence[Draft] = turn.desk.drafter.alternatives(
        changed, Failure.MODEL_UNAVAILABLE, products, parent=wanted.parent
    )
    # The first one that gives all that is wanted, if there is one.
    offered = sorted(offered, key=lambda one: bool(turn.desk.drafter.notices(one)))[:1]
    if not offered:
        await turn.tell("models.empty")
        return
    text = turn.words(
        "again.gone",
        model=base.order.model_name,
        other=offered[0].order.model_name,
        points=offered[0].order.points,
    )
    await offer(turn, offered, text)
