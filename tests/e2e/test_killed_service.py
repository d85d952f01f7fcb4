"""SIGKILL at random moments of a real service with real files: nothing lost, nothing doubled, nothing paid twice."""

import asyncio
import random
import signal
import sqlite3
from collections import defaultdict
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from adapters.ima.sandbox import SandboxStudio
from tests.e2e.service_child import live, read_rows
from tests.lives import life, voice

_SPEED = 60.0
_JOBS = 12
_KILLS = 6
_PATIENCE_S = 60.0
_ENDINGS = {"delivered": ["media", "link"], "failed": ["failure"], "in_doubt": ["failure"]}


async def _start(folder: Path, url: str) -> ForkServerProcess:
    """The studio answers from this process: nothing may hold it up, neither the start nor the wait for an end."""
    hear, speak = voice()
    child = await asyncio.to_thread(life, live, folder, url, _SPEED, speak)
    speak.close()
    assert await asyncio.to_thread(hear.poll, 30)
    assert hear.recv() == "ready"
    return child


async def _kill(child: ForkServerProcess) -> None:
    child.kill()
    await asyncio.to_thread(child.join, 20)
    assert child.exitcode == -signal.SIGKILL


def _phases(folder: Path) -> dict[str, str]:
    with sqlite3.connect(folder / "data" / "app.db", timeout=5) as db:
        return dict(db.execute("SELECT id, phase FROM jobs").fetchall())


def _counted(folder: Path) -> int:
    with sqlite3.connect(folder / "data" / "app.db", timeout=5) as db:
        return int(db.execute("SELECT COALESCE(SUM(points), 0) FROM ledger").fetchone()[0])


@pytest.mark.crash
@pytest.mark.parametrize("seed", [1, 2])
async def test_killed_at_random_every_job_ends_and_the_ledgers_agree(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    async with SandboxStudio(speed=_SPEED) as studio:
        studio.script("task", "fail", times=2)
        studio.script("create", "slow", times=4, delay_s=0.2)
        asks = [f"u{number}\ta dog runs on the beach, take {number}" for number in range(_JOBS)]
        (tmp_path / "asks").write_text("\n".join(asks), encoding="utf-8")
        for _ in range(_KILLS):
            child = await _start(tmp_path, studio.url)
            await asyncio.sleep(dice.uniform(0.0, 0.6))
            await _kill(child)
        child = await _start(tmp_path, studio.url)
        try:
            async with asyncio.timeout(_PATIENCE_S):
                while True:
                    phases = _phases(tmp_path)
                    if len(phases) == _JOBS and set(phases.values()) <= set(_ENDINGS):
                        break
                    await asyncio.sleep(0.2)
        finally:
            await _kill(child)

        shown: dict[str, list[str]] = defaultdict(list)
        for row in read_rows(tmp_path / "shown"):
            if not row["edit"] and row["kind"] in ("start", "media", "link", "failure"):
                shown[str(row["message"])].append(str(row["kind"]))
        for job_id, phase in phases.items():
            assert shown[job_id.removeprefix("file-")] == ["start", *_ENDINGS[phase]], (job_id, phase)
        assert not studio.violations
        prompts = [entry.body["parameters"][0]["parameters"]["prompt"] for entry in studio.ledger.entries]
        assert len(prompts) == len(set(prompts)), "paid twice"
        in_doubt = [job_id for job_id, phase in phases.items() if phase == "in_doubt"]
        assert studio.ledger.spent <= _counted(tmp_path) <= studio.ledger.spent + 25 * len(in_doubt)
