"""Changes to what was made before: other values, another model, other words, other pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.desk.clips.again import again, model_is_gone
from core.desk.clips.described import described_anew, swaps_nothing
from core.desk.clips.differences import laid_over
from core.desk.clips.model_kept import basis_of, model_after, turned_down_by, with_wish_to_save
from core.desk.clips.telling import (
    beside_running,
    differing,
    header,
    is_in_vain,
    price_if_only_asked,
    saving,
    since_clip,
    told_before,
)
from core.desk.models.live import able_instead, products_or_say
from core.desk.pictures.of_message import in_role_order, pictures_of, waiting_pictures
from core.desk.placing import open_jobs, place
from core.desk.questions.amended import amended
from core.desk.questions.answers import orders_all
from core.desk.questions.asking import has_refused_words, model_gone, not_for_this, warns_of_people
from core.desk.requests import reading_notes, request
from core.desk.series.offer import offers_series
from core.desk.sound.other_models import is_of_sound, offers_sound
from core.desk.subjects.given_way import look_after
from core.desk.turn import Turn, told
from core.drafts import Priced, Wanted, as_asked, going_on
from core.model import (
    Act,
    Draft,
    Failure,
    Notice,
    Phase,
    Picture,
    Product,
    Role,
    TaskType,
    Told,
    Wishes,
)
from core.ports import Question


@dataclass(frozen=True, slots=True)
class _Changed:
    """A changed order: what was, what is to be, and what to tell about it."""

    base: Draft
    draft: Draft
    wanted: Wanted
    notes: Sequence[Told]


async def edit(turn: Turn) -> None:
    """Change the last job, the one replied to, or the order that waits for a yes."""
    question = _in_question(turn)
    turn.whole = question.whole if question is not None else None
    if question is not None and await amended(turn, question):
        return
    base = base_of(turn)
    if base is None:
        await request(turn)
        return
    if question is None and not turn.owns_job:
        await turn.tell("ask.not_yours")
        return
    price_if_only_asked(turn)
    if question is not None and question.intent is not None:
        # A change of several offers takes none of them.
        is_open = is_of_sound(question) and turn.intent.model is None
        turn.only_price = turn.only_price or question.intent.action is Act.QUOTE or is_open
        turn.priced = (*question.priced, question.drafts[0])
        turn.intent = with_wish_to_save(turn.intent, question.intent, base)
    intent = turn.intent
    pictures = pictures_of(turn.incoming, intent) or waiting_pictures(turn)
    if intent.swap and not pictures and not has_frames(base) and await swaps_nothing(turn):
        return
    intent = turn.intent
    task_type, pictures, notes = _pictures_after(turn, base, pictures)
    changed = await described_anew(turn, base, task_type, has_pictures=bool(pictures))
    if changed is None:
        return
    prompt, wishes = changed
    task_type, pictures, notes = look_after(turn, base, prompt, (task_type, pictures, notes))
    wanted = Wanted(
        task_type=task_type,
        prompt=prompt,
        language=turn.language,
        wishes=laid_over(wishes, base.wishes),
        said=wishes,
        pictures=pictures,
        names=(*base.names, *intent.names),
        turned_down=turned_down_by(intent, base),
        parent=turn.job.id if turn.job is not None and question is None else base.parent,
        # The cheapest or best model is chosen by values of its own: the old ones are not kept.
        kept=base.order.params if intent.quality is None else {},
    )
    if Notice.MODEL_UNSUPPORTED in intent.notices and intent.unavailable:
        if intent.nearest:
            await model_gone(turn, wanted)
            return
        # The model named is one of ours but cannot make this clip: everything else that was said is done.
        stays = told("edit.model_stays", model=intent.unavailable)
        if not (intent.prompt or intent.wishes != Wishes() or intent.quality or pictures != base.pictures):
            said = turn.desk.phrases.told(stays, turn.language)
            await turn.say(
                turn.desk.phrases.lines(said, await able_instead(turn, wanted), turn.words("edit.kept"))
            )
            return
        notes.append(stays)
    await _order_changed(turn, base, wanted, [*notes, *reading_notes(intent)])


def _in_question(turn: Turn) -> Question | None:
    """The order that the change is about. "Once more, but …" beside offers of sound means the clip, none of them."""
    question = turn.order_in_question
    is_of_clip = turn.job is not None and turn.intent.again and turn.owns_job
    if question is not None and is_of_sound(question) and is_of_clip:
        turn.close_question()
        return None
    return question


def base_of(turn: Turn) -> Draft | None:
    """What "make it vertical" changes: the order in question, else the job pointed at, else the last one."""
    question = turn.order_in_question
    if question is not None:
        asked = question.intent.model if question.intent is not None and is_of_sound(question) else None
        return next((one for one in question.drafts if one.order.model == asked), question.drafts[0])
    return turn.job.draft if turn.job is not None and not turn.job.is_forgotten else None


def _pictures_after(
    turn: Turn, base: Draft, pictures: tuple[Picture, ...]
) -> tuple[TaskType, tuple[Picture, ...], list[Told]]:
    """The task and pictures of a changed job: as before, unless pictures came or the reference is dropped."""
    task_type = base.order.task_type
    if turn.intent.no_reference:
        return TaskType.TEXT, (), [told("notice.reference_undone")]
    if not pictures:
        return task_type, _swapped(base.pictures) if turn.intent.swap else base.pictures, []
    wanted = turn.intent.task_type
    if wanted is not None and wanted is not TaskType.TEXT:
        task_type = wanted
    elif task_type is TaskType.TEXT:
        task_type = TaskType.IMAGE
    if task_type is TaskType.IMAGE:
        pictures = pictures[:1]
    return task_type, in_role_order(pictures), []


def has_frames(base: Draft) -> bool:
    """Whether there are a first and a last frame that can change places."""
    return base.order.task_type is TaskType.FRAMES and len(base.pictures) == 2  # noqa: PLR2004


def _swapped(pictures: tuple[Picture, ...]) -> tuple[Picture, ...]:
    first, last = pictures
    return replace(last, role=Role.FIRST), replace(first, role=Role.LAST)


async def reword(turn: Turn, prompt: str, *, base: Draft | None = None) -> None:
    """Order the job that was pressed, or the order of `base`, with another description, all else as it was."""
    said = turn.intent.wishes if base is not None else Wishes()
    base = base or base_of(turn)
    if base is None or not prompt.strip():
        await turn.tell("edit.none")
        return
    parent = turn.job.id if turn.job is not None else ""
    wanted = replace(
        going_on(base), prompt=prompt.strip(), parent=parent, wishes=laid_over(said, base.wishes), said=said
    )
    await _order_changed(turn, base, wanted, [])


def _able(turn: Turn, products: Sequence[Product], wanted: Wanted) -> frozenset[str]:
    """The models with the values that the message itself names; only these choose the cheapest or the best."""
    if turn.intent.quality is None:
        return frozenset()
    named = replace(wanted, wishes=turn.intent.wishes, kept={})
    return as_asked(turn.desk.drafter.price_all(products, named))


async def _order_changed(turn: Turn, base: Draft, wanted: Wanted, notes: list[Told]) -> None:
    products = await products_or_say(turn, wanted.task_type)
    if products is None:
        return
    intent = turn.intent
    priced = turn.desk.drafter.price_all(products, wanted)
    key = await model_after(turn, base, wanted, priced, _able(turn, products, wanted))
    if key not in priced and intent.model is None and wanted.task_type is base.order.task_type:
        await model_is_gone(turn, base, wanted)
        return
    if key not in priced:
        await not_for_this(turn, key, wanted, priced)
        return
    if intent.clear_preference and not turn.only_price:
        await turn.desk.preferences.clear(turn.person, [wanted.task_type])
    draft = turn.desk.drafter.draft(key, basis_of(intent), wanted, priced, told=notes)
    known = told_before(turn, base, priced[key])
    draft = replace(draft, intro=tuple(line for line in draft.intro if line not in known))
    changes = differing(turn, base, draft)
    is_more = bool(changes) or intent.again or turn.order_in_question is not None  # not made yet
    if turn.copies == 1 and await offers_sound(turn, draft, priced, wanted, base=base, is_more=is_more):
        return
    if not changes and _is_tried_again(turn):
        await again(turn)  # which asks first where the last one may have been paid for
        return
    is_once_more = intent.again and not is_in_vain(turn, draft, priced[key])
    is_wanted = is_once_more or intent.no_reference or turn.only_price or _is_wanted_since_priced(turn)
    is_new = bool(changes) or is_wanted
    is_longer = Notice.DURATION_CLAMPED in intent.notices  # than one clip can be: shots are offered
    if (is_new or is_longer) and await _asks_first(turn, _Changed(base, draft, wanted, notes), priced):
        return
    if not is_new:
        await _nothing_changed(turn, draft)
        return
    changes = since_clip(turn, draft, changes)
    lines = (header(turn, changes), beside_running(turn), *draft.intro, saving(turn, base, draft, products))
    await place(turn, replace(draft, intro=tuple(line for line in lines if line)))


def _is_tried_again(turn: Turn) -> bool:
    """Whether the same order is wanted once more, because no clip came, or because its picture is here now."""
    job, is_again = turn.job, turn.intent.again
    if job is None or turn.order_in_question is not None or turn.only_price:
        return False
    if job.phase is Phase.FAILED and turn.incoming.pictures:
        return is_again or job.why_failed is Failure.PICTURE
    return is_again and job.phase in (Phase.IN_DOUBT, Phase.LATE)


def _is_wanted_since_priced(turn: Turn) -> bool:
    """Whether this message orders what was priced: all of it that can be had is made."""
    asked, question = turn.stored.question, turn.order_in_question
    if asked is None or asked.intent is None or question is None or question.intent is None:
        return False
    was_priced = asked.intent.action is Act.QUOTE and asked.asked_at == question.asked_at
    return was_priced and question.intent.action is Act.GENERATE and not orders_all(question)


async def _asks_first(turn: Turn, changed: _Changed, priced: Mapping[str, Priced]) -> bool:
    """Ask before a change what would be asked before a new request; True if something was asked."""
    base, draft, wanted = changed.base, changed.draft, changed.wanted
    is_long = Notice.DURATION_CLAMPED in turn.intent.notices
    same_words = replace(wanted, prompt=base.order.prompt)
    was_warned = base.order.model == draft.order.model and has_refused_words(turn, draft, same_words)
    before = turn.intent, turn.incoming, turn.preface
    changes = differing(turn, base, draft)
    turn.preface = header(turn, [one for one in changes if not (is_long and one.name == "duration")])
    turn.intent = replace(
        turn.intent,
        edit=False,
        task_type=wanted.task_type,
        model=turn.intent.model or draft.order.model or None,
        prompt=wanted.prompt,
        wishes=wanted.wishes,
        names=wanted.names,
        known_names=(),
        continuity=None,
    )
    turn.incoming = replace(turn.incoming, pictures=wanted.pictures, quoted_pictures=())
    if not was_warned and await warns_of_people(turn, draft, priced, wanted):
        return True
    if is_long and await offers_series(turn, draft, priced, wanted, changed.notes):
        return True
    turn.intent, turn.incoming, turn.preface = before
    return False


async def _nothing_changed(turn: Turn, draft: Draft) -> None:
    """Order nothing, and say that it is there already, or why it cannot be had."""
    intent = turn.intent
    if intent.save_preference and intent.model is not None:
        # No order follows that would save the wish.
        await turn.desk.preferences.set(turn.person, [draft.order.task_type], intent.model)
    why = turn.desk.drafter.notices(draft)
    question = turn.order_in_question
    is_one = question is not None and not orders_all(question)
    if question is not None and is_one and intent.model is not None and not why:
        # "Do it with Wan", said of an order with Wan that waits, is a yes to it.
        await open_jobs(turn, question.drafts[:1], said=question.intent)
        return
    asked = turn.stored.question
    if is_one and asked is not None and asked.expires_at <= turn.now:
        # It had lapsed, so its price is told once more, unless it is one that is asked about anyway.
        threshold = turn.desk.house.confirm_above_points
        turn.only_price = not threshold or draft.order.points <= threshold
        await place(turn, draft)
        return
    if why or question is not None:
        kept = "edit.kept" if question is None else "quote.waiting"
        await turn.say(turn.desk.phrases.lines(*why, turn.words(kept)))
        return
    is_said = bool(intent.prompt or turn.incoming.pictures) or intent.names_something
    await turn.tell("edit.same" if is_said else "edit.none")
