"""`python -m tests.platforms.bench`: start messages at 20 a second, and idle memory, of the service as people run it.

The stand-ins and the sandbox studio live in this process and share the machine: the figures hold for it and them.
"""

import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from adapters.ima.sandbox import SandboxStudio
from tests.adapters.discord.stand_in.server import StandIn
from tests.adapters.feishu.events import message
from tests.adapters.feishu.script import read
from tests.adapters.feishu.stand_in import LocalFeishu
from tests.platforms.process import Serve

_RATE = 20
_SECONDS = 10
_IDLE_S = 10


def _rss_mib(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(one for one in status.splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) // 1024


def _told(what: str, seconds: list[float]) -> None:
    ordered = sorted(seconds)
    p50, p99 = statistics.median(ordered), ordered[int(len(ordered) * 0.99)]
    print(
        f"{what}: p50 {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms, most {ordered[-1] * 1000:.0f} ms"
        f" ({len(ordered)}, load {os.getloadavg()[0]:.1f})",
        flush=True,
    )


async def _steadily(ask: Callable[[int], Awaitable[None]]) -> None:
    """Ask 20 times a second, whatever the answers take."""
    began = time.monotonic()
    tasks = []
    for number in range(_RATE * _SECONDS):
        await asyncio.sleep(max(0.0, began + number / _RATE - time.monotonic()))
        tasks.append(asyncio.create_task(ask(number)))
    await asyncio.gather(*tasks)
    await asyncio.sleep(2)


async def discord_starts(studio: SandboxStudio, folder: Path) -> None:
    async with StandIn() as discord:
        serve = Serve(folder, studio, speed=1, discord=discord, MAX_JOBS="1000")
        await serve.start()
        await asyncio.sleep(3)
        asked: dict[str, float] = {}
        people = 730000000000010000

        async def ask(number: int) -> None:
            now = time.time()
            said = await discord.say(f"a kite over field {number}", by=people + number)
            asked[said["id"]] = now

        await _steadily(ask)
        signs, starts = [], []
        for request in discord.world.requests:
            if request.method == "PUT" and "/reactions/" in request.path:
                signs.append(request.at - asked[request.path.split("/")[4]])
            elif request.path.endswith("/messages") and "🎬" in (request.body or {}).get("content", ""):
                starts.append(request.at - asked[str(request.body["message_reference"]["message_id"])])
        _told("Discord, event to reaction", signs)
        _told("Discord, event to start message", starts)
        assert serve.process is not None
        print(f"Discord, memory after {len(starts)} jobs under way: {_rss_mib(serve.process.pid)} MiB")
        await serve.stop()


async def feishu_starts(studio: SandboxStudio, folder: Path) -> None:
    async with LocalFeishu().running() as feishu:
        serve = Serve(folder, studio, speed=1, feishu=feishu, MAX_JOBS="1000")
        asked: dict[str, float] = {}
        starts: list[float] = []
        acks: list[float] = []
        note = feishu._note

        def noted(what: str, sent: object) -> None:
            note(what, sent)  # type: ignore[arg-type]
            if what == "post" and "🎬" in read(sent):  # type: ignore[arg-type]
                starts.append(time.monotonic() - asked[sent.reply_to])  # type: ignore[attr-defined]

        feishu._note = noted  # type: ignore[method-assign]
        await serve.start()
        await asyncio.sleep(3)

        async def ask(number: int) -> None:
            event = message(f"a kite over field {number}", user=f"ou_{number}", chat=f"oc_{number}")
            asked[event["event"]["message"]["message_id"]] = time.monotonic()
            acks.append((await feishu.socket.push(event)).took_s)

        await _steadily(ask)
        _told("Feishu, event to acknowledgement", acks)
        _told("Feishu, event to start card", starts)
        await serve.stop()


async def idle(studio: SandboxStudio, folder: Path, *, with_feishu: bool) -> None:
    async with StandIn() as discord, LocalFeishu().running() as feishu:
        serve = Serve(folder, studio, speed=1, discord=discord, feishu=feishu if with_feishu else None)
        began = time.monotonic()
        await serve.start()
        up_s = time.monotonic() - began
        await asyncio.sleep(_IDLE_S)
        assert serve.process is not None
        name = "Feishu and Discord" if with_feishu else "Discord"
        print(f"{name}: connected after {up_s:.1f} s, idle at {_rss_mib(serve.process.pid)} MiB", flush=True)
        await serve.stop()


async def main() -> None:
    async with SandboxStudio(speed=1) as studio:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for name in ("a", "b", "c", "d"):
                (root / name).mkdir()
            await idle(studio, root / "a", with_feishu=False)
            await idle(studio, root / "b", with_feishu=True)
            await discord_starts(studio, root / "c")
            await feishu_starts(studio, root / "d")


if __name__ == "__main__":
    asyncio.run(main())
