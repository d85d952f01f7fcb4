"""Jobs as rows and rows as jobs, and rows without anything personal."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from adapters.store.codec import ADDRESS, DRAFT, storable, told_unreadable
from adapters.store.tables import fences, jobs, notes, orders, sent
from core.model import Address, Draft, Job, Phase

columns: sa.Select[Any] = sa.select(
    jobs.c.id,
    jobs.c.phase,
    jobs.c.attempt,
    jobs.c.task_id,
    jobs.c.url,
    jobs.c.cover,
    jobs.c.failure,
    jobs.c.elapsed_s,
    jobs.c.cancel_asked,
    jobs.c.forget,
    jobs.c.created_at,
    jobs.c.rendering_since,
    jobs.c.address,
    jobs.c.draft,
)

Row = sa.Row[Any]


# A waiting job is read with every look at the studio, and its words never change meanwhile.
@lru_cache(maxsize=256)
def _read_words(address: str, draft: str) -> tuple[Address, Draft]:
    return ADDRESS.read(address), DRAFT.read(draft)


def read_job(row: Row) -> Job:
    """A row of `columns` as a job."""
    address, draft = _read_words(row.address, row.draft)
    return Job(
        id=row.id,
        address=address,
        draft=draft,
        created_at=row.created_at,
        phase=Phase(row.phase),
        attempt=row.attempt,
        task_id=row.task_id,
        url=row.url,
        cover=row.cover,
        failure=row.failure,
        elapsed_s=row.elapsed_s,
        cancel_asked=row.cancel_asked,
        is_forgotten=row.forget,
        rendering_since=row.rendering_since,
    )


def read_jobs(rows: Iterable[Row]) -> tuple[Job, ...]:
    """Rows as jobs; one that cannot be read is logged and left out, so that it does not stop all the others."""
    found = []
    for row in rows:
        try:
            found.append(read_job(row))
        except ValueError as fault:
            told_unreadable("job", row.id, fault)
    return tuple(found)


def write_new(job: Job) -> dict[str, Any]:
    """All columns of a job's first row."""
    order = job.draft.order
    return {
        "id": storable(job.id),
        "person": storable(job.address.person),
        "room": storable(job.address.room),
        "request": storable(job.address.message),
        "model": storable(order.model),
        "task_type": order.task_type.value,
        "cancel_asked": job.cancel_asked,
        "created_at": job.created_at,
        "changed_at": job.created_at,
        "blank": False,
        "forget": False,
        **write_progress(job),
        **write_words(job),
    }


def write_progress(job: Job) -> dict[str, Any]:
    """The columns that change as a job goes on, except `changed_at`, which is the time of the write."""
    return {
        "phase": job.phase.value,
        "is_over": job.phase.is_over,
        "attempt": job.attempt,
        "task_id": storable(job.task_id),
        "url": storable(job.url),
        "cover": storable(job.cover),
        "failure": storable(job.failure),
        "elapsed_s": job.elapsed_s,
        "rendering_since": job.rendering_since,
    }


def write_words(job: Job) -> dict[str, Any]:
    """The columns that hold a person's own words and pictures."""
    return {"address": ADDRESS.write(job.address), "draft": DRAFT.write(job.draft)}


def blank(connection: sa.Connection, job_id: str) -> None:
    """Take all that is personal from a job that is over: its model, points, phase and fences stay, for the money."""
    row = connection.execute(columns.where(jobs.c.id == job_id)).first()
    if row is None:
        return
    values: dict[str, Any] = {"person": "", "room": "", "request": "", "url": "", "cover": "", "blank": True}
    try:
        job = read_job(row)
    except ValueError:
        values |= {"address": "", "draft": ""}
    else:
        bare = Draft(order=replace(job.draft.order, prompt="", params={}), language=job.draft.language)
        values |= write_words(replace(job, address=Address(job.address.platform, "", ""), draft=bare))
    connection.execute(sa.update(jobs).where(jobs.c.id == job_id).values(values))
    for table in (sent, notes, orders):
        connection.execute(sa.delete(table).where(table.c.job_id == job_id))
    # What the studio said may repeat a prompt. The row itself stays: it is the fence.
    connection.execute(
        sa.update(fences).where(fences.c.job_id == job_id, fences.c.outcome.is_not(None)).values(outcome="{}")
    )
