"""Jobs are opened with all that belongs to them or not at all, within the day's points, whoever else opens some."""

import asyncio
from dataclasses import replace

import pytest
import sqlalchemy as sa

from adapters.store import Database, SqlHistory, SqlJobs, SqlLedger, SqlPreferences
from core.model import TaskType
from core.ports import Beside, Limits, Opening, Subject, Talk
from tests.adapters.store_samples import DAY, NOW, PICTURE, a_job

PERSON, ROOM = "discord:user-1", "discord:room-1"
REX = Subject("Rex", PICTURE, PERSON, NOW)
BESIDE = Beside(
    talk=lambda talk: replace(talk, greeted_at=talk.greeted_at + 1),
    preferences={TaskType.TEXT: "kling-o1"},
    subjects=(REX,),
)


async def remembered(database: Database) -> tuple[object, ...]:
    """What stands beside the jobs."""
    history = SqlHistory(database)
    return (
        await history.talk(PERSON, ROOM),
        dict(await SqlPreferences(database).get(PERSON)),
        await history.subjects(ROOM),
    )


async def test_what_is_remembered_is_written_with_the_jobs_and_once(
    database: Database, jobs: SqlJobs
) -> None:
    new = (a_job("discord:1.1", points=10), a_job("discord:1.2", points=20))
    assert await jobs.open(*new, beside=BESIDE) is Opening.NEW
    assert await jobs.open(*new, beside=BESIDE) is Opening.KNOWN
    assert await jobs.unfinished() == new
    assert await SqlLedger(database).used(person=PERSON, at=NOW) == 30
    assert await remembered(database) == (Talk(greeted_at=1.0), {TaskType.TEXT: "kling-o1"}, (REX,))


@pytest.mark.parametrize("limits", [Limits(per_person=59), Limits(per_room=59)])
async def test_a_series_that_does_not_fit_whole_leaves_nothing_behind(
    database: Database, jobs: SqlJobs, limits: Limits
) -> None:
    new = [a_job(f"discord:1.{number}", points=20) for number in range(1, 4)]
    assert await jobs.open(*new, limits=limits, beside=BESIDE) is Opening.OVER
    assert await jobs.unfinished() == ()
    assert await SqlLedger(database).entries() == ()
    assert await remembered(database) == (Talk(), {}, ())
    assert await jobs.open(*new[:2], limits=limits) is Opening.NEW


@pytest.mark.parametrize("broken", ["jobs", "ledger", "talks", "preferences", "subjects"])
async def test_a_store_that_breaks_in_the_middle_leaves_nothing_behind(
    database: Database, jobs: SqlJobs, broken: str
) -> None:
    async def rename(table: str, name: str) -> None:
        statement = sa.text(f"ALTER TABLE {table} RENAME TO {name}")
        await database.write(lambda connection: connection.execute(statement).close())

    await rename(broken, "away")
    with pytest.raises(sa.exc.SQLAlchemyError):
        await jobs.open(a_job("discord:1.1"), a_job("discord:1.2"), beside=BESIDE)
    await rename("away", broken)
    assert await jobs.opened(a_job().address, ["discord:1.1", "discord:1.2"]) == ()
    assert await SqlLedger(database).entries() == ()
    assert await remembered(database) == (Talk(), {}, ())


@pytest.mark.parametrize("limits", [Limits(per_person=100), Limits(per_room=100)])
async def test_a_days_limit_holds_against_many_requests_at_once(jobs: SqlJobs, limits: Limits) -> None:
    asked = [jobs.open(a_job(f"discord:{number}", points=30), limits=limits) for number in range(10)]
    assert (await asyncio.gather(*asked)).count(Opening.NEW) == 3
    assert await jobs.open(a_job("discord:small", points=10), limits=limits) is Opening.NEW
    tomorrow = a_job("discord:tomorrow", points=100, at=NOW + DAY)
    assert await jobs.open(tomorrow, limits=limits) is Opening.NEW


async def test_the_jobs_of_a_message_are_found_by_their_ids_in_the_order_asked(jobs: SqlJobs) -> None:
    await jobs.open(a_job("discord:1.1"), a_job("discord:1.2"))
    asked = ["discord:1", "discord:1.2", "discord:1.1", "discord:1.3"]
    assert await jobs.opened(a_job().address, asked) == ("discord:1.2", "discord:1.1")
