"""Who is known by name in a chat: told to who asks, and forgotten again on request."""

from dataclasses import replace

from core.desk.reading import beside_clip
from core.desk.turn import Turn
from core.tables import Pointing, Said


async def asked_who_is_known(turn: Turn) -> bool:
    """Handle a question who is known here: tell the names; what else is open stays so."""
    if turn.incoming.pictures or not turn.desk.tables.pointers.says(turn.typed, Pointing.ASKS_KNOWN):
        return False
    if turn.subjects:
        names = turn.words("changed.join").join(one.name for one in turn.subjects)
        await turn.tell("name_given.known", names=names)
    else:
        await turn.tell("name_given.nobody_known")
    return True


async def forgets(turn: Turn) -> bool:
    """Handle "forget Rex": only who gave the name can take it back, and nothing is made."""
    found = turn.desk.tables.sayings.find(turn.typed, Said.FORGETS_NAME)
    if found is None or turn.incoming.pictures:
        return False
    name = found["name"]
    known = next((one for one in turn.subjects if one.name.casefold() == name.casefold()), None)
    if known is None:
        if not name[0].isupper() or beside_clip(turn, name).model is not None:
            return False
        await turn.tell("name_given.unknown", name=name)
        return True
    if known.person != turn.person:
        await turn.tell("name_given.not_yours", name=known.name)
        return True
    await turn.desk.history.forget_subject(turn.room, known.name)
    turn.subjects = tuple(one for one in turn.subjects if one is not known)
    waiting = tuple(row for row in turn.talk.pictures if row[1].ref != known.picture.ref)
    if waiting != turn.talk.pictures:
        turn.talk = replace(turn.talk, pictures=waiting)
    await turn.tell("name_given.forgotten", name=known.name)
    return True
