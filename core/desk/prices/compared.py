"""Takes the cheaper or the dearer of two clips of the same scene, with a change: "take the cheaper one and make it rain"."""

from dataclasses import replace

from core.desk.pictures.of_message import pictures_of
from core.desk.reading import beside_clip
from core.desk.turn import Turn
from core.model import Act
from core.tables import Pointing

_TWO = 2


async def takes_compared(turn: Turn) -> bool:
    """Make that clip the one at hand and read the rest as a change of it; never ends the turn."""
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.TAKES_COMPARED)
    if found is None or turn.question is not None or pictures_of(turn.incoming):
        return False
    made = [one for one in await turn.own_jobs() if one.phase.is_made][:_TWO]
    points = {one.draft.order.points for one in made}
    read = beside_clip(turn, found.parts["rest"])
    is_same = len({one.draft.order.prompt for one in made}) == 1
    if len(points) < _TWO or not is_same or read.action is not Act.GENERATE:
        return False
    wanted = min(points) if "cheap" in found.parts else max(points)
    turn.job, turn.points_at_job = next(one for one in made if one.draft.order.points == wanted), True
    turn.incoming = replace(turn.incoming, text=found.parts["rest"])
    turn.intent = replace(read, edit=True)
    return False
