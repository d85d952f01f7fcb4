"""Brings a database to the newest schema at open; Alembic is loaded only when there is something to do."""

from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from adapters.store.errors import StoreTooNew
from adapters.store.tables import metadata

HEAD = "0004"
MIGRATIONS = Path(__file__).parent / "migrations"
# As Alembic makes it.
_STAMP = sa.Table(
    "alembic_version",
    sa.MetaData(),
    sa.Column("version_num", sa.String(32), nullable=False),
    sa.PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
_LOCK = 7_160_317_001  # any number, the same on every machine: one migrates, the others wait


def migrate(connection: sa.Connection, *, keep_copy: Callable[[str], None] = lambda _: None) -> None:
    """Bring the schema to HEAD; `keep_copy(revision)` is called before an existing one is changed."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_lock(_LOCK)))
        connection.commit()
    try:
        current = _revision(connection)
        if current != HEAD:
            if current is None:
                _create(connection)
            else:
                keep_copy(current)
                upgrade(connection, current)
    finally:
        if connection.dialect.name == "postgresql":
            connection.rollback()
            connection.execute(sa.select(sa.func.pg_advisory_unlock(_LOCK)))
            connection.commit()


def _revision(connection: sa.Connection) -> str | None:
    """The revision a database stands at; None for a new one."""
    with connection.begin():
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def _create(connection: sa.Connection) -> None:
    """A new database gets its tables as they are now, which a test holds equal to what the migrations make."""
    with connection.execution_options(is_write=True).begin():
        metadata.create_all(connection)
        connection.execute(sa.schema.CreateTable(_STAMP))
        connection.execute(_STAMP.insert().values(version_num=HEAD))


def upgrade(connection: sa.Connection, current: str | None) -> None:
    """Run the migrations from this revision on; None for none yet."""
    # Imported here: at the top it would cost every start a tenth of a second and 10 MiB.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise StoreTooNew(
            f"The database was written by a newer version of this program (schema {current}, known up to {HEAD})."
        )
    config.attributes["connection"] = connection
    with connection.execution_options(is_write=True).begin():
        command.upgrade(config, "head")
