"""Finds the look that a request takes over from what this chat made before."""

from core import continuity
from core.desk.turn import Turn
from core.model import Job, Phase, Picture, PictureSource, TaskType
from core.ports import Subject
from core.tables import Said


async def look_for(turn: Turn) -> continuity.Look | str | None:
    """The picture to keep the look by; None if the request does not build on an earlier one.

    A text instead of a picture names a clip that is still being made.
    """
    intent = turn.intent
    job = await _with_frame(turn) if intent.continuity is not None else None
    subjects = await _shown(turn)
    carried = continuity.Carried(
        subjects=[subject for subject, _ in subjects], pictures=_pictures_to_move(turn), job=job
    )
    last = turn.words("notice.what_last" if await turn.means_last_job() else "notice.what_that")
    named = turn.words("notice.what_subject", name="{name}")
    look = continuity.look_of(
        intent, carried, last=last, picture=turn.words("notice.what_picture"), named=named
    )
    if look is None:
        return last if job is not None and not job.phase.is_over else None
    clips = [one for _, one in subjects if one is not None] + ([job] if job is not None else [])
    for picture in look.pictures:
        shown = next((one for one in clips if one.id == picture.ref.get("job")), None)
        is_made = shown is None or shown.phase.is_over or shown.phase is Phase.DELIVERING
        if picture.source is PictureSource.RESULT and not is_made:
            return look.told.blanks.get("what", last)
    return _fitting(turn, look)


async def words_to_go_on(turn: Turn, look: continuity.Look) -> str:
    """The description for a next shot without one: that of the clip before, with words that it goes on."""
    job = await turn.desk.jobs.get(look.pictures[0].ref.get("job", ""))
    if job is None or not job.draft.order.prompt:
        return ""
    words = turn.desk.tables.advice.next_words[job.draft.language]
    return job.draft.order.prompt.removesuffix(words) + words


def _pictures_to_move(turn: Turn) -> tuple[Picture, ...]:
    """The pictures that "it" can mean: those behind the job that is spoken of, else the last ones sent."""
    if turn.desk.tables.sayings.says(turn.incoming.text, Said.MADE_MOVES):
        return ()
    job = turn.job if turn.owns_job else None
    behind = job.draft.pictures if job is not None else ()
    own = tuple(one for one in behind if one.source is not PictureSource.RESULT)
    if job is None or (not turn.points_at_job and turn.desk.tables.talk.names_picture(turn.incoming.text)):
        return turn.talk.last_pictures
    # A picture that only lent its look is not what is seen in the clip.
    return () if job.draft.order.task_type is TaskType.REFERENCE else own


async def _with_frame(turn: Turn) -> Job | None:
    """The job pointed at, else this person's last one here that has a clip or may still get one."""
    if turn.points_at_job:
        return turn.job if turn.owns_job else None
    jobs = await turn.own_jobs()
    return next((one for one in jobs if continuity.frame_of(one) is not None or not one.phase.is_over), None)


async def _shown(turn: Turn) -> list[tuple[Subject, Job | None]]:
    """The subjects that the message names and that have a picture, each with the job it comes from."""
    found: list[tuple[Subject, Job | None]] = []
    mentioned = {name.casefold() for name in turn.intent.known_names}
    for one in turn.subjects:
        if one.name.casefold() not in mentioned:
            continue
        job = None
        if one.picture.source is PictureSource.RESULT:
            job = await turn.desk.jobs.get(one.picture.ref["job"])
            if (
                job is None
                or job.phase in (Phase.FAILED, Phase.IN_DOUBT)
                or (job.phase.is_over and not job.task_id)
            ):
                continue
        found.append((one, job))
    return found


def _fitting(turn: Turn, look: continuity.Look) -> continuity.Look:
    """The look in a form that the model takes: one named but without references gets the picture as first frame."""
    asked = turn.intent.model
    if look.task_type is not TaskType.REFERENCE or asked is None:
        return look
    ids = turn.desk.tables.model(asked).ids
    if TaskType.REFERENCE in ids or TaskType.IMAGE not in ids:
        return look
    return continuity.as_first_frame(look, look.told.blanks.get("what", ""))
