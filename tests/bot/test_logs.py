"""Log lines hold no key, token or signed address, whoever logs them."""

import io
import json
import logging

import pytest
import sqlalchemy as sa

from bot.logs import clean, start_logging
from tests.stage import Stage

CANARIES = [
    "ima_1234567890abcdef",
    "Authorization: Bearer abc.def.ghi",
    "app_secret=TOPSECRET99",
    "https://host.example/getuploadtoken?appUid=CANARY&sign=CANARY",
    "wss://open.feishu.cn/ws?ticket=CANARY",
    "postgresql://bot:CANARY@db.example/x",
    '{"tenant_access_token": "t-CANARY"}',
]


@pytest.mark.parametrize("text", CANARIES)
def test_what_opens_a_door_is_taken_out(text: str) -> None:
    shown = clean(f"before {text} after")
    for secret in ("1234567890abcdef", "abc.def.ghi", "TOPSECRET99", "CANARY"):
        assert secret not in shown
    assert shown.startswith("before")


def test_json_lines_are_json_and_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    monkeypatch.setattr("sys.stderr", out)
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    try:
        start_logging("INFO", "json")
        try:
            int("ima_1234567890abcdef")
        except ValueError:
            logging.getLogger("x").exception("broken %s", "https://a.example/?k=CANARY")
    finally:
        root.handlers[:] = before
        root.setLevel(level)
    row = json.loads(out.getvalue())
    assert row["level"] == "ERROR"
    assert "1234567890abcdef" not in row["trace"]
    assert "CANARY" not in row["message"]


def test_the_page_where_a_permission_is_granted_is_shown_whole() -> None:
    page = "https://open.feishu.cn/app/cli_1/auth?q=im:resource,im:message&op_from=openapi&token_type=tenant"
    assert clean(f"grant it at {page} and publish") == f"grant it at {page} and publish"
    assert clean(f"{page}&ticket=abc") == "https://open.feishu.cn/app/cli_1/auth?…"
    assert clean("https://cdn.example/auth/x?q=key") == "https://cdn.example/auth/x?…"


async def test_a_statement_that_fails_leaves_nobodys_words_in_the_log(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    def break_table(connection: sa.Connection) -> None:
        connection.exec_driver_sql(
            "CREATE TRIGGER broken BEFORE INSERT ON jobs BEGIN SELECT RAISE(ABORT, 'broken'); END"
        )

    await stage.app.memory.database.write(break_table)
    await stage.say("一只戴红围巾的水獭在划船", user="ada-lovelace")
    assert "INSERT INTO jobs" in caplog.text
    assert "水獭" not in caplog.text
    assert "ada-lovelace" not in caplog.text


def test_the_values_that_a_database_repeats_are_taken_out() -> None:
    told = (
        'duplicate key value violates unique constraint "uq_jobs_id"\n'
        "DETAIL:  Key (id)=(discord-7) already exists.\n"
        "CONTEXT:  COPY jobs, line 1, column draft: an otter rows\n"
        "[SQL: INSERT]"
    )
    assert clean(told) == (
        'duplicate key value violates unique constraint "uq_jobs_id"\nDETAIL: …\nCONTEXT: …\n[SQL: INSERT]'
    )
