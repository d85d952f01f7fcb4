"""The long connection: bootstrap, frames, pings, a watchdog, and reconnecting after every kind of failure."""

import asyncio
import contextlib
import json
import logging
import random
from collections.abc import Callable, Mapping
from enum import StrEnum
from urllib.parse import parse_qs, urlsplit

import aiohttp

from adapters.feishu import frames
from adapters.feishu.codes import Refusal, Remedy, remedy_for
from adapters.feishu.intake import Intake
from adapters.feishu.rest import FeishuApi
from adapters.feishu.sdk import Sdk
from adapters.feishu.settings import FeishuSettings
from core.model import Json

_log = logging.getLogger(__name__)

_ENDPOINT = "/callback/ws/endpoint"
_OK = 200
_DEFAULT_PING_S = 120.0
_MIN_PING_S = 1.0
_FRAME_BYTES = 8 * 1024 * 1024
_FATAL_AHEAD = 3  # faults that only an operator can fix are tried again more slowly
_AT_ONCE = 200  # events being claimed; beyond it the socket waits


class State(StrEnum):
    """How a connection stands; the word shown by health."""

    CONNECTING = "connecting"
    UP = "up"
    DOWN = "down"
    FATAL = "fatal"  # bad credentials or too many connections: tried again slowly
    STOPPED = "stopped"


_FATAL = frozenset({Remedy.CREDENTIALS, Remedy.TOO_MANY_CONNECTIONS, Remedy.UNKNOWN})

OnState = Callable[[State, str], None]


class LongConnection:
    """One connection of one app; the platform hands each event to one of an app's connections."""

    def __init__(
        self, settings: FeishuSettings, sdk: Sdk, api: FeishuApi, intake: Intake, on_state: OnState
    ) -> None:
        self._settings = settings
        self._timings = settings.timings
        self._sdk = sdk
        self._api = api
        self._intake = intake
        self._on_state = on_state
        self._ping_s = _DEFAULT_PING_S
        self._room = asyncio.Semaphore(_AT_ONCE)
        self._acks: set[asyncio.Task[None]] = set()
        self._last_frame = 0.0
        self._up_since = 0.0  # 0 = not yet

    async def run(self) -> None:
        """Stay connected until cancelled."""
        failures = 0
        loop = asyncio.get_running_loop()
        try:
            while True:
                self._on_state(State.CONNECTING, "")
                self._up_since = 0.0
                try:
                    await self._once()
                    reason, fatal = "closed by the platform", False
                except Refusal as refusal:
                    reason, fatal = str(refusal), refusal.remedy in _FATAL
                except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
                    reason, fatal = f"{type(error).__name__}", False
                if self._up_since and loop.time() - self._up_since >= self._timings.steady_s:
                    failures = 0
                failures += 1
                self._on_state(State.FATAL if fatal else State.DOWN, reason)
                pause_s = self._back_off_s(failures + _FATAL_AHEAD) if fatal else self._back_off_s(failures)
                _log.warning("feishu: not connected (%s), next try in %.1f s", reason, pause_s)
                await asyncio.sleep(pause_s)
        finally:
            for task in tuple(self._acks):
                task.cancel()
            await asyncio.gather(*self._acks, return_exceptions=True)
            self._on_state(State.STOPPED, "")

    def _back_off_s(self, failures: int) -> float:
        doublings: int = 2 ** min(failures - 1, 10)
        top = min(self._timings.back_off_max_s, self._timings.back_off_first_s * doublings)
        return top * random.uniform(0.5, 1.0)  # noqa: S311 - jitter

    async def bootstrap(self) -> tuple[str, int]:
        """Ask where to connect: the address (it holds a ticket: never log it) and the service's number."""
        secret: Json = {"AppID": self._settings.app_id, "AppSecret": self._settings.app_secret}
        status, body = await self._api.anonymous(_ENDPOINT, secret, timeout_s=self._timings.bootstrap_s)
        code = body.get("code")
        if status != _OK or not isinstance(code, int):
            raise Refusal(Remedy.TRANSIENT, f"bootstrap: http {status}")
        if code != 0:
            raise Refusal(remedy_for(code, status=status), f"bootstrap: {body.get('msg')}", code=code)
        data = body.get("data")
        if not isinstance(data, dict):
            raise Refusal(Remedy.TRANSIENT, "bootstrap: an answer without data")
        self._configure(data.get("ClientConfig"))
        url = str(data.get("URL") or "")
        parts = urlsplit(url)
        if parts.scheme != "wss" and not (parts.scheme == "ws" and self._settings.is_local):
            raise Refusal(Remedy.TRANSIENT, "bootstrap: not a wss address")
        number = parse_qs(parts.query).get("service_id", ["0"])[0]
        return url, int(number) if number.isdigit() else 0

    async def _once(self) -> None:
        url, service = await self.bootstrap()
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=self._timings.bootstrap_s)
        async with aiohttp.ClientSession(
            timeout=timeout, trust_env=not self._settings.is_local, cookie_jar=aiohttp.DummyCookieJar()
        ) as session:
            socket = await self._open(session, url)
            ping = asyncio.create_task(self._ping(socket, service), name="feishu ping")
            try:
                await self._read(socket, ping)
            finally:
                ping.cancel()
                await asyncio.gather(ping, return_exceptions=True)
                # A dead peer never answers the closing frame: it gets a moment, then the line is cut.
                with contextlib.suppress(TimeoutError, aiohttp.ClientError, OSError):
                    await asyncio.wait_for(socket.close(), self._timings.close_s)

    async def _open(self, session: aiohttp.ClientSession, url: str) -> aiohttp.ClientWebSocketResponse:
        try:
            async with asyncio.timeout(self._timings.bootstrap_s):
                return await session.ws_connect(
                    url,
                    max_msg_size=_FRAME_BYTES,
                    timeout=aiohttp.ClientWSTimeout(ws_close=self._timings.close_s),
                )
        except aiohttp.WSServerHandshakeError as error:
            headers: Mapping[str, str] = error.headers or {}
            code = headers.get("handshake-autherrcode") or headers.get("handshake-status") or ""
            message = headers.get("handshake-msg", "")
            if code.isdigit():
                raise Refusal(
                    remedy_for(int(code)), f"handshake refused: {message}", code=int(code)
                ) from error
            raise Refusal(Remedy.TRANSIENT, f"handshake refused: http {error.status}") from error

    async def _read(self, socket: aiohttp.ClientWebSocketResponse, ping: asyncio.Task[None]) -> None:
        loop = asyncio.get_running_loop()
        joiner = frames.Joiner(self._timings.parts_s)
        self._last_frame = self._up_since = loop.time()
        self._on_state(State.UP, "")
        while True:
            receive = asyncio.ensure_future(socket.receive())
            await asyncio.wait({receive, ping}, return_when=asyncio.FIRST_COMPLETED)
            if not receive.done():
                receive.cancel()
                await asyncio.gather(receive, return_exceptions=True)
                ping.result()  # raises what the watchdog found
            message = receive.result()
            if message.type is not aiohttp.WSMsgType.BINARY:
                if message.type in (aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.PING, aiohttp.WSMsgType.PONG):
                    continue
                return
            self._last_frame = loop.time()
            frame = frames.read_frame(self._sdk.frame, message.data)
            if frame is None:
                _log.warning("feishu: bytes that are no frame")
                continue
            await self._on_frame(socket, frame, joiner)

    async def _on_frame(
        self, socket: aiohttp.ClientWebSocketResponse, frame: object, joiner: frames.Joiner
    ) -> None:
        headers = frames.headers_of(frame)
        kind = headers.get("type", "")
        if getattr(frame, "method", None) == frames.CONTROL:
            if kind == "pong" and (payload := getattr(frame, "payload", b"")):
                self._configure(_object(payload))
            return
        if kind not in ("event", "card"):
            return
        payload = joiner.add(frame, asyncio.get_running_loop().time())
        if payload is None:
            return
        await self._room.acquire()
        task = asyncio.create_task(self._answer(socket, frame, payload, headers), name="feishu ack")
        self._acks.add(task)
        task.add_done_callback(self._acked)

    def _acked(self, task: asyncio.Task[None]) -> None:
        self._acks.discard(task)
        self._room.release()
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.warning("feishu: an answer did not get through: %s", type(error).__name__)

    async def _answer(
        self,
        socket: aiohttp.ClientWebSocketResponse,
        frame: object,
        payload: bytes,
        headers: Mapping[str, str],
    ) -> None:
        loop = asyncio.get_running_loop()
        since = loop.time()
        body = _object(payload)
        delivery = headers.get("message_id", "")
        outcome = await self._intake.receive(body, delivery=delivery)
        took_ms = round((loop.time() - since) * 1000)
        await socket.send_bytes(frames.ack_frame(frame, ok=outcome.ok, took_ms=took_ms, reply=outcome.reply))

    async def _ping(self, socket: aiohttp.ClientWebSocketResponse, service: int) -> None:
        """Ping at the platform's interval; raises when nothing at all was heard after a ping."""
        loop = asyncio.get_running_loop()
        while True:
            sent = loop.time()
            # A peer that reads nothing fills the socket: sending may take as long as the answer.
            await asyncio.wait_for(
                socket.send_bytes(frames.ping_frame(self._sdk.frame, service)), self._timings.pong_s
            )
            interval_s = self._timings.ping_s or self._ping_s
            await asyncio.sleep(min(self._timings.pong_s, interval_s))
            if self._last_frame < sent:
                raise TimeoutError
            await asyncio.sleep(max(0.0, interval_s - self._timings.pong_s))

    def _configure(self, config: Json | Mapping[str, Json]) -> None:
        interval = config.get("PingInterval") if isinstance(config, Mapping) else None
        if isinstance(interval, (int, float)) and interval > 0:
            self._ping_s = max(float(interval), _MIN_PING_S)


def _object(payload: bytes) -> Mapping[str, Json]:
    try:
        body = json.loads(payload)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
