"""The composition root: wires ports to adapters, takes messages in, starts and resumes jobs, stops in order."""

import asyncio
import contextlib
import logging
import weakref
from collections.abc import Awaitable, Callable, Iterable, Sequence

from adapters.engine import FairGate, SystemClock
from adapters.engine.dbos_engine import DbosEngine
from adapters.fetch import GuardedFetch
from adapters.ima.client import ImaStudio
from bot.chats import Chats
from bot.memory import Memory
from bot.parts import Engine, Gateway
from bot.settings import Settings, is_loopback
from core.desk import Desk, House, take
from core.drafts import Drafter
from core.errors import ChatError, FetchError, StudioError
from core.model import Incoming, Job, Kind, Post, TaskType
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
_STOP_S = 3.0


class App:
    """The whole service behind any number of chats; add platforms to `chats` before `start`.

    `clock` and `engine` are handed in by tests that must not wait.
    """

    def __init__(
        self,
        settings: Settings,
        memory: Memory,
        *,
        tables: Tables | None = None,
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
        local = is_loopback(settings.ima_base_url)
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
            poll_s=settings.poll_seconds,
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
            parser=Parser(self.tables),
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
        self._background: set[asyncio.Task[None]] = set()
        self._taking: set[asyncio.Task[tuple[str, ...]]] = set()
        self._turns: weakref.WeakValueDictionary[tuple[str, str], asyncio.Lock] = (
            weakref.WeakValueDictionary()
        )
        self._runs: dict[str, asyncio.Event] = {}
        self.is_ready = False

    # --- life ----------------------------------------------------------------

    async def start(self, gateways: Sequence[Gateway] = ()) -> None:
        """Read the lists, go on with what the last start left, then open the doors."""
        self._in_background(self.studio.keep_fresh())
        await self._first_lists()
        await self.engine.start(self._run)
        await self._resume()
        for gateway in gateways:
            await gateway.start()
            self._gateways.append(gateway)
        self._in_background(self._sweep_for_ever())
        if self.settings.database_url.get_secret_value():
            self._in_background(self._resume_left_behind())
        self.is_ready = True

    async def stop(self) -> None:
        """Close the doors, leave running jobs where they are, let everything go."""
        self.is_ready = False
        for gateway in reversed(self._gateways):
            with contextlib.suppress(Exception):  # a door that will not close must not keep the others open
                await gateway.stop()
        self._gateways.clear()
        if self._taking:
            await asyncio.wait(self._taking, timeout=_STOP_S)
        for task in (*self._background, *self._taking):
            task.cancel()
        await asyncio.gather(*self._background, *self._taking, return_exceptions=True)
        await self.engine.stop()
        for close in self.closes:
            # The voices fall silent last: what the jobs said before they were parked is still on its way.
            await close()
        await self.studio.close()
        await self.fetch.close()

    async def _first_lists(self) -> None:
        """Wait a moment for the lists, so that the first message finds them; a studio that is away does not matter."""
        reads = [asyncio.ensure_future(self.studio.products(one)) for one in TaskType]
        done, late = await asyncio.wait(reads, timeout=_LIST_WAIT_S)
        for task in done:
            if isinstance(fault := task.exception(), StudioError):
                _log.warning("The studio's list could not be read: %s", fault.failure)
                break
        for task in late:
            task.cancel()

    async def _resume(self) -> None:
        unfinished = [job.id for job in await self.memory.jobs.unfinished()]
        if unfinished:
            _log.info("Going on with %d jobs.", len(unfinished))
        for job_id in await self.engine.resume(unfinished):
            # Given up by the engine after too many restarts: the person is told, nothing is sent again.
            await self.runner.endings.doubt(job_id)
        # With several machines, a claim of the last minute is another's work.
        newest = self.clock.now() - (_LEFT_BEHIND_S if self.settings.database_url.get_secret_value() else 0)
        for incoming in await self.memory.inbox.unanswered():
            if incoming.at > newest:
                continue
            self._in_background(self._answer_quietly(incoming))

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
        await self.engine.sweep(before=now - _DAY_S)
        for sweep in self.sweeps:
            await sweep(now - _KEPT_S)

    def _lose(self) -> None:
        _log.error("The connection that guards our jobs is lost; another machine may have them.")
        self.lost.set()

    async def _resume_left_behind(self) -> None:
        """With several machines, one may die between opening a job and starting it: somebody else starts it."""
        while True:
            await asyncio.sleep(_LEFT_BEHIND_S)
            before = self.clock.now() - _LEFT_BEHIND_S
            open_jobs = await self.memory.jobs.unfinished()
            await self.engine.resume([job.id for job in open_jobs if job.created_at < before])

    def _in_background(self, work: Awaitable[None]) -> None:
        async def run() -> None:
            await work

        task = asyncio.create_task(run())
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    async def fetch_clip(self, url: str, *, limit_bytes: int) -> bytes | None:
        """A finished clip's bytes, or None when it is larger than the limit or cannot be read."""
        try:
            async with self.fetch.open(url, limit_bytes=limit_bytes, timeout_s=60) as download:
                return b"".join([chunk async for chunk in download.chunks()])
        except FetchError as fault:
            _log.info("a clip could not be read: %s", fault.reason)
            return None

    # --- messages ------------------------------------------------------------

    def is_welcome(self, incoming: Incoming) -> bool:
        """Whether the house lets this person speak here."""
        address = incoming.address
        if address.person in self.settings.blocked_users:
            return False
        return not self.settings.allowed_chats or address.room in self.settings.allowed_chats

    async def take(self, incoming: Incoming) -> bool:
        """Take a message in: returns once it is on disk; the answer follows in the background.

        False when it was taken before, or when the house does not let this person speak here.
        """
        if not self.is_welcome(incoming) or not await self.memory.inbox.claim(incoming):
            return False
        task = asyncio.create_task(self._answer(incoming))
        self._taking.add(task)
        task.add_done_callback(self._taking.discard)
        return True

    async def converse(self, incoming: Incoming) -> tuple[str, ...]:
        """Take a message in and wait for its answer; returns the ids of the jobs it started."""
        if not self.is_welcome(incoming) or not await self.memory.inbox.claim(incoming):
            return ()
        return await self._answer(incoming)

    async def over(self, job_ids: Iterable[str]) -> list[Job]:
        """Wait until these jobs are over, and return them as they ended."""
        ended: list[Job] = []
        for job_id in job_ids:
            while (job := await self.memory.jobs.get(job_id)) is not None and not job.phase.is_over:
                waiter = self._runs.setdefault(job_id, asyncio.Event())
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(waiter.wait(), timeout=1.0)
            self._runs.pop(job_id, None)
            if job is not None:
                ended.append(job)
        return ended

    async def _answer_quietly(self, incoming: Incoming) -> None:
        await self._answer(incoming)

    async def _answer(self, incoming: Incoming) -> tuple[str, ...]:
        """Answer in the order of each conversation; a fault of ours is apologised for, not left in silence."""
        place = (incoming.address.person, incoming.address.room)
        lock = self._turns.get(place)
        if lock is None:
            lock = self._turns[place] = asyncio.Lock()
        async with lock:
            try:
                job_ids = await take(self.desk, incoming)
            except Exception:  # noqa: BLE001
                # Whatever broke, the service lives on and the person hears of it.
                _log.exception("Message %s could not be answered.", incoming.id)
                await self._apologise(incoming)
                job_ids = ()
            for job_id in job_ids:
                await self.engine.submit(job_id)
            await self.memory.inbox.answered(incoming.id)
        return job_ids

    async def _apologise(self, incoming: Incoming) -> None:
        language = incoming.language or (
            "zh" if any("\u4e00" <= one <= "\u9fff" for one in incoming.text) else "en"
        )
        post = Post(
            kind=Kind.FAILURE, text=self.phrases.say("trouble.busy", language), language=language, ok=False
        )
        with contextlib.suppress(ChatError):
            await self.chats.send(incoming.address, post, key=f"{incoming.id}:sorry")

    async def _run(self, job_id: str, steps: Steps) -> None:
        try:
            await self.runner.run(job_id, steps)
        finally:
            if job_id in self._runs:
                self._runs[job_id].set()
