"""A job knows since when the studio renders it; until now that was told from when it was opened."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("jobs", sa.Column("rendering_since", sa.Double(), nullable=True))
    # Before, no save ever changed `changed_at`: it is the time of opening, and was shown as this one.
    op.execute("UPDATE jobs SET rendering_since = changed_at WHERE task_id <> ''")
