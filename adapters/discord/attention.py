"""The signs that a message was heard before it is answered: a reaction at once, typing if the answer takes a while."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import aiohttp
import discord

from adapters.discord.settings import Pace
from adapters.discord.voice import Voice
from core.errors import ChatError
from core.model import Address

_log = logging.getLogger(__name__)
SEEN = "\N{EYES}"


class Attention:
    """Shows signs in the background; none of them may hold up or break an answer."""

    def __init__(self, voice: Voice, pace: Pace) -> None:
        self._voice = voice
        self._pace = pace
        self._tasks: set[asyncio.Task[None]] = set()
        self._typing: dict[str, asyncio.Task[None]] = {}
        self._answered: dict[str, asyncio.Event] = {}

    def heard(self, address: Address) -> None:
        """A message is being taken in: react to it, and type if no answer comes soon."""
        channel = int(address.thread or address.chat)
        self._answered[address.message] = asyncio.Event()
        self._start(lambda: self._react(address.message, channel))
        self._typing[address.message] = self._start(lambda: self._type(address.message, channel))

    def answered(self, address: Address) -> None:
        """The first answer is on its way: no more typing."""
        if address.message in self._answered:
            self._answered[address.message].set()
        task = self._typing.pop(address.message, None)
        if task is not None:
            task.cancel()

    async def close(self) -> None:
        """End all signs."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _start(self, work: Callable[[], Awaitable[None]]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(_quietly(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _react(self, key: str, channel: int) -> None:
        """React, but let an answer that is about to go out go first: that is what the person waits for."""
        try:
            async with asyncio.timeout(self._pace.react_within_s):
                await self._answered[key].wait()
        except TimeoutError:
            pass
        finally:
            self._answered.pop(key, None)
        client = await self._voice.client()
        await client.get_partial_messageable(channel).get_partial_message(int(key)).add_reaction(SEEN)

    async def _type(self, key: str, channel: int) -> None:
        try:
            await asyncio.sleep(self._pace.typing_after_s)
            client = await self._voice.client()
            spent = 0.0
            while spent < self._pace.typing_for_s:
                await client.http.send_typing(channel)
                await asyncio.sleep(self._pace.typing_every_s)
                spent += self._pace.typing_every_s
        finally:
            self._typing.pop(key, None)


async def _quietly(work: Callable[[], Awaitable[None]]) -> None:
    try:
        await work()
    except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError, ChatError) as fault:
        _log.debug("a sign was not shown: %s", type(fault).__name__)
