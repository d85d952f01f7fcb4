"""Listens to Discord, for as long as the process lives: a new client after every death of the old one."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from time import monotonic, time

import aiohttp
import discord

from adapters.discord.catchup import catch_up
from adapters.discord.chat import DiscordChat
from adapters.discord.client import OneClient, ShardedClient, make_client
from adapters.discord.hearing import Hearing
from adapters.discord.interactions import Interactions
from adapters.discord.notices import Notices
from adapters.discord.ports import Choices, Knows, Prompts, Say, Take
from adapters.discord.settings import DiscordSettings
from adapters.discord.supervision import (
    Backoff,
    Connection,
    GatewayState,
    IdentifyGate,
    Phase,
    fatal_cause,
)
from adapters.discord.voice import point_to

_log = logging.getLogger(__name__)


class DiscordGateway:
    """The listening half; `chat` is the speaking one and goes on speaking when this one is down.

    `start` returns at once; `state` tells how it goes. `stop` only ends the listening: close the chat once the jobs
    have nothing more to say.
    """

    def __init__(
        self,
        settings: DiscordSettings,
        chat: DiscordChat,
        *,
        take: Take,
        say: Say,
        choices: Choices,
        prompt_of: Prompts,
        knows: Knows,
        running_jobs: Callable[[], int],
        now: Callable[[], float] = time,
    ) -> None:
        point_to(settings)
        self._settings = settings
        self._pace = settings.pace
        self._chat = chat
        self._say = say
        self._running_jobs = running_jobs
        self._now = now
        notices = Notices(chat, say)
        self._ears = Hearing(settings, chat, notices, take=take, say=say, now=now)
        self._ears.on_fresh = self._after_fresh_start
        self._hands = Interactions(
            settings,
            chat,
            notices,
            take=take,
            say=say,
            choices=choices,
            prompt_of=prompt_of,
            knows=knows,
            now=now,
        )
        self._state = GatewayState()
        self._client: OneClient | ShardedClient | None = None
        self._supervisor: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._gate = IdentifyGate(settings.pace, monotonic)
        self._synced = False
        self._shown_jobs = 0

    @property
    def state(self) -> GatewayState:
        """How the connection is now."""
        connection, client = self._ears.connection, self._client
        if (
            self._state.phase is not Phase.CONNECTING
            or connection is None
            or not connection.up
            or client is None
        ):
            return self._state
        latency = client.latency
        known = latency if latency == latency and latency != float("inf") else None  # noqa: PLR0124  # not-a-number
        return replace(self._state, phase=Phase.CONNECTED, latency_s=known, fault="")

    async def start(self) -> None:
        """Begin to listen, in the background."""
        if self._supervisor is None:
            self._supervisor = asyncio.get_running_loop().create_task(self._supervise())

    async def stop(self) -> None:
        """Stop listening; people see the bot go offline."""
        supervisor, self._supervisor = self._supervisor, None
        tasks = [*self._tasks, *([supervisor] if supervisor else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._become(Phase.STOPPED)

    # --- living on -----------------------------------------------------------

    async def _supervise(self) -> None:
        backoff = Backoff(self._pace, monotonic)
        while True:
            self._become(Phase.CONNECTING, attempts=backoff.attempts)
            connection = self._ears.connection = Connection(
                self._pace, monotonic, shards=self._settings.shard_count
            )
            try:
                await self._chat.voice.open()
                if not self._settings.listen:
                    self._become(Phase.SPEAKING)
                    return
                await self._listen(connection)
                fault = "the connection was closed"
            except Exception as problem:  # noqa: BLE001  # the service lives on whatever breaks inside a client
                cause = fatal_cause(problem)
                if cause is not None:
                    _log.error("Discord: %s. %s", *cause)  # the cause is known, a trace tells less
                    self._become(Phase.FATAL, fault=cause[0], remedy=cause[1])
                    return
                fault = f"{type(problem).__name__}: {problem}"[:200]
            pause = backoff.pause_s(lived_s=connection.lived_s)
            _log.warning("Discord connection ended (%s); a new one in %.1f s", fault, pause)
            self._become(Phase.WAITING, fault=fault, attempts=backoff.attempts)
            await asyncio.sleep(pause)

    async def _listen(self, connection: Connection) -> None:
        """One client's life; raises what ended it."""
        client = self._client = make_client(
            self._settings, self._ears, self._hands, self._gate, self._activity()
        )
        life = asyncio.get_running_loop().create_task(client.start(self._settings.token))
        doubt = asyncio.get_running_loop().create_task(connection.give_up())
        show = asyncio.get_running_loop().create_task(self._show_jobs(client))
        try:
            await asyncio.wait({life, doubt}, return_when=asyncio.FIRST_COMPLETED)
            if life.done():
                life.result()
            else:
                raise TimeoutError("no connection for too long")
        finally:
            for task in (life, doubt, show):
                task.cancel()
            self._client = None
            await self._end(client, life, doubt, show)

    async def _end(self, client: discord.Client, *tasks: asyncio.Task[None]) -> None:
        await asyncio.gather(*tasks, return_exceptions=True)
        try:
            async with asyncio.timeout(self._pace.close_s):
                await client.close()
        except (TimeoutError, aiohttp.ClientError, OSError, discord.DiscordException, RuntimeError) as fault:
            _log.info("the old Discord client did not close cleanly: %s", type(fault).__name__)

    def _become(self, phase: Phase, *, fault: str = "", remedy: str = "", attempts: int = 0) -> None:
        self._state = GatewayState(phase, self._now(), fault, remedy, attempts)

    # --- beside the messages -------------------------------------------------

    def _after_fresh_start(self) -> None:
        client = self._client
        if client is None:
            return
        self._shown_jobs = -1  # a new session shows what the client was made with
        for work in (self._sync(client), self._read_missed(client)):
            task = asyncio.get_running_loop().create_task(work)
            self._tasks.add(task)
            task.add_done_callback(self._beside_ended)

    def _beside_ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            _log.error("Discord: something beside the messages failed", exc_info=task.exception())

    async def _sync(self, client: OneClient | ShardedClient) -> None:
        if not self._synced:
            self._synced = True
            await client.tree.sync_if_changed()

    async def _read_missed(self, client: OneClient | ShardedClient) -> None:
        async def offer(message: discord.Message) -> None:
            await self._ears.message_came(message, live=False)

        await catch_up(client, self._ears.known, offer, now=self._now(), reach_s=self._pace.catch_up_s)

    async def _show_jobs(self, client: OneClient | ShardedClient) -> None:
        """Keep the presence text right while this client lives."""
        while True:
            await asyncio.sleep(self._pace.presence_s)
            if self._running_jobs() == self._shown_jobs or not client.is_ready():
                continue
            try:
                await client.change_presence(activity=self._activity())
            except (aiohttp.ClientError, OSError, AttributeError, discord.DiscordException) as fault:
                _log.debug("the presence was not changed: %s", type(fault).__name__)

    def _activity(self) -> discord.CustomActivity:
        self._shown_jobs = count = self._running_jobs()
        key = "discord.presence_busy" if count else "discord.presence_idle"
        return discord.CustomActivity(name=self._say(key, "en", count=count))
