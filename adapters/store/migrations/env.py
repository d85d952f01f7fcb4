"""Runs the migrations on the connection that the store hands over; our tables only, never the engine's."""

from alembic import context

from adapters.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table by rebuilding it
    include_name=lambda name, kind, _: kind != "table" or name in metadata.tables,
)
# The caller holds the transaction: a migration that fails leaves nothing behind.
context.run_migrations()
