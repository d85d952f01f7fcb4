"""The store on Postgres, for several machines: the same operations over a pool of connections."""

from typing import Self, TypeVar

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from adapters.store.database import Operation
from adapters.store.errors import StoreError
from adapters.store.schema import migrate

T = TypeVar("T")


class PostgresDatabase:
    """One Postgres database; our tables live in the connection's own schema, beside the engine's."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @classmethod
    async def open(cls, url: str) -> Self:
        """Connect and migrate; raises StoreError with a readable reason."""
        engine = create_async_engine(
            sa.make_url(url).set(drivername="postgresql+psycopg"),
            pool_size=8,
            max_overflow=8,
            pool_pre_ping=True,
            pool_recycle=1800,
        )
        try:
            async with engine.connect() as connection:
                await connection.run_sync(migrate)
        except sa.exc.OperationalError as fault:
            await engine.dispose()
            # The driver's own words may repeat the address, with its password: they stay in the cause.
            raise StoreError("The database at DATABASE_URL cannot be reached or refuses us.") from fault
        except BaseException:
            await engine.dispose()
            raise
        return cls(engine)

    async def read(self, operation: Operation[T]) -> T:
        """Run a reading operation in a transaction of its own."""
        async with self._engine.connect() as connection:
            return await connection.run_sync(operation)

    async def write(self, operation: Operation[T]) -> T:
        """Run a writing operation and commit."""
        async with self._engine.begin() as connection:
            return await connection.run_sync(operation)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._engine.dispose()
