"""Goes back to the length, the shape or the sharpness of an earlier clip."""

from core.desk.clips.changes import edit
from core.desk.clips.earlier import counted
from core.desk.clips.going_back import return_to
from core.desk.clips.results import bring
from core.desk.pictures.of_message import pictures_of
from core.desk.turn import LOOKS_BACK, Turn
from core.model import Act, Intent, Job, Wishes
from core.planner.values import number
from core.tables import Pointing

_PARAMETERS = {"length": "duration", "shape": "aspect_ratio", "sharpness": "resolution"}


async def value_back(turn: Turn) -> bool:
    """Handle "back to the length from before": brings the clip that had it and shows the same, else changes only that."""
    job = turn.job
    if job is None or not turn.owns_job or turn.order_in_question is not None or pictures_of(turn.incoming):
        return False
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.VALUE_BACK)
    name = next((_PARAMETERS[one] for one in _PARAMETERS if found is not None and one in found.parts), "")
    now = job.draft.order.params.get(name)
    if found is None or not now:
        return False
    jobs = await turn.own_jobs(limit=LOOKS_BACK)
    of_it = _behind(job, jobs)
    earlier = of_it or [one for one in counted(jobs) if one.id != job.id]
    others = [one for one in earlier if one.draft.order.params.get(name, now) != now]
    if not others:
        await turn.tell("earlier.none_before")
        return True
    before = others[-1] if "origin" in found.parts else others[0]
    if before.phase.is_made and before in of_it and _differs_only(before, job, name):
        return_to(turn, jobs, before, "earlier.back")
        await bring(turn, before)
        return True
    turn.intent = Intent(
        action=Act.GENERATE, edit=True, wishes=_as_wish(name, before), language=turn.language
    )
    await edit(turn)
    return True


def _behind(job: Job, jobs: tuple[Job, ...]) -> list[Job]:
    """The clips that were changed into this one, the newest first."""
    by_id, found = {one.id: one for one in jobs}, []
    while job.draft.parent in by_id:
        job = by_id[job.draft.parent]
        found.append(job)
    return found


def _differs_only(before: Job, after: Job, name: str) -> bool:
    """Whether two clips are the same but for this value."""
    was, is_now = before.draft.order, after.draft.order
    others = [{key: one for key, one in order.params.items() if key != name} for order in (was, is_now)]
    return was.prompt == is_now.prompt and was.model == is_now.model and others[0] == others[1]


def _as_wish(name: str, before: Job) -> Wishes:
    """The value that an earlier clip had, as a wish."""
    value = before.draft.order.params[name]
    if name == "duration":
        return Wishes(duration_s=int(number(value) or 0) or None)
    return Wishes(aspect_ratio=str(value)) if name == "aspect_ratio" else Wishes(resolution=str(value))
