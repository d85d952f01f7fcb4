"""What DBOS is told at launch: where to keep its steps, its name, and to be quiet and talk to nobody."""

import logging
import os
import sqlite3
import uuid
from pathlib import Path

import sqlalchemy as sa
from dbos import DBOSConfig, DBOSPortableJSONSerializer

VERSION = "1"  # bump only when the order of the steps changes so that a running job could not be replayed
_NAME = "ima-video-bot"
_THREADS = 16  # unbounded by default: 634 of them were seen at 1,000 jobs
_THREADS_OF_SQLITE = 2  # only two have a connection at a time, and each thread keeps memory of its own
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "busy_timeout=30000",
    "foreign_keys=ON",
    "cache_size=-512",
)
# What a step recorded stays out of an error's text, and so out of the log.
_SILENT = {"hide_parameters": True}
# Said by us already, or said once for each of a thousand jobs at a stop.
_NO_NEWS = (
    "Exception encountered in asynchronous workflow",
    "Asyncio task cancelled",
    "DBOS failed to launch",
)


def sqlite_engine(path: Path) -> sa.Engine:
    """The engine's own SQLite file; a step lost in a power cut runs again, and the fence then prevents a second pay."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    # Writers wait for each other anyway, and a connection used alone keeps its cache: a quarter less work per step.
    engine = sa.create_engine(f"sqlite:///{path}", pool_size=2, max_overflow=0, pool_use_lifo=True, **_SILENT)
    sa.event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # DBOS relies on writers that take the lock at once; it sets this itself on engines that it makes.
    connection.isolation_level = "IMMEDIATE"
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def is_damaged(fault: Exception) -> bool:
    """Whether the engine's file is broken, or no SQLite file."""
    code = getattr(getattr(fault, "orig", None), "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)


def sqlite_config(engine: sa.Engine) -> DBOSConfig:
    """One process on one file: a fixed name, so that every start goes on with what the last one left."""
    return _config(engine.url.render_as_string(), "local") | {
        "system_database_engine": engine,
        "max_executor_threads": _THREADS_OF_SQLITE,
    }


def postgres_config(url: str) -> DBOSConfig:
    """Several processes on one database: each start has a name, so that none takes another's jobs for its own."""
    plain = sa.make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    return _config(plain, uuid.uuid4().hex) | {"sys_db_pool_size": _THREADS, "db_engine_kwargs": {**_SILENT}}


def _config(url: str, executor: str) -> DBOSConfig:
    return DBOSConfig(
        name=_NAME,
        system_database_url=url,
        application_version=VERSION,
        executor_id=executor,
        max_executor_threads=_THREADS,
        enable_otlp=False,
        log_level="WARNING",
        # Plain JSON: nothing in the file is code, and a value that is not JSON is noticed at once.
        serializer=DBOSPortableJSONSerializer(),
        scheduler_polling_interval_sec=3600.0,
        # Nothing here waits for notifications of DBOS, but a stop waits for the thread that polls them: a second by
        # default.
        notification_listener_polling_interval_sec=0.05,
    )


def quiet_log() -> None:
    """Let DBOS speak through our log, and only of what nobody else has said."""
    logger = logging.getLogger("dbos")
    if not logger.handlers:
        # With a handler in place it adds no console of its own and stays below the root logger.
        logger.addHandler(logging.NullHandler())
    if _is_news not in logger.filters:
        logger.addFilter(_is_news)


def _is_news(record: logging.LogRecord) -> bool:
    return not str(record.msg).startswith(_NO_NEWS)
