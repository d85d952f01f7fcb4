"""Notes of adapters: kept with a job, apart from the handles of its messages, and gone with what is personal."""

from adapters.store import Database, SqlHistory, SqlJobs, SqlNotes
from core.model import Phase
from tests.adapters.store_samples import ADDRESS, NOW, a_job

JOB = "discord:m-1"


async def test_a_note_is_kept_by_job_and_key_and_replaced(database: Database) -> None:
    notes = SqlNotes(database)
    await SqlJobs(database).open(a_job())
    assert await notes.read(JOB, "sign") == ""
    await notes.write(JOB, "sign", "OnIt 1")
    await notes.write(JOB, "sign", "OnIt 2")
    await notes.write(JOB, "clip", "file")
    assert (await notes.read(JOB, "sign"), await notes.read(JOB, "clip")) == ("OnIt 2", "file")


async def test_a_note_is_never_taken_for_a_message(database: Database) -> None:
    jobs, notes = SqlJobs(database, now=lambda: NOW), SqlNotes(database)
    await jobs.open(a_job())
    await notes.write(JOB, "sign", "handle-7")
    assert await jobs.by_handle(ADDRESS.room, "handle-7") is None
    assert await jobs.sent(JOB, "sign") is None
    await jobs.mark_sent(JOB, "start", "handle-7")
    found = await jobs.by_handle(ADDRESS.room, "handle-7")
    assert found is not None
    assert found.id == JOB


async def test_a_job_that_is_not_there_keeps_nothing(database: Database) -> None:
    notes = SqlNotes(database)
    await notes.write("nobody's", "sign", "x")
    assert await notes.read("nobody's", "sign") == ""


async def test_notes_go_with_what_is_personal_and_do_not_come_back(database: Database) -> None:
    jobs, notes = SqlJobs(database, now=lambda: NOW), SqlNotes(database)
    job = a_job()
    await jobs.open(job)
    await notes.write(JOB, "sign", "x")
    await jobs.save(job.become(Phase.DELIVERED))
    await SqlHistory(database, now=lambda: NOW).forget(ADDRESS.person)
    assert await notes.read(JOB, "sign") == ""
    await notes.write(JOB, "sign", "late")
    assert await notes.read(JOB, "sign") == ""
