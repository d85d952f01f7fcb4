"""The store on Postgres, for several machines: the same operations, each on a thread and a connection from a pool.

Threads and not the asynchronous driver: an operation is several small answers of the database, and waiting for each of
them on the event loop cost three times the processor time.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Self, TypeVar

import sqlalchemy as sa

from adapters.store.database import Operation
from adapters.store.errors import StoreError
from adapters.store.schema import migrate

T = TypeVar("T")

_THREADS = 8


class PostgresDatabase:
    """One Postgres database; our tables live in the connection's own schema, beside the engine's."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        # A question is one answer and needs no transaction around it.
        self._reading = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="store")

    @classmethod
    async def open(cls, url: str) -> Self:
        """Connect and migrate; raises StoreError with a readable reason."""
        return await asyncio.to_thread(cls._open, url)

    @classmethod
    def _open(cls, url: str) -> Self:
        address = sa.make_url(url).set(drivername="postgresql+psycopg")
        engine = sa.create_engine(
            address,
            pool_size=_THREADS,
            max_overflow=0,
            pool_use_lifo=True,
            pool_pre_ping=True,
            pool_recycle=1800,
            hide_parameters=True,  # people's words stay out of errors' texts, and so out of the log
        )
        try:
            with engine.connect() as connection:
                migrate(connection)
        except sa.exc.OperationalError as fault:
            engine.dispose()
            # The driver's own words may repeat the address, with its password: they stay in the cause.
            raise StoreError("The database at DATABASE_URL cannot be reached or refuses us.") from fault
        except BaseException:
            engine.dispose()
            raise
        return cls(engine)

    async def read(self, operation: Operation[T]) -> T:
        """Run a reading operation."""
        return await self._on_thread(lambda: self._read(operation))

    async def write(self, operation: Operation[T]) -> T:
        """Run a writing operation and commit."""
        return await self._on_thread(lambda: self._write(operation))

    async def close(self) -> None:
        """Finish what is under way and let go of the connections."""
        await asyncio.to_thread(self._threads.shutdown)
        self._engine.dispose()

    async def _on_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def _read(self, operation: Operation[T]) -> T:
        with self._reading.connect() as connection:
            return operation(connection)

    def _write(self, operation: Operation[T]) -> T:
        with self._engine.begin() as connection:
            return operation(connection)
