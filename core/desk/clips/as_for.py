"""“And the train, make it red”: a change that names first what it is of, which an earlier clip shows and the last one does not."""

from dataclasses import replace

from core import continuity
from core.desk.clips import at_hand
from core.desk.clips.earlier import counted, naming
from core.desk.pictures.of_message import pictures_of
from core.desk.reading import said_in
from core.desk.turn import LOOKS_BACK, Turn
from core.model import Act
from core.tables import Pointing


async def of_earlier(turn: Turn) -> None:
    """Read such a change as one of the newest earlier clip that shows what it names."""
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.AS_FOR)
    if found is None or turn.job is None or turn.points_at_job or pictures_of(turn.incoming):
        return
    if turn.order_in_question is not None:
        return
    name, revisions = found.parts["name"], turn.desk.tables.revisions
    jobs = await turn.own_jobs(limit=LOOKS_BACK)
    fitting = [one for one in counted(jobs) if continuity.shows(one.draft.order.prompt, name, revisions)]
    if not fitting or continuity.shows(turn.job.draft.order.prompt, name, revisions):
        return
    job, last = fitting[0], turn.job
    text = f"{found.parts['before']} the {name} {found.parts['rest']}"
    turn.job = job
    intent = said_in(turn, text)
    if intent.action is not Act.GENERATE or not (intent.edit or intent.prompt):
        turn.job = last
        return
    turn.intent = replace(intent, edit=True)
    turn.incoming = replace(turn.incoming, text=text)
    turn.points_at_job = True
    turn.pointed = naming(turn, job, len(jobs) - jobs.index(job), len(fitting))
    at_hand.keep_asked_about(turn, jobs, job)
