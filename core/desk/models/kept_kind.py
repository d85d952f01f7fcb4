"""A kind of model wanted from now on, "always the cheapest": only a model can be remembered, and that is said."""

from core.desk.pictures.of_message import pictures_of
from core.desk.turn import Turn
from core.tables import Pointing


async def keeps_kind(turn: Turn) -> bool:
    """Handle a wish for the cheapest or fastest model from now on: nothing is saved, and nothing ordered.

    "Always the best" is none: it leaves the choice to us.
    """
    if pictures_of(turn.incoming) or not turn.desk.tables.pointers.says(
        turn.incoming.text, Pointing.KEEPS_KIND
    ):
        return False
    await turn.tell("preference.only_models")
    return True
