"""Wishes for work on the file of a finished clip, which nobody here can do: said so, and nothing is ordered."""

from collections.abc import Mapping

from core.desk.pictures.of_message import waiting_pictures
from core.desk.turn import Turn
from core.tables import Pointing

_ASKED = {
    Pointing.OTHER_COLOUR: "edit.which_colour",
    Pointing.OTHER_THING: "edit.which_other",
    Pointing.STAMPED: "edit.stamped",
    Pointing.FINISHED_FILE: "edit.finished_file",
}


async def wants_file_edited(turn: Turn) -> bool:
    """Handle a wish to cut, join or write on a finished clip, to put a logo on it, to send it elsewhere, or to work on an own video."""
    if turn.incoming.pictures:
        return False
    if turn.desk.tables.pointers.says(turn.typed, Pointing.OWN_VIDEO):
        await turn.tell("edit.own_video")
        return True
    if turn.desk.tables.pointers.says(turn.typed, Pointing.JOINS) and not waiting_pictures(turn):
        await turn.tell("edit.finished_file")
        return True
    if turn.job is None:
        return False
    return await told_of(turn, _ASKED)


async def told_of(turn: Turn, answers: Mapping[Pointing, str]) -> bool:
    """Tell the answer to the first of these that a message says; False where it says none of them."""
    says = turn.desk.tables.pointers.says
    key = next((key for what, key in answers.items() if says(turn.typed, what)), None)
    if key is not None:
        await turn.tell(key)
    return key is not None
