"""Answers that start nothing: help, models, prices, states, the list of videos."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core import buttons, progress
from core.advisor import cheapest, first_ranked, recommend
from core.desk.clips.listing import labels, show_rows
from core.desk.clips.results import bring
from core.desk.models.live import products_or_say
from core.desk.turn import Turn
from core.drafts import Priced, Wanted
from core.model import Job, Phase, TaskType, Wishes
from core.phrases import head
from core.planner.values import as_text, field_of, number, values_in_rules
from core.posts import help_post
from core.tables import Pointing

_MOST_ROWS = 5
_SHORTLY_S = 3600.0
_HEAD = 40


async def help_text(turn: Turn) -> None:
    """Answer with one screen of examples."""
    post = help_post(turn.desk.phrases, turn.language, direct=turn.incoming.address.direct)
    await turn.say(post.text, buttons=post.buttons, private=True)


async def models(turn: Turn, task_type: TaskType) -> None:
    """Answer with the live list of a task and its prices, the recommended model first."""
    products = await products_or_say(turn, task_type)
    if products is None:
        return
    wanted = Wanted(task_type=task_type, prompt="", language=turn.language, wishes=Wishes())
    priced = turn.desk.drafter.price_all(products, wanted)
    best = recommend(turn.desk.tables.advice, task_type, turn.incoming.text, priced)
    star = best.model if best is not None else ""
    lines = [turn.words("models.header", task=turn.words(f"task.{task_type}"))]
    listed = sorted(priced, key=lambda key: key != star)
    lines += [_model_row(turn, priced[key], is_best=key == star) for key in listed]
    if priced:
        turn.name_models(listed, task_type, it=_it_of_list(turn, task_type, priced, star))
        turn.talk = replace(turn.talk, models=tuple(listed), models_for=task_type, models_at=turn.now)
    if best is not None:
        lines.append(turn.words("models.note", reason=best.reason[turn.language]))
    if priced:
        lines.append(_ends(turn, task_type, priced))
    await turn.say(turn.desk.phrases.lines(*lines), private=True)


def _it_of_list(turn: Turn, task_type: TaskType, priced: Mapping[str, Priced], star: str) -> str:
    """The model of the list that the question asked for: the cheapest, else the recommended one."""
    if not turn.desk.tables.pointers.says(turn.incoming.text, Pointing.CHEAPEST):
        return star
    return cheapest(turn.desk.tables.advice, task_type, {key: one.points for key, one in priced.items()})


def _ends(turn: Turn, task_type: TaskType, priced: Mapping[str, Priced]) -> str:
    """A line on the cheapest and the best of the list."""
    best, least = (priced[key] for key in best_and_cheapest(turn, task_type, priced))
    return turn.words(
        "models.ends",
        cheapest=least.product.name,
        cheapest_points=least.points,
        best=best.product.name,
        best_points=best.points,
    )


def best_and_cheapest(turn: Turn, task_type: TaskType, priced: Mapping[str, Priced]) -> tuple[str, str]:
    """The best and the cheapest model, as a request for either would choose them."""
    advice, prices = turn.desk.tables.advice, {key: one.points for key, one in priced.items()}
    best = next((one for one in advice.best if one in priced), None) or first_ranked(advice, prices)
    return best, cheapest(advice, task_type, prices)


def _model_row(turn: Turn, one: Priced, *, is_best: bool) -> str:
    points = [rule.points for rule in one.product.rules]
    low, high = one.row.estimate_s
    lengths = _span(one, "duration", turn.words("name.seconds", n="{n}"))
    sizes = _span(one, "resolution", "{n}")
    blanks = {
        "model": (turn.words("models.star") + " " if is_best else "") + one.product.name,
        "points": _range(turn, min(points), max(points)),
        "durations": lengths or "-",
        "low": low,
        "high": high,
    }
    if sizes:
        return turn.words("models.row", resolutions=sizes, **blanks)
    return turn.words("models.row_short", **blanks)


def _range(turn: Turn, low: int, high: int) -> str:
    return str(low) if low == high else turn.words("models.range", low=low, high=high)


def _span(one: Priced, name: str, unit: str) -> str:
    found = field_of(one.product, name)
    options = (
        tuple(found.options) if found is not None and found.options else values_in_rules(one.product, name)
    )
    if not options and found is not None and found.default is not None:
        options = (found.default,)
    ranked = sorted(
        {size: as_text(value) for value in options if (size := number(value)) is not None}.items()
    )
    if not ranked:
        return ""
    first, last = ranked[0][1], ranked[-1][1]
    return unit.replace("{n}", first if first == last else f"{first}~{last}")


async def status(turn: Turn, behind: str = "", *, is_of_all: bool = False) -> None:
    """Tell what this person's jobs are doing, with a line `behind`; one that is late or unposted is looked up now.

    Where none is in the making the last is told, and with `is_of_all` those that were made within the hour.
    """
    if turn.points_at_job and turn.job is not None:
        jobs: tuple[Job, ...] = (turn.job,)
    else:
        jobs = await turn.own_jobs(limit=_MOST_ROWS, also_forgotten=True)
    late = next((one for one in jobs if one.phase in (Phase.LATE, Phase.UNPOSTED)), None)
    running = [one for one in jobs if one.is_watched]
    if not running and late is not None:
        await bring(turn, late)
        return
    since = turn.now - _SHORTLY_S if is_of_all else turn.now
    together = _of_last_series(jobs) if not turn.points_at_job else 1
    shown = running or [one for at, one in enumerate(jobs) if at < together or one.created_at >= since]
    behind = behind or _what_waits(turn)
    if not shown:
        await turn.say(turn.desk.phrases.lines(turn.words("status.none"), behind))
        return
    called = labels(turn.desk.phrases, shown, turn.language, now=turn.now)
    rows = [job_row(turn, one, called[one.id]) for one in shown]
    if not running and not turn.points_at_job:
        rows.insert(0, turn.words("status.none"))
    under = buttons.in_list(turn.desk.phrases, shown, called, turn.language)
    await turn.say(turn.desk.phrases.lines(*rows, behind), buttons=under)


def _of_last_series(jobs: Sequence[Job]) -> int:
    """How many of the newest jobs are of one series or list, each of another shot; the newest alone is one."""
    numbers: set[int] = set()
    total = jobs[0].draft.one_of.total if jobs and jobs[0].draft.one_of is not None else 0
    for one in jobs:
        of = one.draft.one_of
        if of is None or of.total != total or of.number in numbers:
            break
        numbers.add(of.number)
    return max(1, len(numbers))


def _what_waits(turn: Turn) -> str:
    """That an order still waits for a yes, with what it shows; empty where none does, or a clip is pointed at."""
    question = turn.order_in_question
    if question is None or turn.points_at_job:
        return ""
    prompt = head(question.drafts[0].order.prompt, _HEAD)
    shown = turn.words("quote.shown", prompt=prompt) if prompt else ""
    return turn.desk.phrases.lines(shown, turn.words("quote.waiting"))


def job_row(turn: Turn, job: Job, label: str = "") -> str:
    """One line on a job; in a list of several it is called by its label."""
    order = job.draft.order
    key: str = job.phase
    blanks: dict[str, object] = {}
    place = turn.desk.gate.place(job.id)
    match job.phase:
        case _ if job.is_cancelling:
            key = Phase.CANCELLED
        case Phase.OPEN | Phase.STARTED | Phase.SUBMITTING:
            key = "waiting" if place else "starting"
            blanks["place"] = place
        case Phase.RENDERING | Phase.DELIVERING:
            key = "rendering"
            elapsed_s = progress.rendering_s(job, turn.desk.clock)
            row = turn.desk.tables.model(order.model)
            blanks = {
                "percent": progress.percent(elapsed_s, row.estimate_s[1]),
                "elapsed": int(elapsed_s),
            }
        case _:
            pass
    if key == Phase.CANCELLED and (job.task_id or not (job.phase.is_over or job.phase.is_unpaid)):
        key = "cancelled_paid"
    return turn.words(
        f"status.{key}",
        prompt=label or head(order.prompt, 24) or "-",
        model=order.model_name,
        points=order.points,
        **blanks,
    )


async def mine(turn: Turn) -> None:
    """List this person's last videos here, the newest first."""
    jobs = await turn.own_jobs(limit=_MOST_ROWS, also_forgotten=True)
    if not jobs:
        await turn.tell("mine.none")
        return
    called = labels(turn.desk.phrases, jobs, turn.language, now=turn.now)
    rows = []
    for place, one in enumerate(jobs, start=1):
        row = job_row(turn, one, called[one.id]).removeprefix(turn.words("mine.mark"))
        rows.append(turn.words("mine.row", n=place, row=row))
        if one.url and one.phase.is_made:
            rows.append(f"  {one.url}")
    text = turn.desk.phrases.lines(turn.words("mine.header"), *rows)
    show_rows(turn, jobs)
    await turn.say(
        text, buttons=buttons.in_list(turn.desk.phrases, jobs, called, turn.language), private=True
    )
