"""Render times are not looked up any more: their index goes, and the rows kept for them with the next sweep."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.drop_index("ix_jobs_model", table_name="jobs")
