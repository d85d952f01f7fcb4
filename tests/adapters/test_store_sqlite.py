"""What only the SQLite file can show: durability, shared commits, migrations, damage, and a full disk."""

import asyncio
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from adapters.store import (
    DataFolder,
    FolderNotWritable,
    SqlHistory,
    SqlInbox,
    SqliteDatabase,
    SqlJobs,
    SqlNotes,
    StoreError,
    StoreTooNew,
    open_database,
    schema,
)
from adapters.store.codec import Codec
from adapters.store.tables import inbox as inbox_table
from adapters.store.tables import jobs as jobs_table
from adapters.store.tables import metadata
from core.model import Phase
from core.ports import FenceState, Opening
from tests.adapters.store_samples import ADDRESS, a_job, a_message


async def test_a_committed_write_survives_a_power_cut_by_the_files_own_settings(tmp_path: Path) -> None:
    database = await SqliteDatabase.open(tmp_path / "app.db")

    def settings(connection: sa.Connection) -> list[object]:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        return [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]

    assert await database.read(settings) == ["wal", 2, 1, 1000]  # nobody is answered while a read waits
    assert await database.write(settings) == ["wal", 2, 1, 10000]
    await database.close()


async def test_writes_that_meet_share_a_commit_and_one_that_fails_spoils_no_other(tmp_path: Path) -> None:
    database = await SqliteDatabase.open(tmp_path / "app.db")
    commits = 0

    def count(_connection: sa.Connection) -> None:
        nonlocal commits
        commits += 1

    sa.event.listen(database._engine, "commit", count)
    jobs = SqlJobs(database)
    await jobs.open(a_job())
    commits = 0
    results = await asyncio.gather(
        *(jobs.mark_sent("discord:m-1", f"k{number}", "h") for number in range(100)), return_exceptions=True
    )
    assert results == [None] * 100
    assert commits < 50
    results = await asyncio.gather(
        jobs.mark_sent("discord:m-1", "a", "1"),
        jobs.mark_sent("discord:unknown", "a", "1"),
        jobs.mark_sent("discord:m-1", "b", "2"),
        return_exceptions=True,
    )
    assert [type(result) for result in results] == [type(None), LookupError, type(None)]
    assert await jobs.sent("discord:m-1", "b") == "2"
    await database.close()


async def test_a_caller_that_gives_up_does_not_undo_its_write_and_the_store_lives_on(tmp_path: Path) -> None:
    database = await SqliteDatabase.open(tmp_path / "app.db")
    jobs = SqlJobs(database)
    await jobs.open(a_job())
    task = asyncio.create_task(jobs.fence("discord:m-1", 1))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await jobs.fence("discord:m-1", 1)).state is FenceState.UNKNOWN
    await database.close()


async def test_everything_is_there_after_a_close_and_a_closed_store_says_so(tmp_path: Path) -> None:
    with DataFolder.take(tmp_path / "data") as folder:
        database = await open_database(folder)
        jobs = SqlJobs(database)
        await jobs.open(a_job())
        await asyncio.gather(database.close(), database.close())
        with pytest.raises(StoreError):
            await jobs.save(a_job())
        assert sorted(path.name for path in folder.path.iterdir()) == ["app.db", "lock"]
        assert folder.app_file.stat().st_mode & 0o777 == 0o600
        database = await open_database(folder)
        assert await SqlJobs(database).get("discord:m-1") == a_job()
        await database.close()


async def test_the_migrations_make_exactly_the_tables_of_the_code(tmp_path: Path) -> None:
    def made(path: Path) -> set[tuple[str, ...]]:
        with sqlite3.connect(path) as file:
            rows = file.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
        file.close()
        # A column added later stands behind the constraints: the order in a table means nothing to us.
        return {tuple(sorted(" ".join(part.split()) for part in re.split("[(,)]", sql))) for (sql,) in rows}

    engine = sa.create_engine(f"sqlite:///{tmp_path / 'migrated.db'}")
    with engine.connect() as connection:
        schema.upgrade(connection, None)
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()
    await (await SqliteDatabase.open(tmp_path / "new.db")).close()
    assert made(tmp_path / "new.db") == made(tmp_path / "migrated.db")
    assert ScriptDirectory(str(schema.MIGRATIONS)).get_current_head() == schema.HEAD


def with_migration(folder: Path, text: str) -> str:
    """Our migrations in this folder with one more, "next", behind the last; returns the one before it."""
    shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    head = f"from alembic import op\nrevision = 'next'\ndown_revision = '{schema.HEAD}'\n"
    (folder / "versions" / "9999_next.py").write_text(head + text)
    return schema.HEAD


async def test_a_copy_is_kept_before_an_existing_schema_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "app.db"
    database = await SqliteDatabase.open(path)
    await SqlJobs(database).open(a_job())
    await database.close()
    copy = tmp_path / f"app.db.before-{schema.HEAD}"
    assert not copy.exists()

    before = with_migration(
        tmp_path / "migrations",
        "import sqlalchemy as sa\n"
        "def upgrade():\n    with op.batch_alter_table('jobs') as batch:\n"
        "        batch.add_column(sa.Column('extra', sa.Text()))\n",
    )
    monkeypatch.setattr(schema, "MIGRATIONS", tmp_path / "migrations")
    monkeypatch.setattr(schema, "HEAD", "next")
    database = await SqliteDatabase.open(path)
    assert await SqlJobs(database).get("discord:m-1") == a_job()
    await database.close()
    assert copy.stat().st_mode & 0o777 == 0o600
    with sqlite3.connect(copy) as kept:
        assert kept.execute("SELECT id FROM jobs").fetchall() == [("discord:m-1",)]
        assert kept.execute("SELECT version_num FROM alembic_version").fetchall() == [(before,)]
    kept.close()


async def test_notes_that_stood_among_the_handles_of_messages_are_moved(tmp_path: Path) -> None:
    path = tmp_path / "app.db"
    database = await SqliteDatabase.open(path)
    jobs = SqlJobs(database)
    await jobs.open(a_job())
    await jobs.mark_sent("discord:m-1", "start", "h")
    await jobs.mark_sent("discord:m-1", "sign", "OnIt r-1")
    await jobs.mark_sent("discord:m-1", "clip discord:m-1:media", "file-1")
    await database.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("DROP TABLE notes")
        file.execute("ALTER TABLE jobs DROP COLUMN rendering_since")
        file.execute("CREATE INDEX ix_jobs_model ON jobs (model, task_type, phase, changed_at)")
        file.execute("UPDATE alembic_version SET version_num = '0001'")
    database = await SqliteDatabase.open(path)
    jobs, notes = SqlJobs(database), SqlNotes(database)
    assert await notes.read("discord:m-1", "sign") == "OnIt r-1"
    assert await notes.read("discord:m-1", "clip discord:m-1:media") == "file-1"
    assert await jobs.sent("discord:m-1", "sign") is None
    assert await jobs.sent("discord:m-1", "start") == "h"
    await database.close()


async def test_a_job_that_an_older_version_left_rendering_is_counted_as_it_was_before(tmp_path: Path) -> None:
    path = tmp_path / "app.db"
    database = await SqliteDatabase.open(path)
    jobs = SqlJobs(database)
    for job_id in ("discord:1", "discord:2"):
        await jobs.open(a_job(job_id))
    await jobs.save(a_job("discord:1").become(Phase.RENDERING, task_id="t"))
    await database.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("ALTER TABLE jobs DROP COLUMN rendering_since")
        file.execute("UPDATE jobs SET changed_at = created_at")
        file.execute("UPDATE alembic_version SET version_num = '0003'")
    database = await SqliteDatabase.open(path)
    since = {job.id: job.rendering_since for job in await SqlJobs(database).unfinished()}
    assert since == {"discord:1": a_job().created_at, "discord:2": None}
    await database.close()


async def test_a_migration_that_fails_leaves_the_old_schema(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "app.db"
    await (await SqliteDatabase.open(path)).close()
    with_migration(
        tmp_path / "migrations",
        "def upgrade():\n    op.drop_table('sent')\n    raise RuntimeError('halfway')\n",
    )
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", tmp_path / "migrations")
        patch.setattr(schema, "HEAD", "next")
        with pytest.raises(RuntimeError, match="halfway"):
            await SqliteDatabase.open(path)
    database = await SqliteDatabase.open(path)
    jobs = SqlJobs(database)
    await jobs.open(a_job())
    await jobs.mark_sent("discord:m-1", "start", "h")
    await database.close()


async def test_a_file_of_a_newer_program_or_no_database_at_all_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / "app.db"
    await (await SqliteDatabase.open(path)).close()
    with sqlite3.connect(path) as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
    file.close()
    with pytest.raises(StoreTooNew, match="9999"):
        await SqliteDatabase.open(path)
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError, match="damaged"):
        await SqliteDatabase.open(path)


async def test_a_full_disk_is_said_in_words_and_the_store_goes_on_when_there_is_room_again(
    tmp_path: Path,
) -> None:
    database = await SqliteDatabase.open(tmp_path / "app.db")
    jobs = SqlJobs(database)
    await jobs.open(a_job())

    async def limit(pages: int) -> None:
        # The file may not grow: what SQLite answers is what it answers on a full disk.
        await database.write(
            lambda connection: connection.exec_driver_sql(f"PRAGMA max_page_count={pages}").close()
        )

    async def fill() -> None:
        for number in range(200):
            await jobs.open(a_job(f"discord:{number}"))

    await limit(1)
    with pytest.raises(FolderNotWritable, match="No room left"):
        await fill()
    await limit(1_000_000)
    assert await jobs.open(a_job("discord:after")) is Opening.NEW
    assert await jobs.get("discord:m-1") == a_job()
    await database.close()


async def test_a_job_that_cannot_be_read_does_not_hide_the_others(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    database = await SqliteDatabase.open(tmp_path / "app.db")
    jobs = SqlJobs(database)
    for job_id in ("discord:1", "discord:2"):
        await jobs.open(a_job(job_id))
    spoil = sa.update(jobs_table).where(jobs_table.c.id == "discord:1").values(draft='{"v":1,"d":{}}')
    await database.write(lambda connection: connection.execute(spoil).close())
    assert [job.id for job in await jobs.unfinished()] == ["discord:2"]
    assert "discord:1" in caplog.text
    assert "Traceback" not in caplog.text  # it would repeat what is stored
    await database.close()


async def test_a_message_that_cannot_be_read_stops_neither_a_start_nor_forgetting_and_its_words_are_not_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    database = await SqliteDatabase.open(tmp_path / "app.db")
    inbox, history = SqlInbox(database), SqlHistory(database)
    for message_id in ("discord:1", "discord:2"):
        await inbox.claim(a_message(message_id))
    spoil = (
        sa.update(inbox_table)
        .where(inbox_table.c.id == "discord:1")
        .values(incoming='{"v":1,"d":"Jane Doe"}')
    )
    await database.write(lambda connection: connection.execute(spoil).close())
    assert [one.id for one in await inbox.unanswered()] == ["discord:2"]
    assert await history.pictures(ADDRESS.person) == a_message("discord:2").pictures
    assert "discord:1" in caplog.text
    assert "Jane Doe" not in caplog.text
    await database.close()


def test_a_value_of_an_older_version_is_upgraded_and_unknown_fields_are_left_out() -> None:
    def to_two(data: dict[str, object]) -> dict[str, object]:
        return {**data, "chat": data["channel"]}

    codec = Codec(type(ADDRESS), upgrades=(to_two,))
    old = '{"v":1,"d":{"platform":"discord","channel":"room-1","user":"user-1","message":"m-1","extra":{"token":"t"}}}'
    assert codec.read(old) == ADDRESS
    assert codec.write(ADDRESS).startswith('{"v":2,')
    assert codec.read(codec.write(ADDRESS)) == ADDRESS
