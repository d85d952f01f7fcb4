"""Port Inbox: every message that may have an effect, once, durable until it is answered."""

import time
from collections.abc import Callable

import sqlalchemy as sa

from adapters.store.codec import INCOMING, storable, told_unreadable
from adapters.store.database import Database, insert_new
from adapters.store.tables import inbox
from core.model import Incoming

_answered = sa.update(inbox).where(inbox.c.id == sa.bindparam("message_id")).values(incoming=None, person="")

_known = sa.select(inbox.c.id).where(inbox.c.id == sa.bindparam("message_id"))


class SqlInbox:
    """Messages taken in."""

    def __init__(self, database: Database, *, now: Callable[[], float] = time.time) -> None:
        self._database = database
        self._now = now

    async def claim(self, incoming: Incoming) -> bool:
        """Keep this message; False when it was claimed before."""
        values = {
            "id": storable(incoming.id),
            "person": storable(incoming.address.person),
            "at": incoming.at,
            "claimed_at": self._now(),
            "incoming": INCOMING.write(incoming),
        }
        return await self._database.write(lambda connection: insert_new(connection, inbox, **values))

    async def knows(self, incoming_id: str) -> bool:
        """Whether a message with this id was claimed before."""
        values = {"message_id": storable(incoming_id)}
        found = await self._database.read(lambda connection: connection.execute(_known, values).scalar())
        return found is not None

    async def answered(self, incoming_id: str) -> None:
        """The message is answered or its job is open; only its id is kept."""
        values = {"message_id": storable(incoming_id)}
        await self._database.write(lambda connection: connection.execute(_answered, values).close())

    async def unanswered(self, *, before: float | None = None) -> tuple[Incoming, ...]:
        """Claims that are still open, oldest first; with `before` only those taken in before this time.

        One that cannot be read is logged and left out.
        """
        statement = (
            sa.select(inbox.c.id, inbox.c.incoming)
            .where(inbox.c.incoming.is_not(None))
            .order_by(inbox.c.at, inbox.c.seq)
        )
        if before is not None:
            statement = statement.where(inbox.c.claimed_at < before)
        rows = await self._database.read(lambda connection: connection.execute(statement).all())
        found = []
        for message_id, text in rows:
            try:
                found.append(INCOMING.read(text))
            except ValueError as fault:
                told_unreadable("message", message_id, fault)
        return tuple(found)
