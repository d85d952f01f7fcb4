"""Port Ledger: points held and spent. Attempt 0 is what a job holds; attempts from 1 are what the studio accepted."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from adapters.store.codec import storable
from adapters.store.database import Database, insert_new
from adapters.store.tables import jobs, ledger
from core.model import Job

_DAY_S = 86_400
_HOLD = 0


def day_of(at: float) -> int:
    """The UTC day of an instant, counted from the epoch."""
    return int(at // _DAY_S)


class SqlLedger:
    """Points by person, chat and UTC day."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def spend(self, job_id: str, attempt: int, points: int, *, at: float) -> None:
        """The studio accepted an order at this price; the hold becomes this entry, once per attempt."""

        def settle(connection: sa.Connection) -> None:
            held = connection.execute(
                sa.delete(ledger)
                .where(ledger.c.job_id == storable(job_id), ledger.c.attempt == _HOLD)
                .returning(ledger.c.person, ledger.c.room)
            ).first()
            # Without a hold (an earlier attempt spent it) the job or its first entry says who and where.
            owner = held or _owner(connection, storable(job_id))
            insert_new(
                connection,
                ledger,
                job_id=storable(job_id),
                attempt=attempt,
                person=owner[0],
                room=owner[1],
                day=day_of(at),
                points=points,
                is_uncertain=False,
            )

        await self._database.write(settle)

    async def release(self, job_id: str) -> None:
        """Nothing was spent: give the held points back."""
        statement = sa.delete(ledger).where(ledger.c.job_id == storable(job_id), ledger.c.attempt == _HOLD)
        await self._database.write(lambda connection: connection.execute(statement).close())

    async def hold(self, job_id: str) -> None:
        """In doubt or late: the points stay counted, and are marked as uncertain."""
        statement = sa.update(ledger).where(ledger.c.job_id == storable(job_id)).values(is_uncertain=True)
        await self._database.write(lambda connection: connection.execute(statement).close())

    async def of_jobs(self, job_ids: Sequence[str]) -> Mapping[str, tuple[int, bool]]:
        """By job: the points held or spent for it, and whether that is uncertain; none where nothing was."""
        by_name = {storable(one): one for one in job_ids}
        statement = sa.select(ledger.c.job_id, ledger.c.points, ledger.c.is_uncertain).where(
            ledger.c.job_id.in_(list(by_name))
        )
        rows = await self._database.read(lambda connection: connection.execute(statement).all())
        found: dict[str, tuple[int, bool]] = {}
        for name, points, is_uncertain in rows:
            before = found.get(by_name[name], (0, False))
            found[by_name[name]] = (before[0] + points, before[1] or is_uncertain)
        return found

    async def used(self, *, person: str = "", room: str = "", at: float) -> int:
        """Points held and spent on the day of `at` by a person or in a chat (by a person in a chat, with both)."""
        return await self._database.read(
            lambda connection: used_on(connection, at, person=storable(person), room=storable(room))
        )

    async def entries(self) -> tuple[tuple[str, int, int, bool], ...]:
        """All that the studio accepted or may have: (job, attempt or 0 for a hold, points, uncertain), for audits."""
        statement = sa.select(
            ledger.c.job_id, ledger.c.attempt, ledger.c.points, ledger.c.is_uncertain
        ).order_by(ledger.c.job_id, ledger.c.attempt)
        rows = await self._database.read(lambda connection: connection.execute(statement).all())
        return tuple((job_id, attempt, points, uncertain) for job_id, attempt, points, uncertain in rows)


_points = sa.select(sa.func.coalesce(sa.func.sum(ledger.c.points), 0)).where(
    ledger.c.day == sa.bindparam("on")
)
_points_by = {
    (has_person, has_room): _points.where(
        ledger.c.person == sa.bindparam("who") if has_person else sa.true(),
        ledger.c.room == sa.bindparam("where") if has_room else sa.true(),
    )
    for has_person in (False, True)
    for has_room in (False, True)
}


def used_on(connection: sa.Connection, at: float, *, person: str = "", room: str = "") -> int:
    """Points held and spent on the day of `at` by a person, in a chat, or both."""
    statement = _points_by[bool(person), bool(room)]
    values = {"on": day_of(at), "who": person, "where": room}
    return int(connection.execute(statement, values).scalar_one())


def hold(connection: sa.Connection, job: Job) -> None:
    """Hold the points of a job, on the day that it is opened; once."""
    insert_new(
        connection,
        ledger,
        job_id=storable(job.id),
        attempt=_HOLD,
        person=storable(job.address.person),
        room=storable(job.address.room),
        day=day_of(job.created_at),
        points=job.draft.order.points,
        is_uncertain=False,
    )


def _owner(connection: sa.Connection, job_id: str) -> tuple[str, str]:
    """Whose points a job spends."""
    for table, column in ((ledger, ledger.c.job_id), (jobs, jobs.c.id)):
        row = connection.execute(
            sa.select(table.c.person, table.c.room).where(column == job_id).limit(1)
        ).first()
        if row is not None:
            return row[0], row[1]
    return "", ""
