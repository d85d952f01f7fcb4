"""Goes back to an earlier clip: brings it once more, and changes that follow start from it. Orders nothing."""

from dataclasses import replace

from core.desk.clips.results import bring
from core.desk.pictures.of_message import pictures_of
from core.desk.turn import LOOKS_BACK, Turn
from core.model import Job
from core.phrases import head
from core.tables import Found, Pointing

_HEAD = 40


async def goes_back(turn: Turn) -> bool:
    """Handle a wish to go back to an earlier clip, or to how it was before the last change."""
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.GOES_BACK)
    if found is None or turn.points_at_job or turn.question is not None or pictures_of(turn.incoming):
        return False
    jobs = await turn.own_jobs(limit=LOOKS_BACK)
    if turn.job is None or not turn.owns_job or not all(one.phase.is_over for one in jobs):
        return False
    clips = [one for one in reversed(jobs) if one.phase.is_made]
    clip = await _meant(turn, clips, found)
    if clip is None:
        return False
    turn.talk = replace(turn.talk, at_hand=clip.id, at_hand_at=turn.now)
    turn.job = clip
    turn.pointed = turn.words(
        "earlier.back",
        n=clips.index(clip) + 1,
        prompt=head(clip.draft.order.prompt, _HEAD) or "-",
        model=clip.draft.order.model_name,
    )
    await bring(turn, clip)
    return True


async def _meant(turn: Turn, clips: list[Job], found: Found) -> Job | None:
    """The clip that is meant, among those that were made, oldest first; None where there is no such one."""
    assert turn.job is not None
    parts = found.parts
    if "origin" in parts:
        return await _before(turn, clips, all_the_way=True)
    if "nth" in parts:
        place = turn.desk.tables.sayings.place(parts, len(clips))
        return clips[place] if place is not None else None
    if "back" in parts:
        now = next((place for place, one in enumerate(clips) if one.id == turn.job.id), len(clips))
        place = now - turn.desk.tables.pointers.steps_back(parts["back"])
        return clips[place] if place >= 0 else None
    return await _before(turn, clips, all_the_way=False)


async def _before(turn: Turn, clips: list[Job], *, all_the_way: bool) -> Job | None:
    """The clip that was changed into this one, or the first of all of them."""
    made = {one.id: one for one in clips}
    found, job = None, turn.job
    while job is not None and job.draft.parent in made:
        found = job = made[job.draft.parent]
        if not all_the_way:
            break
    return found
