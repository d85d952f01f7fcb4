"""Acts on a job that exists: cancels it, brings its result again, takes its messages away."""

import logging
from collections.abc import AsyncIterator
from dataclasses import replace

from core.desk.turn import Desk, Turn
from core.errors import ChatError, StudioError
from core.model import Failure, Job, Kind, Pending, Phase, Post, possible_job_ids
from core.phrases import RECORDS_PAGE, head
from core.ports import LookState, look_twice
from core.posts import link_post, media_post
from core.tables import Pointing

_log = logging.getLogger(__name__)

_MOST_SENT = 5


async def cancel(turn: Turn) -> None:
    """Stop what can be stopped: a question, a job before it was paid for, or at least the reports."""
    question = turn.question
    if turn.order_in_question is not None:
        turn.close_question()
        running = await _running(turn)
        runs = turn.words("cancel.still_made", prompt=head(running[0].draft.order.prompt)) if running else ""
        await turn.say(turn.desk.phrases.lines(turn.words("cancel.question"), runs))
        return
    job, running = await _to_cancel(turn)
    if job is None:
        turn.close_question()
        turn.talk = replace(turn.talk, pictures=())
        is_talk = turn.job is not None and _lets_it_be(turn)
        nothing = "small.ok" if is_talk else "cancel.nothing"
        await turn.tell(nothing if question is None else "confirm.declined_offer")
        return
    if len(running) > 1 and turn.desk.tables.pointers.says(turn.incoming.text, Pointing.CANCELS_ALL):
        await cancel_all(turn, running)
        return
    if not await _may_cancel(turn, job):
        return
    phase = await _stop(turn.desk, job.id)
    if phase is None or phase.is_over:
        await turn.tell("cancel.over")
        return
    after = "cancel.after_forgotten" if job.is_forgotten else "cancel.after"
    text = turn.words("cancel.before" if phase.is_unpaid else after, points=job.draft.order.points)
    others = len(running) - 1
    more = turn.words("cancel.others", n=others) if others > 0 else ""
    waits = question is not None and question.pending is Pending.CONFIRM and turn.points_at_job
    still = turn.words("cancel.still_asked") if waits else ""
    await turn.say(turn.desk.phrases.lines(text, more, still))


def _lets_it_be(turn: Turn) -> bool:
    """Whether a message names nothing that is to be stopped: "never mind"."""
    tables, text = turn.desk.tables, turn.incoming.text
    undone = tables.pointers.first(text, Pointing.UNDOES)
    return tables.talk.small_talk(text) == "ok" or (undone is not None and "bare" in undone.parts)


async def cancel_all(turn: Turn, running: list[Job]) -> None:
    """Stop all that is being made, and tell what of it may be paid for."""
    points, unpaid = list[int](), 0
    for job in running:
        phase = None if _is_ending(job) else await _stop(turn.desk, job.id)
        if phase is None or phase.is_over:
            continue
        if phase.is_unpaid:
            unpaid += 1
        else:
            points.append(job.draft.order.points)
    lines = [
        turn.words("cancel.all_after", n=len(points), points=sum(points)) if points else "",
        turn.words("cancel.all_before", n=unpaid) if unpaid else "",
    ]
    await turn.say(turn.desk.phrases.lines(*lines) or turn.words("cancel.over"))


async def _to_cancel(turn: Turn) -> tuple[Job | None, list[Job]]:
    """The job that a cancel means, by a reply or else the newest one, and the jobs that it was chosen from."""
    if turn.points_at_job:
        return turn.job, []
    running = await _running(turn)
    return next(iter(running), None), running


async def _may_cancel(turn: Turn, job: Job) -> bool:
    """Whether this person may cancel a job and there is anything left to cancel; says so if not."""
    if not turn.desk.house.may_act(turn.person, job):
        await turn.say(turn.words("ask.not_yours"), private=True)
        return False
    if _is_ending(job):
        await turn.tell("cancel.over")
        return False
    return True


def _is_ending(job: Job) -> bool:
    """Whether a job is over, or its clip is being brought: there is nothing left to cancel."""
    return job.phase.is_over or job.phase is Phase.DELIVERING


async def _stop(desk: Desk, job_id: str) -> Phase | None:
    phase = await desk.jobs.cancel(job_id)
    desk.gate.withdraw(job_id)
    desk.clock.wake(job_id)
    return phase


async def take_back(desk: Desk, request: str) -> None:
    """Cancel the jobs of a message that its author took back, as long as nothing is paid.

    A paid clip is delivered all the same: taking a message back is no wish to lose it.
    """
    stopped: list[Job] = []
    paid = 0
    async for job in _jobs_of(desk, request):
        if not job.phase.is_unpaid:
            continue
        phase = await _stop(desk, job.id)
        if phase is not None and not phase.is_over:
            stopped.append(job)
            paid += 0 if phase.is_unpaid else job.draft.order.points
    if not stopped:
        return
    first = stopped[0]
    language = first.draft.language
    text = (
        desk.phrases.say("cancel.after", language, points=paid)
        if paid
        else desk.phrases.say("cancel.before", language)
    )
    post = Post(kind=Kind.TEXT, text=text, language=language)
    try:
        await desk.chat.send(first.address, post, key=f"{first.id}:taken back")
    except ChatError as fault:
        _log.warning("job %s: that it was taken back could not be said: %s", first.id, fault)


async def _jobs_of(desk: Desk, request: str) -> AsyncIterator[Job]:
    """The job of a request, or the shots of its series."""
    for name in possible_job_ids(request):
        job = await desk.jobs.get(name)
        if job is not None:
            yield job
        elif name != request:
            return


async def _running(turn: Turn) -> list[Job]:
    """What is in the making; else the last that is cancelled already, so that a cancel said twice is answered twice."""
    jobs = await turn.own_jobs(also_forgotten=True)
    return [one for one in jobs if one.is_watched] or [one for one in jobs if one.is_cancelling][:1]


async def resend(turn: Turn) -> None:
    """Bring a result again, with a fresh address from the studio."""
    job = turn.job if turn.points_at_job else await _with_result(turn)
    if job is None:
        await turn.tell("resend.none")
        return
    if not turn.owns_job:
        await turn.say(turn.words("ask.not_yours"), private=True)
        return
    if job.phase is Phase.IN_DOUBT and not job.task_id:
        await turn.tell("resend.doubt", records=RECORDS_PAGE)
        return
    if not job.task_id:
        await turn.tell("resend.failed" if job.phase is Phase.FAILED else "resend.none")
        return
    await bring(turn, job)


async def several_sent(turn: Turn) -> bool:
    """Handle a wish for several results once more: the newest, as many as are named, in the order they were made."""
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.SENDS_ALL)
    if found is None or turn.points_at_job or turn.order_in_question is not None:
        return False
    word = found.parts.get("count", "")
    most = turn.desk.tables.pointers.count(word) if word else _MOST_SENT
    jobs = [one for one in await turn.own_jobs() if one.task_id and one.phase.is_made][:most]
    for one in reversed(jobs):
        await bring(turn, one)
    return bool(jobs)


async def bring(turn: Turn, job: Job) -> None:
    """Ask the studio for the clip now and post what it says."""
    try:
        studio = turn.desk.studio
        if job.phase.is_over:
            look = await look_twice(studio, turn.desk.clock, job.task_id, language=turn.language)
        else:
            look = await studio.look(job.task_id, language=turn.language)
    except StudioError as fault:
        _log.warning("job %s: could not be looked up: %s", job.id, fault.failure)
        if not job.url:
            network = turn.words(f"failure.{Failure.NETWORK}")
            await turn.say(turn.words("failure.alone", reason=network), kind=Kind.FAILURE)
            return
        if await _post_clip(turn, job, job.url, job.cover, None) and job.phase is Phase.UNPOSTED:
            await turn.desk.jobs.save(job.become(Phase.DELIVERED))
        return
    if look.state is LookState.WORKING:
        # Nothing watches a job that is over, so no delivery is promised.
        await turn.tell("status.still_working" if job.is_watched else "resend.not_yet")
        return
    if look.state is LookState.FAILED:
        await turn.tell("resend.gone" if job.phase.is_made else "resend.failed")
        return
    is_posted = await _post_clip(turn, job, look.url, look.cover, look.duration_s)
    if is_posted and job.phase.may_come:
        await turn.desk.jobs.save(job.become(Phase.DELIVERED, url=look.url, cover=look.cover))


async def _post_clip(turn: Turn, job: Job, url: str, cover: str, duration_s: float | None) -> bool:
    """Post player and link; whether either of them was taken."""
    phrases, language = turn.desk.phrases, turn.language
    media = media_post(
        phrases,
        turn.desk.tables,
        job,
        language,
        url=url,
        cover=cover,
        duration_s=duration_s,
        elapsed_s=job.elapsed_s if job.phase.is_made else None,
    )
    media = replace(media, text=phrases.lines(turn.pointed, media.text))
    link = link_post(phrases, job, language, url=url)
    is_posted = False
    for name, post in (("media", media), ("link", link)):
        try:
            await turn.desk.chat.send(turn.incoming.address, post, key=f"{turn.incoming.id}:{job.id}:{name}")
            is_posted = True
        except ChatError as fault:
            _log.warning("message %s could not be answered: %s", turn.incoming.id, fault)
    return is_posted


async def _with_result(turn: Turn) -> Job | None:
    if turn.job is not None and turn.job.id == turn.talk.at_hand:
        return turn.job
    jobs = await turn.own_jobs()
    return next((one for one in jobs if one.task_id or one.phase is Phase.IN_DOUBT), None)


async def asked_to_delete(turn: Turn) -> bool:
    """Handle a wish to delete a clip: cancel it if it is not made yet, else say what is kept where."""
    if not turn.desk.tables.pointers.says(turn.incoming.text, Pointing.DELETES):
        return False
    job = turn.job if turn.owns_job else None
    is_open = job is not None and not job.phase.is_over
    if turn.order_in_question is not None or is_open:
        await cancel(turn)
    elif not turn.owns_job:
        await turn.tell("ask.not_yours")
    else:
        await turn.tell("delete.nothing" if job is None or job.phase is Phase.FAILED else "delete.kept")
    return True


async def asked_to_cancel(turn: Turn) -> bool:
    """Handle a question whether a clip can still be cancelled: tell what a cancel would do, and do nothing."""
    if not turn.desk.tables.pointers.says(turn.typed, Pointing.ASKS_CANCEL):
        return False
    if turn.order_in_question is not None:
        await turn.tell("cancel.can_question")
        return True
    job, _ = await _to_cancel(turn)
    if job is None:
        await turn.tell("cancel.nothing" if turn.job is None else "cancel.over")
    elif await _may_cancel(turn, job):
        can = "can_before" if job.phase.is_unpaid else "can_after"
        await turn.tell(f"cancel.{'over' if job.is_cancelling else can}", points=job.draft.order.points)
    return True


async def delete(turn: Turn) -> None:
    """Take the messages of a result away."""
    job = turn.job
    if job is None or not turn.points_at_job:
        await turn.tell("resend.none")
        return
    if not turn.owns_job:
        await turn.say(turn.words("ask.not_yours"), private=True)
        return
    for key in ("media", "link"):
        handle = await turn.desk.jobs.sent(job.id, key)
        if handle is None:
            continue
        try:
            await turn.desk.chat.delete(job.address, handle)
        except ChatError as fault:
            _log.warning("job %s: message %s could not be deleted: %s", job.id, key, fault)
    await turn.say(turn.words("delete.done"), private=True)
