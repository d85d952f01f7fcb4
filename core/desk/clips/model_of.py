"""The model of an earlier clip, wanted for the one at hand: "use the model of the first one"."""

from dataclasses import replace

from core.desk.clips.earlier import counted
from core.desk.reading import read
from core.desk.turn import LOOKS_BACK, Turn
from core.tables import Said


async def names_its_model(turn: Turn) -> bool:
    """Read the message with the name of the model that it means by an earlier clip; it is handled elsewhere."""
    sayings = turn.desk.tables.sayings
    found = sayings.find(turn.incoming.text, Said.MODEL_OF)
    if found is None or turn.points_at_job or turn.order_in_question is not None:
        return False
    jobs = counted(await turn.own_jobs(limit=LOOKS_BACK))
    place = sayings.place(found, len(jobs))
    if place is None or not 0 <= place < len(jobs):
        return False
    order = jobs[len(jobs) - 1 - place].draft.order
    text = f"{found['before']}{order.model_name}{found['rest']}"
    turn.incoming = replace(turn.incoming, text=text)
    turn.intent = read(turn)
    return False
