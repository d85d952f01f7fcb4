"""`python -m bot serve` as a process of its own, to be measured and killed; its surroundings live in the test.

It is a start of Python each time, or with `forked` a life of tests/lives.py, which reads no tables.
"""

import asyncio
import os
import signal
import subprocess
from pathlib import Path

from adapters.ima.sandbox import DEMO_KEY, SandboxStudio
from tests.adapters.discord.stand_in.server import StandIn
from tests.adapters.discord.stand_in.world import TOKEN
from tests.adapters.feishu.events import APP_ID
from tests.adapters.feishu.stand_in import SECRET, LocalFeishu
from tests.lives import Command, begun

ROOT = Path(__file__).parents[2]


class Serve:
    """One service on one folder; `start` again after `kill` goes on with what was left."""

    def __init__(
        self,
        folder: Path,
        studio: SandboxStudio,
        *,
        speed: float,
        discord: StandIn | None = None,
        feishu: LocalFeishu | None = None,
        forked: bool = False,
        **settings: str,
    ) -> None:
        self._folder, self._discord, self._feishu = folder, discord, feishu
        self._forked = forked
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("IMA_", "DISCORD_", "FEISHU_", "DATA_", "HTTP_"))
        }
        self._environment = kept | {
            "IMA_API_KEY": DEMO_KEY,
            "IMA_BASE_URL": studio.url,
            "IMA_UPLOAD_BASE_URL": studio.url,
            "SPEED": str(speed),
            "DATA_DIR": str(folder / "data"),
            "HTTP_PORT": "0",
            "MAX_JOBS": "100",
            "MAX_JOBS_PER_USER": "100",
            "PYTHONPATH": str(ROOT),
            **settings,
        }
        if discord is not None:
            self._environment |= {
                "DISCORD_BOT_TOKEN": TOKEN,
                "DISCORD_API_BASE": discord.api_base,
                "DISCORD_GATEWAY_URL": discord.gateway.url,
            }
        if feishu is not None:
            self._environment |= {
                "FEISHU_APP_ID": APP_ID,
                "FEISHU_APP_SECRET": SECRET,
                "FEISHU_DOMAIN": feishu.origin,
            }
        self.process: subprocess.Popen[bytes] | Command | None = None

    @property
    def log(self) -> str:
        """What all its lives wrote."""
        return (self._folder / "log").read_text(encoding="utf-8")

    async def start(self) -> None:
        """Start, and wait until every platform is connected."""
        feishu_before = self._feishu.socket.connections if self._feishu is not None else 0
        log = self._folder / "log"
        # A working folder of its own: no .env of somebody's shall be read.
        self.process = begun(
            "serve", forked=self._forked, cwd=self._folder, env=self._environment, stdout=log, stderr=log
        )
        async with asyncio.timeout(30):
            while not self._is_connected(feishu_before):
                assert self.process.poll() is None, self.log
                await asyncio.sleep(0.01)

    def _is_connected(self, feishu_before: int) -> bool:
        on_discord = self._discord is None or bool(self._discord.gateway.live)
        return on_discord and (self._feishu is None or self._feishu.socket.connections > feishu_before)

    async def kill(self) -> None:
        """End it without a word."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> None:
        """Stop in order."""
        await self._end(signal.SIGTERM)

    async def _end(self, word: signal.Signals) -> None:
        process, self.process = self.process, None
        if process is not None:
            process.send_signal(word)
            await asyncio.to_thread(process.wait, 15)
        if self._discord is not None:
            # The socket of a dead process is seen as closed a moment later.
            async with asyncio.timeout(5):
                while self._discord.gateway.live:
                    await asyncio.sleep(0.01)
        if self._feishu is not None:
            async with asyncio.timeout(5):
                while self._feishu.socket.sockets:
                    await asyncio.sleep(0.01)
