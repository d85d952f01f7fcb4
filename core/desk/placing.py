"""Places orders: asks about a dear one, holds the day's points, and only then opens a job."""

from collections.abc import Sequence
from dataclasses import replace

from core import budget, buttons
from core.desk.clips.differences import shows_other
from core.desk.doubts import UNDERSTOOD, as_long, asking, doubt_of, far_from_asked
from core.desk.normalising.limits import limit_before
from core.desk.remembering import turn_changes, with_shots_left
from core.desk.subjects.known import told_beside
from core.desk.suggested import as_suggested
from core.desk.turn import Turn
from core.errors import StudioError
from core.model import (
    Act,
    Draft,
    Intent,
    Job,
    Pending,
    Phase,
    Picture,
    PictureSource,
    TaskType,
    Told,
    job_ids,
)
from core.phrases import head
from core.ports import Beside, Limits, Opening, Subject

_HEAD = 120  # characters


async def place(turn: Turn, draft: Draft) -> None:
    """Order this, unless only the price was asked or it costs more than the house allows without a yes."""
    intro = tuple(filter(None, (turn.preface, *draft.intro)))
    turn.most_points = turn.most_points or limit_before(turn)
    draft = replace(draft, one_of=turn.one_of or draft.one_of, intro=intro, most_points=turn.most_points)
    draft = as_suggested(turn, draft)
    if turn.copies > 1:
        await _ask_all(turn, draft)
        return
    if turn.only_price:
        await _quote(turn, draft)
        return
    if doubt := doubt_of(turn, draft):
        await _ask_whether_meant(turn, draft, doubt)
        return
    threshold = min(filter(None, (turn.most_points, turn.desk.house.confirm_above_points)), default=0)
    far_s = far_from_asked(turn, draft)
    if far_s or (threshold and draft.order.points > threshold):
        await _ask_first(turn, draft, threshold, far_s)
        return
    await open_jobs(turn, [draft])


def price_row(key: str, turn: Turn, draft: Draft, **more: int | str) -> str:
    """The price and the time of an order in one line."""
    order, (low, high) = draft.order, turn.desk.tables.model(draft.order.model).estimate_s
    return turn.words(key, model=order.model_name, points=order.points, low=low, high=high, **more)


def shown_row(turn: Turn, draft: Draft) -> str:
    """What an order shows, in one line."""
    return turn.words("quote.shown", prompt=head(draft.order.prompt, _HEAD))


async def _ask_all(turn: Turn, draft: Draft) -> None:
    """Ask for a yes to the same order several times, with the points of all of them."""
    n = turn.copies
    again, key = turn.words("edit.again"), "copies.ask_unlike" if turn.are_unlike else "copies.ask"
    lines = [
        *(line for line in _notices(turn, draft) if line != again),
        price_row(key, turn, draft, n=n, total=n * draft.order.points),
        turn.words("confirm.ask"),
    ]
    await ask_yes(turn, [draft] * n, turn.desk.phrases.lines(*lines), together=True)


async def _ask_whether_meant(turn: Turn, draft: Draft, doubt: Told) -> None:
    """Offer a clip that is likely not what is meant; the next message is about the clip before."""
    lines = [turn.desk.phrases.told(doubt, turn.language), price_row("quote.text", turn, draft)]
    text = turn.desk.phrases.lines(*lines, turn.words(f"{doubt.key}_ask"))
    turn.intent = replace(turn.intent, model=draft.order.model)  # it is no stand-in for another
    of_job = turn.job.id if turn.job is not None else ""
    shows_scene = doubt.key == UNDERSTOOD or not of_job
    await offer(turn, [draft], text, of_job=of_job, shows_scene=shows_scene)


async def _quote(turn: Turn, draft: Draft) -> None:
    """Tell price and time of an order; a yes within the time of a confirmation places it."""
    less = await cheaper(turn, draft)
    drafts = [draft] if less is None else [draft, less]
    lines = [*_notices(turn, draft), price_row("quote.text", turn, draft)]
    lines += _named_cheaper(turn, less)
    lines.append(turn.words("quote.go"))
    await ask_yes(turn, drafts, turn.desk.phrases.lines(*lines), instead=less)


def _notices(turn: Turn, draft: Draft) -> list[str]:
    """What has to be said before the price, without "saved": that is only said once it is true."""
    saved = turn.words("notice.saved")
    is_made_before = turn.intent.edit or turn.preface or draft.one_of is not None
    is_other = not is_made_before and shows_other(turn.stored.question, draft)
    shown = shown_row(turn, draft) if is_other else turn.desk.phrases.one_of(draft)
    return [shown, *(line for line in turn.desk.drafter.notices(draft) if line != saved)]


async def _ask_first(turn: Turn, draft: Draft, threshold: int, far_s: int) -> None:
    """Ask before an order above the threshold, or one whose length is far from the `far_s` that were asked for."""
    is_over = 0 < turn.most_points < draft.order.points
    key = "confirm.over_limit" if is_over else asking(draft, far_s) if far_s else "confirm.dear"
    values = turn.desk.phrases.values(draft.order.params, turn.language)
    row = price_row(key, turn, draft, threshold=threshold, asked=far_s, values=values)
    lines = [*_notices(turn, draft), row]
    drafts = [draft]
    able = await as_long(turn, draft, far_s) if far_s and not is_over else None
    less = await cheaper(turn, draft, at_most=turn.most_points) if is_over else able
    less = less or await cheaper(turn, draft) or await cheaper(turn, draft, at_most=draft.order.points - 1)
    if less is not None:
        drafts.append(less)
    if able is not None:
        named = turn.words(
            "confirm.as_long", model=able.order.model_name, points=able.order.points, seconds=far_s
        )
        lines += [named, *turn.desk.drafter.notices(able)]
    else:
        lines += _named_cheaper(turn, less)
    lines.append(turn.words("confirm.ask"))
    await ask_yes(turn, drafts, turn.desk.phrases.lines(*lines), instead=less)


def _named_cheaper(turn: Turn, less: Draft | None) -> list[str]:
    """The lines on a cheaper choice: its price, and what it lacks of what was asked."""
    if less is None:
        return []
    named = turn.words("confirm.cheaper", model=less.order.model_name, points=less.order.points)
    return [named, *turn.desk.drafter.notices(less)]


async def ask_yes(
    turn: Turn, drafts: Sequence[Draft], text: str, *, instead: Draft | None = None, together: bool = False
) -> None:
    """Ask for a yes before these drafts are ordered; without an answer in time nothing happens.

    `instead` is the second draft if it is an alternative and not the next shot. `together` marks copies of one order.
    """
    if turn.takes:
        turn.takes = False
        await open_jobs(turn, drafts if together or instead is None else drafts[:1])
        return
    question = turn.question_now(Pending.CONFIRM, drafts)
    if turn.only_price:
        question = replace(question, intent=replace(turn.intent, action=Act.QUOTE))
    turn.ask(replace(question, together=together))
    under = buttons.yes_or_no(turn.desk.phrases, turn.incoming.id, turn.language, instead=instead)
    await turn.say(text, buttons=under)


async def offer(
    turn: Turn, drafts: Sequence[Draft], text: str, *, of_job: str = "", shows_scene: bool = False
) -> None:
    """Say something that a plain yes, a number or a button answers with one of these drafts.

    The next message, unless an answer, is about the job `of_job`. `shows_scene` is told to the `Question`.
    """
    beside = of_job or turn.incoming.id
    drafts = [replace(one, one_of=turn.one_of or one.one_of) for one in drafts]
    turn.ask(replace(turn.question_now(Pending.OFFER, drafts), job_id=beside, shows_scene=shows_scene))
    under = buttons.offers(turn.desk.phrases, beside, drafts, turn.language)
    # A single offer is one sentence, without room for what it lacks of what was asked.
    lacks = turn.desk.drafter.notices(drafts[0]) if len(drafts) == 1 else ()
    first = turn.desk.phrases.one_of(drafts[0])
    await turn.say(turn.desk.phrases.lines(turn.preface, first, *lacks, text), buttons=under)


async def open_jobs(turn: Turn, drafts: Sequence[Draft], *, said: Intent | None = None) -> bool:
    """Promise these orders, all or none, within the day's points; each job's start message comes from the job.

    The question that they answer is closed, and a model remembered, with the same write: neither happens without the
    orders, nor they without it. `said` is what asked for them, where that was an earlier message than this one.
    """
    action = turn.incoming.action
    pressed = action.mark if action is not None else ""
    jobs = [
        Job(
            id=job_id,
            address=turn.incoming.address,
            draft=replace(draft, pressed=pressed, intro=_intro(turn, draft)),
            created_at=turn.now,
        )
        for job_id, draft in zip(job_ids(turn.incoming.id, len(drafts)), drafts, strict=True)
    ]
    shown = tuple(one for one in jobs[0].draft.pictures if one.source is not PictureSource.RESULT)
    chosen_from = (turn.stored.named, turn.stored.rivals)
    rivals = next((keys for keys in chosen_from if drafts[0].order.model in keys), ())
    talk = replace(with_shots_left(turn.talk, drafts), question=None, named=(), rivals=rivals)
    talk = replace(talk, last_pictures=shown or talk.last_pictures, told_beside=told_beside(turn, drafts))
    beside = Beside(
        talk=turn_changes(turn.stored, talk),
        preferences=_to_remember(said or turn.intent, drafts[0]),
        subjects=tuple(one for job in jobs for one in _subjects(turn, job)),
    )
    opening = await turn.desk.jobs.open(*jobs, limits=turn.desk.house.limits, beside=beside)
    if opening is Opening.OVER:
        await _over_budget(turn, drafts)
        return False
    turn.talk = talk
    if opening is Opening.NEW:
        turn.stored = talk
    turn.opened += [job.id for job in jobs]
    return True


def _intro(turn: Turn, draft: Draft) -> tuple[str, ...]:
    """The lines of a draft that is ordered now, with a line on the earlier clip that was meant."""
    lines = _as_done(turn, draft)
    return (turn.pointed, *lines) if turn.pointed else lines


def _as_done(turn: Turn, draft: Draft) -> tuple[str, ...]:
    """The lines of a draft that is ordered now, with "would change" turned into "changed"."""
    would, done = (
        turn.desk.phrases.say(key, draft.language, changes="") for key in ("edit.would", "edit.header")
    )
    return tuple(
        "\n".join(
            done + line.removeprefix(would) if line.startswith(would) else line for line in one.split("\n")
        )
        for one in draft.intro
    )


def _to_remember(said: Intent, draft: Draft) -> dict[TaskType, str]:
    """The model to save as the person's own with this order, where it was named with a wish to use it."""
    is_wanted = said.save_preference and said.model == draft.order.model
    return {draft.order.task_type: draft.order.model} if is_wanted else {}


def _subjects(turn: Turn, job: Job) -> list[Subject]:
    """The names given in a request, each for its picture or for the clip that it will get."""
    from_picture = job.draft.pictures and job.draft.order.task_type is not TaskType.TEXT
    others = {one.name for one in turn.subjects if one.person != turn.person}  # stay theirs
    first = job.draft.pictures[0] if from_picture else _frame_to_come(job)
    shows = {one.name for one in turn.subjects if one.picture.ref == first.ref}  # none of the new ones
    return [
        Subject(
            name=name,
            picture=_frame_to_come(job) if shows and name not in shows else first,
            person=turn.person,
            named_at=turn.now,
        )
        for name in job.draft.names
        if name not in others
    ]


def _frame_to_come(job: Job) -> Picture:
    return Picture(PictureSource.RESULT, {"job": job.id})


async def cheaper(turn: Turn, draft: Draft, *, at_most: int | None = None) -> Draft | None:
    """A cheaper draft for the same request, or None; with `at_most` it may lack something that was asked for."""
    try:
        products = await turn.desk.studio.products(draft.order.task_type)
    except StudioError:
        return None
    less = turn.desk.drafter.cheaper(draft, products, at_most=at_most)
    job = turn.job
    if less is not None and job is not None and job.phase is Phase.FAILED and draft.parent == job.id:
        # What just failed is not the cheaper choice beside what stands in for it.
        return less if less.order.model != job.draft.order.model else None
    return less


async def budget_left(turn: Turn) -> budget.Left | None:
    """What is left of today's points for this person here; None where nothing is limited."""
    limits: Limits = turn.desk.house.limits
    if not limits.per_person and not limits.per_room:
        return None
    return budget.left(
        limits,
        used_by_person=await turn.desk.ledger.used(person=turn.person, at=turn.now),
        used_in_room=await turn.desk.ledger.used(room=turn.room, at=turn.now),
    )


async def _over_budget(turn: Turn, drafts: Sequence[Draft]) -> None:
    room = await budget_left(turn)
    points = sum(one.order.points for one in drafts)
    left, whose = (room.points, turn.words(f"budget.{room.whose}")) if room is not None else (0, "")
    over = turn.words("budget.over", points=points, whose=whose, left=left)
    less = await cheaper(turn, drafts[0], at_most=left) if len(drafts) == 1 else None
    if less is None:
        await turn.say(turn.desk.phrases.lines(over, turn.words("budget.none_fits")))
        return
    fits = turn.words("budget.fits", model=less.order.model_name, points=less.order.points)
    await offer(turn, [less], turn.desk.phrases.lines(over, fits))
