"""Port Jobs: our promises, the fence before each paid call, and what was already posted."""

import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from adapters.store.codec import ORDER, read_plain, storable, write_plain
from adapters.store.database import Database, insert_new, put
from adapters.store.opening import find_opened, open_all
from adapters.store.rows import (
    blank,
    columns,
    read_job,
    read_jobs,
    write_progress,
    write_words,
)
from adapters.store.tables import fences, jobs, orders, sent
from core.model import Address, Job, Json, Order, Phase
from core.ports import NO_LIMITS, NOTHING, Beside, Fence, FenceState, Limits, Opening

_latest = (
    columns.where(jobs.c.person == sa.bindparam("who"), jobs.c.room == sa.bindparam("where"))
    .order_by(jobs.c.created_at.desc(), jobs.c.seq.desc())
    .limit(sa.bindparam("count", type_=sa.Integer))
)
_newest_in = (
    columns.where(jobs.c.room == sa.bindparam("where"), jobs.c.person != sa.bindparam("besides"))
    .order_by(jobs.c.created_at.desc(), jobs.c.seq.desc())
    .limit(1)
)
_by_id = columns.where(jobs.c.id == sa.bindparam("job_id"))
_state: sa.Select[Any] = (
    sa.select(jobs.c.phase, jobs.c.is_over, jobs.c.cancel_asked, jobs.c.room, jobs.c.blank, jobs.c.forget)
    .where(jobs.c.id == sa.bindparam("job_id"))
    .with_for_update()  # SQLite leaves it out: it has one writer
)
_fence: sa.Select[Any] = sa.select(fences.c.task_id, fences.c.outcome).where(
    fences.c.job_id == sa.bindparam("job_id"), fences.c.attempt == sa.bindparam("attempt")
)
_crossed = sa.select(fences.c.attempt).where(
    fences.c.job_id == sa.bindparam("job_id"),
    sa.or_(fences.c.task_id != "", fences.c.outcome.is_(None)),
)
_sent = sa.select(sent.c.handle).where(
    sent.c.job_id == sa.bindparam("job_id"), sent.c.key == sa.bindparam("key")
)


class SqlJobs:
    """Jobs in a database."""

    def __init__(self, database: Database, *, now: Callable[[], float] = time.time) -> None:
        self._database = database
        self._now = now

    async def open(self, *new: Job, limits: Limits = NO_LIMITS, beside: Beside = NOTHING) -> Opening:
        """Promise the jobs of one message in one transaction: their points, the jobs, and `beside`."""
        at = self._now()
        return await self._database.write(lambda connection: open_all(connection, new, limits, beside, at=at))

    async def opened(self, address: Address, job_ids: Sequence[str]) -> tuple[str, ...]:
        """Those of these ids that jobs have, after any opening under way for this address has ended."""
        # A write, so that it comes after all earlier ones, even one of a broken connection.
        return await self._database.write(
            lambda connection: find_opened(connection, job_ids, wait_for=address)
        )

    async def get(self, job_id: str) -> Job | None:
        """One job."""
        row = await self._database.read(
            lambda connection: connection.execute(_by_id, {"job_id": storable(job_id)}).first()
        )
        return None if row is None else read_job(row)

    async def save(self, job: Job) -> None:
        """Write a job's fields, except `cancel_asked` (LookupError when it was never opened).

        A job of a person who asked to be forgotten is blanked with the write that ends it.
        """
        job_id = storable(job.id)
        values = write_progress(job) | {"changed_at": self._now()}
        words = write_words(job)

        def store(connection: sa.Connection) -> None:
            state = _state_of(connection, job_id)
            written = values if state.blank else values | words
            if state.blank:
                written = written | {"url": "", "cover": ""}
            connection.execute(_save(tuple(written)), {"job_id": job_id, **written})
            if state.forget and job.phase.is_over and not state.blank:
                blank(connection, job_id)

        await self._database.write(store)

    async def cancel(self, job_id: str) -> Phase | None:
        """Set the cancel flag and return the phase at that instant; None when unknown.

        SUBMITTING or later means that a paid call may have been made; after a refused one the answer is STARTED again,
        because the next fence will say CANCELLED. A job that is over is not touched.
        """

        def flag(connection: sa.Connection) -> Phase | None:
            state = connection.execute(_state, {"job_id": storable(job_id)}).first()
            if state is None:
                return None
            phase = Phase(state.phase)
            if state.is_over:
                return phase
            connection.execute(sa.update(jobs).where(jobs.c.id == storable(job_id)).values(cancel_asked=True))
            if phase not in (Phase.OPEN, Phase.STARTED, Phase.SUBMITTING):
                return phase
            if connection.execute(_crossed, {"job_id": storable(job_id)}).first():
                return Phase.SUBMITTING
            return Phase.STARTED if phase is Phase.SUBMITTING else phase

        return await self._database.write(flag)

    async def fence(self, job_id: str, attempt: int) -> Fence:
        """Commit the fence row of an attempt, or tell what an earlier run left; on disk before this returns."""

        def cross(connection: sa.Connection) -> Fence:
            state = _state_of(connection, storable(job_id))
            left = connection.execute(_fence, {"job_id": storable(job_id), "attempt": attempt}).first()
            if left is not None:
                return _read_fence(left)
            if state.cancel_asked or state.is_over:
                # A job that ended elsewhere (another machine took it over) must not be paid for any more either.
                return Fence(FenceState.CANCELLED)
            row = {"job_id": storable(job_id), "attempt": attempt, "task_id": "", "outcome": None}
            if not insert_new(connection, fences, **row):
                return Fence(FenceState.UNKNOWN)
            if state.phase in (Phase.OPEN, Phase.STARTED):
                connection.execute(
                    sa.update(jobs)
                    .where(jobs.c.id == storable(job_id))
                    .values(phase=Phase.SUBMITTING.value, attempt=attempt)
                )
            return Fence(FenceState.CLEAR)

        return await self._database.write(cross)

    async def fence_outcome(
        self, job_id: str, attempt: int, *, task_id: str = "", outcome: Mapping[str, Json] | None = None
    ) -> None:
        """Record what came of the fenced call; the first record stands (LookupError without a fence).

        A record without a task is a refusal; with one, `outcome` holds what else is worth keeping.
        """
        text = None if outcome is None else write_plain(outcome)
        here = (fences.c.job_id == storable(job_id), fences.c.attempt == attempt)

        def record(connection: sa.Connection) -> None:
            known = connection.execute(
                sa.update(fences)
                .where(*here, fences.c.task_id == "", fences.c.outcome.is_(None))
                .values(task_id=storable(task_id), outcome=text)
            ).rowcount
            if not known and connection.execute(sa.select(fences.c.attempt).where(*here)).first() is None:
                raise LookupError(f"no fence stands for attempt {attempt} of job {job_id}")

        await self._database.write(record)

    async def order(self, job_id: str, attempt: int) -> Order | None:
        """The order of an attempt beyond the first, when one was decided."""
        statement = sa.select(orders.c.offer).where(
            orders.c.job_id == storable(job_id), orders.c.attempt == attempt
        )
        text = await self._database.read(lambda connection: connection.execute(statement).scalar())
        return None if text is None else ORDER.read(text)

    async def set_order(self, job_id: str, attempt: int, order: Order) -> None:
        """Keep the order of an attempt; the first write stands."""
        values = {"job_id": storable(job_id), "attempt": attempt, "offer": ORDER.write(order)}
        await self._database.write(lambda connection: insert_new(connection, orders, **values))

    async def sent(self, job_id: str, key: str) -> str | None:
        """The handle of a message already posted for this job and key."""
        values = {"job_id": storable(job_id), "key": key}
        return await self._database.read(lambda connection: connection.execute(_sent, values).scalar())

    async def mark_sent(self, job_id: str, key: str, handle: str) -> None:
        """Remember that a message was posted (a later handle for the same key replaces it)."""

        def mark(connection: sa.Connection) -> None:
            room = _state_of(connection, storable(job_id)).room
            put(connection, sent, job_id=storable(job_id), key=key, room=room, handle=storable(handle))

        await self._database.write(mark)

    async def by_handle(self, room: str, handle: str) -> Job | None:
        """The job that a message of ours, or the request itself, belongs to; of several the newest."""
        newest = (jobs.c.created_at.desc(), jobs.c.seq.desc())
        ours = (
            columns.join(sent, sent.c.job_id == jobs.c.id)
            .where(sent.c.room == storable(room), sent.c.handle == storable(handle))
            .order_by(*newest)
            .limit(1)
        )
        theirs = (
            columns.where(jobs.c.room == storable(room), jobs.c.request == storable(handle))
            .order_by(*newest)
            .limit(1)
        )

        def find(connection: sa.Connection) -> sa.Row[Any] | None:
            return connection.execute(ours).first() or connection.execute(theirs).first()

        row = await self._database.read(find) if room and handle else None
        return None if row is None else read_job(row)

    async def latest(self, person: str, room: str, *, limit: int = 1) -> tuple[Job, ...]:
        """This person's newest jobs in this chat, newest first."""
        values = {"who": storable(person), "where": storable(room), "count": limit}
        rows = await self._database.read(lambda connection: connection.execute(_latest, values).all())
        return read_jobs(rows)

    async def newest_in(self, room: str, *, besides: str = "") -> Job | None:
        """The newest job of this chat, of whoever else asked for it besides this person."""
        values = {"where": storable(room), "besides": storable(besides)}
        rows = await self._database.read(lambda connection: connection.execute(_newest_in, values).all())
        return next(iter(read_jobs(rows)), None)

    async def unfinished(self) -> tuple[Job, ...]:
        """All jobs that are not over, oldest first."""
        statement = columns.where(sa.not_(jobs.c.is_over)).order_by(jobs.c.created_at, jobs.c.seq)
        return read_jobs(await self._database.read(lambda connection: connection.execute(statement).all()))


@cache
def _save(names: tuple[str, ...]) -> sa.Update:
    """The statement that writes these columns of a job."""
    values: dict[str, sa.BindParameter[Any]] = {name: sa.bindparam(name) for name in names}
    return sa.update(jobs).where(jobs.c.id == sa.bindparam("job_id")).values(values)


def _state_of(connection: sa.Connection, job_id: str) -> sa.Row[Any]:
    """The guarded state of a job, locked until the commit."""
    state = connection.execute(_state, {"job_id": job_id}).first()
    if state is None:
        raise LookupError(f"no job {job_id} is stored")
    return state


def _read_fence(row: sa.Row[Any]) -> Fence:
    if row.task_id:
        return Fence(FenceState.KNOWN, task_id=row.task_id, outcome=read_plain(row.outcome or "{}"))
    if row.outcome is not None:
        return Fence(FenceState.REFUSED, outcome=read_plain(row.outcome))
    return Fence(FenceState.UNKNOWN)
