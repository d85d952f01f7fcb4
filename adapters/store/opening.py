"""Opens jobs: writes their points, the jobs and what is remembered with them in one transaction."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from adapters.store.codec import PICTURE, storable
from adapters.store.database import insert_new, put, serialize
from adapters.store.ledger import hold, used_on
from adapters.store.rows import write_new
from adapters.store.tables import jobs, preferences, subjects
from adapters.store.talks import change_talk
from core.model import Address, Job
from core.ports import Beside, Limits, Opening, Subject


def open_all(
    connection: sa.Connection, opened: Sequence[Job], limits: Limits, beside: Beside, *, at: float
) -> Opening:
    """Write these jobs, and `beside` with them, if the day's limits allow all of them; else write nothing."""
    address = opened[0].address
    _one_at_a_time(connection, address)
    if find_opened(connection, [one.id for one in opened]):
        return Opening.KNOWN
    points = sum(one.draft.order.points for one in opened)
    day_of, person, room = opened[0].created_at, storable(address.person), storable(address.room)
    if limits.per_person and used_on(connection, day_of, person=person) + points > limits.per_person:
        return Opening.OVER
    if limits.per_room and used_on(connection, day_of, room=room) + points > limits.per_room:
        return Opening.OVER
    for job in opened:
        insert_new(connection, jobs, **write_new(job))
        hold(connection, job)
    if beside.talk is not None:
        change_talk(connection, address.person, address.room, beside.talk, at=at)
    for task_type, model in beside.preferences.items():
        put(connection, preferences, person=person, task_type=task_type.value, model=model)
    for subject in beside.subjects:
        put(connection, subjects, **write_subject(address.room, subject))
    return Opening.NEW


def find_opened(
    connection: sa.Connection, job_ids: Sequence[str], *, wait_for: Address | None = None
) -> tuple[str, ...]:
    """Those of these ids that jobs have, in their order, after any opening under way for `wait_for` has ended."""
    if wait_for is not None:
        _one_at_a_time(connection, wait_for)
    names = {storable(one): one for one in job_ids}
    found = set(connection.execute(sa.select(jobs.c.id).where(jobs.c.id.in_(list(names)))).scalars())
    return tuple(one for name, one in names.items() if name in found)


def write_subject(room: str, subject: Subject) -> dict[str, Any]:
    """The row of a named subject."""
    return {
        "room": storable(room),
        "name": storable(subject.name),
        "person": storable(subject.person),
        "named_at": subject.named_at,
        "picture": PICTURE.write(subject.picture),
    }


def _one_at_a_time(connection: sa.Connection, address: Address) -> None:
    """Openings of one person, or in one chat, wait for each other: a day's limit holds for all of them together."""
    serialize(connection, f"person {address.person}", f"room {address.room}")
