"""`python -m bot demo` as a real process, to be driven like the staged demo, and to be killed.

It is a start of Python each time, or with `forked` a life of tests/lives.py, which reads no tables.
"""

import asyncio
import os
import random
import re
import signal
import socket
import subprocess
from pathlib import Path

from tests.lives import Command, begun

ROOT = Path(__file__).parents[2]
_PORTS = range(10_000, 20_000, 2)


class ProcessDemo:
    """One demo on one folder and port pair; `speed` is how many times faster than real its jobs run."""

    def __init__(self, folder: Path, *, speed: int, forked: bool = False) -> None:
        self._folder = folder
        self._speed = speed
        self._forked = forked
        self._port = free_pair()
        self._process: subprocess.Popen[bytes] | Command | None = None
        self.url = ""

    async def start(self) -> None:
        """Start, and wait until the address is printed."""
        printed = self._folder.with_name("printed")
        printed.write_bytes(b"")
        self._process = begun(
            *("demo", "--port", str(self._port), "--data-dir", str(self._folder)),
            forked=self._forked,
            cwd=ROOT,
            env=self._environment,
            stdout=printed,
            stderr=(errors := self._folder.with_name("errors")),
        )
        async with asyncio.timeout(90):
            while "\n" not in (text := printed.read_text(encoding="utf-8")):
                assert self._process.poll() is None, errors.read_text(encoding="utf-8")
                await asyncio.sleep(0.01)
        found = re.search(r"http://\S+", text)
        assert found, f"no address in {text!r}"
        self.url = found[0]

    @property
    def _environment(self) -> dict[str, str]:
        kept = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("IMA_", "DISCORD_", "FEISHU_"))
        }
        return kept | {"SPEED": str(self._speed)}

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
            await asyncio.to_thread(process.wait, 10)
        finally:
            process.kill()


def free_pair() -> int:
    """A port that is free now, and the next one too (page and sandbox studio).

    None of those that a system gives to outgoing connections, from 32768 on: other tests would soon take one.
    """
    for port in random.sample(_PORTS, 50):
        with socket.socket() as first, socket.socket() as second:
            try:
                first.bind(("127.0.0.1", port))
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port
    raise AssertionError("no two free ports side by side")
