"""Two stand-ins for the studio's hosts: one that answers what it is told, one of raw sockets that breaks off."""

import asyncio
import contextlib
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from adapters.ima.client import ImaStudio
from adapters.ima.exchange import Timeouts

KEY = "ima_canary_key_0123456789"


@dataclass
class Answers:
    """`on[path]` is a list of answers, of which the last one stays; requests are kept as they came."""

    on: dict[str, list[Any]] = field(default_factory=dict)
    requests: list[tuple[str, str, dict[str, str], dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""

    def paths(self) -> list[str]:
        return [path for _, path, *_ in self.requests]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        query = dict(request.query)
        self.requests.append((request.method, request.path, dict(request.headers), query, body))
        queue = self.on.get(request.path, [{"code": 0, "data": None}])
        answer = queue.pop(0) if len(queue) > 1 else queue[0]
        if callable(answer):
            answer = answer()
        if isinstance(answer, web.StreamResponse):
            return answer
        return web.json_response(answer)


@contextlib.asynccontextmanager
async def answering() -> AsyncIterator[Answers]:
    answers = Answers()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answers.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    answers.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield answers
    finally:
        await runner.cleanup()


@dataclass
class Sleeps:
    """A sleep that does not: it remembers, and lets something happen meanwhile."""

    asked: list[float] = field(default_factory=list)
    then: Callable[[int], Awaitable[None]] | None = None

    async def __call__(self, seconds: float) -> None:
        self.asked.append(seconds)
        if self.then is not None:
            await self.then(len(self.asked))
        await asyncio.sleep(0)


QUICK = Timeouts(connect_s=2, list_s=5, create_s=5, detail_s=5, upload_s=5)


def a_studio(url: str, **changes: Any) -> ImaStudio:
    values: dict[str, Any] = {
        "base_url": url,
        "upload_base_url": url,
        "api_key": KEY,
        "timeouts": QUICK,
        "sleep": Sleeps(),
    }
    return ImaStudio(**(values | changes))


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


# --- raw ---------------------------------------------------------------------


class Wire:
    """One accepted connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def read_head(self) -> bytes:
        return await self.reader.readuntil(b"\r\n\r\n")

    async def read_request(self) -> bytes:
        head = await self.read_head()
        length = 0
        for line in head.split(b"\r\n"):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return head + await self.reader.readexactly(length)

    async def say(self, text: bytes) -> None:
        self.writer.write(text)
        await self.writer.drain()

    def reset(self) -> None:
        """Close with RST instead of FIN."""
        sock = self.writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


@dataclass
class Raw:
    """A raw server: `connections` counts what was accepted, `requests` what was read whole."""

    url: str = ""
    connections: int = 0
    requests: list[bytes] = field(default_factory=list)


@contextlib.asynccontextmanager
async def raw(script: Callable[[Wire, Raw], Awaitable[None]]) -> AsyncIterator[Raw]:
    state = Raw()

    serving: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        state.connections += 1
        task = asyncio.current_task()
        assert task is not None
        serving.add(task)
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            await script(Wire(reader, writer), state)
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    state.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield state
    finally:
        server.close()
        for task in serving:
            task.cancel()
        await asyncio.gather(*serving, return_exceptions=True)
