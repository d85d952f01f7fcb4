"""The engine's twin for tests: the same promises without a disk, and it can be told to die at any step."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import cast

from core.model import Json
from core.ports import Steps

log = logging.getLogger(__name__)

Run = Callable[[str, Steps], Awaitable[None]]


class Died(BaseException):
    """The process was killed, as far as a job can tell; no error, so that nothing that catches errors catches it."""


class When(StrEnum):
    """Where at a step the process dies."""

    BEFORE = "before"  # the effect never began
    UNRECORDED = "unrecorded"  # the effect is done, its value is lost
    RECORDED = "recorded"  # the value stands, nothing came after


@dataclass(slots=True)
class _Record:
    """What is on the twin's disk of one job."""

    steps: list[tuple[str, str]] = field(default_factory=list)  # name and JSON of the value
    error: Exception | None = None
    is_over: bool = False


class _MemorySteps:
    """The steps of one run of a job, replayed as far as they are recorded."""

    def __init__(self, engine: "InMemoryEngine", job_id: str, record: _Record) -> None:
        self._engine = engine
        self._job_id = job_id
        self._record = record
        self._next = 0

    async def do(
        self,
        name: str,
        effect: Callable[[], Awaitable[Json]],
        *,
        guarded: bool = False,  # noqa: ARG002 - the port's shape
    ) -> Json:
        """Run an effect once and record its plain JSON value under a stable name."""
        number, self._next = self._next, self._next + 1
        if number < len(self._record.steps):
            recorded, text = self._record.steps[number]
            if recorded != name:
                raise RuntimeError(
                    f"step {number} of {self._job_id} was {recorded!r} and is {name!r} on replay"
                )
            return cast("Json", json.loads(text))
        await self._engine.reach(name, When.BEFORE)
        text = json.dumps(await effect(), allow_nan=False)
        await self._engine.reach(name, When.UNRECORDED)
        self._record.steps.append((name, text))
        await self._engine.reach(name, When.RECORDED)
        # As the real one: what comes back is what was stored.
        return cast("Json", json.loads(text))


class InMemoryEngine:
    """Runs jobs as tasks; `die` arms one death, `resume` is the next start of the process."""

    def __init__(self) -> None:
        self._run: Run | None = None
        self._records: dict[str, _Record] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._death: tuple[str, When] | None = None
        self.has_died = False

    async def start(self, run: Run) -> None:
        """Take jobs from now on, and go on with those that a stop or a death left."""
        self._run = run
        self.has_died = False
        for job_id, record in self._records.items():
            if not record.is_over:
                self._begin(job_id, record)

    async def submit(self, job_id: str) -> None:
        """Run this job; the same id again does nothing."""
        if job_id not in self._records:
            self._records[job_id] = _Record()
            self._begin(job_id, self._records[job_id])

    async def resume(self, job_ids: Sequence[str]) -> tuple[str, ...]:
        """Run those of these jobs that never ran or whose run broke; none is ever given up here."""
        for job_id in job_ids:
            record = self._records.get(job_id)
            if record is not None and record.is_over:
                del self._records[job_id]
            await self.submit(job_id)
        return ()

    async def sweep(self, *, before: float) -> int:  # noqa: ARG002 - the real one's shape
        """Nothing is kept beyond the test."""
        return 0

    @property
    def running(self) -> int:
        """How many jobs run."""
        return len(self._tasks)

    async def stop(self) -> None:
        """End all runs where they are; the next start goes on with them."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def settled(self) -> None:
        """Wait until no job runs any more: all have ended, or the process has died."""
        while self._tasks:
            await asyncio.wait(list(self._tasks.values()))

    def die(self, step: str, when: When) -> None:
        """Arm a death: the first job that reaches this step takes the whole process down."""
        self._death = (step, when)

    async def reach(self, step: str, when: When) -> None:
        """Called by the steps: dies here, if that is what was armed."""
        if self._death == (step, when):
            self._death = None
            self.has_died = True
            for task in self._tasks.values():
                if task is not asyncio.current_task():
                    task.cancel()
            raise Died(f"{when} {step}")

    def steps(self, job_id: str) -> tuple[str, ...]:
        """The names of the recorded steps of a job."""
        record = self._records.get(job_id)
        return tuple(name for name, _ in record.steps) if record else ()

    def error(self, job_id: str) -> Exception | None:
        """What broke a job's run; a run should never break."""
        record = self._records.get(job_id)
        return record.error if record else None

    def _begin(self, job_id: str, record: _Record) -> None:
        task = asyncio.create_task(self._go(job_id, record), name=job_id)
        self._tasks[job_id] = task
        task.add_done_callback(lambda _: self._tasks.pop(job_id, None))

    async def _go(self, job_id: str, record: _Record) -> None:
        if self._run is None:
            raise RuntimeError("the engine was not started")
        try:
            await self._run(job_id, _MemorySteps(self, job_id, record))
        except Died:
            return
        except Exception as error:  # as the real one: the run is broken, the others go on
            record.error = error
            log.exception("The run of job %s broke.", job_id)
        record.is_over = True
