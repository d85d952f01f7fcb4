"""The page's server on a real port, with a service behind it that the test scripts."""

import asyncio
import io
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import aiohttp

from adapters.web import Guard, Transcript, WebChat, WebGateway, read_or_make_token
from core.errors import FetchError
from core.model import Incoming

WINDOW = "11111111-aaaa-4aaa-8aaa-111111111111"
OTHER = "22222222-bbbb-4bbb-8bbb-222222222222"


class MemoryPictures:
    """Posted pictures, kept in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    async def put(self, data: bytes) -> str:
        name = f"picture-{len(self.kept) + 1}"
        self.kept[name] = data
        return name

    async def get(self, name: str) -> bytes:
        try:
            return self.kept[name]
        except KeyError:
            raise FetchError("missing") from None


@dataclass
class Stage:
    """One run of the server on a folder; leaving it is a clean stop, `port` lets the next run take its place."""

    folder: Path
    port: int = 0
    media: tuple[str, ...] = ()
    pictures: MemoryPictures = field(default_factory=MemoryPictures)
    taken: list[Incoming] = field(default_factory=list)
    answer: Callable[["Stage", Incoming], Awaitable[None]] | None = None
    now: float = 1_800_000_000.0
    clock: Callable[[], float] | None = None
    longest_line: int = 2_000
    _moved: asyncio.Event = field(default_factory=asyncio.Event)

    async def __aenter__(self) -> Self:
        self.token = read_or_make_token(self.folder / "web.token")
        self.transcript = await Transcript.open(self.folder / "web.db", longest_line=self.longest_line)
        clock = self.clock or (lambda: self.now)
        self.chat = WebChat(self.transcript, self.pictures, now=clock)
        self.gateway = WebGateway(
            self._take,
            transcript=self.transcript,
            pictures=self.pictures,
            guard=Guard(self.token, media=self.media),
            now=clock,
        )
        await self.gateway.start("127.0.0.1", self.port)
        self.url = self.gateway.url
        self.port = int(self.url.rstrip("/").rsplit(":", 1)[1])
        self.origin = self.url.rstrip("/")
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.gateway.stop()
        await self.transcript.close()

    async def _take(self, incoming: Incoming) -> None:
        self.taken.append(incoming)
        self._moved.set()
        if self.answer is not None:
            await self.answer(self, incoming)

    async def settled(self, count: int) -> None:
        """Wait until so many messages were handed to the service."""
        async with asyncio.timeout(5):
            while len(self.taken) < count:
                self._moved.clear()
                await self._moved.wait()

    # --- as the page would ----------------------------------------------------

    def headers(self, **changes: str) -> dict[str, str]:
        return {"Origin": self.origin, "X-Page-Token": self.token} | changes

    async def say(
        self, text: str, *pictures: bytes, uid: str = "33333333-0001", window: str = WINDOW, **more: object
    ) -> tuple[int, dict[str, str]]:
        """Post a message; the status and the answer."""
        form = aiohttp.FormData(default_to_multipart=True)
        message = {"id": uid, "window": window, "text": text, **more}
        form.add_field("message", io.BytesIO(json.dumps(message).encode()))
        for picture in pictures:
            form.add_field("picture", io.BytesIO(picture), filename="picture.png", content_type="image/png")
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{self.origin}/messages", data=form, headers=self.headers()) as response,
        ):
            return response.status, await response.json()

    async def press(
        self,
        entry: str,
        button: int = 0,
        *,
        value: str = "",
        uid: str = "44444444-0001",
        window: str = WINDOW,
    ) -> tuple[int, dict[str, str]]:
        """Press a button; the status and the answer."""
        body = {"id": uid, "window": window, "entry": entry, "button": button, "value": value}
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{self.origin}/presses", json=body, headers=self.headers()) as response,
        ):
            return response.status, await response.json()

    @asynccontextmanager
    async def line(self, window: str = WINDOW, *, book: str = "", after: int = 0) -> AsyncIterator["Line"]:
        """A window's line, as the page opens it."""
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(f"{self.origin}/events", headers={"Origin": self.origin}) as socket,
        ):
            await socket.send_json({"token": self.token, "window": window, "book": book, "after": after})
            yield Line(socket)


class Line:
    """What a window hears."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket

    async def hear(self) -> dict[str, Any]:
        """The next thing said on the line."""
        heard: dict[str, Any] = json.loads(await self._socket.receive_str(timeout=5))
        return heard

    async def replay(self) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """The hello, and all that comes before "ready"."""
        hello = await self.hear()
        missed = []
        while (heard := await self.hear())["type"] != "ready":
            missed.append(heard)
        return hello, missed

    async def closing(self) -> int | None:
        """Read on to the end of the line: why the server closed it."""
        async with asyncio.timeout(5):
            while (await self._socket.receive()).type is aiohttp.WSMsgType.TEXT:
                pass
        return self._socket.close_code
