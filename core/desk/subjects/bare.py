"""Tells a name, or a form of address, that is all that was typed: it calls somebody, and describes nothing."""

from core.desk.turn import Turn
from core.model import Act
from core.tables import Pointing
from core.tables.classes import INNER

_LONGEST = 6  # characters


def is_name_alone(turn: Turn) -> bool:
    """Whether a Chinese message is nothing but a name or a form of address, of nobody who is known here."""
    text, intent = turn.incoming.text.strip(), turn.intent
    if len(text) > _LONGEST or text.isascii() or intent.action is not Act.GENERATE or intent.edit:
        return False
    if intent.names_something or turn.incoming.pictures or text in [one.name for one in turn.subjects]:
        return False
    found = turn.desk.tables.pointers.first(text, Pointing.NAME_ALONE)
    if found is None:
        return False
    name = found.parts.get("name") or found.parts.get("what")
    return name is None or not _is_shown(turn, name, is_called="what" in found.parts)


def _is_shown(turn: Turn, name: str, *, is_called: bool) -> bool:
    """Whether words that look like a name name something else: "the Yellow River", "a white horse".

    Behind a family name that is no other word, a single character may mean anything; not so where somebody `is_called`
    by a nickname.
    """
    classes = turn.desk.tables.parted.classes
    found = classes.of(list(name))
    harmless = classes.codes("look")
    if not found[0] and not is_called:
        return any(one.endswith(INNER) for one in found)
    return any(not harmless.issuperset(one) for one in found)
