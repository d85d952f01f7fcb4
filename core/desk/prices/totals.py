"""Tells what is or was spent: on an offer, on the last one or two videos, on all here or today; and what is left."""

from collections.abc import Sequence

from core.desk.clips.called import called
from core.desk.placing import budget_left
from core.desk.prices import quotes
from core.desk.questions.answers import orders_all
from core.desk.reading import said_in
from core.desk.turn import Turn
from core.model import Act, Job, Phase
from core.phrases import RECORDS_PAGE, head
from core.ports import Question
from core.tables import Pointing

_LOOKS_BACK = 500
_KINDS = ("used", "running", "doubt", "failed", "cancelled", "failed_paid")
_TWO, _HEAD = 2, 24
_NAMED = ("one", "other")
_DAY_S = 86_400  # a day is a UTC day, as for the allowances


async def asked_total(turn: Turn) -> bool:
    """Handle a question what all cost, or whether the last video was paid for."""
    text, pointers = turn.incoming.text, turn.desk.tables.pointers
    waits, is_whole = turn.order_in_question, pointers.says(text, Pointing.WHOLE_PRICE)
    if (
        waits is not None
        and turn.job is not None
        and turn.owns_job
        and pointers.says(text, Pointing.ITS_PRICE)
    ):
        await quotes.last(turn)  # and not what waits
        return True
    both = pointers.first(text, Pointing.ALSO_TOTAL) if waits is None and turn.owns_job else None
    read = said_in(turn, both.parts["rest"]) if both is not None else None
    is_of_it = read is not None and read.action is Act.QUOTE and not read.names_something
    if is_of_it and turn.job is not None:
        await quotes.last(turn)
        await turn.say(turn.desk.phrases.lines(*await _spent(turn, today=False)), private=True)
        return True
    if waits is not None and await _offers_compared(turn, waits):
        return True
    asks_each = waits is not None and orders_all(waits) and pointers.says(text, Pointing.EACH_PRICE)
    if waits is not None and (is_whole or asks_each):
        await quotes.in_question(turn, waits)
        return True
    if waits is None and (await _each(turn) or await _dearest(turn) or await _compared(turn)):
        return True
    found = pointers.first(text, Pointing.TOTALS)
    if waits is not None and found is not None and "count" in found.parts:
        await quotes.in_question(turn, waits)  # how many are on offer
        return True
    if found is not None or is_whole:
        lines = await _spent(turn, today=found is not None and "what" in found.parts)
        await turn.say(turn.desk.phrases.lines(*lines), private=True)
        return True
    asked = pointers.first(text, Pointing.PAID)
    return asked is not None and await _paid(turn, of_failed="failed" in asked.parts)


async def _compared(turn: Turn) -> bool:
    """Handle a question which of the last two clips cost less; where it may mean models, only of two of the same scene."""
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.COSTS_COMPARED)
    if found is None:
        return False
    jobs = await turn.own_jobs()
    made = [one for one in jobs if one.phase.is_made][:_TWO]
    if len(made) < _TWO:
        made = [one for one in jobs if one.phase.is_made or one.phase is Phase.CANCELLED][:_TWO]
    if "one" in found.parts:
        all_made = [one for one in jobs if one.phase.is_made]
        clips = [called(turn, all_made, found.parts[one]) for one in _NAMED]
        made = [one[0] for one in clips if one]
        if len({one.id for one in made}) < _TWO:
            return False
    if len(made) < _TWO:
        return False
    last, other = made
    if not found.parts.keys() & {"what", "one"} and last.draft.order.prompt != other.draft.order.prompt:
        return False
    points = [one.draft.order.points for one in made]
    if points[0] == points[1]:
        same = turn.words("totals.same", points=points[0])
        await turn.say(turn.desk.phrases.lines(same, *await _stopped(turn, made)))
        return True
    cheap, dear = sorted(made, key=lambda one: one.draft.order.points)
    key = "totals.cheaper" if "cheap" in found.parts else "totals.dearer"
    first, then = (cheap, dear) if "cheap" in found.parts else (dear, cheap)
    named = {"prompt": head(first.draft.order.prompt, _HEAD), "other": head(then.draft.order.prompt, _HEAD)}
    compared = turn.words(
        key,
        model=first.draft.order.model_name,
        points=first.draft.order.points,
        other_model=then.draft.order.model_name,
        other_points=then.draft.order.points,
        **named,
    )
    await turn.say(turn.desk.phrases.lines(compared, *await _stopped(turn, made)))
    return True


async def _offers_compared(turn: Turn, waits: Question) -> bool:
    """Handle a question which of the two that are on offer costs less, where no models were named since."""
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.COSTS_COMPARED)
    if found is None or "what" not in found.parts or len(waits.drafts) != _TWO or turn.named_since(waits):
        return False
    offers = list(enumerate((one.order for one in waits.drafts), start=1))
    (at, first), (other_at, then) = sorted(
        offers, key=lambda one: one[1].points, reverse="cheap" not in found.parts
    )
    if first.points == then.points:
        compared = turn.words("totals.same", points=first.points)
    else:
        compared = turn.words(
            "totals.would_be_cheaper" if "cheap" in found.parts else "totals.would_be_dearer",
            n=at,
            model=first.model_name,
            points=first.points,
            other=other_at,
            other_model=then.model_name,
            other_points=then.points,
        )
    await turn.say(turn.desk.phrases.lines(compared, turn.words("quote.waiting")))
    return True


async def _each(turn: Turn) -> bool:
    """Handle a question what each of several clips cost: a line for each that was made."""
    tables = turn.desk.tables
    found = tables.pointers.first(turn.incoming.text, Pointing.COSTS_EACH)
    if found is None:
        return False
    made = [one for one in reversed(await turn.own_jobs(limit=_LOOKS_BACK)) if one.phase.is_made]
    count = tables.pointers.count(found.parts.get("count", ""))
    last = range(max(0, len(made) - count), len(made))
    places = last if count else tables.sayings.places(found.parts["rest"], len(made))
    shown = [(at, made[at].draft.order) for at in places]
    if not shown or (count and len(shown) < count):
        return False
    lines = [
        turn.words(
            "totals.one",
            n=at + 1,
            prompt=head(one.prompt, _HEAD) or "-",
            model=one.model_name,
            points=one.points,
        )
        for at, one in shown
    ]
    await turn.say(turn.desk.phrases.lines(*lines))
    return True


async def _dearest(turn: Turn) -> bool:
    """Handle a question which of several clips cost the most, or the least; of two only if no models were named since."""
    pointers = turn.desk.tables.pointers
    found = pointers.first(turn.incoming.text, Pointing.DEAREST)
    made = [one for one in await turn.own_jobs() if one.phase.is_made] if found is not None else []
    count = pointers.count(found.parts.get("count", "")) if found is not None else 0
    if found is None or len(made) < max(_TWO, count):
        return False
    is_open = "weak" in found.parts  # "which one is the cheapest" may be asked of models, or of offers
    if is_open and turn.question is not None:
        return False
    if (is_open or len(made) == _TWO) and turn.talk.named and turn.talk.named_at > made[0].created_at:
        return False
    made = made[: count or len(made)]
    points = [one.draft.order.points for one in made]
    if min(points) == max(points):
        await turn.tell("totals.all_same", n=len(made), points=points[0])
        return True
    one = made[points.index(min(points) if "cheap" in found.parts else max(points))]
    await turn.tell(
        "totals.cheapest" if "cheap" in found.parts else "totals.dearest",
        n=len(made),
        prompt=head(one.draft.order.prompt, _HEAD),
        model=one.draft.order.model_name,
        points=one.draft.order.points,
    )
    return True


async def _stopped(turn: Turn, jobs: Sequence[Job]) -> list[str]:
    """A line for each of these that was cancelled, with what is known about its points."""
    return [
        turn.words("totals.stopped", model=one.draft.order.model_name, paid=await paid_for(turn, one) or "")
        for one in jobs
        if one.phase is Phase.CANCELLED
    ]


async def budget(turn: Turn) -> None:
    """Tell what is left of today's points; where nothing limits them, where the account's are seen and what was used."""
    left = await budget_left(turn)
    if left is None:
        unlimited = turn.words("budget.unlimited", records=RECORDS_PAGE)
        lines = [unlimited, *await _spent(turn, today=False)]
    else:
        whose = turn.words(f"budget.{left.whose}")
        text = turn.words("budget.left", whose=whose, left=left.points, limit=left.limit)
        lines = [text, turn.words("budget.note")]
    await turn.say(turn.desk.phrases.lines(*lines), private=True)


async def _spent(turn: Turn, *, today: bool) -> list[str]:
    """The lines on what this person's videos here cost, those of today or all of them."""
    jobs: Sequence[Job] = await turn.own_jobs(limit=_LOOKS_BACK)
    if today:
        jobs = [one for one in jobs if one.created_at // _DAY_S == turn.now // _DAY_S]
    if not jobs:
        return [turn.words("totals.none_today" if today else "totals.none")]
    booked = await turn.desk.ledger.of_jobs([one.id for one in jobs])
    kinds: dict[str, list[int]] = {one: [] for one in _KINDS}
    for job in jobs:
        points, is_uncertain = booked.get(job.id, (0, False))
        kinds[_kind_of(job, points, is_uncertain=is_uncertain)].append(points)
    used = kinds.pop("used")
    lines = [turn.words("totals.today" if today else "totals.here", n=len(used), points=sum(used))]
    lines += [
        turn.words(f"totals.{kind}", n=len(found), points=sum(found), records=RECORDS_PAGE)
        for kind, found in kinds.items()
        if found
    ]
    return lines


def _kind_of(job: Job, points: int, *, is_uncertain: bool) -> str:
    """The heading under which a job's points are told."""
    if not job.phase.is_over:
        return "running"
    if is_uncertain and not job.phase.is_made:
        return "doubt"
    if job.phase is Phase.CANCELLED and points:
        return "cancelled"
    if job.phase in (Phase.FAILED, Phase.CANCELLED):
        return "failed_paid" if points else "failed"
    return "used"


async def _paid(turn: Turn, *, of_failed: bool) -> bool:
    """Tell what is known about the points of the turn's job, or of the newest that failed where one is over."""
    job = turn.job
    if job is None or not turn.owns_job:
        return False
    if of_failed and job.phase.is_made and turn.order_in_question is None:
        job = next((one for one in await turn.own_jobs() if one.phase is Phase.FAILED), job)
    if turn.order_in_question is not None:
        await quotes.in_question(turn, turn.order_in_question)
    elif (line := await paid_for(turn, job)) is not None:
        await turn.say(line)
    else:
        await quotes.last(turn)
    return True


async def paid_for(turn: Turn, job: Job) -> str | None:
    """What is known about the points of a job; None for a clip that was made."""
    booked = await turn.desk.ledger.of_jobs([job.id])
    points, is_uncertain = booked.get(job.id, (0, False))
    if job.phase is Phase.IN_DOUBT or (is_uncertain and not job.phase.is_made):
        return turn.words("paid.doubt", points=points or job.draft.order.points, records=RECORDS_PAGE)
    if not job.phase.is_over and not job.is_cancelling:
        return turn.words("paid.running", points=points)
    if job.phase.is_unpaid or not (points or job.phase.is_made):
        return turn.words("paid.no")
    if job.is_cancelling or job.phase is Phase.CANCELLED:
        return turn.words("paid.cancelled", points=points, records=RECORDS_PAGE)
    return None if job.phase.is_made else turn.words("paid.failed", points=points, records=RECORDS_PAGE)
