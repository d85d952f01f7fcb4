"""What was not to appear is allowed again: taken out of what the clip at hand, or the order in question, leaves out."""

from dataclasses import replace

from core import continuity
from core.desk.clips import changes
from core.desk.pictures.of_message import pictures_of
from core.desk.reading import beside_clip
from core.desk.turn import Turn
from core.model import Act, Intent
from core.punctuation import ENDS, clauses
from core.tables import Found, Pointing


async def allowed_again(turn: Turn) -> bool:
    """Handle "people may appear again", alone or beside another change; asks where nothing like it was left out."""
    said = _allowed(turn)
    if said is None or pictures_of(turn.incoming):
        return False
    found, rest = said
    thing, base = found.parts["what"].strip(), changes.base_of(turn)
    absent = base.wishes.negative_prompt or "" if base is not None else ""
    left = continuity.without_allowed(absent, thing, turn.desk.tables.revisions)
    if left is None:
        if "weak" in found.parts:
            return False
        await turn.tell("edit.not_left_out", thing=thing)
        return True
    read = beside_clip(turn, rest) if rest else Intent(action=Act.GENERATE)
    allowed = replace(read.wishes, still_absent=left)
    turn.incoming = replace(turn.incoming, text=rest or turn.incoming.text)
    turn.intent = replace(read, action=Act.GENERATE, edit=True, wishes=allowed, language=turn.language)
    await changes.edit(turn)
    return True


def _allowed(turn: Turn) -> tuple[Found, str] | None:
    """Where the message allows something again, and what else it says."""
    text, pointers = turn.incoming.text, turn.desk.tables.pointers
    whole = pointers.first(text, Pointing.ALLOWS)
    if whole is not None:
        return whole, ""
    parts = clauses(text)
    for place, (clause, _) in enumerate(parts):
        found = pointers.first(clause, Pointing.ALLOWS)
        if found is not None:
            others = (*parts[:place], *parts[place + 1 :])
            return found, "".join(one + mark for one, mark in others).strip(ENDS)
    return None
