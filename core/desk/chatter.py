"""Small talk: what is thanks; in a group it is answered once, and not again soon."""

from dataclasses import replace

from core.desk.turn import Turn
from core.punctuation import clauses
from core.tables import Pointing

_PAUSE_S = 600.0


def was_greeted(turn: Turn) -> bool:
    """Whether small talk in a group was answered a moment ago; if not, this answer is remembered."""
    if not turn.incoming.address.direct and turn.now - turn.talk.greeted_at < _PAUSE_S:
        return True
    turn.talk = replace(turn.talk, greeted_at=turn.now)
    return False


def takes_leave(turn: Turn) -> bool:
    """Whether small talk says goodbye, perhaps behind other words: "that's enough for today, good night"."""
    return any(turn.desk.tables.pointers.says(clause, Pointing.LEAVES) for clause, _ in clauses(turn.typed))


def is_thanks(turn: Turn) -> bool:
    """Whether small talk praises or thanks, or tells how the clip was taken: "my daughter loved it"."""
    pointers, text = turn.desk.tables.pointers, turn.typed
    return any(pointers.says(text, one) for one in (Pointing.PRAISE, Pointing.TAKEN)) or any(
        pointers.says(clause, Pointing.THANKS) for clause, _ in clauses(text)
    )
