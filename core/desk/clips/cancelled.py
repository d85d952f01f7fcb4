"""Clips that are cancelled: one by what it shows, and what is changed once the newest is."""

from dataclasses import replace

from core import continuity
from core.desk.clips import request_or_change
from core.desk.clips.called import is_called
from core.desk.clips.earlier import counted, naming
from core.desk.clips.results import cancel, cancel_all
from core.desk.pictures.of_message import pictures_of
from core.desk.questions.answers import orders_all
from core.desk.turn import LOOKS_BACK, Turn
from core.model import Act, Job, Phase
from core.tables import Pointing, Said


async def gives_up_priced(turn: Turn) -> bool:
    """Handle "I don't want the waves one" of what was only priced before another clip was made: nothing of it was."""
    found, declined = (
        turn.desk.tables.sayings.find(turn.incoming.text, Said.GIVES_UP_NAMED),
        turn.talk.declined,
    )
    if found is None or declined is None or turn.question is not None or turn.points_at_job:
        return False
    name = found["name"]
    if not any(name in one.order.prompt for one in declined.drafts):
        return False
    jobs = await turn.own_jobs(limit=LOOKS_BACK)
    if any(is_called(turn, one, name) for one in jobs):
        return False
    turn.talk = replace(turn.talk, declined=None)
    await turn.tell("confirm.declined")
    return True


async def cancels_named(turn: Turn) -> bool:
    """Handle "cancel the balloon one": that one is cancelled, and no other where nothing shows a balloon."""
    pointers = turn.desk.tables.pointers
    if turn.intent.action is not Act.CANCEL or turn.points_at_job or pictures_of(turn.incoming):
        return False
    found = pointers.first(turn.incoming.text, Pointing.CANCELS_NAMED)
    if (
        found is None
        or turn.order_in_question is not None
        or pointers.says(found.parts["name"], Pointing.NAMELESS)
    ):
        return False
    name, jobs = found.parts["name"], await turn.own_jobs(limit=LOOKS_BACK)
    shown = counted(jobs)
    fitting = [one for one in shown if is_called(turn, one, name)]
    running = [one for one in jobs if one.is_watched]
    job = next((one for one in fitting if one in running), None)
    if job is not None and job is not running[0]:
        turn.pointed = naming(turn, job, len(shown) - list(shown).index(job))
        turn.job, turn.points_at_job = job, True
        await cancel(turn)
        return True
    in_its_words = any(one.draft.order.prompt.isascii() is name.isascii() for one in running)
    if fitting or "noun" not in found.parts or not in_its_words:
        return False  # nobody knows what a clip told in the other language is called in this one
    await turn.tell("cancel.none_called", name=name)
    return True


async def cancels_running(turn: Turn) -> bool:
    """Handle "cancel the running one" while an order waits for a yes: the clip in the making is meant, and not that."""
    question = turn.order_in_question
    if turn.points_at_job or pictures_of(turn.incoming) or (question is not None and orders_all(question)):
        return False
    pointers, text = turn.desk.tables.pointers, turn.incoming.text
    found = pointers.first(text, Pointing.CANCELS_RUNNING)
    if question is None and (found is None or "noun" not in found.parts):
        return False
    found = found or pointers.first(text, Pointing.CANCELS_NAMED)
    running = [one for one in await turn.own_jobs() if one.is_watched] if found is not None else []
    if found is None or not running:
        return False
    name = found.parts.get("name", "").strip()
    waits = question.drafts[0].order.prompt if question is not None else ""
    of_order = continuity.shows(waits, name, turn.desk.tables.revisions)
    fitting = [one for one in running if is_called(turn, one, name)] if name else running
    if of_order and not fitting:
        await cancel(turn)
        return True
    if not fitting or (name and of_order and "noun" not in found.parts):
        return False
    job = fitting[-1] if "nth" in found.parts else fitting[0]
    shown = counted(await turn.own_jobs(limit=LOOKS_BACK))
    number = next((len(shown) - at for at, one in enumerate(shown) if one.id == job.id), 0)
    turn.pointed = naming(turn, job, number) if len(shown) > 1 or question is not None else ""
    turn.job, turn.points_at_job = job, True
    await cancel(turn)
    return True


async def keeps_one(turn: Turn) -> bool:
    """Handle "never mind, keep the first one only": of those in the making the others are cancelled."""
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.KEEPS_ONE)
    if found is None or turn.points_at_job or pictures_of(turn.incoming) or turn.question is not None:
        return False
    running = [one for one in await turn.own_jobs() if one.is_watched][::-1]  # the first one first
    says_so = "what" in found.parts or "rest" in found.parts or turn.intent.action is Act.CANCEL
    place = turn.desk.tables.sayings.place(found.parts, len(running))
    if not running or place is None or not says_so:
        return False
    others = [one for one in running if one is not running[place]]
    if not others:
        await turn.tell("small.ok")
    elif len(others) > 1:
        await cancel_all(turn, others)
    else:
        shown = counted(await turn.own_jobs(limit=LOOKS_BACK))
        number = next((len(shown) - at for at, one in enumerate(shown) if one.id == others[0].id), 0)
        turn.pointed = naming(turn, others[0], number)
        turn.job, turn.points_at_job = others[0], True
        await cancel(turn)
    return True


async def living(turn: Turn) -> Job | None:
    """The newest clip that was not cancelled, where a change that names none would else be of a cancelled one."""
    job = turn.job
    if job is None or turn.points_at_job or not _is_cancelled(job) or job.id == turn.talk.at_hand:
        return None
    intent = turn.intent
    if intent.action not in (Act.GENERATE, Act.QUOTE) or intent.again or turn.order_in_question is not None:
        return None
    if not request_or_change.is_change(turn) or _is_about(turn, job):
        return None
    jobs = await turn.own_jobs(limit=LOOKS_BACK)
    return next((one for one in jobs if not _is_cancelled(one)), None)


async def tell_which(turn: Turn, job: Job) -> None:
    """Say which clip is changed in the place of the cancelled one."""
    shown = counted(await turn.own_jobs(limit=LOOKS_BACK))
    place = next((place for place, one in enumerate(shown) if one.id == job.id), 0)
    turn.pointed = naming(turn, job, len(shown) - place)


def _is_cancelled(job: Job) -> bool:
    return job.is_cancelling or job.phase is Phase.CANCELLED


def _is_about(turn: Turn, job: Job) -> bool:
    """Whether the words are about something that the cancelled clip shows."""
    prompt, revisions = job.draft.order.prompt, turn.desk.tables.revisions
    return continuity.is_about_it(
        prompt, turn.incoming.text, revisions, job.draft.language
    ) or continuity.takes_away(prompt, turn.intent.prompt, revisions)


async def stops_for_other(turn: Turn) -> bool:
    """Stop the clip that is being made where something else is wanted in its place, and go on with that.

    Where several are being made and it is called the first, it is asked which one is meant.
    """
    if not turn.stops or turn.job is None:
        return False
    if turn.job.phase.is_over:
        turn.pointed = turn.words("cancel.over")
        return False
    running = [one for one in await turn.own_jobs() if one.is_watched]
    if turn.stops_first and len(running) > 1:
        await turn.tell("cancel.which", n=len(running))
        return True
    await cancel(turn)
    turn.job = await turn.desk.jobs.get(turn.job.id) or turn.job
    return False
