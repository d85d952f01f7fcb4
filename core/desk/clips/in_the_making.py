"""Questions about a clip in the making: whether it is done, and whether it could still be otherwise."""

from dataclasses import replace

from core.desk.clips import at_hand
from core.desk.clips.called import is_called
from core.desk.clips.changes import edit
from core.desk.clips.earlier import naming
from core.desk.pictures.of_message import pictures_of
from core.desk.reading import said_in
from core.desk.reports import status
from core.desk.turn import LOOKS_BACK, Turn
from core.model import Act, Intent, Wishes
from core.tables import Pointing


async def asked_while_it_runs(turn: Turn) -> bool:
    """Handle "can it be 1080p?" about a clip that is being made: a paid one cannot be changed any more."""
    job = turn.job
    if job is None or not turn.owns_job or job.phase.is_over or job.is_cancelling:
        return False
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.COULD_BE)
    if found is None or turn.order_in_question is not None or pictures_of(turn.incoming):
        return False
    said = said_in(turn, found.parts["rest"])
    if said.prompt or said.model is not None or said.wishes == Wishes():
        return False
    turn.intent = Intent(action=Act.GENERATE, edit=True, wishes=said.wishes, language=turn.language)
    turn.incoming = replace(turn.incoming, text=found.parts["rest"])
    turn.only_price = True
    turn.pointed = turn.words("edit.runs_on")
    await edit(turn)
    return True


async def asked_whether_done(turn: Turn) -> bool:
    """Handle "did my beetles make it?": tell of the newest clip that shows them, whatever became of it."""
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.ASKS_DONE)
    if found is None or turn.points_at_job or pictures_of(turn.incoming):
        return False
    name = found.parts["name"]
    jobs = await turn.own_jobs(limit=LOOKS_BACK)
    called = (name, name.removesuffix("s")) if name.isascii() else (name,)
    fits = ([job for job in jobs if is_called(turn, job, one)] for one in called)
    fitting = next((some for some in fits if some), [])
    if not fitting:
        return False
    job = fitting[0]
    if len(fitting) > 1:
        turn.pointed = naming(turn, job, len(jobs) - jobs.index(job), len(fitting))
    turn.job, turn.points_at_job = job, True
    at_hand.keep_asked_about(turn, jobs, job)
    await status(turn)
    return True
