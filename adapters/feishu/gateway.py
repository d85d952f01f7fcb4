"""FeishuGateway: one app in service, on either connection mode."""

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from aiohttp import web

from adapters.feishu.chat import FeishuChat, Recall
from adapters.feishu.codes import Refusal, Remedy
from adapters.feishu.delivery import Delivery
from adapters.feishu.doctor import Doctor, Finding, read_bot
from adapters.feishu.download import Download, Stream
from adapters.feishu.intake import Intake, Take, TakeBack, Welcome
from adapters.feishu.long_connection import LongConnection, State
from adapters.feishu.media import MediaUploads
from adapters.feishu.messages import Messages
from adapters.feishu.notes import NoNotes, Notes
from adapters.feishu.reactions import Reactions
from adapters.feishu.rest import FeishuApi
from adapters.feishu.sdk import Sdk, load_sdk
from adapters.feishu.settings import FeishuSettings
from adapters.feishu.webhook import Webhook
from core.model import Address, Incoming, Json

_log = logging.getLogger(__name__)

_SELF_RETRY_S = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
_STOP_CLAIMS_S = 0.3


async def _no_welcome(address: Address) -> None:
    """Nobody greets."""


async def _no_take_back(request: str) -> None:
    """Nobody cares."""


async def _no_recall(job_id: str) -> str:  # noqa: ARG001 - the shape of Recall
    """Nobody remembers."""
    return ""


class FeishuGateway:
    """One app: `chat` speaks, `take` hears.

    `take` is awaited before the platform gets its answer: it must claim durably and return at once; False means a
    duplicate (no sign is put on it). `welcome` is called whenever the bot is added to a chat or somebody opens the
    direct chat with it, which the platform tells again and again: the callee greets each chat once. `take_back` gets
    the id of a message that its author recalled. `recall` tells what a job's start message said, for cards that an
    earlier process posted; `notes` keep what a repeated step needs.
    """

    def __init__(
        self,
        settings: FeishuSettings,
        *,
        take: Take,
        download: Download,
        welcome: Welcome = _no_welcome,
        take_back: TakeBack = _no_take_back,
        recall: Recall = _no_recall,
        notes: Notes | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._settings = settings
        self._now = now
        self._api = FeishuApi(settings)
        messages = Messages(settings, self._api)
        notes = notes or NoNotes()
        self._reactions = Reactions(settings, self._api, notes)
        media = MediaUploads(settings, self._api, download)
        delivery = Delivery(settings, messages, media, notes)
        self.chat = FeishuChat(settings, self._api, messages, delivery, self._reactions, recall=recall)
        self._intake = Intake(
            settings,
            take=take,
            welcome=welcome,
            take_back=take_back,
            messages=messages,
            reactions=self._reactions,
            now=now,
        )
        self._webhook = Webhook(settings, self._intake, now=now, sdk=lambda: self._sdk)
        self._sdk: Sdk | None = None
        self._connection: LongConnection | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._state = State.STOPPED
        self._since = now()
        self._detail = ""

    @property
    def state(self) -> State:
        """How the app stands."""
        return self._state

    def health(self) -> dict[str, Json]:
        """The state with its reason and what came in, for /healthz."""
        counts = self._intake.counts
        return {
            "state": str(self._state),
            "mode": self._settings.mode,
            "for_s": round(self._now() - self._since, 1),
            "detail": self._detail,
            "knows_itself": self._intake.me.known.is_set(),
            "events": counts.events,
            "stale": counts.stale,
            "not_claimed": counts.refused,
            "missing_scopes": [", ".join(scopes) for scopes in self._api.missing],
        }

    def routes(self) -> list[web.RouteDef]:
        """The webhook's routes; none in the other mode."""
        return self._webhook.routes() if self._settings.mode == "webhook" else []

    async def start(self) -> None:
        """Begin service and return; the connection is made, and made again, in the background."""
        if self._tasks:
            return
        self._enter(State.CONNECTING, "")
        self._sdk = sdk = await asyncio.to_thread(load_sdk)
        if sdk.is_whole:
            _log.warning("feishu: the SDK had to be imported whole; expect 130 MiB more")
        self._intake.start()
        self._api.open()
        self._tasks = [asyncio.create_task(self._know_self(), name="feishu bot info")]
        if self._settings.mode == "websocket":
            self._connection = LongConnection(self._settings, sdk, self._api, self._intake, self._enter)
            self._tasks.append(asyncio.create_task(self._connection.run(), name="feishu connection"))

    async def stop(self) -> None:
        """End the listening within a second; `chat` goes on speaking until its own `close`."""
        await self._intake.stop(within_s=_STOP_CLAIMS_S)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []
        self._enter(State.STOPPED, "")

    async def doctor(self) -> tuple[Finding, ...]:
        """What is missing; works without `start` too (call `chat.close` afterwards)."""
        bootstrap = None
        if self._settings.mode == "websocket":
            sdk = self._sdk if self._sdk is not None else await asyncio.to_thread(load_sdk)
            bootstrap = LongConnection(
                self._settings, sdk, self._api, self._intake, lambda _state, _detail: None
            ).bootstrap
        return await Doctor(self._settings, self._api, bootstrap).examine()

    async def _know_self(self) -> None:
        failures = 0
        while True:
            try:
                bot = await read_bot(self._api)
            except Refusal as refusal:
                pause_s = _SELF_RETRY_S[min(failures, len(_SELF_RETRY_S) - 1)]
                failures += 1
                _log.warning("feishu: our own open_id is not known yet: %s", refusal)
                if self._settings.mode == "webhook":
                    fatal = refusal.remedy is Remedy.CREDENTIALS
                    self._enter(State.FATAL if fatal else State.DOWN, str(refusal))
                await asyncio.sleep(pause_s)
                continue
            self._intake.me.learn(str(bot["open_id"]), str(bot.get("app_name") or ""))
            if self._settings.mode == "webhook":
                self._enter(State.UP, "")
            return

    def _enter(self, state: State, detail: str) -> None:
        if state is not self._state:
            _log.info("feishu is %s%s", state, f": {detail}" if detail else "")
            self._since = self._now()
        self._state, self._detail = state, detail or (self._detail if state is State.CONNECTING else "")


async def examine(settings: FeishuSettings) -> tuple[Finding, ...]:
    """What is missing, looked at without serving anybody."""
    gateway = FeishuGateway(settings, take=_no_take, download=_NoDownload())
    try:
        return await gateway.doctor()
    finally:
        await gateway.chat.close()


async def _no_take(incoming: Incoming) -> bool:  # noqa: ARG001 - the shape of Take
    """Nobody is served."""
    return False


class _NoDownload:
    """Nothing is fetched."""

    def open(self, url: str, *, limit_bytes: int, timeout_s: float) -> AbstractAsyncContextManager[Stream]:
        """Never called."""
        raise AssertionError((url, limit_bytes, timeout_s))
