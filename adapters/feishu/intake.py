"""What happens to an event, on either way in: decode, claim, answer; all work comes after the answer."""

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from adapters.feishu import outbound
from adapters.feishu.codes import Refusal, Remedy
from adapters.feishu.inbound import (
    Declined,
    Entered,
    Event,
    Heard,
    Ignored,
    Pressed,
    StrayPress,
    TakenBack,
    event_type,
    needs_own_id,
    read_event,
    read_parent,
)
from adapters.feishu.messages import Messages
from adapters.feishu.reactions import Reactions
from adapters.feishu.settings import FeishuSettings
from adapters.feishu.words import knows
from core.model import Address, Incoming, Json, Picture

_log = logging.getLogger(__name__)

_PARENTS_KEPT = 256

_T = TypeVar("_T")

Take = Callable[[Incoming], Awaitable[bool | None]]
Welcome = Callable[[Address], Awaitable[None]]
TakeBack = Callable[[str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an event is answered: accepted or to be sent again, with what the platform shows at once."""

    ok: bool
    reply: Mapping[str, Json] | None = None


_ACCEPTED, _AGAIN = Outcome(ok=True), Outcome(ok=False)


@dataclass(slots=True)
class Counts:
    """What came in, for health and metrics."""

    events: int = 0
    last_at: float = 0.0
    ignored: int = 0
    stale: int = 0
    refused: int = 0


@dataclass(slots=True)
class Self:
    """The bot's own open_id, known a moment after the start."""

    open_id: str = ""
    name: str = ""
    known: asyncio.Event = field(default_factory=asyncio.Event)

    def learn(self, open_id: str, name: str = "") -> None:
        """The platform told who we are."""
        self.open_id, self.name = open_id, name
        self.known.set()


@dataclass(slots=True)
class _Turn:
    """Events of one person in one chat, one after the other."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0


class Intake:
    """Both connection modes hand their events to `receive`."""

    def __init__(
        self,
        settings: FeishuSettings,
        *,
        take: Take,
        welcome: Welcome,
        take_back: TakeBack,
        messages: Messages,
        reactions: Reactions,
        now: Callable[[], float],
    ) -> None:
        self._settings = settings
        self._take = take
        self._welcome = welcome
        self._take_back = take_back
        self._messages = messages
        self._reactions = reactions
        self._now = now
        self.me = Self()
        self.counts = Counts()
        self._tasks: set[asyncio.Task[object]] = set()
        self._order: dict[tuple[str, str], _Turn] = {}
        self._parents: dict[str, tuple[Picture, ...]] = {}
        self._closed = False

    async def receive(self, body: Mapping[str, object], *, delivery: str = "") -> Outcome:
        """Decode and claim one event within the platform's limit; what takes longer is answered "again"."""
        if self._closed:
            return _AGAIN
        self.counts.events += 1
        self.counts.last_at = self._now()
        work = self._run(self._handle(body, delivery))
        done, _ = await asyncio.wait({work}, timeout=self._settings.timings.claim_s)
        if not done:
            # The claim goes on; when the event comes again it is a duplicate or a fresh chance.
            _log.warning("feishu: an event was not claimed in time (%s)", event_type(body))
            self.counts.refused += 1
            return _press_failed(body)
        if work.cancelled() or work.exception() is not None:
            self.counts.refused += 1
            return _press_failed(body)
        return work.result()

    def start(self) -> None:
        """Take events (again)."""
        self._closed = False

    async def stop(self, *, within_s: float) -> None:
        """Take nothing more; what is being claimed may end."""
        self._closed = True
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=within_s)
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _handle(self, body: Mapping[str, object], delivery: str) -> Outcome:
        if needs_own_id(body) and not await self._knows_itself():
            _log.warning(
                "feishu: a group message came before our own open_id is known; asked to send it again"
            )
            return _AGAIN
        event = read_event(body, own_open_id=self.me.open_id, delivery=delivery)
        return await self._dispatch(event)

    async def _dispatch(self, event: Event) -> Outcome:
        match event:
            case Heard(incoming, parent):
                if not self._is_stale(incoming.at, incoming.id):
                    await self._hear(incoming, parent)
                return _ACCEPTED
            case Pressed(incoming, language, is_own):
                await self._take(replace(incoming, at=self._now()))
                assert incoming.action is not None
                # Whether somebody else may do this is not known yet: nothing is promised.
                key = f"toast.{incoming.action.verb}" if is_own else "toast.answer"
                key = key if knows(key) else "toast.taken"
                return Outcome(ok=True, reply=outbound.write_toast(key, language))
            case StrayPress():
                return Outcome(ok=True, reply=outbound.write_toast("toast.unknown", "zh", good=False))
            case Declined(address, hint, at):
                if not self._is_stale(at, address.message):
                    self._run(self._say_hint(address, hint))
                return _ACCEPTED
            case Entered(address):
                self._run(self._greet(address))
                return _ACCEPTED
            case TakenBack(message):
                await self._take_back(message)
                return _ACCEPTED
            case Ignored(reason):
                self.counts.ignored += 1
                _log.debug("feishu: ignored, %s", reason)
                return _ACCEPTED

    async def _hear(self, incoming: Incoming, parent: str) -> None:
        address = incoming.address
        place = (address.chat, address.user)
        # A picture and the words after it keep their order, though each event is handled by itself.
        turn = self._order.setdefault(place, _Turn())
        turn.waiting += 1
        try:
            async with turn.lock:
                if parent:
                    incoming = replace(incoming, quoted_pictures=await self._quoted(parent, address))
                taken = await self._take(incoming)
        finally:
            turn.waiting -= 1
            if not turn.waiting:
                self._order.pop(place, None)
        if taken is not False:
            self._reactions.working(address.message)

    async def _quoted(self, parent: str, address: Address) -> tuple[Picture, ...]:
        """The pictures of the message that was answered; known before the claim, or not at all."""
        if parent in self._parents:
            return self._parents[parent]
        try:
            async with asyncio.timeout(self._settings.timings.parent_s):
                pictures = read_parent(await self._messages.read(parent))
        except TimeoutError:
            _log.warning("feishu: the message answered to could not be read in time")
            return ()
        except Refusal as refusal:
            _log.warning("feishu: the message answered to could not be read: %s", refusal)
            if refusal.remedy is Remedy.SCOPE:
                self._run(self._say_hint(address, "hint.quoted_unreadable"))
            return ()
        self._parents[parent] = pictures
        while len(self._parents) > _PARENTS_KEPT:
            del self._parents[next(iter(self._parents))]
        return pictures

    async def _say_hint(self, address: Address, key: str) -> None:
        try:
            # The message's id makes the uuid: sent again by the platform, it is said once.
            await self._messages.reply(address, outbound.write_hint(key), key=f"{address.message} {key}")
        except Refusal as refusal:
            _log.warning("feishu: a hint was not sent: %s", refusal)

    async def _greet(self, address: Address) -> None:
        await self._welcome(address)

    async def _knows_itself(self) -> bool:
        if not self.me.known.is_set():
            try:
                async with asyncio.timeout(self._settings.timings.self_s):
                    await self.me.known.wait()
            except TimeoutError:
                return False
        return True

    def _is_stale(self, at: float, what: str) -> bool:
        age_s = self._now() - at
        if age_s <= self._settings.stale_s:
            return False
        self.counts.stale += 1
        _log.info("feishu: dropped, %.0f s old: %s", age_s, what)
        return True

    def _run(self, work: Coroutine[None, None, _T]) -> asyncio.Task[_T]:
        task = asyncio.create_task(work, name="feishu event")
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[object]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            # An error's own words may hold what a person wrote: only its kind and place are logged.
            place = traceback.extract_tb(error.__traceback__)[-1:]
            where = f"{place[0].filename}:{place[0].lineno}" if place else "-"
            _log.error("feishu: an event was not taken: %s at %s", type(error).__name__, where)


def _press_failed(body: Mapping[str, object]) -> Outcome:
    """A press is not sent again by the platform: its author is asked to."""
    if event_type(body).startswith("card.action"):
        return Outcome(ok=True, reply=outbound.write_toast("toast.busy", "zh", good=False))
    return _AGAIN
