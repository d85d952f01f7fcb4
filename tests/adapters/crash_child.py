"""A process that carries jobs through four steps with the real store and engine, and kills itself where it is told.

It is given the folder, an address of Postgres or "", kill points as {job: "step:when"}, after how many seconds to die
anyway (0 = never), and how long a step takes. Every outside effect is a line in the folder's journal, so that what
happened can be compared with what is stored. It ends when every job is over and the file "hold" is gone.
"""

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from adapters.engine.dbos_engine import DbosEngine
from adapters.store import DataFolder, SqlJobs, SqlLedger, open_database
from core.model import Json, Phase
from core.ports import FenceState, Opening, Steps
from tests.adapters.store_samples import a_job

_BEGUN = 7  # jobs that a machine on Postgres has handed to its engine before its last seconds run


class Child:
    """One life of the process."""

    def __init__(
        self, folder: Path, kills: dict[str, str], jobs: SqlJobs, ledger: SqlLedger, step_s: float
    ) -> None:
        self._journal = os.open(folder / "journal", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        self._folder = folder
        self._kills = kills
        self._jobs = jobs
        self._ledger = ledger
        self._step_s = step_s

    def happen(self, job_id: str, what: str) -> None:
        os.write(self._journal, f"{job_id} {what}\n".encode())

    def reach(self, job_id: str, point: str) -> None:
        """Die here, the first time that this job comes here in any life."""
        mark = self._folder / f"killed-{job_id}"
        if self._kills.get(job_id) == point and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)

    async def run(self, job_id: str, steps: Steps) -> None:
        async def step(name: str, effect: Callable[[], Awaitable[Json]]) -> Json:
            async def whole() -> Json:
                await asyncio.sleep(self._step_s)
                self.reach(job_id, f"{name}:before")
                value = await effect()
                self.reach(job_id, f"{name}:after")
                return value

            value = await steps.do(name, whole)
            self.reach(job_id, f"{name}:recorded")
            return value

        await step("start", lambda: self._start(job_id))
        task = await step("create.1", lambda: self._create(job_id))
        if task is None:
            await step("doubt", lambda: self._end(job_id, Phase.IN_DOUBT))
            return
        await step("media", lambda: self._post(job_id, "media"))
        await step("settle", lambda: self._end(job_id, Phase.DELIVERED))

    async def _start(self, job_id: str) -> Json:
        return await self._post(job_id, "start")

    async def _post(self, job_id: str, key: str) -> Json:
        if await self._jobs.sent(job_id, key) is None:
            self.happen(job_id, key)
            await self._jobs.mark_sent(job_id, key, f"h-{key}-{job_id}")
        return None

    async def _create(self, job_id: str) -> Json:
        fence = await self._jobs.fence(job_id, 1)
        if fence.state is FenceState.CLEAR:
            self.reach(job_id, "fenced")
            self.happen(job_id, "create")
            self.reach(job_id, "sent")
            await self._jobs.fence_outcome(job_id, 1, task_id=f"t-{job_id}", outcome={})
            self.reach(job_id, "noted")
            fence = await self._jobs.fence(job_id, 1)
        if fence.state is not FenceState.KNOWN:
            return None
        await self._ledger.spend(job_id, 1, 10, at=time.time())
        return fence.task_id

    async def _end(self, job_id: str, phase: Phase) -> Json:
        job = await self._jobs.get(job_id)
        assert job is not None
        if phase is Phase.IN_DOUBT:
            await self._ledger.hold(job_id)
        await self._jobs.save(job.become(phase, elapsed_s=1))
        return None


async def over(jobs: SqlJobs) -> None:
    """Wait until all jobs have ended, as far as is stored."""
    while await jobs.unfinished():
        await asyncio.sleep(0.02)


def live(folder: Path, url: str, kills: dict[str, str], random_kill_s: float, step_s: float) -> None:
    """One life: until all is done, or it is killed."""
    asyncio.run(_carry(folder, url, kills, random_kill_s, step_s))


async def _carry(folder: Path, url: str, kills: dict[str, str], random_kill_s: float, step_s: float) -> None:
    def die_in_time() -> None:
        if random_kill_s:
            asyncio.get_running_loop().call_later(random_kill_s, os.kill, os.getpid(), signal.SIGKILL)

    if not url:
        die_in_time()
    # On Postgres several of these live at once, each a machine with a folder of its own.
    with DataFolder.take(folder / str(os.getpid()) if url else folder) as data:
        database = await open_database(data, url)
        jobs = SqlJobs(database)
        child = Child(folder, kills, jobs, SqlLedger(database), step_s)
        engine = DbosEngine(postgres=url) if url else DbosEngine(sqlite=data.engine_file)
        await engine.start(child.run)
        await engine.resume([job.id for job in await jobs.unfinished()])
        for number, (job_id, point) in enumerate(kills.items()):
            if url and number == _BEGUN:
                die_in_time()  # a machine has some work first: how much it does in a second depends on all beside it
            new = a_job(job_id, message=f"m{number}", at=time.time(), points=10)
            if await jobs.open(new) is Opening.NEW:
                await engine.submit(job_id)
            if point:
                # One at a time, or one job's death would be another's before its own.
                await over(jobs)
        while (folder / "hold").exists():
            await asyncio.sleep(0.05)
        await over(jobs)
        await engine.stop()
        await database.close()
