"""Somebody, or something, is wanted back after giving way: the clip that shows it is taken up again."""

from core import continuity
from core.desk.clips.going_back import take_up
from core.desk.clips.results import bring
from core.desk.knowing import subject_called
from core.desk.pictures.of_message import pictures_of
from core.desk.turn import LOOKS_BACK, Turn
from core.tables import Pointing


async def wants_somebody_back(turn: Turn) -> bool:
    """Handle "Rex after all": bring the newest clip that shows Rex, if the one at hand does not; order nothing."""
    found = turn.desk.tables.pointers.first(turn.typed, Pointing.SOMEBODY_BACK)
    known = subject_called(turn, found.parts["name"]) if found is not None else None
    if turn.question is not None or pictures_of(turn.incoming) or not turn.owns_job:
        return False
    if known is None:
        return await _back_before_change(turn)
    jobs = await turn.own_jobs(limit=LOOKS_BACK)
    showing = [one for one in jobs if known.name.casefold() in one.draft.order.prompt.casefold()]
    clip = next((one for one in showing if one.phase.is_made), None)
    if clip is None or turn.job is None or turn.job.id in [one.id for one in showing]:
        return False
    take_up(turn, jobs, clip, "earlier.back")
    await bring(turn, clip)
    return True


async def _back_before_change(turn: Turn) -> bool:
    """The same for whoever, or whatever, the last change took away: the clip before it is brought."""
    found = turn.desk.tables.pointers.first(turn.typed, Pointing.THING_BACK)
    job, revisions = turn.job, turn.desk.tables.revisions
    if found is None or job is None:
        return False
    jobs, name = await turn.own_jobs(limit=LOOKS_BACK), found.parts["name"]
    before = next((one for one in jobs if one.id == job.draft.parent and one.phase.is_made), None)
    if before is None or continuity.shows(job.draft.order.prompt, name, revisions):
        return False
    if not continuity.shows(before.draft.order.prompt, name, revisions):
        return False
    take_up(turn, jobs, before, "earlier.back")
    await bring(turn, before)
    return True
