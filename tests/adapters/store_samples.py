"""Values for the tests of store and engine, and the databases they run against."""

import os
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
import sqlalchemy as sa

from adapters.store import Database, PostgresDatabase, SqliteDatabase
from core.model import Address, Draft, Incoming, Job, Order, Picture, PictureSource, Role, TaskType, Wishes

POSTGRES_URL = os.environ.get("TEST_POSTGRES_URL", "")
KINDS = ("sqlite", "postgres") if POSTGRES_URL else ("sqlite",)

NOW = 1_800_000_000.0
DAY = 86_400.0

ADDRESS = Address("discord", "room-1", "user-1", message="m-1", extra={"token": "t"})
PICTURE = Picture(PictureSource.PLATFORM, {"message": "m-1", "attachment": "a"}, "discord", Role.FIRST)
ORDER = Order(
    task_type=TaskType.TEXT,
    model="kling-o1",
    model_name="Kling O1",
    model_id="kling-video-o1",
    leaf_id="leaf-1",
    attribute_id=7,
    points=48,
    params={"duration": 5, "generate_audio": True, "cfg": 0.5, "mode": "pro", "seed": 1},
    prompt="小狗 runs \U0001f415",
)
DRAFT = Draft(
    order=ORDER,
    language="zh",
    wishes=Wishes(duration_s=5, negative_prompt="rain"),
    pictures=(PICTURE,),
    intro=("line",),
    hint="hint",
    preferred=True,
    names=("旺财",),
    parent="discord:0",
)


def a_job(
    job_id: str = "discord:m-1",
    *,
    user: str = "user-1",
    at: float = NOW,
    message: str = "m-1",
    points: int = ORDER.points,
) -> Job:
    """A new job."""
    return Job(
        id=job_id,
        address=replace(ADDRESS, user=user, message=message),
        draft=replace(DRAFT, order=replace(ORDER, points=points)),
        created_at=at,
    )


def a_message(
    message_id: str = "discord:m-1", *, text: str = "a cat", at: float = NOW, user: str = "user-1"
) -> Incoming:
    """A message taken in."""
    return Incoming(message_id, replace(ADDRESS, user=user), text, at, pictures=(PICTURE,), reply_to="m-0")


@contextmanager
def a_postgres_database() -> Iterator[str]:
    """The address of an empty database of its own on the server of TEST_POSTGRES_URL."""
    name = f"t_{uuid.uuid4().hex}"
    with psycopg.connect(POSTGRES_URL, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    try:
        url = sa.make_url(POSTGRES_URL).set(database=name)
        yield url.render_as_string(hide_password=False)
    finally:
        with psycopg.connect(POSTGRES_URL, autocommit=True) as server:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@asynccontextmanager
async def a_database(kind: str, folder: Path) -> AsyncIterator[Database]:
    """An empty store of one kind."""
    if kind == "sqlite":
        database: Database = await SqliteDatabase.open(folder / "app.db")
        try:
            yield database
        finally:
            await database.close()
        return
    with a_postgres_database() as url:
        database = await PostgresDatabase.open(url)
        try:
            yield database
        finally:
            await database.close()
