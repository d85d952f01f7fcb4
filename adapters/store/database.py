"""Where the store's operations run: an operation is a plain function over one connection.

One that writes is one transaction; the questions of one that reads may each see a later commit.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from adapters.store.codec import storable

T = TypeVar("T")

Operation = Callable[[sa.Connection], T]


class Database(Protocol):
    """SQLite or Postgres. A write is durable before it returns, and may be run again if a neighbour's failed."""

    async def read(self, operation: Operation[T]) -> T:
        """Run a reading operation."""
        ...

    async def write(self, operation: Operation[T]) -> T:
        """Run a writing operation and commit."""
        ...

    async def close(self) -> None:
        """Let go of files and connections."""
        ...


def insert_new(connection: sa.Connection, table: sa.Table, **values: Any) -> bool:
    """Insert a row; False, and nothing done, when its key exists."""
    statement = _insert(table, connection.dialect.name, tuple(values), replaces=False)
    return connection.execute(statement, values).first() is not None


def put(connection: sa.Connection, table: sa.Table, **values: Any) -> None:
    """Insert a row or replace the one with the same primary key."""
    connection.execute(_insert(table, connection.dialect.name, tuple(values), replaces=True), values)


@cache
def _insert(table: sa.Table, dialect: str, names: tuple[str, ...], *, replaces: bool) -> sa.Insert:
    """One statement in both dialects, so that two machines cannot both believe they were first."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(table).values({name: sa.bindparam(name) for name in names})
    keys = [column.name for column in table.primary_key]
    if replaces:
        rest = {name: statement.excluded[name] for name in names if name not in keys}
        return statement.on_conflict_do_update(index_elements=keys, set_=rest)
    return statement.on_conflict_do_nothing().returning(table.c[keys[0]])


def serialize(connection: sa.Connection, *names: str) -> None:
    """Make transactions that name the same thing wait for each other (SQLite has one writer anyway)."""
    if connection.dialect.name == "postgresql":
        for name in sorted(names):
            key = sa.func.hashtextextended(storable(name), 0)
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))
