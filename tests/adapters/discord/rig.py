"""The real adapter on the local Discord, with a desk that only notes what it is given."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import discord

from adapters.discord.chat import DiscordChat
from adapters.discord.gateway import DiscordGateway
from adapters.discord.ports import Field, ModelChoice
from adapters.discord.settings import DiscordSettings, Pace
from adapters.discord.supervision import Phase
from core.model import Incoming, Kind, Language, Post, TaskType
from core.phrases import Phrases
from core.tables import read_messages
from tests.adapters.discord.stand_in.server import StandIn
from tests.adapters.discord.stand_in.world import TOKEN

say = Phrases(read_messages()).say

# Fast, but in the same order as the real waiting times.
PACE = Pace(
    deliver_s=6.0,
    attempt_s=5.0,
    retry_s=0.02,
    retry_cap_s=0.1,
    reconnect_s=0.02,
    reconnect_cap_s=0.2,
    patience_s=0.6,
    connect_patience_s=2.0,
    identify_pause_s=0.05,
    guild_ready_s=0.05,
    close_s=3.0,  # a client left open for lack of time would speak on in the next test
    react_within_s=0.02,
    typing_after_s=0.3,
    typing_every_s=0.2,
    typing_for_s=1.0,
    presence_s=0.05,
    player_s=0.05,
    double_press_s=1.0,
)


@dataclass
class FakeDesk:
    """Notes what comes in, each id once, and does what a test tells it to."""

    taken: list[Incoming] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)
    answer: Callable[[Incoming], Awaitable[None]] | None = None
    prompts: dict[tuple[str, str], str] = field(default_factory=dict)
    running: int = 0

    async def take(self, incoming: Incoming) -> None:
        self.offered.append(incoming.id)
        if any(one.id == incoming.id for one in self.taken):
            return
        self.taken.append(incoming)
        if self.answer is not None:
            await self.answer(incoming)

    async def knows(self, incoming_id: str) -> bool:
        return any(one.id == incoming_id for one in self.taken)

    async def prompt_of(self, job_id: str, person: str) -> str | None:
        return self.prompts.get((job_id, person))

    def models(self, task: TaskType, language: Language) -> Sequence[ModelChoice]:
        names = ("Wan 2.6", "Kling O1", "Hailuo 2.3", *(f"Model {n}" for n in range(40)))
        unit = {"zh": "积分", "en": "points"}[language]
        called = {"Kling O1": "可灵 快手可灵"}
        return [ModelChoice(name, f"{name} · 25 {unit}", called.get(name, "")) for name in names]

    def values(self, field: Field, task: TaskType, model: str) -> Sequence[str]:
        values = {
            "duration": ("5", "10", "15"),
            "aspect_ratio": ("16:9", "9:16"),
            "resolution": ("720P", "1080P"),
        }
        return values[field]


@dataclass
class Rig:
    """Everything that one test needs."""

    discord: StandIn
    settings: DiscordSettings
    desk: FakeDesk
    chat: DiscordChat
    gateway: DiscordGateway

    async def taken(self, count: int = 1) -> Incoming:
        """The newest of the messages taken in, once there are so many."""
        await self.discord.until(lambda: len(self.desk.taken) >= count)
        return self.desk.taken[count - 1]

    async def connected(self) -> None:
        await self.discord.until(lambda: self.gateway.state.phase is Phase.CONNECTED and self.is_ready)

    async def speaks_again(self, count: int = 1) -> None:
        """A message sent once the gateway stands reaches the desk."""
        await self.discord.gateway.until_live()
        await self.connected()  # what is sent to a client that is just being given up is sent to nobody
        await self.discord.say("still there?")
        assert (await self.taken(count)).text == "still there?"

    @property
    def is_ready(self) -> bool:
        client = self.gateway._client
        return client is not None and client.is_ready()


@contextlib.asynccontextmanager
async def bot(
    where: StandIn, folder: Path, desk: FakeDesk | None = None, *, wait: bool = True, **changes: Any
) -> AsyncIterator[Rig]:
    """One life of the adapter on a local Discord that may see several."""
    clips = changes.pop("clips", None)
    settings = DiscordSettings(
        **{
            "token": TOKEN,
            "data_dir": folder,
            "api_base": where.api_base,
            "gateway_url": where.gateway.url,
            "pace": PACE,
            **changes,
        }
    )
    desk = desk or FakeDesk()
    chat = DiscordChat(settings, say, clips=clips, now=where.world.now)
    gateway = DiscordGateway(
        settings,
        chat,
        take=desk.take,
        say=say,
        choices=desk,
        prompt_of=desk.prompt_of,
        knows=desk.knows,
        running_jobs=lambda: desk.running,
        now=where.world.now,
    )
    rig = Rig(where, settings, desk, chat, gateway)
    await gateway.start()
    try:
        if wait:
            await rig.connected()
        yield rig
    finally:
        # Closing discord.py in the very instant of READY leaves it with an event that it never serves, and a warning.
        with contextlib.suppress(AssertionError):
            await where.until(lambda: gateway._client is None or rig.is_ready, timeout=1.0)
        await asyncio.sleep(0.01)
        await gateway.stop()
        await chat.close()


@contextlib.asynccontextmanager
async def rigged(folder: Path, *, violations: int = 0, **changes: Any) -> AsyncIterator[Rig]:
    """A local Discord with one bot on it; at the end no rule of Discord's may have been broken."""
    base, gateway = discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
    try:
        async with StandIn() as where, bot(where, folder, **changes) as rig:
            yield rig
        assert where.world.violations == [] or len(where.world.violations) == violations
    finally:
        discord.http.Route.BASE = base
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = gateway


def post(text: str = "Hello", kind: Kind = Kind.TEXT, language: Language = "en", **more: Any) -> Post:
    return Post(kind=kind, text=text, language=language, **more)
