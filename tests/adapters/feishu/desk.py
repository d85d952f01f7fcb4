"""A desk and a CDN for the gateway's tests, and the gateway put together with them."""

import asyncio
import contextlib
import dataclasses
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

from adapters.feishu.gateway import FeishuGateway
from adapters.feishu.settings import FeishuSettings, Timings
from core.errors import FetchError
from core.model import Address, Incoming
from tests.adapters.feishu.clips import PNG, mp4
from tests.adapters.feishu.events import APP_ID
from tests.adapters.feishu.stand_in import SECRET, LocalFeishu

QUICK = Timings(
    bootstrap_s=0.5,
    pong_s=0.2,
    back_off_first_s=0.02,
    back_off_max_s=0.1,
    close_s=0.1,
    claim_s=0.6,
    parent_s=0.3,
    self_s=0.2,
    call_s=1.0,
    retry_first_s=0.02,
    retry_max_s=0.1,
    retry_budget_s=0.6,
    terminal_budget_s=2.0,
)


class FakeDesk:
    """Takes each message once, as the inbox would, and keeps what it was given."""

    def __init__(self) -> None:
        self.taken: list[Incoming] = []
        self.seen: set[str] = set()
        self.duplicates: list[str] = []
        self.greeted: list[Address] = []
        self.taken_back: list[str] = []
        self.claim_s = 0.0
        self.failing = 0

    async def take(self, incoming: Incoming) -> bool:
        if self.claim_s:
            await asyncio.sleep(self.claim_s)
        if self.failing:
            self.failing -= 1
            raise RuntimeError("canary-prompt")
        if incoming.id in self.seen:
            self.duplicates.append(incoming.id)
            return False
        self.seen.add(incoming.id)
        self.taken.append(incoming)
        return True

    async def take_back(self, request: str) -> None:
        self.taken_back.append(request)

    async def welcome(self, address: Address) -> None:
        self.greeted.append(address)


@dataclass
class FakeStream:
    content_type: str
    length: int | None
    make: Callable[[], AsyncIterator[bytes]]

    def chunks(self) -> AsyncIterator[bytes]:
        return self.make()


@dataclass
class FakeCdn:
    """Addresses and their bytes, or the error that opening them raises."""

    files: dict[str, bytes | FetchError | Callable[[], AsyncIterator[bytes]]] = field(default_factory=dict)
    tell_length: bool = True
    sizes: dict[str, int] = field(default_factory=dict)
    opened: list[str] = field(default_factory=list)
    unreachable: dict[str, int] = field(default_factory=dict)  # address → times nothing answers there
    break_after: dict[str, int] = field(
        default_factory=dict
    )  # address → times the stream breaks in the middle

    @contextlib.asynccontextmanager
    async def open(self, url: str, *, limit_bytes: int, timeout_s: float) -> AsyncIterator[FakeStream]:
        self.opened.append(url)
        if self.unreachable.get(url, 0):
            self.unreachable[url] -= 1
            raise FetchError("network", "no answer")
        file = self.files.get(url, FetchError("missing"))
        if isinstance(file, FetchError):
            raise file
        size = self.sizes.get(url, len(file) if isinstance(file, bytes) else 0)
        if self.tell_length and size > limit_bytes:
            raise FetchError("too_big")
        kind = "video/mp4" if url.endswith(".mp4") else "image/png"

        async def chunks() -> AsyncIterator[bytes]:
            sent = 0
            async for chunk in pieces(file):
                sent += len(chunk)
                if sent > limit_bytes:
                    raise FetchError("too_big")
                yield chunk
                if self.break_after.get(url, 0):
                    self.break_after[url] -= 1
                    raise FetchError("network", "the line broke")

        yield FakeStream(kind, size if self.tell_length else None, chunks)


async def pieces(file: bytes | Callable[[], AsyncIterator[bytes]]) -> AsyncIterator[bytes]:
    if not isinstance(file, bytes):
        async for chunk in file():
            yield chunk
        return
    for at in range(0, len(file), 1000):
        yield file[at : at + 1000]
        await asyncio.sleep(0)


CLIP, COVER = "https://cdn.example/clip.mp4", "https://cdn.example/cover.png"


def cdn() -> FakeCdn:
    return FakeCdn({CLIP: mp4(5000), COVER: PNG})


@dataclass
class FakeNotes:
    """What outlives a process."""

    kept: dict[tuple[str, str], str] = field(default_factory=dict)
    is_full: bool = False

    async def read(self, job_id: str, key: str) -> str:
        return self.kept.get((job_id, key), "")

    async def write(self, job_id: str, key: str, value: str) -> None:
        if self.is_full:
            raise OSError("disk full")
        self.kept[job_id, key] = value


@dataclass
class World:
    feishu: LocalFeishu
    desk: FakeDesk
    cdn: FakeCdn
    notes: FakeNotes
    gateway: FeishuGateway

    @contextlib.asynccontextmanager
    async def another_life(self) -> AsyncIterator["World"]:
        """The next process on the same platform, with the same disk."""
        gateway = FeishuGateway(
            settings_for(self.feishu), take=self.desk.take, download=self.cdn, notes=self.notes
        )
        before = self.feishu.socket.connections
        await gateway.start()
        await self.feishu.socket.connected(before + 1)
        try:
            yield World(self.feishu, self.desk, self.cdn, self.notes, gateway)
        finally:
            await gateway.stop()
            await gateway.chat.close()

    async def until(self, true: Callable[[], Any], within_s: float = 3.0) -> None:
        """Wait for something the background does."""
        async with asyncio.timeout(within_s):
            while not true():
                await asyncio.sleep(0.005)


def settings_for(feishu: LocalFeishu, **changes: Any) -> FeishuSettings:
    timings = dataclasses.replace(QUICK, **changes.pop("timings", {}))
    return FeishuSettings(app_id=APP_ID, app_secret=SECRET, domain=feishu.origin, timings=timings, **changes)


@contextlib.asynccontextmanager
async def world(*, start: bool = True, **changes: Any) -> AsyncIterator[World]:
    """A stand-in, a desk, a CDN and the gateway between them; ends by asking for violations."""
    async with LocalFeishu().running() as feishu:
        desk, files, notes = FakeDesk(), cdn(), FakeNotes()
        gateway = FeishuGateway(
            settings_for(feishu, **changes),
            take=desk.take,
            download=files,
            welcome=desk.welcome,
            take_back=desk.take_back,
            notes=notes,
        )
        if start:
            await gateway.start()
            if gateway.health()["mode"] == "websocket":
                await feishu.socket.connected()
                await World(feishu, desk, files, notes, gateway).until(
                    lambda: gateway.health()["knows_itself"]
                )
        try:
            yield World(feishu, desk, files, notes, gateway)
        finally:
            await gateway.stop()
            await gateway.chat.close()
        assert feishu.violations == []
