"""Sound wanted from a model without a choice of sound: offers models that have it, orders nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.advisor import Basis
from core.desk.clips.again import take_offer, without_sound
from core.desk.clips.differences import sound_of
from core.desk.clips.telling import differing, header
from core.desk.models.live import named_with_prices, products_or_say
from core.desk.pictures.of_message import pictures_of
from core.desk.placing import offer
from core.desk.questions.asking import lacking
from core.desk.turn import Turn
from core.drafts import Priced, Wanted, going_on
from core.model import Act, Draft, Notice, Pending, Wishes
from core.ports import Question
from core.tables import Pointing

_MOST_OFFERED = 3


async def offers_sound(
    turn: Turn,
    draft: Draft,
    priced: Mapping[str, Priced],
    wanted: Wanted,
    *,
    base: Draft | None = None,
    is_more: bool = True,
) -> bool:
    """Offer models with sound if it was asked for and the draft's model has none; else False.

    Those of the maker whose model was named go first.

    With `is_more` the draft is worth having without sound too, and is the last of the offers. `base` is the order that
    is changed: what else would be different is told.
    """
    intent = turn.intent
    if not priced[draft.order.model].lacks_sound or intent.wishes.audio is not True:
        return False
    if Notice.DURATION_CLAMPED in intent.notices:
        return False
    advice = turn.desk.tables.advice
    kin = turn.desk.tables.words.of_one_maker(intent.model)
    keys = sorted(
        (key for key, one in priced.items() if not one.lacks_sound),
        key=lambda key: (key not in kin, priced[key].points, advice.place(key)),
    )[:_MOST_OFFERED]
    if not keys:
        return False
    drafts = [turn.desk.drafter.draft(key, Basis.CARRIED, wanted, priced) for key in keys]
    if base is not None:
        drafts = [_telling_changes(turn, base, one) for one in drafts]
    if is_more:
        drafts.append(draft)
    first = turn.words("sound.offer", model=draft.order.model_name)
    await offer(turn, drafts, turn.desk.phrases.lines(first, *_rows(turn, drafts)))
    return True


def _telling_changes(turn: Turn, base: Draft, draft: Draft) -> Draft:
    """The draft with a line on what else than its model differs from the order that it changes."""
    line = header(turn, [one for one in differing(turn, base, draft) if one.name != "model"])
    return replace(draft, intro=tuple(one for one in (line, *draft.intro) if one))


def is_of_sound(question: Question) -> bool:
    """Whether this question is such an offer of models with sound."""
    wanted = question.intent is not None and question.intent.wishes.audio is True
    return wanted and question.pending is Pending.OFFER and len(question.drafts) > 1


async def wants_it_still(turn: Turn) -> bool:
    """Handle another wish for sound while such an offer stands, or one of its models: repeat the offer, or order."""
    question, intent = turn.order_in_question, turn.intent
    if question is None or not is_of_sound(question) or intent.action not in (Act.GENERATE, Act.RETRY):
        return False
    if intent.wishes not in (Wishes(), Wishes(audio=True)) or intent.prompt:
        return False
    models = [one.order.model for one in question.drafts]
    if intent.model in models:
        at = models.index(intent.model)
        drafts = list(question.drafts)
        if intent.save_preference:
            drafts[at] = replace(drafts[at], intro=(turn.words("notice.saved"), *drafts[at].intro))
        await take_offer(turn, replace(question, intent=intent, drafts=tuple(drafts)), at + 1)
        return True
    if intent.model is not None or intent.wishes == Wishes():
        return False
    await turn.say(turn.desk.phrases.lines(*_rows(turn, question.drafts)))
    return True


async def wants_it_silent(turn: Turn) -> bool:
    """Handle a wish for a silent one while such an offer for the clip at hand stands: the clip is that.

    The offer ends, unless a silent one is wanted as well.
    """
    question, intent, job = turn.order_in_question, turn.intent, turn.job
    if question is None or job is None or not is_of_sound(question) or not job.phase.is_made:
        return False
    if question.drafts[0].parent != job.id or intent.wishes != Wishes(audio=False):
        return False
    if intent.prompt or intent.model is not None or intent.quality is not None or not turn.owns_job:
        return False
    there = turn.words("sound.silent_there")
    if turn.desk.tables.pointers.says(turn.typed, Pointing.ONE_MORE_SILENT):
        await turn.say(turn.desk.phrases.lines(there, turn.words("quote.waiting")))
        return True
    turn.close_question()
    turn.talk = replace(turn.talk, declined=question)
    await turn.say(turn.desk.phrases.lines(there, turn.words("sound.not_made")))
    return True


async def silenced_in_vain(turn: Turn) -> bool:
    """Handle nothing but a wish for a clip without sound from a model without a choice: tell which models have one."""
    intent, job = turn.intent, turn.job
    if job is None or not job.phase.is_made or not turn.owns_job or turn.question is not None:
        return False
    if (
        intent.action is not Act.GENERATE
        or intent.wishes != Wishes(audio=False)
        or pictures_of(turn.incoming)
    ):
        return False
    if intent.prompt or intent.model is not None or intent.quality is not None or turn.copies > 1:
        return False
    if not (intent.edit or intent.again) or sound_of(job.draft) is not None:
        return False
    products = await products_or_say(turn, job.draft.order.task_type)
    if products is None:
        return True
    wanted = going_on(job.draft)
    wanted = replace(wanted, wishes=replace(wanted.wishes, audio=False), said=intent.wishes)
    priced = turn.desk.drafter.price_all(products, wanted)
    able = {key: one for key, one in priced.items() if not one.lacks_sound}
    keys = sorted(able, key=lambda key: able[key].points)[:_MOST_OFFERED]
    lines = [turn.words("sound.no_choice", model=job.draft.order.model_name)]
    if keys:
        turn.name_models(keys, job.draft.order.task_type, wishes=intent.wishes)
        named = named_with_prices(turn, [able[key] for key in keys])
        lines.append(turn.words("sound.silent_with", models=named))
    await turn.say(turn.desk.phrases.lines(*lines, turn.words("sound.not_made")))
    return True


def _rows(turn: Turn, drafts: Sequence[Draft]) -> list[str]:
    rows = []
    would = turn.words("failure.option_lacks", what=turn.words("edit.would", changes=""))
    for n, one in enumerate(drafts, start=1):
        order = one.order
        blanks = {"n": n, "model": order.model_name, "points": order.points}
        if without_sound(turn, one):
            rows.append(turn.words("sound.option_without", **blanks))
            continue
        # The lengths differ from model to model.
        rows.append(turn.words("sound.option", seconds=order.params.get("duration", ""), **blanks))
        rows += [line for line in lacking(turn, one) if not line.startswith(would)]
    return [*rows, turn.words("confirm.no_people_ask")]
