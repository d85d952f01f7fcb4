"""The state of one person's conversation in one chat, always changed in one step."""

from collections.abc import Callable

import sqlalchemy as sa

from adapters.store.codec import TALK, storable
from adapters.store.database import put, serialize
from adapters.store.tables import talks
from core.ports import Talk

_talk = sa.select(talks.c.talk).where(
    talks.c.person == sa.bindparam("who"), talks.c.room == sa.bindparam("where")
)


def read_talk(connection: sa.Connection, person: str, room: str) -> Talk:
    """The state of this conversation (an empty one when there was none)."""
    values = {"who": storable(person), "where": storable(room)}
    text = connection.execute(_talk, values).scalar()
    return Talk() if text is None else TALK.read(text)


def change_talk(
    connection: sa.Connection, person: str, room: str, change: Callable[[Talk], Talk], *, at: float
) -> None:
    """Replace the state of this conversation by what `change` makes of it; simultaneous changes wait in turn."""
    serialize(connection, f"talk {person} {room}")
    before = read_talk(connection, person, room)
    after = change(before)
    if after != before:
        text = TALK.write(after)
        put(connection, talks, person=storable(person), room=storable(room), changed_at=at, talk=text)
