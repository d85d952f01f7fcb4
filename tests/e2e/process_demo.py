"""`python -m bot demo` as a real process, to be driven like the staged demo, and to be killed."""

import asyncio
import os
import re
import signal
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


class ProcessDemo:
    """One demo on one folder and port pair; `speed` is how many times faster than real its jobs run."""

    def __init__(self, folder: Path, *, speed: int) -> None:
        self._folder = folder
        self._speed = speed
        self._port = free_pair()
        self._process: asyncio.subprocess.Process | None = None
        self.url = ""

    async def start(self) -> None:
        """Start, and wait until the address is printed."""
        environment = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("IMA_", "DISCORD_", "FEISHU_"))
        }
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot", "demo", "--port", str(self._port), "--data-dir", str(self._folder)),
            cwd=ROOT,
            env=environment | {"SPEED": str(self._speed), "PYTHONUNBUFFERED": "1"},
            stdout=asyncio.subprocess.PIPE,
        )
        assert self._process.stdout is not None
        async with asyncio.timeout(30):
            line = (await self._process.stdout.readline()).decode()
        found = re.search(r"http://\S+", line)
        assert found, f"no address in {line!r}"
        self.url = found[0]

    async def stop(self) -> None:
        """Stop as Ctrl-C does; it has ten seconds."""
        await self._end(signal.SIGINT)

    async def kill(self) -> None:
        """End it without a word."""
        await self._end(signal.SIGKILL)

    async def _end(self, word: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(word)
        try:
            async with asyncio.timeout(10):
                await process.communicate()
        except TimeoutError:
            process.kill()
            await process.communicate()
            raise


def free_pair() -> int:
    """A port that is free now, and the next one too (page and sandbox studio)."""
    for _ in range(50):
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port
    raise AssertionError("no two free ports side by side")
