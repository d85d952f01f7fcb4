"""`make bench`: how fast and how small, each figure beside the bare floor measured in the same run.

Each part runs in a process of its own, without the studio, so that memory figures are its own. Load is bounded and
stays on loopback.
"""

import asyncio
import json
import os
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import aiohttp

from bot.app import App, keep_loaded
from bot.memory import Memory
from bot.settings import Settings
from core.model import Address, Incoming, Kind, ParseContext, Picture, Post
from core.parser import Parser
from core.ports import Traits
from core.tables import read_tables

_RATE = 20
_REQUESTS = 400
_WAITING = 1000
_KEY = "BENCH_KEY"  # names the studio's key to the other processes
_SHORT = "用可灵生成一段竖屏小狗在草地上奔跑的视频 10秒，电影感，阳光明媚，慢镜头，高清画质"
_SCENE = "一只橘猫趴在窗台上看着外面的雨，雨滴顺着玻璃缓缓滑落，屋里亮着一盏温暖的台灯。"
_ENGLISH = "a golden retriever puppy runs through a meadow"


def _percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _rss_mib() -> float:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _row(what: str, value: str, floor: str, bar: str) -> None:
    print(f"{what:<52} {value:>18} {floor:>30} {bar:>14}", flush=True)


# --- parsing -----------------------------------------------------------------


def parse() -> None:
    """Microseconds for one parse, and for the least that reading the text once costs."""
    parser = Parser(read_tables())
    context = ParseContext()
    long_text = (_SHORT * 200)[:4000]
    for name, text, bar in (
        ("parse, 40 characters", _SHORT[:40], "< 60 us"),
        ("parse, 40 characters, English", _ENGLISH[:40], "< 60 us"),
        ("parse, 2,000 characters", long_text[:2000], "< 2000 us"),
        ("parse, 4,000 characters", long_text, "< 1000 us"),
        ("parse, 4,000 characters, one order", _SHORT + (_SCENE * 200)[: 4000 - len(_SHORT)], "< 1000 us"),
        ("parse, 4,000 characters, English", (_ENGLISH + ". ") * 85, "< 1000 us"),
    ):
        rounds = 400 if len(text) < 100 else 40
        ours, floor = [], []
        for _ in range(rounds):
            began = time.perf_counter()
            parser.parse(text, context)
            ours.append((time.perf_counter() - began) * 1e6)
            began = time.perf_counter()
            unicodedata.normalize("NFKC", text).casefold()
            floor.append((time.perf_counter() - began) * 1e6)
        _row(
            name,
            f"{statistics.median(ours):.0f} us median",
            f"NFKC and casefold {statistics.median(floor):.1f} us",
            bar,
        )


# --- the service -------------------------------------------------------------


class TimedChat:
    """Port Chat that notes when each start message was said."""

    def __init__(self) -> None:
        self.started: dict[str, float] = {}
        self.ended = 0

    def traits(self, address: Address) -> Traits:
        return Traits()

    async def send(self, address: Address, post: Post, *, key: str) -> str:
        if post.kind is Kind.START:
            self.started[address.message] = time.perf_counter()
        if post.kind in (Kind.LINK, Kind.FAILURE):
            self.ended += 1
        return key

    async def edit(self, address: Address, handle: str, post: Post, *, key: str) -> str:
        return handle

    async def delete(self, address: Address, handle: str) -> None:
        return None

    async def fetch(self, picture: Picture) -> bytes:
        return b""


async def _app(folder: Path, url: str, speed: float) -> tuple[App, TimedChat]:
    settings = Settings(
        _env_file=None,
        ima_api_key=os.environ[_KEY],
        ima_base_url=url,
        ima_upload_base_url=url,
        speed=speed,
        max_jobs=5000,
        max_jobs_per_user=5000,
        data_dir=folder,
    )
    app = App(settings, await Memory.open(folder))
    chat = TimedChat()
    app.chats.add("bench", chat)
    await app.start()
    keep_loaded()
    return app, chat


def _incoming(number: int) -> Incoming:
    address = Address(
        platform="bench", chat=f"c{number % 50}", user=f"u{number}", message=f"m{number}", direct=True
    )
    return Incoming(id=f"bench-{number}", address=address, text=f"{_ENGLISH} {number}", at=time.time())


async def start_latency(url: str) -> None:
    """Milliseconds from taking a message in to its start message, at 20 a second; the floor is one safe commit."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app, chat = await _app(folder / "data", url, 1)
        taken: dict[str, float] = {}
        began = time.perf_counter()
        for number in range(_REQUESTS):
            await asyncio.sleep(max(0.0, began + number / _RATE - time.perf_counter()))
            incoming = _incoming(number)
            taken[incoming.address.message] = time.perf_counter()
            await app.take(incoming)
        async with asyncio.timeout(30):
            while len(chat.started) < _REQUESTS:
                await asyncio.sleep(0.05)
        waits = [(chat.started[one] - taken[one]) * 1000 for one in taken]
        await app.stop()
        await app.memory.close()
        db = sqlite3.connect(folder / "floor.db", isolation_level=None)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("CREATE TABLE t (x TEXT)")
        commits = []
        for number in range(200):
            at = time.perf_counter()
            db.execute("INSERT INTO t VALUES (?)", (str(number),))
            commits.append((time.perf_counter() - at) * 1000)
        db.close()
    _row(
        "message taken in to start message, 20/s, SQLite",
        f"p50 {_percentile(waits, 0.5):.0f} p99 {_percentile(waits, 0.99):.0f} ms",
        f"one commit p50 {_percentile(commits, 0.5):.2f} ms",
        "p99 < 100 ms",
    )


async def waiting_jobs(url: str) -> None:
    """Memory of 1,000 jobs that wait for the studio."""
    with tempfile.TemporaryDirectory() as name:
        app, chat = await _app(Path(name) / "data", url, 1)
        idle = _rss_mib()
        for number in range(_WAITING):
            await app.take(_incoming(number))
            if number % 50 == 0:
                await asyncio.sleep(0.2)
        async with asyncio.timeout(120):
            while len(chat.started) < _WAITING or app.gate.running < _WAITING:
                await asyncio.sleep(0.2)
        await asyncio.sleep(5)
        full = _rss_mib()
        _row("memory, idle", f"{idle:.0f} MiB", "", "")
        _row(
            f"memory, {_WAITING} jobs waiting",
            f"{full:.0f} MiB",
            f"{(full - idle) * 1024 / _WAITING:.0f} KiB a job",
            "< 160 MiB",
        )
        stop = time.perf_counter()
        await app.stop()
        _row("stop with all of them open", f"{time.perf_counter() - stop:.1f} s", "", "seconds")
        await app.memory.close()


async def floor_waiting(url: str) -> None:
    """The same number of bare coroutines that poll over one aiohttp session."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=100)) as session:
        idle = _rss_mib()

        async def poll() -> None:
            for _ in range(2):
                async with session.get(f"{url}/sandbox/none") as response:
                    await response.read()
                await asyncio.sleep(4)

        tasks = [asyncio.create_task(poll()) for _ in range(_WAITING)]
        await asyncio.sleep(3)
        full = _rss_mib()
        _row(f"floor: {_WAITING} bare polling coroutines", f"{full:.0f} MiB", f"idle {idle:.0f} MiB", "")
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


# --- running -----------------------------------------------------------------

_PARTS = {"start": start_latency, "waiting": waiting_jobs, "floor": floor_waiting}


async def _all() -> None:
    # Here alone: a process that measures memory must not hold the studio, as the service does not.
    from adapters.ima.sandbox import DEMO_KEY, SandboxStudio  # noqa: PLC0415

    print(f"{'what':<52} {'measured':>18} {'floor':>30} {'bar':>14}")
    parse()
    async with SandboxStudio() as quick, SandboxStudio() as slow:
        slow.script("task", "never", times=-1)
        for name, url in (("start", quick.url), ("waiting", slow.url), ("floor", slow.url)):
            child = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "tests.bench", name, url, env={**os.environ, _KEY: DEMO_KEY}
            )
            if await child.wait():
                raise SystemExit(f"the part {name} failed")


def main() -> None:
    if len(sys.argv) > 1:
        asyncio.run(_PARTS[sys.argv[1]](sys.argv[2]))
        return
    sys.stdout.write(json.dumps({"python": sys.version.split()[0], "cores": os.cpu_count()}) + "\n")
    asyncio.run(_all())


if __name__ == "__main__":
    main()
