"""The same change for two clips that are there: "both in vertical" is offered for both, and ordered after one yes."""

from core.desk.clips.earlier import counted
from core.desk.pictures.of_message import pictures_of
from core.desk.reading import said_in
from core.desk.series.varied import offer_changed
from core.desk.turn import LOOKS_BACK, Turn
from core.model import Act, Job
from core.tables import Pointing

_BOTH = 2


async def changes_both(turn: Turn) -> bool:
    """Handle a change of both clips; two who are seen in the clip at hand may be meant by words for these."""
    job, pointers = turn.job, turn.desk.tables.pointers
    if job is None or turn.points_at_job or turn.question is not None or pictures_of(turn.incoming):
        return False
    found = pointers.first(turn.incoming.text, Pointing.BOTH_CHANGED)
    if found is None:
        return False
    said = said_in(turn, found.parts["rest"])
    if said.action is not Act.GENERATE or not (said.prompt or said.names_something):
        return False
    names_clips = "noun" in found.parts or not said.prompt
    if not names_clips and pointers.says(job.draft.order.prompt, Pointing.MANY):
        return False
    clips = _last_two(await turn.own_jobs(limit=LOOKS_BACK))
    if len(clips) < _BOTH:
        return False
    if len({one.draft.order.task_type for one in clips}) > 1:
        await turn.tell("earlier.one_at_a_time")
        return True
    await offer_changed(turn, [one.draft for one in clips], said, range(_BOTH))
    return True


def _last_two(jobs: tuple[Job, ...]) -> list[Job]:
    """The last two clips, the older one first; one that was changed into another gives way to that if there are more."""
    shown, changed = counted(jobs), {one.draft.parent for one in jobs}
    latest = [one for one in shown if one.id not in changed]
    return list(latest if len(latest) >= _BOTH else shown)[:_BOTH][::-1]
