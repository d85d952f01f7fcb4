"""A clip like somebody else's in a group: that one is theirs, so its words are asked for."""

from core.desk.pictures.of_message import pictures_of
from core.desk.turn import Turn
from core.tables import Said


async def wants_one_too(turn: Turn) -> bool:
    """Handle "I want one too, with a tiger" by one who has no clip here: ask what it is to show."""
    if turn.incoming.address.direct or turn.job is not None or turn.question is not None:
        return False
    if pictures_of(turn.incoming) or not turn.desk.tables.sayings.says(turn.incoming.text, Said.ME_TOO):
        return False
    await turn.tell("ask.one_too")
    return True
