"""Goes back to the model of an earlier clip."""

from core.desk.clips.changes import edit
from core.desk.clips.earlier import counted
from core.desk.clips.going_back import return_to
from core.desk.clips.results import bring
from core.desk.pictures.of_message import pictures_of
from core.desk.turn import LOOKS_BACK, Turn
from core.model import Act, Intent
from core.tables import Pointing


async def model_back(turn: Turn) -> bool:
    """Handle "back to the model from before": brings the clip that it made of the same, else prices one with it."""
    job, question = turn.job, turn.order_in_question
    if job is None or not turn.owns_job or question is not None or pictures_of(turn.incoming):
        return False
    if not turn.desk.tables.pointers.says(turn.incoming.text, Pointing.MODEL_BACK):
        return False
    jobs = await turn.own_jobs(limit=LOOKS_BACK)
    now = job.draft.order
    before = next((one for one in counted(jobs) if one.draft.order.model != now.model), None)
    if before is None:
        await turn.tell("earlier.none_before")
    elif before.draft.order.prompt == now.prompt and before.phase.is_made:
        return_to(turn, jobs, before, "earlier.back")
        await bring(turn, before)
    else:
        model = before.draft.order.model
        turn.intent = Intent(action=Act.GENERATE, edit=True, model=model, language=turn.language)
        turn.only_price = True
        await edit(turn)
    return True
