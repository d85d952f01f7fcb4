"""The stand-in's long connection: real frames, collected answers, and every way of going wrong."""

import asyncio
import base64
import json
import time
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from adapters.feishu.sdk import load_sdk
from tests.adapters.feishu.events import APP_ID, new_id

if TYPE_CHECKING:
    from tests.adapters.feishu.stand_in import LocalFeishu

SERVICE = 33


class Ack:
    """What a client answered to one event."""

    def __init__(self, frame: Any, took_s: float) -> None:
        self.headers = {header.key: header.value for header in frame.headers}
        body = json.loads(frame.payload)
        self.code: int = body["code"]
        self.data: Any = json.loads(base64.b64decode(body["data"])) if "data" in body else None
        self.took_s = took_s


class Socket:
    """Bootstrap and websocket; at most one connection gets each event."""

    def __init__(self, feishu: "LocalFeishu") -> None:
        self._feishu = feishu
        self._frame = load_sdk().frame
        self.sockets: list[web.WebSocketResponse] = []
        self.chat_of: dict[str, str] = {}
        self.acks: dict[str, asyncio.Future[Ack]] = {}
        self.pings = 0
        self.connections = 0
        self.ping_s = 120
        self.endpoint_codes: list[int] = []
        self.handshake_refusals: list[dict[str, str]] = []
        self.mute = False
        self.deaf = False
        self._pushed: dict[str, float] = {}
        self._changed = asyncio.Condition()

    def mount(self, app: web.Application) -> None:
        app.router.add_post("/callback/ws/endpoint", self._endpoint)
        app.router.add_get("/ws", self._serve)

    async def _endpoint(self, request: web.Request) -> web.Response:
        body = await request.json()
        self._feishu.calls.append(("endpoint", {}))
        if self.endpoint_codes:
            code = self.endpoint_codes.pop(0)
            if code < 0:
                await asyncio.sleep(30)
            return web.json_response({"code": code, "msg": "scripted"})
        if body != {"AppID": APP_ID, "AppSecret": "local-secret"}:
            return web.json_response({"code": 1000040344, "msg": "credential"})
        origin = self._feishu.origin.replace("http", "ws")
        url = f"{origin}/ws?device_id={new_id('dev')}&service_id={SERVICE}&access_key=canary-key&ticket=canary-ticket"
        config = {
            "ReconnectCount": -1,
            "ReconnectInterval": 1,
            "ReconnectNonce": 0,
            "PingInterval": self.ping_s,
        }
        return web.json_response({"code": 0, "msg": "ok", "data": {"URL": url, "ClientConfig": config}})

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        if self.handshake_refusals:
            return web.Response(status=403, headers=self.handshake_refusals.pop(0))
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        self.connections += 1
        await self._tell()
        while self.deaf:
            await asyncio.sleep(0.02)
        async for message in socket:
            if message.type is WSMsgType.BINARY and not self.mute:
                await self._on_frame(socket, message.data)
        if socket in self.sockets:
            self.sockets.remove(socket)
        await self._tell()
        return socket

    async def _on_frame(self, socket: web.WebSocketResponse, raw: bytes) -> None:
        frame = self._frame()
        frame.ParseFromString(raw)
        headers = {header.key: header.value for header in frame.headers}
        if frame.method == 0:
            if headers.get("type") != "ping" or frame.service != SERVICE:
                self._feishu.violations.append("a control frame that is no ping")
            self.pings += 1
            pong = self._new(0, type="pong")
            pong.payload = json.dumps({"PingInterval": self.ping_s}).encode()
            await socket.send_bytes(pong.SerializeToString())
            await self._tell()
            return
        name = headers["message_id"]
        if "biz_rt" not in headers:
            self._feishu.violations.append("an answer without biz_rt")
        waiting = self.acks.get(name)
        if waiting is None or waiting.done():
            self._feishu.violations.append("an answer to nothing, or a second one")
            return
        took_s = time.monotonic() - self._pushed[name]
        if took_s > 2.5:
            self._feishu.violations.append(f"answered after {took_s:.1f} s")
        waiting.set_result(Ack(frame, took_s))

    async def push(
        self, event: dict[str, Any], *, kind: str = "event", split: int = 1, shuffled: bool = False
    ) -> Ack:
        """Send an event over the newest connection and wait for its answer."""
        name = new_id("frame")
        body = event.get("event", {}).get("message", {})
        if body:
            self.chat_of[body["message_id"]] = body["chat_id"]
        payload = json.dumps(event, ensure_ascii=False).encode()
        self.acks[name] = asyncio.get_running_loop().create_future()
        self._pushed[name] = time.monotonic()
        step = -(-len(payload) // split)
        order = list(range(split))
        for number in reversed(order) if shuffled else order:
            frame = self._new(
                1, type=kind, message_id=name, trace_id="trace", sum=str(split), seq=str(number)
            )
            frame.payload = payload[number * step : (number + 1) * step]
            await self.sockets[-1].send_bytes(frame.SerializeToString())
        return await asyncio.wait_for(self.acks[name], 5)

    async def connected(self, times: int = 1) -> None:
        """Wait until a client has connected so often and stands."""
        async with self._changed:
            await asyncio.wait_for(
                self._changed.wait_for(lambda: self.connections >= times and bool(self.sockets)), 5
            )

    async def pinged(self, times: int) -> None:
        async with self._changed:
            await asyncio.wait_for(self._changed.wait_for(lambda: self.pings >= times), 5)

    async def drop(self) -> None:
        """Cut every connection without a word."""
        for socket in tuple(self.sockets):
            transport = socket._req.transport if socket._req else None  # type: ignore[attr-defined]
            if transport is not None:
                transport.abort()
            self.sockets.remove(socket)

    async def hang_up(self) -> None:
        self.deaf = False
        for socket in tuple(self.sockets):
            await socket.close()

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    def _new(self, method: int, **headers: str) -> Any:
        frame = self._frame()
        frame.SeqID, frame.LogID, frame.service, frame.method = 1, 1, SERVICE, method
        for key, value in headers.items():
            header = frame.headers.add()
            header.key, header.value = key, value
        return frame
