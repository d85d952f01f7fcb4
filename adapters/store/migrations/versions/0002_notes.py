"""Notes of adapters get a table of their own; they stood among the handles of messages."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ARE_NOTES = "key = 'sign' OR key LIKE 'clip %'"


def upgrade() -> None:
    op.create_table(
        "notes",
        sa.Column("job_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name="fk_notes_job_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("job_id", "key", name="pk_notes"),
    )
    op.execute(f"INSERT INTO notes (job_id, key, value) SELECT job_id, key, handle FROM sent WHERE {_ARE_NOTES}")
    op.execute(f"DELETE FROM sent WHERE {_ARE_NOTES}")
