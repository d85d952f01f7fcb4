"""The tables of the store; a change here needs a migration beside it (a test compares the two)."""

from typing import Any

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _column(name: str, kind: type[sa.types.TypeEngine[Any]] = sa.Text) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


# `incoming` is null once the message is answered: then only the id is kept, for dedupe.
inbox = sa.Table(
    "inbox",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    _column("person"),
    _column("at", sa.Double),
    _column("claimed_at", sa.Double),
    sa.Column("incoming", sa.Text),
)
sa.Index("ix_inbox_claimed_at", inbox.c.claimed_at)
sa.Index("ix_inbox_person", inbox.c.person)
sa.Index(
    "ix_inbox_open",
    inbox.c.at,
    sqlite_where=inbox.c.incoming.is_not(None),
    postgresql_where=inbox.c.incoming.is_not(None),
)

# `blank`: what was personal is gone. `forget`: the person asked for it while the job ran.
jobs = sa.Table(
    "jobs",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    _column("person"),
    _column("room"),
    _column("request"),
    _column("model"),
    _column("task_type"),
    _column("phase"),
    _column("is_over", sa.Boolean),
    _column("cancel_asked", sa.Boolean),
    _column("attempt", sa.Integer),
    _column("task_id"),
    _column("url"),
    _column("cover"),
    _column("failure"),
    sa.Column("elapsed_s", sa.Integer),
    sa.Column("rendering_since", sa.Double),
    _column("created_at", sa.Double),
    _column("changed_at", sa.Double),
    _column("blank", sa.Boolean),
    _column("forget", sa.Boolean),
    _column("address"),
    _column("draft"),
)
sa.Index("ix_jobs_person_room", jobs.c.person, jobs.c.room, jobs.c.created_at)
sa.Index("ix_jobs_room_request", jobs.c.room, jobs.c.request)
sa.Index(
    "ix_jobs_open",
    jobs.c.created_at,
    sqlite_where=sa.text("NOT is_over"),
    postgresql_where=sa.text("NOT is_over"),
)


def _job() -> sa.Column[str]:
    return sa.Column("job_id", sa.Text, sa.ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True)


fences = sa.Table(
    "fences",
    metadata,
    _job(),
    sa.Column("attempt", sa.Integer, primary_key=True),
    _column("task_id"),
    sa.Column("outcome", sa.Text),
)

orders = sa.Table(
    "orders",
    metadata,
    _job(),
    sa.Column("attempt", sa.Integer, primary_key=True),
    _column("offer"),
)

sent = sa.Table(
    "sent",
    metadata,
    _job(),
    sa.Column("key", sa.Text, primary_key=True),
    _column("room"),
    _column("handle"),
)
sa.Index("ix_sent_room_handle", sent.c.room, sent.c.handle)

# What an adapter keeps with a job beside its messages, such as the key of an uploaded clip.
notes = sa.Table(
    "notes",
    metadata,
    _job(),
    sa.Column("key", sa.Text, primary_key=True),
    _column("value"),
)

preferences = sa.Table(
    "preferences",
    metadata,
    sa.Column("person", sa.Text, primary_key=True),
    sa.Column("task_type", sa.Text, primary_key=True),
    _column("model"),
)

# attempt 0 is the hold of a job; attempts from 1 are what the studio accepted.
ledger = sa.Table(
    "ledger",
    metadata,
    sa.Column("job_id", sa.Text, primary_key=True),
    sa.Column("attempt", sa.Integer, primary_key=True),
    _column("person"),
    _column("room"),
    _column("day", sa.Integer),
    _column("points", sa.Integer),
    _column("is_uncertain", sa.Boolean),
)
sa.Index("ix_ledger_day_person", ledger.c.day, ledger.c.person)
sa.Index("ix_ledger_day_room", ledger.c.day, ledger.c.room)

talks = sa.Table(
    "talks",
    metadata,
    sa.Column("person", sa.Text, primary_key=True),
    sa.Column("room", sa.Text, primary_key=True),
    _column("changed_at", sa.Double),
    _column("talk"),
)
sa.Index("ix_talks_changed_at", talks.c.changed_at)

subjects = sa.Table(
    "subjects",
    metadata,
    sa.Column("room", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    _column("person"),
    _column("named_at", sa.Double),
    _column("picture"),
)
sa.Index("ix_subjects_person", subjects.c.person)
