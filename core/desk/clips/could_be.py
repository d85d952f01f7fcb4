"""Whether a clip in the making could be otherwise: it goes on as it is, and another one is priced, not ordered."""

from dataclasses import replace

from core.desk.clips.changes import edit
from core.desk.pictures.of_message import pictures_of
from core.desk.reading import said_in
from core.desk.turn import Turn
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
