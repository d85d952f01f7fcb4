"""A wish to name somebody that gives no name: the name is asked for, and nothing is made."""

from core.desk.turn import Turn
from core.tables import Said


async def names_without_name(turn: Turn) -> bool:
    """Handle "name the cat" and "call it a masterpiece": no words of a scene, and no name to remember."""
    if turn.incoming.pictures or not turn.desk.tables.sayings.says(turn.incoming.text, Said.UNNAMED):
        return False
    await turn.tell("name_given.which_name")
    return True
