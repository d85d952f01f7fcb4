"""Messages in: claimed once, answered in the order of each conversation, their jobs handed to the engine."""

import asyncio
import contextlib
import logging
import weakref
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from bot.chats import Chats
from bot.memory import Memory
from bot.parts import Engine
from bot.settings import Settings
from core.desk import Desk, take, take_back
from core.errors import ChatError
from core.model import Incoming, Kind, Post, possible_job_ids
from core.text import IS_CJK

_log = logging.getLogger(__name__)

_STOP_S = 3.0
_TAKEN_BACK_KEPT = 1_000


class Intake:
    """From a platform's message to the desk's answer."""

    def __init__(
        self, settings: Settings, memory: Memory, *, desk: Desk, engine: Engine, chats: Chats
    ) -> None:
        self._settings, self._memory = settings, memory
        self._desk, self._engine, self._chats = desk, engine, chats
        self._taking: set[asyncio.Task[tuple[str, ...]]] = set()
        self._turns: weakref.WeakValueDictionary[tuple[str, str], asyncio.Lock] = (
            weakref.WeakValueDictionary()
        )
        self._taken_back: OrderedDict[str, None] = OrderedDict()
        self.left: dict[str, Incoming] = {}  # not answered yet, because the store or the engine was away

    async def stop(self) -> None:
        """Give what is being answered a moment; the rest is answered at the next start."""
        if self._taking:
            await asyncio.wait(self._taking, timeout=_STOP_S)
        for task in self._taking:
            task.cancel()
        await asyncio.gather(*self._taking, return_exceptions=True)

    def is_welcome(self, incoming: Incoming) -> bool:
        """Whether the house lets this person speak here."""
        address = incoming.address
        if address.person in self._settings.blocked_users:
            return False
        return not self._settings.allowed_chats or address.room in self._settings.allowed_chats

    async def take(self, incoming: Incoming) -> bool:
        """Take a message in: returns once it is on disk; the answer follows in the background.

        False when it was taken before, or when the house does not let this person speak here.
        """
        if not self.is_welcome(incoming) or not await self._memory.inbox.claim(incoming):
            return False
        task = asyncio.create_task(self._answer(incoming))
        self._taking.add(task)
        task.add_done_callback(self._taking.discard)
        return True

    async def take_back(self, request: str) -> None:
        """A person took a message back: not answered any more, and cancelled where nothing is paid yet."""
        self._taken_back[request] = None
        while len(self._taken_back) > _TAKEN_BACK_KEPT:
            self._taken_back.popitem(last=False)
        await take_back(self._desk, request)

    async def converse(self, incoming: Incoming) -> tuple[str, ...]:
        """Take a message in and wait for its answer; returns the ids of the jobs it started."""
        if not self.is_welcome(incoming) or not await self._memory.inbox.claim(incoming):
            return ()
        return await self._answer(incoming)

    async def answer_again(self, incoming: Incoming) -> None:
        """Go on with a claim left open by a crash or an absent store: start its jobs if it has any, else answer it."""
        await self._in_turn(incoming, lambda: self._opened_or_answered(incoming))

    async def answer_left(self) -> None:
        """Answer what could not be answered because the store or the engine was away."""
        for incoming in tuple(self.left.values()):
            await self.answer_again(incoming)

    async def _answer(self, incoming: Incoming) -> tuple[str, ...]:
        return await self._in_turn(incoming, lambda: self._answered(incoming))

    async def _in_turn(
        self, incoming: Incoming, answer: Callable[[], Awaitable[tuple[str, ...]]]
    ) -> tuple[str, ...]:
        """Answer in the order of each conversation and start its jobs; what cannot be finished now stays claimed."""
        place = (incoming.address.person, incoming.address.room)
        lock = self._turns.get(place)
        if lock is None:
            lock = self._turns[place] = asyncio.Lock()
        job_ids: tuple[str, ...] = ()
        async with lock:
            try:
                job_ids = await answer()
                for job_id in job_ids:
                    await self._engine.submit(job_id)
                await self._memory.inbox.answered(incoming.id)
            except Exception:  # noqa: BLE001
                # The store or the engine is away, and nobody knows what came of the message. Nothing is said, or the
                # person might ask for it twice. The claim stands and is taken up again as soon as they are back.
                _log.exception("Message %s is left for later.", incoming.id)
                self.left[incoming.id] = incoming
            else:
                self.left.pop(incoming.id, None)
        return job_ids

    async def _answered(self, incoming: Incoming) -> tuple[str, ...]:
        """The ids of the jobs that this message opens; a fault of ours is apologised for, not left in silence."""
        try:
            job_ids = () if incoming.id in self._taken_back else await take(self._desk, incoming)
        except Exception:  # noqa: BLE001
            # Whatever broke, the service lives on and the person hears of it.
            _log.exception("Message %s could not be answered.", incoming.id)
            job_ids = await self._opened(incoming)
            if not job_ids:
                # This comes first, or a restart would still answer what was apologised for.
                await self._memory.inbox.answered(incoming.id)
                await self._apologise(incoming)
        if job_ids and incoming.id in self._taken_back:
            # It came while this was being answered: jobs opened in the meantime are not begun.
            await take_back(self._desk, incoming.id)
        return job_ids

    async def _opened_or_answered(self, incoming: Incoming) -> tuple[str, ...]:
        job_ids = await self._opened(incoming)
        if not job_ids:
            return await self._answered(incoming)
        if incoming.id in self._taken_back:
            await take_back(self._desk, incoming.id)
        return job_ids

    async def _opened(self, incoming: Incoming) -> tuple[str, ...]:
        """The jobs that this message opened, whatever became of its answer."""
        return await self._memory.jobs.opened(incoming.address, [*possible_job_ids(incoming.id)])

    async def _apologise(self, incoming: Incoming) -> None:
        language = incoming.language or ("zh" if IS_CJK.search(incoming.text) else "en")
        post = Post(
            kind=Kind.FAILURE,
            text=self._desk.phrases.say("trouble.busy", language),
            language=language,
            ok=False,
        )
        with contextlib.suppress(ChatError):
            await self._chats.send(incoming.address, post, key=f"{incoming.id}:sorry")
