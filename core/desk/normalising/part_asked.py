"""A wish for a part of what waits, put as a question: "could you film only the first shot?"."""

from core.desk.turn import Turn
from core.tables import Pointing

_LONGEST = 30  # characters; a longer message describes something


def of_part_asked(turn: Turn, text: str) -> str:
    """The message beside an open question as the plain wish that it is: it is offered with its price anyway."""
    if turn.question is None or text.isascii() or len(text) > _LONGEST:
        return text
    found = turn.desk.tables.pointers.first(text, Pointing.ASKS_PART)
    return found.parts.get("what", "") + found.parts["rest"] if found is not None else text
