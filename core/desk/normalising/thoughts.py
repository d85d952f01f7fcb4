"""Who thinks aloud means what they settle on: "dusk, or maybe night... ah well, just night" is night."""

from core.desk.turn import Turn
from core.tables import Pointing

_QUOTES = frozenset('"\u201c\u201d\u300c\u300e')


def without_other_thoughts(turn: Turn, text: str) -> str:
    """The message without the thoughts that it gives up for the last one; as it is where it settles on nothing."""
    found = None
    if _QUOTES.isdisjoint(text):
        found = turn.desk.tables.pointers.first(text, Pointing.THINKS_ALOUD)
    if found is None:
        return text
    parts = found.parts
    return f"{parts.get('before', '')}{parts['rest']}{parts.get('also', '')}"
