"""Who asks whether a change would look better has not asked for it: its price is told, and a yes orders it."""

from core.desk.reading import said_in
from core.desk.turn import Turn
from core.model import Act
from core.tables import Pointing

# Sharper is a value, and another model has its own answer.
_ANSWERED = (Pointing.BLURRED, Pointing.BETTER_MODEL)


def without_opinion(turn: Turn, text: str) -> str:
    """The message without the question whether the change in it would be better; a model has its own answer."""
    job = turn.job
    if job is None or not turn.owns_job or turn.question is not None:
        return text
    pointers = turn.desk.tables.pointers
    wonders = pointers.first(text, Pointing.WONDERS)
    if wonders is not None and _changes(turn, wonders.parts["rest"]):
        return wonders.parts["rest"]
    found = pointers.first(text, Pointing.OPINION)
    if found is None or any(pointers.says(text, one) for one in _ANSWERED):
        return text
    change = next((one for one in (found.parts["rest"], text) if _changes(turn, one)), None)
    turn.only_price = turn.only_price or change is not None
    return text if change is None else change


def _changes(turn: Turn, text: str) -> bool:
    """Whether these words change the clip at hand, and name no other model."""
    pointers = turn.desk.tables.pointers
    if any(pointers.says(text, one) for one in (Pointing.LONGER, Pointing.SHORTER)):
        return True
    read = said_in(turn, text)
    return read.action is Act.GENERATE and read.edit and read.model is None
