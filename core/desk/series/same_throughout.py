"""An idea that says of its own subject that it is the same one throughout: nothing earlier is meant."""

from dataclasses import replace

from core.desk.pictures.of_message import pictures_of, waiting_pictures
from core.desk.turn import Turn
from core.model import Continuity, Intent
from core.punctuation import ENDS, clauses
from core.tables import Pointing

_FEWEST = 2


def without_same_throughout(turn: Turn, intent: Intent) -> Intent:
    """The intent without a clause like "same fox throughout" where the idea tells of the fox itself, and no clip does."""
    if intent.continuity not in (Continuity.SAME, None):
        return intent
    parts = clauses(intent.prompt)
    if len(parts) < _FEWEST or pictures_of(turn.incoming) or waiting_pictures(turn):
        return intent
    shown = turn.job.draft.order.prompt if turn.job is not None else ""
    # Where the parser heard no "same", only the last clause may say it: a long scene has many.
    first = 0 if intent.continuity is Continuity.SAME else len(parts) - 1
    for place in range(first, len(parts)):
        found = turn.desk.tables.pointers.first(parts[place][0], Pointing.SAME_THROUGHOUT)
        what = found.parts["what"] if found is not None else ""
        rest = "".join(one + mark for at, (one, mark) in enumerate(parts) if at != place)
        if what and what in rest and what not in shown:
            return replace(intent, continuity=None, prompt=rest.strip(ENDS))
    return intent
