"""Small talk in a group: answered once, and not again soon."""

from dataclasses import replace

from core.desk.turn import Turn

_PAUSE_S = 600.0


def was_greeted(turn: Turn) -> bool:
    """Whether small talk in a group was answered a moment ago; if not, this answer is remembered."""
    if not turn.incoming.address.direct and turn.now - turn.talk.greeted_at < _PAUSE_S:
        return True
    turn.talk = replace(turn.talk, greeted_at=turn.now)
    return False
