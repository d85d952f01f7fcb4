"""Several machines on one Postgres: those that live take over the jobs of one that died.

Each start has a name of its own and holds a session lock in Postgres with that name. Postgres frees the lock together
with the connection. So a machine that gets another's lock knows that its owner is gone, and keeps the other survivors
out meanwhile. A machine that loses its own connection must stop at once: others may have taken its jobs.
"""

import asyncio
import logging
from collections.abc import Callable

import psycopg
import sqlalchemy as sa
from dbos import DBOS

log = logging.getLogger(__name__)

_TABLE = "CREATE TABLE IF NOT EXISTS engine_machines (name text PRIMARY KEY, since timestamptz NOT NULL DEFAULT now())"
_LOCK = "hashtextextended('engine_machines ' || %s, 0)"
# Both ends must notice within half a minute that a machine has vanished without a word.
_KEEPALIVE = ("tcp_keepalives_idle = 10", "tcp_keepalives_interval = 5", "tcp_keepalives_count = 3")
_OUR_KEEPALIVE = (
    "keepalives=1 keepalives_idle=10 keepalives_interval=5 keepalives_count=3 tcp_user_timeout=30000"
)


class Takeover:
    """This machine's lock, and the round that looks for machines whose lock is free."""

    def __init__(self, url: str, name: str, *, on_lost: Callable[[], None], every_s: float = 2.0) -> None:
        plain = sa.make_url(url).set(drivername="postgresql")
        settings = psycopg.conninfo.conninfo_to_dict(f"{_OUR_KEEPALIVE} connect_timeout=10")
        self._address = psycopg.conninfo.make_conninfo(
            plain.render_as_string(hide_password=False), **settings
        )
        self._name = name
        self._on_lost = on_lost
        self._every_s = every_s
        self._connection: psycopg.AsyncConnection[tuple[object, ...]] | None = None
        self._rounds: asyncio.Task[None] | None = None

    async def hold(self) -> None:
        """Take this machine's lock, before it runs its first job (raises psycopg.Error)."""
        connection = await psycopg.AsyncConnection.connect(self._address, autocommit=True)
        self._connection = connection
        for setting in _KEEPALIVE:
            await connection.execute(f"SET {setting}".encode())
        await connection.execute(f"SELECT pg_advisory_lock({_LOCK})".encode(), [self._name])
        await connection.execute("SELECT pg_advisory_lock(hashtextextended('engine_machines', 0))")
        await connection.execute(_TABLE)
        await connection.execute("SELECT pg_advisory_unlock(hashtextextended('engine_machines', 0))")
        await connection.execute("INSERT INTO engine_machines (name) VALUES (%s)", [self._name])

    def watch(self) -> None:
        """Begin the rounds; the first one is now, for what this machine's own last start left."""
        self._rounds = asyncio.create_task(self._watch(), name="engine-takeover")

    async def let_go(self) -> None:
        """End the rounds and free the lock, after the last job has stopped: others go on with what is left."""
        if self._rounds is not None:
            self._rounds.cancel()
            await asyncio.gather(self._rounds, return_exceptions=True)
        if self._connection is not None:
            await self._connection.close()

    async def _watch(self) -> None:
        while True:
            try:
                await self._round()
            except psycopg.Error as fault:
                if self._connection is None or self._connection.closed or self._connection.broken:
                    log.critical(
                        "The database connection that guards this machine's jobs is lost: %s",
                        type(fault).__name__,
                    )
                    self._on_lost()
                    return
                log.warning("Looking for jobs of dead machines failed: %s", type(fault).__name__)
            except Exception:
                # The engine's own database calls: without this round the jobs of a dead machine wait for the next.
                log.exception("Looking for jobs of dead machines failed.")
            await asyncio.sleep(self._every_s)

    async def _round(self) -> None:
        assert self._connection is not None
        found = await self._connection.execute(
            "SELECT name FROM engine_machines WHERE name <> %s", [self._name]
        )
        for (name,) in await found.fetchall():
            await self._take(str(name))

    async def _take(self, name: str) -> None:
        """Take over one machine's jobs, if it is gone."""
        connection = self._connection
        assert connection is not None
        answer = await connection.execute(f"SELECT pg_try_advisory_lock({_LOCK})".encode(), [name])
        row = await answer.fetchone()
        if row is None or not row[0]:
            return
        try:
            left = await DBOS.list_workflows_async(
                status="PENDING", executor_id=name, load_input=False, load_output=False
            )
            if left:
                await DBOS.resume_workflows_async([workflow.workflow_id for workflow in left])
                log.warning("Took over %d jobs of a machine that is gone.", len(left))
            await connection.execute("DELETE FROM engine_machines WHERE name = %s", [name])
        finally:
            await connection.execute(f"SELECT pg_advisory_unlock({_LOCK})".encode(), [name])
