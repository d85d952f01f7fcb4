"""Port History: conversations and named subjects; the one place where forgetting is done for all tables."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import sqlalchemy as sa

from adapters.store.codec import DRAFT, INCOMING, PICTURE, TALK, Codec, storable, told_unreadable
from adapters.store.database import Database, put
from adapters.store.ledger import day_of
from adapters.store.opening import write_subject
from adapters.store.rows import blank
from adapters.store.tables import inbox, jobs, ledger, preferences, subjects, talks
from adapters.store.talks import change_talk, read_talk
from core.model import Picture
from core.ports import Subject, Talk

# A bare id is kept this much longer than its content; no platform repeats an event later.
_DEDUPE_S = 86_400.0
_CHUNK = 100  # rows blanked in one commit, so that a sweep never makes a message wait


class SqlHistory:
    """What a conversation remembers."""

    def __init__(self, database: Database, *, now: Callable[[], float] = time.time) -> None:
        self._database = database
        self._now = now

    async def talk(self, person: str, room: str) -> Talk:
        """The state of this conversation (an empty one when there was none)."""
        return await self._database.read(lambda connection: read_talk(connection, person, room))

    async def change_talk(self, person: str, room: str, change: Callable[[Talk], Talk]) -> None:
        """Replace the state of this conversation by what `change` makes of it, in one step."""
        at = self._now()
        await self._database.write(lambda connection: change_talk(connection, person, room, change, at=at))

    async def subjects(self, room: str) -> tuple[Subject, ...]:
        """The named subjects of a chat, newest first."""
        statement = (
            sa.select(subjects.c.name, subjects.c.picture, subjects.c.person, subjects.c.named_at)
            .where(subjects.c.room == storable(room))
            .order_by(subjects.c.named_at.desc(), subjects.c.name)
        )
        rows = await self._database.read(lambda connection: connection.execute(statement).all())
        return tuple(Subject(name, PICTURE.read(text), person, at) for name, text, person, at in rows)

    async def name_subject(self, room: str, subject: Subject) -> None:
        """Remember a named subject; the same name again replaces it."""
        values = write_subject(room, subject)
        await self._database.write(lambda connection: put(connection, subjects, **values))

    async def forget_subject(self, room: str, name: str) -> None:
        """Remember a named subject of a chat no longer."""
        gone = sa.delete(subjects).where(subjects.c.room == storable(room), subjects.c.name == storable(name))
        await self._database.write(lambda connection: connection.execute(gone))

    async def pictures(self, person: str) -> tuple[Picture, ...]:
        """All pictures that anything stored of a person refers to."""
        name = storable(person)
        stored: tuple[tuple[Codec[Any], sa.Select[tuple[Any]]], ...] = (
            (TALK, sa.select(talks.c.talk).where(talks.c.person == name)),
            (DRAFT, sa.select(jobs.c.draft).where(jobs.c.person == name, sa.not_(jobs.c.blank))),
            (PICTURE, sa.select(subjects.c.picture).where(subjects.c.person == name)),
            (INCOMING, sa.select(inbox.c.incoming).where(inbox.c.person == name)),
        )

        def read(connection: sa.Connection) -> tuple[Picture, ...]:
            found: list[Picture] = []
            for codec, statement in stored:
                for text in filter(None, connection.execute(statement).scalars()):
                    try:
                        found += _pictures_in(codec.read(text))
                    except ValueError as fault:  # forgetting takes the row all the same
                        told_unreadable("row", "of a person", fault)
            return tuple(found)

        return await self._database.read(read)

    async def forget(self, person: str) -> None:
        """Remove what is stored of a person; jobs that still run are blanked with the write that ends them.

        The ledger keeps who spent what until it is swept: otherwise forgetting would get around a daily limit.
        """
        name = storable(person)

        def erase(connection: sa.Connection) -> None:
            for table in (talks, subjects, preferences):
                connection.execute(sa.delete(table).where(table.c.person == name))
            connection.execute(
                sa.update(inbox).where(inbox.c.person == name).values(incoming=None, person="")
            )
            connection.execute(sa.update(jobs).where(jobs.c.person == name).values(forget=True))

        await self._database.write(erase)
        await self._blank(jobs.c.person == name)

    async def sweep(self, *, before: float) -> None:
        """Remove prompts, pictures, conversations and claims older than this instant.

        Ids stay a day longer, for dedupe; the ledger's sums stay, without the person once the day is over;
        jobs that still run are not touched.
        """

        def erase(connection: sa.Connection) -> None:
            connection.execute(sa.delete(talks).where(talks.c.changed_at < before))
            connection.execute(sa.delete(subjects).where(subjects.c.named_at < before))
            old = inbox.c.claimed_at < before
            connection.execute(sa.update(inbox).where(old).values(incoming=None, person=""))
            connection.execute(sa.delete(inbox).where(inbox.c.claimed_at < before - _DEDUPE_S))
            past = (ledger.c.day < day_of(before), ledger.c.person != "")
            connection.execute(sa.update(ledger).where(*past).values(person=""))
            connection.execute(sa.delete(jobs).where(jobs.c.is_over, jobs.c.changed_at < before - _DEDUPE_S))

        await self._blank(jobs.c.changed_at < before)
        await self._database.write(erase)

    async def _blank(self, which: sa.ColumnElement[bool]) -> None:
        """Blank the jobs of a choice that are over, a few in each commit."""
        statement = sa.select(jobs.c.id).where(jobs.c.is_over, sa.not_(jobs.c.blank), which).limit(_CHUNK)

        def blank_some(connection: sa.Connection) -> int:
            found = connection.execute(statement).scalars().all()
            for job_id in found:
                blank(connection, job_id)
            return len(found)

        while await self._database.write(blank_some) == _CHUNK:
            pass


def _pictures_in(value: object) -> Iterator[Picture]:
    """Every picture in a value of the core, in whichever of its fields: a new field needs no word here."""
    if isinstance(value, Picture):
        yield value
    elif is_dataclass(value):
        for one in fields(value):
            yield from _pictures_in(getattr(value, one.name))
    elif isinstance(value, Mapping):
        yield from _pictures_in(tuple(value.values()))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _pictures_in(item)
