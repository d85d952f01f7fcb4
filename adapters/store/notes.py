"""Notes of an adapter, kept with a job; they go when the job is blanked."""

import sqlalchemy as sa

from adapters.store.codec import storable
from adapters.store.database import Database, put
from adapters.store.tables import jobs, notes

_note = sa.select(notes.c.value).where(
    notes.c.job_id == sa.bindparam("job_id"), notes.c.key == sa.bindparam("key")
)
_keeps_notes = sa.select(jobs.c.id).where(jobs.c.id == sa.bindparam("job_id"), sa.not_(jobs.c.blank))


class SqlNotes:
    """Short texts by job and key."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self, job_id: str, key: str) -> str:
        """What was written, or an empty text."""
        values = {"job_id": storable(job_id), "key": storable(key)}
        return await self._database.read(lambda connection: connection.execute(_note, values).scalar() or "")

    async def write(self, job_id: str, key: str, value: str) -> None:
        """Keep a text in place of an earlier one; a job that is not there, or is blanked, keeps nothing."""

        def keep(connection: sa.Connection) -> None:
            if connection.execute(_keeps_notes, {"job_id": storable(job_id)}).first():
                put(connection, notes, job_id=storable(job_id), key=storable(key), value=storable(value))

        await self._database.write(keep)
