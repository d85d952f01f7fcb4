"""A change that leaves open what is to be seen: what the clip is about is taken out, or one of several is to give way."""

import re

from core import continuity
from core.desk.clips.changes import base_of
from core.desk.turn import Turn
from core.model import Act
from core.tables import Pointing
from core.tables.classes import SOMEBODY

_LONGEST = 60  # characters; a longer message tells more
_LED = r"(?:(?:an?|the|one|two|three|four|five|some|my|his|her|our) )?"
_LOOK = r"(?P<look>(?:(?!(?:an?|the|his|her|its|and|with|of|in|on|at|by|over|under|near|through|to|from|into|beside)\b)[a-z-]+ ){0,3}?)"

_OTHERS = re.compile(r"\band |, (?:an?|the|two|three) ")


async def leaves_open(turn: Turn) -> bool:
    """Ask what is to be seen instead, or instead of which one; it makes nothing."""
    base = base_of(turn)
    text = turn.raw.strip()
    if base is None or not turn.owns_job or turn.incoming.pictures or len(text) > _LONGEST:
        return False
    if turn.intent.action is not Act.GENERATE or not turn.intent.edit or not text.isascii():
        return False
    tables, shown = turn.desk.tables, base.order.prompt
    new, alike = continuity.several_that_may_go(shown, text, tables.revisions, tables.parted.classes)
    if alike:
        await turn.tell("wanting.instead_of_which", first=alike[0], second=alike[1], new=new)
        return True
    found = tables.pointers.first(text, Pointing.TAKES_OUT)
    if found is None or not _is_main(turn, shown, found.parts["what"]):
        return False
    await turn.tell("wanting.goes_main", what=found.parts["what"])
    return True


def _is_main(turn: Turn, shown: str, what: str) -> bool:
    """Whether a description begins with this thing, and shows nobody else beside it."""
    led = re.match(rf"{_LED}{_LOOK}{re.escape(what)}\b(?! and\b)(?P<rest>.*)", shown, re.IGNORECASE)
    if led is None or _OTHERS.search(led["rest"]):
        return False
    classes = turn.desk.tables.parted.classes
    return not any(classes.are(one, *SOMEBODY) for one in led["look"].casefold().split())
