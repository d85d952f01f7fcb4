"""The whole service with real platforms before it: desk, runner, store and studio client are real, time is by hand."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from adapters.engine import InMemoryEngine
from adapters.ima.sandbox import DEMO_KEY, SandboxStudio
from bot.app import App
from bot.memory import Memory
from bot.platforms import Waits, connect
from bot.settings import Settings
from tests.core.reading import parser, tables
from tests.fakes import ManualClock

_TICK_S = 0.005
_CALM_TICKS = 12
_PATIENCE_S = 20.0


@dataclass
class House:
    """One service; it can be stopped and started again on its folder."""

    folder: Path
    studio: SandboxStudio
    clock: ManualClock
    settings: dict[str, Any]
    waits: Waits
    engine: InMemoryEngine = field(default_factory=InMemoryEngine)
    app: App | None = None

    async def start(self) -> None:
        values = {
            "ima_api_key": DEMO_KEY,
            "ima_base_url": self.studio.url,
            "ima_upload_base_url": self.studio.url,
            "data_dir": self.folder,
            **self.settings,
        }
        settings = Settings(_env_file=None, **values)
        app = App(
            settings,
            await Memory.open(self.folder, now=self.clock.now),
            tables=tables(),
            parser=parser(),
            clock=self.clock,
            engine=self.engine,
        )
        self.platforms = connect(app, settings, waits=self.waits)
        self.app = app
        await app.start([one.gateway for one in self.platforms])

    async def stop(self) -> None:
        app, self.app = self.app, None
        if app is not None:
            await app.stop()
            await app.memory.close()

    def hold(self, seconds: float) -> None:
        """Let time run so many seconds further, then stand still."""
        self.clock.hold_at(self.clock.elapsed_s + seconds)

    async def until(self, true: Callable[[], object]) -> None:
        """Wait for something that the background does."""
        async with asyncio.timeout(_PATIENCE_S):
            while not true():
                await asyncio.sleep(_TICK_S)

    async def calm(self, noise: Callable[[], object]) -> None:
        """Wait until nothing happens any more: no answer under way, no job moving, `noise` the same for a while."""
        assert self.app is not None
        ticks, last = 0, noise()
        async with asyncio.timeout(_PATIENCE_S):
            while ticks < _CALM_TICKS:
                await asyncio.sleep(_TICK_S)
                now = noise()
                moving = self.engine.running - self.app.gate.waiting - self.clock.held
                is_calm = now == last and moving <= 0 and not await self.app.memory.inbox.unanswered()
                ticks, last = (ticks + 1 if is_calm else 0), now

    @property
    def orders(self) -> list[dict[str, Any]]:
        """The bodies of the orders that the studio accepted."""
        return [entry.body for entry in self.studio.ledger.entries]


@asynccontextmanager
async def house(folder: Path, waits: Waits, **settings: Any) -> AsyncIterator[House]:
    """A service on a folder, started by whoever has the platform ready."""
    clock = ManualClock()
    async with SandboxStudio(clock=clock.now) as studio:
        one = House(folder, studio, clock, settings, waits)
        try:
            yield one
        finally:
            clock.run_on()
            await one.stop()
