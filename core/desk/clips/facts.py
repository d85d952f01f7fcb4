"""Tells what a clip was made with: its model, its values and its points."""

from core.desk.pictures.of_message import pictures_of
from core.desk.reading import said_in
from core.desk.turn import Turn
from core.model import Draft, Wishes
from core.tables import Pointing


async def made_with(turn: Turn) -> bool:
    """Handle a question about the model or a value of the last clip, or of the one pointed at: tell them."""
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.MADE_WITH)
    if found is None or pictures_of(turn.incoming):
        return False
    if "name" in found.parts:
        said = said_in(turn, found.parts["name"])
        if said.model is None and (said.wishes == Wishes() or said.prompt):
            return False
    job, question = turn.job, turn.order_in_question
    told = []
    if question is not None:
        told.append(("facts.waits", question.drafts[0]))
    if job is not None and turn.owns_job:
        told.append(("facts.last" if await turn.means_last_job() else "facts.that", job.draft))
    lines = [_line(turn, key, draft) for key, draft in told]
    if lines:
        await turn.say(turn.desk.phrases.lines(*lines))
    return bool(lines)


def _line(turn: Turn, key: str, draft: Draft) -> str:
    order = draft.order
    values = turn.desk.phrases.values(order.params, turn.language)
    return turn.words(key, model=order.model_name, values=values, points=order.points)
