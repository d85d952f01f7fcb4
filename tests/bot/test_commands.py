"""The commands as a person runs them: real processes, real files, exit codes. Each is once a cold start of Python."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.lives import Command

ROOT = Path(__file__).parents[2]
FAST = {"SPEED": "100"}


@dataclass(frozen=True, slots=True)
class Run:
    """How a command ended and what it wrote."""

    returncode: int
    stdout: str
    stderr: str


def bot(*arguments: str, folder: Path, stdin: str = "", **environ: str) -> Run:
    """Run a command to its end."""
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "in").write_text(stdin, encoding="utf-8")
        run = _forked(*arguments, folder=folder, files=Path(name), **environ)
        code = run.wait(60)
        out, errors = ((Path(name) / one).read_text(encoding="utf-8") for one in ("out", "errors"))
    return Run(code, out, errors)


def _forked(*arguments: str, folder: Path, files: Path, **environ: str) -> Command:
    for name in ("in", "out", "errors"):
        (files / name).touch()
    return Command(
        *arguments,
        cwd=ROOT,
        env=_env(folder, **environ),
        stdin=files / "in",
        stdout=files / "out",
        stderr=files / "errors",
    )


def cold(*arguments: str, folder: Path, stdin: bytes = b"", **environ: str) -> Run:
    """The same by a start of Python."""
    run = subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        env=_env(folder, **environ),
        input=stdin,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Run(run.returncode, run.stdout.decode(), run.stderr.decode())


def _env(folder: Path, **environ: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
    return {**kept, "DATA_DIR": str(folder), "PYTHONIOENCODING": "utf-8", **environ}


def rows(run: Run) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_say_prints_one_json_row_for_each_message(tmp_path: Path) -> None:
    run = cold("say", "--sandbox", "--json", "a dog on the beach", folder=tmp_path / "d", **FAST)
    assert run.returncode == 0, run.stderr
    kinds = [row["kind"] for row in rows(run)]
    assert kinds[0] == "start"
    assert kinds[-2:] == ["media", "link"]
    media, link = rows(run)[-2:]
    assert media["url"] == link["url"]
    assert link["url"] in link["text"]
    assert rows(run)[0]["points"] == media["points"] == 25


def test_a_follow_up_waits_for_what_came_before(tmp_path: Path) -> None:
    run = bot(
        "say",
        "--sandbox",
        "--json",
        "小狗在海边奔跑",
        "--follow-up",
        "改成竖屏",
        folder=tmp_path / "d",
        **FAST,
    )
    assert run.returncode == 0, run.stderr
    turns = [row["turn"] for row in rows(run)]
    assert turns == sorted(turns)
    second = [row for row in rows(run) if row["turn"] == 1]
    assert "16:9 → 9:16" in second[0]["text"]


def test_without_a_key_say_ends_with_one_clear_line(tmp_path: Path) -> None:
    run = bot("say", "a dog", folder=tmp_path / "d")
    assert run.returncode == 2
    assert run.stderr.strip().count("\n") == 0
    assert "IMA_API_KEY" in run.stderr
    assert "--sandbox" in run.stderr


def test_a_studio_that_is_away_is_a_failure_message_and_exit_1(tmp_path: Path) -> None:
    run = bot(
        "say",
        "--json",
        "a dog",
        folder=tmp_path / "d",
        IMA_API_KEY="ima_x1234567",
        IMA_BASE_URL="http://127.0.0.1:9",
        IMA_UPLOAD_BASE_URL="http://127.0.0.1:9",
    )
    assert run.returncode == 1, run.stderr
    assert [row["kind"] for row in rows(run)] == ["failure"]
    assert "Network connection unstable" in rows(run)[0]["text"]
    assert "Traceback" not in run.stderr


def test_wrong_settings_are_all_named(tmp_path: Path) -> None:
    run = bot("say", "a dog", folder=tmp_path / "d", POLL_SECONDS="never", MAX_JOBS="0")
    assert run.returncode == 2
    assert "POLL_SECONDS" in run.stderr
    assert "MAX_JOBS" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("command", [("say", "--sandbox", "a dog"), ("demo", "--port", "0")])
def test_a_wrong_speed_is_named_with_a_sandbox_too(command: tuple[str, ...], tmp_path: Path) -> None:
    run = bot(*command, folder=tmp_path / "d", SPEED="fast")
    assert run.returncode == 2
    assert "SPEED" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_damaged_engine_file_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir(mode=0o700)
    (tmp_path / "d" / "engine.db").write_bytes(b"no database at all" * 300)
    run = bot("say", "--sandbox", "a dog", folder=tmp_path / "d")
    assert run.returncode == 2
    assert "engine.db" in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1, run.stderr


def test_a_folder_that_cannot_be_written_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    run = bot("say", "--sandbox", "a dog", folder=tmp_path / "file" / "data")
    assert run.returncode == 2
    assert "cannot be written" in run.stderr
    assert "Traceback" not in run.stderr


@contextmanager
def running(*arguments: str, folder: Path, **environ: str) -> Iterator[tuple[Command, Path]]:
    """A command that goes on, and the file that it writes; ended, if need be, with the test."""
    with tempfile.TemporaryDirectory() as name:
        child = _forked(*arguments, folder=folder, files=Path(name), **environ)
        try:
            yield child, Path(name) / "out"
        finally:
            child.kill()


def first_line(out: Path) -> str:
    deadline = time.monotonic() + 20
    while "\n" not in (text := out.read_text(encoding="utf-8")):
        assert time.monotonic() < deadline, "nothing was written"
        time.sleep(0.01)
    return text.partition("\n")[0]


def test_a_folder_in_use_is_said_plainly(tmp_path: Path) -> None:
    with running("say", "--sandbox", "--json", "a dog", folder=tmp_path / "d") as (first, out):
        assert json.loads(first_line(out))["kind"] == "start"
        second = bot("say", "--sandbox", "a cat", folder=tmp_path / "d")
        first.send_signal(signal.SIGTERM)
        assert first.wait(10) == 143
    assert second.returncode == 2
    assert "in use" in second.stderr


def test_a_stopped_run_leaves_its_job_open_and_the_next_one_ends_it(tmp_path: Path) -> None:
    with running("sandbox", "--port", "0", "--speed", "40", folder=tmp_path / "d") as (_, printed):
        url = next(word for word in first_line(printed).split() if word.startswith("http"))
        environ = {
            "IMA_API_KEY": "ima_x1234567",
            "IMA_BASE_URL": url,
            "IMA_UPLOAD_BASE_URL": url,
            "SPEED": "40",
        }
        with running("say", "--json", "a dog", folder=tmp_path / "d", **environ) as (first, out):
            assert json.loads(first_line(out))["kind"] == "start"
            time.sleep(0.3)
            began = time.monotonic()
            first.send_signal(signal.SIGTERM)
            assert first.wait(10) == 143
            assert time.monotonic() - began < 8
        run = bot("say", "--json", "a cat", folder=tmp_path / "d", **environ)
        assert run.returncode == 0, run.stderr
        # What it resumed may end before or after its own; it waits for its own alone.
        assert [row["kind"] for row in rows(run)].count("media") >= 1


def test_models_lists_all_four_tasks(tmp_path: Path) -> None:
    run = cold("models", "--sandbox", folder=tmp_path / "d")
    assert run.returncode == 0
    assert "text_to_video (14)" in run.stdout
    assert "reference_image_to_video (9)" in run.stdout


def test_doctor_names_what_is_missing(tmp_path: Path) -> None:
    run = cold("doctor", folder=tmp_path / "d")
    assert run.returncode == 1
    assert "IMA_API_KEY is not set" in run.stdout
    assert "no platform is configured" in run.stdout


@pytest.mark.parametrize(
    "line", ['{"text": "用可灵生成竖屏小狗 10秒"}', '{"id": 7, "text": "a dog", "images": 0}']
)
def test_parse_reads_and_writes_json_lines(tmp_path: Path, line: str) -> None:
    run = bot("parse", folder=tmp_path / "d", stdin=line + "\n")
    assert run.returncode == 0
    [row] = rows(run)
    assert row["action"] == "generate"
    assert row.get("id") == json.loads(line).get("id")


def test_parse_goes_on_after_bytes_that_are_no_text(tmp_path: Path) -> None:
    run = cold(
        "parse",
        folder=tmp_path / "d",
        stdin=b'{"text": "\xff\xfe"}\n{"text": "\xe5\xb0\x8f\xe7\x8b\x97"}\n',
        PYTHONIOENCODING="utf-8:strict",
    )
    assert run.returncode == 0, run.stderr
    first, second = [json.loads(line) for line in run.stdout.splitlines()]
    assert "error" in first
    assert second["language"] == "zh"


def test_serve_without_a_platform_still_shows_its_health_and_stops_in_order(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "serve", "--sandbox"],
        cwd=ROOT,
        env=_env(tmp_path / "d", HTTP_PORT=str(port)),
    ) as service:
        try:
            health = _ask(f"http://127.0.0.1:{port}/healthz")
            assert json.loads(health) == {"status": "ok", "platforms": {}}
            assert json.loads(_ask(f"http://127.0.0.1:{port}/readyz"))["ready"] is True
            assert 'imabot_jobs{state="running"} 0.0' in _ask(f"http://127.0.0.1:{port}/metrics")
            began = time.monotonic()
            service.send_signal(signal.SIGTERM)
            assert service.wait(10) == 143
            assert time.monotonic() - began < 8
        finally:
            service.kill()


def _ask(url: str) -> str:
    """The answer, as soon as somebody listens."""
    deadline = time.monotonic() + 40
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
