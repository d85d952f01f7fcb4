"""The last clip, or the order in question, once more without the picture that it was made with."""

from dataclasses import replace

from core.desk import ties
from core.desk.clips import changes, request_or_change
from core.desk.pictures.of_message import pictures_of
from core.desk.reading import goes_on_as, said_in
from core.desk.requests import request
from core.desk.turn import Turn
from core.model import Act, Draft, Intent
from core.tables import Said


async def without_reference(turn: Turn) -> bool:
    """Handle "without the reference": nothing else is changed, unless the message says so behind it."""
    sayings, text = turn.desk.tables.sayings, turn.incoming.text
    found = sayings.find(text, Said.DROPS_REFERENCE)
    if found is None or pictures_of(turn.incoming, turn.intent):
        return False
    base, rest = changes.base_of(turn), found.get("rest", "")
    if "what" in found and not _is_of_picture(base, found["what"]):
        return False  # "without the photo": one that the clip shows
    said = said_in(turn, rest) if rest else None
    if said is not None and said.action is not Act.RETRY:
        if said.action is Act.GENERATE:
            turn.intent = replace(goes_on_as(turn, rest), no_reference=True)
            await ties.tie(turn)
            await changes.edit(turn) if request_or_change.is_change(turn) else await request(turn)
        return said.action is Act.GENERATE
    if base is None:
        await turn.tell("edit.no_job")
    elif not base.pictures:
        await turn.tell("edit.no_reference")
    else:
        turn.intent = Intent(action=Act.GENERATE, edit=True, no_reference=True, language=turn.language)
        await changes.edit(turn)
    return True


def _is_of_picture(base: Draft | None, what: str) -> bool:
    """Whether a picture, named only as one, can be the one that a clip was made with, and not one that it shows."""
    return base is not None and bool(base.pictures) and what.casefold() not in base.order.prompt.casefold()
