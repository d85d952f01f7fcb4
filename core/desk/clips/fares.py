"""How a clip fares that is called by what it shows, and what became different from the first clip to the last."""

from core.desk.clips import at_hand
from core.desk.clips.called import is_called
from core.desk.clips.differences import changes_between
from core.desk.clips.earlier import counted, naming
from core.desk.pictures.of_message import pictures_of
from core.desk.reports import status
from core.desk.turn import LOOKS_BACK, Turn
from core.tables import Pointing

_TWO = 2


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


async def asked_what_changed(turn: Turn) -> bool:
    """Handle a question what differs between this person's first and last clip here: tell, and spend nothing."""
    if pictures_of(turn.incoming) or not turn.desk.tables.pointers.says(
        turn.incoming.text, Pointing.ASKS_CHANGED
    ):
        return False
    clips = counted(await turn.own_jobs(limit=LOOKS_BACK))
    if len(clips) < _TWO:
        return False
    first, last = clips[-1].draft, clips[0].draft
    found = changes_between(first, last, turn.desk.tables.advice.left_out_words)
    changes = turn.desk.phrases.changes(found, turn.language)
    await turn.tell("facts.changed" if found else "facts.unchanged", n=len(clips), changes=changes)
    return True
