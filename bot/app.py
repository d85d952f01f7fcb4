"""The composition root: wires ports to adapters, takes messages in, starts and resumes jobs, stops in order."""

import asyncio
import contextlib
import ctypes
import gc
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence

from adapters.engine import FairGate, SystemClock
from adapters.engine.dbos_engine import DbosEngine
from adapters.fetch import GuardedFetch
from adapters.ima.client import ImaStudio
from bot.background import Background
from bot.broken_runs import BrokenRuns
from bot.chats import Chats
from bot.intake import Intake
from bot.memory import Memory
from bot.parts import Engine, Gateway
from bot.setting_kinds import is_local
from bot.settings import Settings
from core.desk import Desk, House
from core.drafts import Drafter
from core.errors import FetchError, StudioError
from core.model import Job, TaskType
from core.parser import Parser
from core.phrases import Phrases
from core.ports import Clock, Limits, Steps
from core.runner import Outside, Runner
from core.tables import Tables, read_tables

_log = logging.getLogger(__name__)

_DAY_S = 86_400.0
_KEPT_S = 7 * _DAY_S
_SWEEP_EVERY_S = 3600.0
_LIST_WAIT_S = 5.0
_LEFT_BEHIND_S = 60.0


class App:
    """The whole service behind any number of chats; add platforms to `chats` before `start`.

    `clock` and `engine` are handed in by tests that must not wait, `tables` and their `parser` by tests that share them
    and by commands that need not check them.
    """

    def __init__(
        self,
        settings: Settings,
        memory: Memory,
        *,
        tables: Tables | None = None,
        parser: Parser | None = None,
        clock: Clock | None = None,
        engine: Engine | None = None,
    ) -> None:
        self.settings = settings
        self.memory = memory
        self.chats = Chats()
        self.tables = tables or read_tables()
        self.phrases = Phrases(self.tables.catalogues)
        self.clock: Clock = clock or SystemClock(settings.speed)
        self.gate = FairGate(settings.max_jobs, settings.max_jobs_per_user)
        local = is_local(settings.ima_base_url)
        self.fetch = GuardedFetch(allow_loopback=local, media_hosts=sorted(settings.ima_media_hosts))
        self.studio = ImaStudio(
            base_url=settings.ima_base_url,
            upload_base_url=settings.ima_upload_base_url,
            api_key=settings.ima_api_key,
        )
        url = settings.database_url.get_secret_value()
        self.engine: Engine = engine or DbosEngine(
            sqlite=None if url else memory.folder.engine_file, postgres=url, on_lost=self._lose
        )
        self.lost = asyncio.Event()  # the database gave our jobs to another machine: this process must end
        self.runner = Runner(
            Outside(
                chat=self.chats,
                studio=self.studio,
                fetch=self.fetch,
                jobs=memory.jobs,
                ledger=memory.ledger,
                history=memory.history,
                clock=self.clock,
                gate=self.gate,
            ),
            tables=self.tables,
            phrases=self.phrases,
            poll_s=settings.poll_seconds if "poll_seconds" in settings.model_fields_set else None,
            progress_one_by_one=settings.progress_style == "post",
        )
        self.desk = Desk(
            chat=self.chats,
            studio=self.studio,
            jobs=memory.jobs,
            preferences=memory.preferences,
            ledger=memory.ledger,
            history=memory.history,
            clock=self.clock,
            gate=self.gate,
            parser=parser or Parser(self.tables),
            tables=self.tables,
            phrases=self.phrases,
            drafter=Drafter(self.tables, self.phrases),
            house=House(
                confirm_above_points=settings.confirm_above_points,
                limits=Limits(settings.daily_points_per_user, settings.daily_points_per_chat),
                admins=frozenset(settings.admin_users),
            ),
        )
        self.sweeps: list[Callable[[float], Awaitable[object]]] = []
        self.closes: list[Callable[[], Awaitable[object]]] = []
        self._gateways: list[Gateway] = []
        self._background = Background()
        self._runs: dict[str, asyncio.Event] = {}
        self._broken = BrokenRuns(self.clock.now)
        self._given_up: set[str] = set()  # whose end is being told
        self._intake = Intake(settings, memory, desk=self.desk, engine=self.engine, chats=self.chats)
        self.take = self._intake.take
        self.converse = self._intake.converse
        self.take_back = self._intake.take_back
        self.left = self._intake.left
        self.is_ready = False

    # --- life ----------------------------------------------------------------

    async def start(self, gateways: Sequence[Gateway] = ()) -> None:
        """Read the lists, go on with what the last start left, then open the doors."""
        self._background.start(self.studio.keep_fresh(), "renewing the lists")
        await self._first_lists()
        await self.engine.start(self._run)
        await self._resume()
        for gateway in gateways:
            await gateway.start()
            self._gateways.append(gateway)
        self._background.start(self._sweep_for_ever(), "cleaning up")
        self._background.start(self._look_after_for_ever(), "looking for open jobs")
        self.is_ready = True

    async def stop(self) -> None:
        """Close the doors, leave running jobs where they are, let everything go."""
        self.is_ready = False
        for gateway in reversed(self._gateways):
            with contextlib.suppress(Exception):  # a door that will not close must not keep the others open
                await gateway.stop()
        self._gateways.clear()
        await self._intake.stop()
        await self._background.stop()
        await self.engine.stop()
        for close in self.closes:
            # Closed last: what the jobs said before they stopped may still be on its way.
            await close()
        await self.studio.close()
        await self.fetch.close()

    async def _first_lists(self) -> None:
        """Wait a moment for the lists, so that the first message finds them; a studio that is away does not matter."""
        reads = [asyncio.ensure_future(self.studio.products(one)) for one in TaskType]
        done, late = await asyncio.wait(reads, timeout=_LIST_WAIT_S)
        faults = [fault for task in done if isinstance(fault := task.exception(), StudioError)]
        if faults:
            _log.warning("The studio's list could not be read: %s", faults[0].failure)
        for task in late:
            task.cancel()

    async def _resume(self) -> None:
        unfinished = [job.id for job in await self.memory.jobs.unfinished()]
        if unfinished:
            _log.info("Going on with %d jobs.", len(unfinished))
        await self._go_on(unfinished)
        # With several machines, a claim of the last minute may be another's work.
        is_shared = bool(self.settings.database_url.get_secret_value())
        await self._answer_unanswered(before=self.clock.now() - _LEFT_BEHIND_S if is_shared else None)

    async def _answer_unanswered(self, *, before: float | None) -> None:
        for incoming in await self.memory.inbox.unanswered(before=before):
            self._background.start(self._intake.answer_again(incoming), f"message {incoming.id}")

    async def _sweep_for_ever(self) -> None:
        while True:
            try:
                await self._sweep()
            except Exception:  # noqa: BLE001
                # Cleaning up must never end the service; the next hour tries again.
                _log.exception("Cleaning up failed.")
            await asyncio.sleep(_SWEEP_EVERY_S)

    async def _sweep(self) -> None:
        now = self.clock.now()
        await self.memory.history.sweep(before=now - _KEPT_S)
        await self.memory.files.sweep(before=now - _DAY_S)
        self.memory.folder.sweep_copies(before=now - _KEPT_S)
        await self.engine.sweep(before=now - _DAY_S)
        for sweep in self.sweeps:
            await sweep(now - _KEPT_S)

    def _lose(self) -> None:
        _log.error("The connection that guards our jobs is lost; another machine may have them.")
        self.lost.set()

    async def _look_after_for_ever(self) -> None:
        while True:
            await asyncio.sleep(_LEFT_BEHIND_S)
            await self.look_after()

    async def look_after(self) -> None:
        """Go on with what was left: messages not answered yet, open jobs whose run broke or whose machine died."""
        await self._intake.answer_left()
        before = self.clock.now() - _LEFT_BEHIND_S
        try:
            open_jobs = await self.memory.jobs.unfinished()
            left = [job.id for job in open_jobs if job.created_at < before]
            # One that is over may lack its last message, if its run broke there.
            await self._go_on(tuple(dict.fromkeys((*left, *self._broken.all()))))
            await self._answer_unanswered(before=before)
        except Exception:  # noqa: BLE001
            # The store may be away for a while; the next minute tries again.
            _log.exception("Open jobs and messages could not be looked for.")

    async def _go_on(self, job_ids: Sequence[str]) -> None:
        """Run these jobs unless something runs them; what breaks again and again is given up, and its person told."""
        hopeless = [one for one in job_ids if self._broken.is_hopeless(one)]
        # The engine gives up too, after too many restarts in the middle of a run.
        dead = await self.engine.resume([one for one in job_ids if self._broken.is_due(one)])
        for job_id in (*hopeless, *dead):
            if job_id not in self._given_up:
                self._given_up.add(job_id)
                # Its chat may not be there yet, and nobody waits for it here.
                self._background.start(self._give_up(job_id), f"giving up {job_id}")

    async def _give_up(self, job_id: str) -> None:
        try:
            await self.runner.endings.give_up(job_id)
            self._broken.clear(job_id)
        finally:
            self._given_up.discard(job_id)

    async def fetch_clip(self, url: str, *, limit_bytes: int) -> bytes | None:
        """A finished clip's bytes, or None when it is larger than the limit or cannot be read."""
        try:
            async with self.fetch.open(url, limit_bytes=limit_bytes, timeout_s=60) as download:
                return b"".join([chunk async for chunk in download.chunks()])
        except FetchError as fault:
            _log.info("a clip could not be read: %s", fault.reason)
            return None

    # --- jobs ----------------------------------------------------------------

    async def over(self, job_ids: Iterable[str]) -> list[Job]:
        """Wait until these jobs are over, and return them as they ended."""
        ended: list[Job] = []
        for job_id in job_ids:
            ran = self._runs.setdefault(job_id, asyncio.Event())
            while (job := await self.memory.jobs.get(job_id)) is not None and not job.phase.is_over:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(1.0):
                        await ran.wait()
                # A run may end without its job, when it broke: the next one sets it again.
                ran.clear()
            self._runs.pop(job_id, None)
            if job is not None:
                ended.append(job)
        return ended

    async def _run(self, job_id: str, steps: Steps) -> None:
        try:
            await self.runner.run(job_id, steps)
        except Exception:
            self._broken.note(job_id)
            raise
        else:
            self._broken.clear(job_id)
        finally:
            if job_id in self._runs:
                self._runs[job_id].set()


def keep_loaded() -> None:
    """What is loaded now stays for good: said once, when a process is ready.

    Left to the collector, each full run would walk over all of it: 80 ms in which nobody is answered. What a start needed
    only for a while is given back to the system, 4 MiB, where the C library can do so (glibc).
    """
    gc.collect()
    gc.freeze()
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
