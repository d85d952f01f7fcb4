"""What is asked of what waits in fewer words than the parser knows: "only the first shot?", "and 1080p how much"."""

from core.desk.clips.changes import base_of
from core.desk.turn import Turn
from core.tables import Pointing

_LONGEST = 30  # characters; a longer message describes something


def of_part_asked(turn: Turn, text: str) -> str:
    """The message beside an open question as the plain wish that it is: it is offered with its price anyway."""
    if turn.question is None or text.isascii() or len(text) > _LONGEST:
        return text
    found = turn.desk.tables.pointers.first(text, Pointing.ASKS_PART)
    return found.parts.get("what", "") + found.parts["rest"] if found is not None else text


def of_bare_price(turn: Turn, text: str) -> str:
    """The message beside a clip or what waits with the word for a price behind a value and "how much"."""
    if text.isascii() or len(text) > _LONGEST or base_of(turn) is None:
        return text
    found = turn.desk.tables.pointers.first(text, Pointing.BARE_PRICE)
    row = turn.desk.tables.revisions.otherwise
    return row.price_of.format(of=found.parts["rest"]) if found is not None else text
