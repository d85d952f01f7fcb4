"""Talk to somebody else beside a clip or what waits: "ben, can you pick up the cake?" changes nothing."""

from core.desk.clips.changes import base_of
from core.desk.reading import said_in
from core.desk.small_talk import chitchat
from core.desk.turn import Turn
from core.model import Act, Wishes
from core.tables import Pointing

_LONGEST = 120  # characters; a longer message describes something


async def speaks_to_another(turn: Turn) -> bool:
    """Handle talk to somebody else: in a group it is left alone, and else told what waits or what can be done."""
    text = turn.raw.strip()
    if turn.incoming.pictures or turn.points_at_job or not text.isascii() or len(text) > _LONGEST:
        return False
    found = turn.desk.tables.pointers.first(text, Pointing.TO_ANOTHER)
    if found is None or not _is_called(turn, found.parts["name"], is_sure="@" in text):
        return False
    read = said_in(turn, found.parts["rest"])
    if read.wishes != Wishes() or read.model is not None or read.action in (Act.CANCEL, Act.RETRY):
        return False
    if not turn.incoming.address.direct:
        return True
    if turn.order_in_question is not None:
        await turn.tell("quote.waiting")
    else:
        await chitchat(turn)
    return True


def _is_called(turn: Turn, name: str, *, is_sure: bool) -> bool:
    """Whether this is the name of somebody who is neither shown nor a model, and no word for a thing."""
    folded, tables = name.casefold(), turn.desk.tables
    if folded in tables.words.letters.meant:
        return False  # "lets call her Poppy": a slip, and nobody's name
    base = base_of(turn)
    shown = base.order.prompt.casefold().split() if base is not None else []
    if folded in (*shown, *(one.name.casefold() for one in turn.subjects)):
        return False
    is_word = bool(tables.parted.classes.of([folded])[0].rstrip("'")) and not is_sure
    is_person = tables.parted.classes.are(folded, "person")
    return (not is_word or is_person) and said_in(turn, name).model is None
