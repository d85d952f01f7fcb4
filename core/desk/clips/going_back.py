"""Goes back to an earlier clip: brings it once more, and changes that follow start from it. Orders nothing."""

from dataclasses import replace

from core.desk.clips.earlier import counted
from core.desk.clips.results import bring, cancel
from core.desk.pictures.of_message import pictures_of
from core.desk.turn import LOOKS_BACK, Turn
from core.model import Job
from core.phrases import head
from core.tables import Found, Pointing

_HEAD = 40


async def goes_back(turn: Turn) -> bool:
    """Handle a wish to go back to an earlier clip, or to how it was before the last change.

    It is never read as a change: where there is nothing to go back to, that is said. While something waits or runs,
    "undo" is a cancel, and a number means an offer.
    """
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.GOES_BACK)
    if found is None or turn.points_at_job or not turn.owns_job or pictures_of(turn.incoming):
        return False
    if turn.question is not None and "nth" in found.parts:
        return False
    jobs = await turn.own_jobs(limit=LOOKS_BACK)
    is_open = turn.question is not None or any(not one.phase.is_over for one in jobs)
    if not found.parts and (is_open or not jobs):
        await cancel(turn)
        return True
    clip = _meant(turn, jobs, found)
    if clip is None:
        await turn.tell("earlier.none_before")
        return True
    clips = list(reversed(counted(jobs)))
    is_newest = clip.id == jobs[0].id
    turn.talk = replace(turn.talk, at_hand="" if is_newest else clip.id, at_hand_at=turn.now)
    turn.job = clip
    turn.pointed = turn.words(
        "earlier.back",
        n=clips.index(clip) + 1,
        prompt=head(clip.draft.order.prompt, _HEAD) or "-",
        model=clip.draft.order.model_name,
    )
    await bring(turn, clip)
    return True


def _meant(turn: Turn, jobs: tuple[Job, ...], found: Found) -> Job | None:
    """The clip that is meant, among those that were made; None where there is no such one."""
    parts, clips = found.parts, [one for one in reversed(jobs) if one.phase.is_made]
    if "nth" in parts:
        all_of_them = list(reversed(counted(jobs)))
        place = turn.desk.tables.sayings.place(parts, len(all_of_them))
        return all_of_them[place] if place is not None and all_of_them[place].phase.is_made else None
    if "back" in parts:
        now = next((at for at, one in enumerate(clips) if turn.job and one.id == turn.job.id), len(clips))
        place = now - turn.desk.tables.pointers.steps_back(parts["back"])
        return clips[place] if place >= 0 else None
    return _before(turn, jobs, all_the_way="origin" in parts)


def _before(turn: Turn, jobs: tuple[Job, ...], *, all_the_way: bool) -> Job | None:
    """The clip that was changed into this one, or the first of all of them; those never made are passed over."""
    by_id = {one.id: one for one in jobs}
    found, job = None, turn.job
    while job is not None and job.draft.parent in by_id:
        job = by_id[job.draft.parent]
        if job.phase.is_made:
            found = job
            if not all_the_way:
                break
    return found
