"""Jobs that outlive the process: DBOS Transact as a library, one registered workflow, a step for each effect.

No queue, lease or checkpoint is ours. Nothing is listened on and nobody is called: no conductor, no telemetry.
"""

import asyncio
import contextvars
import logging
import sys
import threading
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dbos import DBOS, DBOSConfig, SetWorkflowID

from adapters.engine.dbos_storage import is_damaged, postgres_config, quiet_log, sqlite_config, sqlite_engine
from adapters.engine.takeover import Takeover
from core.errors import BotError
from core.model import Json
from core.ports import Steps

if TYPE_CHECKING:
    import sqlalchemy as sa

log = logging.getLogger(__name__)

Run = Callable[[str, Steps], Awaitable[None]]

WORKFLOW = "video_job"
_DEAD = "MAX_RECOVERY_ATTEMPTS_EXCEEDED"
_WAITING = frozenset({"PENDING", "ENQUEUED", "DELAYED"})
_OVER = ["SUCCESS", "ERROR", "CANCELLED", _DEAD]
_CHUNK = 500


class EngineError(BotError):
    """The durable engine could not be started."""


@dataclass(slots=True, eq=False)
class _Running:
    """A job that runs here; `is_guarded` while a stop would do harm: a guarded effect, or a value being recorded."""

    task: asyncio.Task[None]
    is_guarded: bool = False


class _DbosSteps:
    """Port Steps over DBOS's dynamic steps."""

    def __init__(self, engine: "DbosEngine", running: _Running) -> None:
        self._engine = engine
        self._running = running

    async def do(self, name: str, effect: Callable[[], Awaitable[Json]], *, guarded: bool = False) -> Json:
        """Run an effect once and record its plain JSON value under a stable name."""
        running = self._running
        if self._engine.is_stopping:
            # Parked between two steps: the next start goes on here.
            raise asyncio.CancelledError
        running.is_guarded = guarded

        async def once() -> Json:
            value = await effect()
            running.is_guarded = True
            return value

        try:
            return await DBOS.run_step_async({"name": name}, once)
        finally:
            running.is_guarded = False


class DbosEngine:
    """The durable engine. DBOS is one per process, so one of these may be started at a time.

    A stop waits up to `grace_s` seconds for guarded effects instead of breaking them off. On Postgres, `on_lost` is
    called when this machine has lost its claim on its jobs and has dropped them: the process should then end and start
    afresh.
    """

    def __init__(
        self,
        *,
        sqlite: Path | None = None,
        postgres: str = "",
        grace_s: float = 5.0,
        on_lost: Callable[[], None] = lambda: None,
    ) -> None:
        self._sqlite = sqlite
        self._postgres = postgres
        self._grace_s = grace_s
        self._on_lost = on_lost
        self._takeover: Takeover | None = None
        self._own: sa.Engine | None = None
        self._running: set[_Running] = set()
        self._submits: set[asyncio.Task[None]] = set()
        self.is_stopping = False

    async def start(self, run: Run) -> None:
        """Launch and go on with what the last start left; raises EngineError.

        Blocks the event loop while the tables are made (about 0.3 s): DBOS takes the loop it is launched on for the
        jobs that it resumes, and those must run on ours.
        """
        quiet_log()
        # DBOS and the store work in threads: at Python's 5 ms, a busy loop makes each of their small turns wait that
        # long (the start message's p99 at 20 requests a second was 127 ms with it and 46 ms with this).
        sys.setswitchinterval(0.0005)
        self.is_stopping = False

        @DBOS.workflow(name=WORKFLOW)
        async def video_job(job_id: str) -> None:
            await self._go(run, job_id)

        self._workflow = video_job
        try:
            config = self._config()
            if self._postgres:
                self._takeover = Takeover(self._postgres, config["executor_id"] or "", on_lost=self._lost)
                await self._takeover.hold()
            DBOS(config=config)
            DBOS.launch()
        except Exception as fault:
            # A half-started engine must not keep its threads and its file, whatever went wrong.
            await self._destroy()
            raise EngineError(self._why(fault)) from fault
        if self._takeover is not None:
            self._takeover.watch()
        for job_id in await self.dead():
            log.error("Job %s was given up after too many restarts.", job_id)

    def _why(self, fault: Exception) -> str:
        if is_damaged(fault):
            return f"{self._sqlite} is damaged or no database of ours. Move it away or restore a copy."
        return f"The job engine could not be started: {type(fault).__name__}."

    async def submit(self, job_id: str) -> None:
        """Run this job; the same id again does nothing. While stopping nothing is begun: the next start does."""
        if self.is_stopping:
            return
        # In a context of its own, or a job submitted from another's step would become that one's child; and
        # shielded, or a caller that gives up could leave a row that nobody runs.
        task = asyncio.create_task(self._submit(job_id), context=contextvars.Context())
        self._submits.add(task)
        task.add_done_callback(self._submits.discard)
        await asyncio.shield(task)

    async def resume(self, job_ids: Sequence[str]) -> tuple[str, ...]:
        """After a start: run those of these open jobs that never ran or whose run broke.

        Returns those that were given up after too many restarts: they are not run, somebody has to tell the people.
        """
        state: dict[str, str] = {}
        for first in range(0, len(job_ids), _CHUNK):
            found = await DBOS.list_workflows_async(
                workflow_ids=list(job_ids[first : first + _CHUNK]), load_input=False, load_output=False
            )
            state |= {workflow.workflow_id: workflow.status for workflow in found}
        broken = [job_id for job_id in job_ids if state.get(job_id, _DEAD) not in {*_WAITING, _DEAD}]
        for first in range(0, len(broken), _CHUNK):
            await DBOS.delete_workflows_async(broken[first : first + _CHUNK])
        for job_id in job_ids:
            if job_id not in state or job_id in broken:
                await self.submit(job_id)
        return tuple(job_id for job_id in job_ids if state.get(job_id) == _DEAD)

    async def dead(self) -> tuple[str, ...]:
        """Jobs that were given up after too many restarts."""
        found = await DBOS.list_workflows_async(status=_DEAD, load_input=False, load_output=False)
        return tuple(workflow.workflow_id for workflow in found)

    async def sweep(self, *, before: float) -> int:
        """Remove the records of jobs that ended before this instant; returns how many."""
        removed = 0
        while True:
            found = await DBOS.list_workflows_async(
                status=_OVER,
                completed_before=datetime.fromtimestamp(before, UTC).isoformat(),
                limit=_CHUNK,
                load_input=False,
                load_output=False,
            )
            if not found:
                return removed
            await DBOS.delete_workflows_async([workflow.workflow_id for workflow in found])
            removed += len(found)

    async def stop(self) -> None:
        """Leave all jobs where they are, for the next start, and let go of files and threads."""
        self.is_stopping = True
        if self._submits:
            await asyncio.wait(self._submits, timeout=self._grace_s)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._grace_s
        told: set[_Running] = set()
        while self._running:
            is_late = loop.time() >= deadline
            for running in [one for one in self._running - told if is_late or not one.is_guarded]:
                told.add(running)
                running.task.cancel()
            await asyncio.wait([running.task for running in self._running], timeout=0.05)
            if is_late and loop.time() >= deadline + 1.0:
                log.warning("%d jobs did not let go; the next start goes on with them.", len(self._running))
                break
        await self._destroy()

    @property
    def running(self) -> int:
        """How many jobs run in this process."""
        return len(self._running)

    def _config(self) -> DBOSConfig:
        if self._postgres:
            return postgres_config(self._postgres)
        if self._sqlite is None:
            raise ValueError("neither a file nor an address for the engine")
        self._own = sqlite_engine(self._sqlite)
        return sqlite_config(self._own)

    def _lost(self) -> None:
        """Drop all jobs on the spot: another machine may run them already."""
        self.is_stopping = True
        for running in self._running:
            running.task.cancel()
        self._on_lost()

    async def _submit(self, job_id: str) -> None:
        with SetWorkflowID(job_id):
            await DBOS.start_workflow_async(self._workflow, job_id)

    async def _go(self, run: Run, job_id: str) -> None:
        """One run of a job, from its first step not yet recorded."""
        task = asyncio.current_task()
        assert task is not None
        running = _Running(task)
        self._running.add(running)
        try:
            await run(job_id, _DbosSteps(self, running))
        except asyncio.CancelledError:
            if self.is_stopping or task.cancelling():
                raise
            # Nobody cancelled this job; a library let its own cancel escape, and the job would wait for a restart.
            log.exception("The run of job %s broke.", job_id)
            raise RuntimeError("a cancel from nowhere") from None
        except Exception:
            # The runner ends every job with a message; what comes out of it is a fault of ours. The engine records it.
            log.exception("The run of job %s broke.", job_id)
            raise
        finally:
            self._running.discard(running)

    async def _destroy(self) -> None:
        """Shut DBOS down off the loop: its threads may wait for the loop while it waits for them."""
        done = asyncio.Event()
        loop = asyncio.get_running_loop()

        def destroy() -> None:
            try:
                DBOS.destroy(destroy_registry=True)
                if self._own is not None:
                    self._own.dispose()
            finally:
                loop.call_soon_threadsafe(done.set)

        # DBOS made its own threads the loop's default ones; they are gone now, and others need some.
        loop.set_default_executor(ThreadPoolExecutor(thread_name_prefix="asyncio"))
        threading.Thread(target=destroy, name="engine-stop", daemon=True).start()
        await done.wait()
        if self._takeover is not None:
            await self._takeover.let_go()
        self._own = self._takeover = None
