"""Deeds beside a clip, or an order that waits: alone they are told to whoever is shown, else of somebody who comes in.

"Sit down" is no yes, and "can a cat cross in front of it?" is no question.
"""

import re

from core import continuity
from core.desk.clips.changes import base_of
from core.desk.turn import Turn
from core.model import Act, ParseContext
from core.tables import Pointing
from core.tables.classes import SOMEBODY, VERBS

_NO_COMMANDS = frozenset({Act.GENERATE, Act.CHITCHAT})
_LONGEST = 30  # characters; a longer message tells more than a deed
_LONGEST_WISH = 80  # characters
_NAME = re.compile(r"^(?:an?|some|another) ", re.IGNORECASE)


def as_deed(turn: Turn, text: str) -> str:
    """The message as the wish to see whoever is shown do what it tells: "sit down" has it sit down."""
    base = base_of(turn) if text.isascii() and len(text) <= _LONGEST else None
    if base is None or turn.incoming.pictures:
        return text
    tables = turn.desk.tables
    found = tables.pointers.first(text.strip().rstrip("!.").casefold(), Pointing.DEED_ALONE)
    if found is None or not tables.parted.classes.are(found.parts["what"].split()[0], *VERBS):
        return text
    if turn.desk.parser.parse(text, ParseContext(last_status="success")).action not in _NO_COMMANDS:
        return text
    first = base.order.prompt.casefold().split()[:1]
    is_many = bool(first) and (first[0] in tables.pointers.several or first[0] in tables.pointers.numbers)
    wish = tables.pointers.act_so if is_many else tables.pointers.acts_so
    return wish["en"].format(what=found.parts["what"])


def as_coming_in(turn: Turn, text: str) -> str:
    """The message as the wish for somebody else in the clip: "can a cat cross in front of it?" adds a cat crossing there."""
    base = base_of(turn) if text.isascii() and len(text) <= _LONGEST_WISH else None
    if base is None or turn.incoming.pictures:
        return text
    tables, shown = turn.desk.tables, base.order.prompt.casefold().split()
    found = tables.pointers.first(text.strip(), Pointing.COMES_IN)
    if found is None:
        return text
    who, deed = found.parts["name"], found.parts["rest"]
    names = _NAME.sub("", who).casefold().split()
    classes = tables.parted.classes
    is_deed = classes.are(deed.split()[0].casefold(), *VERBS) and classes.are(names[-1], *SOMEBODY)
    if not is_deed or names[-1] in shown:
        return text  # of who is shown already, it is told what is done
    return tables.pointers.adds_so["en"].format(who=who, what=continuity.being_done(deed, tables.revisions))
