"""Messages in: claimed once, answered in the order of each conversation, their jobs handed to the engine."""

import asyncio
import contextlib
import logging
import weakref
from collections import OrderedDict
from dataclasses import dataclass

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
_TOO_OLD_S = 3600.0  # what was asked for longer ago may not be wanted any more
_TAKEN_BACK_KEPT = 1_000


@dataclass(slots=True)
class _Turn:
    """A message that is being answered; `job_ids` is None until it is known what came of it."""

    incoming: Incoming
    is_new: bool = True  # nobody has tried to answer it yet
    job_ids: tuple[str, ...] | None = None

    @property
    def place(self) -> tuple[str, str]:
        """Whose conversation it belongs to, and where."""
        return self.incoming.address.person, self.incoming.address.room


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
        # Waiting for its turn, being answered, or left because the store or the engine was away.
        self.left: dict[str, _Turn] = {}

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
        """Go on with a claim left open by a crash: start its jobs if it has any, else answer it."""
        if incoming.id not in self.left:
            await self._in_turn(_Turn(incoming, is_new=False))

    async def answer_left(self) -> None:
        """Answer what could not be answered because the store or the engine was away."""
        for place in dict.fromkeys(one.place for one in self.left.values()):
            async with self._lock_of(place):
                await self._finish_all(place)

    async def _answer(self, incoming: Incoming) -> tuple[str, ...]:
        return await self._in_turn(_Turn(incoming))

    def _lock_of(self, place: tuple[str, str]) -> asyncio.Lock:
        lock = self._turns.get(place)
        if lock is None:
            lock = self._turns[place] = asyncio.Lock()
        return lock

    async def _in_turn(self, turn: _Turn) -> tuple[str, ...]:
        """Answer in the order of each conversation and start its jobs; what cannot be finished now stays claimed."""
        self.left[turn.incoming.id] = turn
        async with self._lock_of(turn.place):
            await self._finish_all(turn.place)
        return turn.job_ids or ()

    async def _finish_all(self, place: tuple[str, str]) -> None:
        """Finish what is open in this conversation, oldest first: a yes must not meet a later question."""
        for turn in [one for one in self.left.values() if one.place == place]:
            try:
                await self._finish(turn)
            except Exception:  # noqa: BLE001
                # The store or the engine is away, and nobody knows what came of the message. Nothing is said, or the
                # person might ask for it twice. The claim stands and is taken up again as soon as they are back.
                _log.exception("Message %s is left for later.", turn.incoming.id)
                turn.is_new = False
                if turn.job_ids is None:
                    return
            else:
                del self.left[turn.incoming.id]

    async def _finish(self, turn: _Turn) -> None:
        if turn.job_ids is None:
            answer = self._answered if turn.is_new else self._opened_or_answered
            turn.job_ids = await answer(turn.incoming)
        for job_id in turn.job_ids:
            await self._engine.submit(job_id)
        await self._memory.inbox.answered(turn.incoming.id)

    async def _answered(self, incoming: Incoming) -> tuple[str, ...]:
        """The ids of the jobs that this message opens; a fault of ours is apologised for, not left in silence."""
        try:
            job_ids = () if incoming.id in self._taken_back else await take(self._desk, incoming)
        except Exception:  # noqa: BLE001
            # Whatever broke, the service lives on and the person hears of it.
            _log.exception("Message %s could not be answered.", incoming.id)
            job_ids = await self._opened(incoming)
            if not job_ids:
                await self._apologise(incoming, "trouble.busy")
        if job_ids and incoming.id in self._taken_back:
            # It came while this was being answered: jobs opened in the meantime are not begun.
            await take_back(self._desk, incoming.id)
        return job_ids

    async def _opened_or_answered(self, incoming: Incoming) -> tuple[str, ...]:
        job_ids = await self._opened(incoming)
        is_taken_back = incoming.id in self._taken_back
        if not job_ids:
            if is_taken_back or self._desk.clock.now() - incoming.at <= _TOO_OLD_S:
                return await self._answered(incoming)
            await self._apologise(incoming, "trouble.too_old")
        elif is_taken_back:
            await take_back(self._desk, incoming.id)
        return job_ids

    async def _opened(self, incoming: Incoming) -> tuple[str, ...]:
        """The jobs that this message opened, whatever became of its answer."""
        return await self._memory.jobs.opened(incoming.address, [*possible_job_ids(incoming.id)])

    async def _apologise(self, incoming: Incoming, message: str) -> None:
        # This comes first, or a restart would still answer what was apologised for.
        await self._memory.inbox.answered(incoming.id)
        language = incoming.language or ("zh" if IS_CJK.search(incoming.text) else "en")
        post = Post(
            kind=Kind.FAILURE,
            text=self._desk.phrases.say(message, language),
            language=language,
            ok=False,
        )
        with contextlib.suppress(ChatError):
            await self._chats.send(incoming.address, post, key=f"{incoming.id}:sorry")
