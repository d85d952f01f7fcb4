"""The page's server and its voice: aiohttp on loopback, one line per window, the transcript between them."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

from aiohttp import WSCloseCode, WSMsgType, web

from adapters.web import doors, outbound
from adapters.web.guard import Guard
from adapters.web.inbound import (
    MAX_MESSAGE_BYTES,
    PLATFORM,
    BadPostError,
    message_facts,
    press_facts,
    read_hello,
    read_message,
    read_posted,
    read_pressed,
)
from adapters.web.outbound import Entry
from adapters.web.transcript import Line, Transcript
from core.errors import FetchError
from core.loopback import is_loopback
from core.model import Address, Incoming, Picture, Post
from core.ports import Traits

_log = logging.getLogger(__name__)
_HEARTBEAT_S = 20.0
_HELLO_S = 10.0
_STOP_S = 2.0


class PictureStore(Protocol):
    """Where posted pictures wait until their job has fetched them."""

    async def put(self, data: bytes) -> str:
        """Keep the bytes and name them."""
        ...

    async def get(self, name: str) -> bytes:
        """The bytes of that name (raises FetchError)."""
        ...


class WebChat:
    """The page's voice: what is said becomes an entry of the window's transcript; its id is the handle."""

    def __init__(self, transcript: Transcript, pictures: PictureStore, *, now: Callable[[], float]) -> None:
        self._transcript = transcript
        self._pictures = pictures
        self._now = now

    def traits(self, address: Address) -> Traits:  # noqa: ARG002 - the port's shape
        """Progress is a message of its own."""
        return Traits()

    async def send(self, address: Address, post: Post, *, key: str) -> str:
        """Write a message; the same key for the same request and job is the same message."""
        full = f"out:{post.job_id}:{address.message}:{key}" if key else None
        return await self._add(address, post, full)

    async def edit(self, address: Address, handle: str, post: Post, *, key: str) -> str:
        """Change a message in its place; one that is gone is written again."""
        standing = await self._transcript.find(handle, window=address.user)
        if standing is not None and standing.face is not None:
            face, facts = outbound.write_post(post, to=str(standing.face.get("to", "")))
            if await self._transcript.change(handle, face=face, facts=facts) is not None:
                return handle
        return await self._add(address, post, f"again:{handle}:{key}")

    async def delete(self, address: Address, handle: str) -> None:
        """Take a message away."""
        if await self._transcript.find(handle, window=address.user) is not None:
            await self._transcript.change(handle, face=None, facts={})

    async def fetch(self, picture: Picture) -> bytes:
        """The bytes of a picture posted on the page."""
        name = picture.ref.get("name", "")
        if not name:
            raise FetchError("missing", "a picture without a name")
        return await self._pictures.get(name)

    async def forget(self, user: str) -> None:
        """Take away all that was said in a person's window."""
        await self._transcript.forget(user)

    async def sweep(self, *, before: float) -> None:
        """Remove what is older than this instant (seconds since the epoch)."""
        await self._transcript.sweep(before=before)

    async def _add(self, address: Address, post: Post, key: str | None) -> str:
        face, facts = outbound.write_post(post, to=address.message)
        entry, _ = await self._transcript.add(address.user, key=key, at=self._now(), face=face, facts=facts)
        return entry.handle


class WebGateway:
    """The page's server. `take` gets every message and press once it is on disk; it may get one twice.

    An entry that nobody took, because the process died in between, is handed to `take` again at the next start.
    """

    def __init__(
        self,
        take: Callable[[Incoming], Awaitable[object]],
        *,
        transcript: Transcript,
        pictures: PictureStore,
        guard: Guard,
        now: Callable[[], float],
        sandbox: bool = True,
    ) -> None:
        self._take = take
        self._transcript = transcript
        self._pictures = pictures
        self._guard = guard
        self._now = now
        self._page = doors.Page(guard, sandbox=sandbox)
        self._runner: web.AppRunner | None = None
        self._takes: set[asyncio.Task[None]] = set()
        self._sockets: set[web.WebSocketResponse] = set()
        self.url = ""

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen on loopback (another host is refused) and take what was left; `url` tells the address."""
        if not is_loopback(host):
            raise ValueError(f"the page is served on loopback only, not on {host}")
        app = web.Application(middlewares=[self._page.checked], client_max_size=MAX_MESSAGE_BYTES)
        self._page.add_routes(app)
        app.router.add_get("/events", self._events)
        app.router.add_post("/messages", self._message)
        app.router.add_post("/presses", self._press)
        runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=_STOP_S)
        await runner.setup()
        self._runner = runner
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError:
            await self.stop()
            raise
        bound = int(runner.addresses[0][1])
        self._guard.bind(bound)
        self.url = f"http://{f'[{host}]' if ':' in host else host}:{bound}/"
        for entry in await self._transcript.waiting():
            self._hand_over(entry)

    async def stop(self) -> None:
        """Close every window's line and stop listening; a message that is being taken gets two seconds."""
        runner, self._runner = self._runner, None
        for socket in tuple(self._sockets):
            await socket.close(code=WSCloseCode.GOING_AWAY)
        if self._takes:
            _, late = await asyncio.wait(self._takes, timeout=_STOP_S)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        if runner is not None:
            await runner.cleanup()

    # --- what the page sends --------------------------------------------------

    async def _message(self, request: web.Request) -> web.Response:
        parts = doors.Parts(request)
        posted = read_posted(await parts.words())
        key = f"in:{posted.id}"
        entry = await self._transcript.by_key(posted.window, key)
        if entry is None:
            try:
                names = [await self._pictures.put(data) async for data in parts.pictures()]
            except FetchError as fault:
                raise web.HTTPRequestEntityTooLarge(0, text=f"picture_{fault.reason}") from fault
            entry, is_new = await self._transcript.add(
                posted.window,
                key=key,
                at=self._now(),
                face=outbound.write_mine(posted, pictures=len(names)),
                facts=message_facts(posted, names),
                waiting=True,
            )
            if is_new:
                self._hand_over(entry)
        return web.json_response({"id": entry.handle})

    async def _press(self, request: web.Request) -> web.Response:
        pressed = read_pressed(await request.read())
        under = await self._transcript.find(pressed.entry, window=pressed.window)
        action = None if under is None else outbound.action_of(under.facts, pressed.button)
        if action is None:
            return web.json_response({"error": "gone"}, status=409)
        entry, is_new = await self._transcript.add(
            pressed.window,
            key=f"in:{pressed.id}",
            at=self._now(),
            face=outbound.write_press(pressed, action),
            facts=press_facts(pressed, action),
            waiting=True,
        )
        if is_new:
            self._hand_over(entry)
        return web.json_response({"id": entry.handle})

    def _hand_over(self, entry: Entry) -> None:
        task = asyncio.get_running_loop().create_task(self._taken(entry), name=f"take {entry.handle}")
        self._takes.add(task)
        task.add_done_callback(self._takes.discard)

    async def _taken(self, entry: Entry) -> None:
        try:
            await self._take(await self._incoming(entry))
            await self._transcript.taken(entry.handle)
        except Exception:  # noqa: BLE001 - the service lives on whatever one message does
            # The entry stays waiting: the next start takes it.
            _log.exception("a message of the page was not taken")

    async def _incoming(self, entry: Entry) -> Incoming:
        answered = str(entry.facts.get("reply_to", ""))
        under = await self._transcript.find(answered, window=entry.window) if answered else None
        return read_message(
            entry.facts,
            window=entry.window,
            handle=entry.handle,
            at=entry.at,
            quoted=None if under is None else under.facts,
        )

    # --- what the page hears --------------------------------------------------

    async def _events(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(heartbeat=_HEARTBEAT_S, max_msg_size=4096)
        await socket.prepare(request)
        self._sockets.add(socket)
        try:
            await self._converse(socket)
        finally:
            self._sockets.discard(socket)
        return socket

    async def _converse(self, socket: web.WebSocketResponse) -> None:
        try:
            first = await socket.receive(timeout=_HELLO_S)
        except TimeoutError:
            await socket.close(code=WSCloseCode.POLICY_VIOLATION)
            return
        try:
            hello = read_hello(first.data if first.type is WSMsgType.TEXT else "")
        except BadPostError:
            await socket.close(code=WSCloseCode.POLICY_VIOLATION)
            return
        if not self._guard.token_is_right(hello.token):
            await socket.close(code=WSCloseCode.POLICY_VIOLATION, message=b"token")
            return
        line = self._transcript.listen(hello.window)
        speaking = asyncio.ensure_future(self._speak(socket, hello.window, line, hello.book, hello.after))
        hearing = asyncio.ensure_future(_hear(socket))
        try:
            # A window that hears nothing more must notice it: when its line closes, it connects again by itself.
            await asyncio.wait((speaking, hearing), return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._transcript.hang_up(hello.window, line)
            speaking.cancel()
            hearing.cancel()
            said, _ = await asyncio.gather(speaking, hearing, return_exceptions=True)
        if isinstance(said, Exception) and not isinstance(said, ConnectionError):
            _log.error("a window's line broke", exc_info=said)
        await socket.close(code=WSCloseCode.TRY_AGAIN_LATER)

    async def _speak(
        self, socket: web.WebSocketResponse, window: str, line: Line, book: str, after: int
    ) -> None:
        """Replay what the window missed, then what happens; the line was opened before, so nothing falls between."""
        known = after if book == self._transcript.book else 0
        await _say(socket, {"type": "hello", "book": self._transcript.book, "anew": known == 0})
        for entry in await self._transcript.since(window, known):
            known = max(known, entry.rev)
            await _say(socket, outbound.write_entry(entry))
        await _say(socket, {"type": "ready", "platform": PLATFORM})
        while (change := await line.get()) is not None:
            if change.rev > known:
                await _say(socket, outbound.write_entry(change))


async def _hear(socket: web.WebSocketResponse) -> None:
    """Read until the window closes the line; nothing is expected, but reading answers pings."""
    async for _ in socket:
        pass


async def _say(socket: web.WebSocketResponse, value: Mapping[str, object]) -> None:
    await socket.send_str(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
