"""Postgres' driver stays unloaded while the database is a file, and is the real one for whoever looks into it."""

import subprocess
import sys

_LIGHT = """
import sys
import adapters.engine.dbos_engine
assert [name for name in sys.modules if name.startswith("psycopg")] == ["psycopg", "psycopg.errors"]
"""
_REAL = (
    _LIGHT
    + """
import dbos._utils, psycopg, sqlalchemy
kept = dbos._utils.psycopg
assert issubclass(kept.errors.ConnectionTimeout, psycopg.OperationalError)
from psycopg.conninfo import make_conninfo
assert make_conninfo(host="here") == "host=here"
try:
    sqlalchemy.create_engine("postgresql+psycopg://nobody@127.0.0.1:1/none").connect()
except sqlalchemy.exc.OperationalError as fault:
    assert type(fault.orig) is kept.OperationalError is sys.modules["psycopg"].OperationalError
else:
    raise AssertionError("nobody listens there")
"""
)


def _run(code: str) -> None:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_bot_on_a_file_does_not_carry_the_driver_of_postgres() -> None:
    _run(_LIGHT)


def test_whoever_looks_into_the_driver_has_the_real_one() -> None:
    _run(_REAL)
