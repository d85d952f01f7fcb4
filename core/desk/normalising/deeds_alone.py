"""A deed alone, "sit down": beside a clip, or an order that waits, it is told to whoever is shown, and is no yes."""

from core.desk.clips.changes import base_of
from core.desk.turn import Turn
from core.tables import Pointing
from core.tables.classes import VERBS

_LONGEST = 30  # characters; a longer message tells more than a deed


def as_deed(turn: Turn, text: str) -> str:
    """The message as the wish to see whoever is shown do what it tells: "sit down" has it sit down."""
    base = base_of(turn) if text.isascii() and len(text) <= _LONGEST else None
    if base is None or turn.incoming.pictures:
        return text
    tables = turn.desk.tables
    found = tables.pointers.first(text.strip().rstrip("!.").casefold(), Pointing.DEED_ALONE)
    if found is None or not tables.parted.classes.are(found.parts["what"].split()[0], *VERBS):
        return text
    first = base.order.prompt.casefold().split()[:1]
    is_many = bool(first) and (first[0] in tables.pointers.several or first[0] in tables.pointers.numbers)
    wish = tables.pointers.act_so if is_many else tables.pointers.acts_so
    return wish["en"].format(what=found.parts["what"])
