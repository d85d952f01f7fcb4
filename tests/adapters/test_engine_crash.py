"""Real processes killed with SIGKILL inside, between and at the edges of all steps: nothing is lost or paid twice."""

import asyncio
import os
import random
import signal
import sqlite3
import time
from collections import Counter
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from adapters.engine.dbos_engine import DbosEngine
from core.model import Json
from core.ports import Steps
from tests.adapters import crash_child
from tests.adapters.store_samples import POSTGRES_URL, a_postgres_database
from tests.lives import life

EDGES = [
    f"{step}:{when}"
    for step in ("start", "create.1", "media", "settle")
    for when in ("before", "after", "recorded")
]
POINTS = [*EDGES, "fenced", "sent", "noted"]

pytestmark = pytest.mark.crash


def live(
    folder: Path, url: str, kills: dict[str, str], *, random_kill_s: float = 0.0, step_s: float = 0.0
) -> ForkServerProcess:
    return life(crash_child.live, folder, url, kills, random_kill_s, step_s)


def end_of(process: ForkServerProcess) -> int | None:
    process.join(60)
    return process.exitcode


def live_until_done(folder: Path, url: str, kills: dict[str, str], *, lives: int) -> int:
    """Start the process again and again until it ends by itself; returns how often it was killed."""
    for number in range(lives):
        code = end_of(live(folder, url, kills))
        if code == 0:
            return number
        assert code == -signal.SIGKILL
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


def check(folder: Path, url: str, jobs: set[str], *, kills: int) -> dict[str, str]:
    """What must be true after so many crashes; returns the phase of each job."""
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
        # A message may be repeated by a kill between the post and its note; nothing else repeats it.
        assert 1 <= journal[f"{job_id} start"] <= 1 + kills
        assert journal[f"{job_id} media"] <= 1 + kills
        assert (journal[f"{job_id} media"] > 0) == (phase == "delivered")
    return phases


def test_a_kill_at_every_edge_of_every_step_is_survived(tmp_path: Path) -> None:
    kills = {f"j{number:02}": point for number, point in enumerate(POINTS)}
    killed = live_until_done(tmp_path, "", kills, lives=len(POINTS) + 1)
    assert killed == len(POINTS)
    phases = check(tmp_path, "", set(kills), kills=1)
    in_doubt = {kills[job_id] for job_id, phase in phases.items() if phase == "in_doubt"}
    # Only where the answer of a paid call was lost is anything left open.
    assert in_doubt == {"fenced", "sent"}


def test_kills_at_random_instants_are_survived(tmp_path: Path) -> None:
    kills = {f"j{number:03}": "" for number in range(150)}
    seed = int(os.environ.get("CRASH_SEED", time.time_ns() % 1_000_000))
    chance = random.Random(seed)
    for _ in range(4):
        process = live(tmp_path, "", kills, random_kill_s=chance.uniform(0.1, 1.2))
        assert end_of(process) in {0, -signal.SIGKILL}, f"CRASH_SEED={seed}"
    live_until_done(tmp_path, "", kills, lives=1)
    check(tmp_path, "", set(kills), kills=4)


@pytest.mark.skipif(not POSTGRES_URL, reason="TEST_POSTGRES_URL names no Postgres server")
def test_the_jobs_of_a_machine_that_dies_are_taken_over_by_another_that_lives(
    tmp_path: Path,
) -> None:
    chance = random.Random(7)
    with a_postgres_database() as url:
        (tmp_path / "hold").touch()
        survivor = live(tmp_path, url, {}, step_s=0.15)
        for number in range(4):
            dying = live(
                tmp_path,
                url,
                {f"j{number}-{job:02}": "" for job in range(25)},
                random_kill_s=chance.uniform(0.3, 0.9),
                step_s=0.15,
            )
            assert end_of(dying) == -signal.SIGKILL
        begun = "SELECT count(*) FROM dbos.workflow_status WHERE status NOT IN ('SUCCESS', 'ERROR')"
        deadline = time.monotonic() + 30
        while stored(tmp_path, url, begun) != [(0,)]:
            assert time.monotonic() < deadline
            time.sleep(0.2)
        # Jobs that were opened and not yet handed to the engine wait for a start; all others the survivor has ended.
        newcomer = live(tmp_path, url, {}, step_s=0.15)
        (tmp_path / "hold").unlink()
        for machine in (survivor, newcomer):
            assert end_of(machine) == 0
        jobs = {str(job_id) for (job_id,) in stored(tmp_path, url, "SELECT id FROM jobs")}
        assert len(jobs) > 25
        phases = check(tmp_path, url, jobs, kills=4)
        assert sum(phase == "delivered" for phase in phases.values()) > len(jobs) // 2


@pytest.mark.skipif(not POSTGRES_URL, reason="TEST_POSTGRES_URL names no Postgres server")
async def test_a_machine_that_loses_its_guard_drops_its_jobs_and_another_has_them(tmp_path: Path) -> None:
    entered, dropped = asyncio.Event(), asyncio.Event()
    lost = asyncio.Event()

    async def run(_job_id: str, steps: Steps) -> None:
        async def wait() -> Json:
            entered.set()
            try:
                await asyncio.sleep(3600)
            finally:
                dropped.set()
            return None

        await steps.do("wait", wait)

    with a_postgres_database() as url:
        engine = DbosEngine(postgres=url, on_lost=lost.set)
        await engine.start(run)
        await engine.submit("j")
        await entered.wait()
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as server:
            server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_locks "
                "WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            )
        async with asyncio.timeout(10):
            await lost.wait()
            await dropped.wait()
        await engine.submit("refused")
        await engine.stop()
        entered.clear()
        engine = DbosEngine(postgres=url)
        await engine.start(run)
        async with asyncio.timeout(10):
            await entered.wait()
        await engine.stop()
