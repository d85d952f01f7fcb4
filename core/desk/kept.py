"""What we keep of somebody, told to who asks; nothing is deleted by a question."""

from core.desk.reports import preferred
from core.desk.turn import Turn
from core.tables import Pointing


async def asked_what_is_kept(turn: Turn) -> bool:
    """Handle a question whether, how long or where pictures and data are kept; else False."""
    if not turn.desk.tables.pointers.says(turn.incoming.text, Pointing.ASKS_KEPT):
        return False
    said = turn.desk.phrases.lines(turn.words("forget.kept"), *await preferred(turn))
    await turn.say(said, private=True)
    return True
