"""Real processes killed with SIGKILL inside, at the edges of and between all steps: nothing is lost, nothing paid twice."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

ROOT = Path(__file__).parents[2]
CHILD = Path(__file__).with_name("crash_child.py")
EDGES = [
    f"{step}:{when}"
    for step in ("start", "create.1", "media", "settle")
    for when in ("before", "after", "recorded")
]
POINTS = [*EDGES, "fenced", "sent", "noted"]

pytestmark = pytest.mark.crash


def live(
    folder: Path, url: str, kills: dict[str, str], *, random_kill_s: float = 0.0
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(CHILD), str(folder), url, json.dumps(kills), str(random_kill_s)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )


def live_until_done(folder: Path, url: str, kills: dict[str, str], *, lives: int) -> int:
    """Start the process again and again until it ends by itself; returns how often it was killed."""
    for life in range(lives):
        process = live(folder, url, kills)
        out, _ = process.communicate(timeout=60)
        if process.returncode == 0:
            assert out == "done\n"
            return life
        assert process.returncode == -signal.SIGKILL
    raise AssertionError(f"not done after {lives} lives")


def stored(folder: Path, url: str, question: str) -> list[tuple[object, ...]]:
    if not url:
        file = sqlite3.connect(folder / "app.db")
        try:
            return file.execute(question).fetchall()
        finally:
            file.close()
    plain = sa.make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as connection:
        return connection.execute(question).fetchall()


def check(folder: Path, url: str, jobs: set[str]) -> dict[str, str]:
    """What must be true after any crashes; returns the phase of each job."""
    journal = Counter((folder / "journal").read_text().splitlines())
    phases = {str(job_id): str(phase) for job_id, phase in stored(folder, url, "SELECT id, phase FROM jobs")}
    assert set(phases) == jobs
    assert set(phases.values()) <= {"delivered", "in_doubt"}
    creates = {line.split()[0]: count for line, count in journal.items() if line.endswith("create")}
    assert set(creates.values()) <= {1}
    entries = stored(folder, url, "SELECT job_id, attempt, points, is_uncertain FROM ledger ORDER BY job_id")
    # Spent once for each delivered job; held and marked for each in doubt, whether or not the call was made.
    assert entries == [
        (job_id, 1, 10, False) if phases[job_id] == "delivered" else (job_id, 0, 10, True)
        for job_id in sorted(jobs)
    ]
    for job_id, phase in phases.items():
        assert creates.get(job_id, 0) == 1 or phase == "in_doubt"
        assert 1 <= journal[f"{job_id} start"] <= 2
        assert journal[f"{job_id} media"] <= 2
        assert (journal[f"{job_id} media"] > 0) == (phase == "delivered")
    return phases


def test_a_kill_at_every_edge_of_every_step_is_survived(tmp_path: Path) -> None:
    kills = {f"j{number:02}": point for number, point in enumerate(POINTS)}
    killed = live_until_done(tmp_path, "", kills, lives=len(POINTS) + 1)
    assert killed == len(POINTS)
    phases = check(tmp_path, "", set(kills))
    in_doubt = {kills[job_id] for job_id, phase in phases.items() if phase == "in_doubt"}
    # Only where the answer of a paid call was lost is anything left open.
    assert in_doubt == {"fenced", "sent"}


def test_kills_at_random_instants_are_survived(tmp_path: Path) -> None:
    kills = {f"j{number:03}": "" for number in range(150)}
    seed = int(os.environ.get("CRASH_SEED", time.time_ns() % 1_000_000))
    chance = random.Random(seed)
    for _ in range(4):
        process = live(tmp_path, "", kills, random_kill_s=chance.uniform(0.1, 1.2))
        process.communicate(timeout=60)
        assert process.returncode in {0, -signal.SIGKILL}, f"CRASH_SEED={seed}"
    live_until_done(tmp_path, "", kills, lives=1)
    check(tmp_path, "", set(kills))
