"""Subtitles, which no model can add: said so, and no part of what is shown."""

from core.desk.turn import Turn
from core.punctuation import clauses
from core.tables import Pointing

_MOST_CLAUSES = 8


def without_subtitles(turn: Turn, text: str) -> str:
    """The message without a wish for subtitles beside something else; what is made says that it has none."""
    parts = [clause + mark for clause, mark in clauses(text)]
    if not 1 < len(parts) <= _MOST_CLAUSES:
        return text
    kept = [one for one in parts if not turn.desk.tables.pointers.says(one, Pointing.SUBTITLED)]
    if not kept or len(kept) == len(parts):
        return text
    turn.preface = turn.desk.phrases.say("edit.no_subtitles", "en" if text.isascii() else "zh")
    return "".join(kept).strip()


async def wants_subtitles(turn: Turn) -> bool:
    """Handle a message that only wants subtitles: nothing is ordered for it."""
    if not turn.desk.tables.pointers.says(turn.incoming.text, Pointing.SUBTITLED):
        return False
    await turn.tell("edit.no_subtitles")
    return True
