"""The local Discord's gateway: sessions, events, and every way in which a connection can go wrong."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.adapters.discord.stand_in import payloads
from tests.adapters.discord.stand_in.world import APPLICATION, GUILD, World

Json = dict[str, Any]
_RESERVED_INTENTS = (1 << 1) | (1 << 8) | (1 << 15)


@dataclass
class Session:
    """One session: its events stay, so that it can be resumed."""

    id: str
    shard: tuple[int, int]
    socket: web.WebSocketResponse | None
    events: list[Json] = field(default_factory=list)


class Gateway:
    """One websocket end point; `push` speaks to whoever is connected."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.url = ""
        self.identifies: list[Json] = []
        self.resumes: list[Json] = []
        self.presences: list[Json] = []
        self.sessions: dict[str, Session] = {}
        self.refuse = 0  # so many connections are refused
        self.close_identify_with = 0  # a close code for every IDENTIFY
        self.invalid_sessions = 0  # so many IDENTIFYs or RESUMEs get op 9
        self.silent = 0  # so many connections get no HELLO
        self.connections = 0
        self._changed = asyncio.Condition()

    @property
    def live(self) -> list[Session]:
        return [one for one in self.sessions.values() if one.socket is not None and not one.socket.closed]

    async def push(self, event: str, data: Json) -> None:
        """Send an event to the session that its server belongs to; those that are away get it when they resume."""
        guild = int(data.get("guild_id") or 0)
        for session in list(self.sessions.values()):
            if (guild >> 22) % session.shard[1] == session.shard[0]:
                await self._send(session, event, data)

    async def replay(self, count: int = 1) -> None:
        """Send the newest events once more, as RESUME may."""
        for session in self.live:
            for event in session.events[-count:]:
                await self._raw(session, event)

    async def op(self, number: int, data: Any = None) -> None:
        for session in self.live:
            await self._raw(session, {"op": number, "d": data, "s": None, "t": None})
            if number == 9 and data is not True:
                self.sessions.pop(session.id, None)

    async def garbage(self, text: str = "{this is not json") -> None:
        for session in self.live:
            if session.socket is not None:
                await session.socket.send_str(text)

    async def close(self, code: int = 1006) -> None:
        """Close all connections, with a code or (1006) without a word."""
        for session in self.live:
            socket, session.socket = session.socket, None
            if socket is None:
                continue
            if code == 1006:
                transport = socket._req.transport if socket._req else None
                if transport:
                    transport.abort()
            else:
                await socket.close(code=code)
                self.sessions.pop(session.id, None)

    async def until_live(self, count: int = 1, *, timeout: float = 10.0) -> None:
        async with asyncio.timeout(timeout), self._changed:
            await self._changed.wait_for(lambda: len(self.live) >= count)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        self.connections += 1
        if self.refuse:
            self.refuse -= 1
            return web.Response(status=503)
        socket = web.WebSocketResponse(timeout=1.0)
        await socket.prepare(request)
        if self.silent:
            self.silent -= 1
        else:
            await socket.send_json({"op": 10, "d": {"heartbeat_interval": 41250}, "s": None, "t": None})
        session: Session | None = None
        try:
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    session = await self._hear(socket, session, json.loads(frame.data))
        except (ConnectionError, RuntimeError):
            pass
        if session is not None and session.socket is socket:
            session.socket = None
        return socket

    async def _hear(
        self, socket: web.WebSocketResponse, session: Session | None, said: Json
    ) -> Session | None:
        match said["op"]:
            case 1:
                await socket.send_json({"op": 11, "d": None, "s": None, "t": None})
            case 2:
                return await self._identify(socket, said["d"])
            case 3:
                self.presences.append(said["d"])
            case 6:
                return await self._resume(socket, said["d"])
        return session

    async def _identify(self, socket: web.WebSocketResponse, data: Json) -> Session | None:
        self.identifies.append(data)
        if data["token"] != self._world.token:
            await socket.close(code=4004)
            return None
        if data["intents"] & _RESERVED_INTENTS and not self._world.base.endswith("privileged"):
            await socket.close(code=4014)
            return None
        if self.close_identify_with:
            await socket.close(code=self.close_identify_with)
            return None
        if self.invalid_sessions:
            self.invalid_sessions -= 1
            await socket.send_json({"op": 9, "d": False, "s": None, "t": None})
            return None
        shard = tuple(data.get("shard") or (0, 1))
        self.sessions = {key: one for key, one in self.sessions.items() if one.socket is not None}
        session = Session(f"session{self._world.snowflake()}", shard, socket)
        ready = {
            "v": 10,
            "user": payloads.bot(),
            "guilds": [{"id": str(GUILD), "unavailable": True}],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "shard": list(shard),
            "application": {"id": str(APPLICATION), "flags": 0},
            "private_channels": [],
            "relationships": [],
        }
        await self._send(session, "READY", ready)
        if (GUILD >> 22) % shard[1] == shard[0]:
            await self._send(session, "GUILD_CREATE", payloads.guild(self._world))
        self.sessions[session.id] = session
        async with self._changed:
            self._changed.notify_all()
        return session

    async def _resume(self, socket: web.WebSocketResponse, data: Json) -> Session | None:
        self.resumes.append(data)
        session = self.sessions.get(data["session_id"])
        if session is None or self.invalid_sessions:
            self.invalid_sessions = max(0, self.invalid_sessions - 1)
            await socket.send_json({"op": 9, "d": False, "s": None, "t": None})
            return None
        session.socket = socket
        for event in list(session.events):
            if event["s"] > data["seq"]:
                await self._raw(session, event)
        await self._send(session, "RESUMED", {})
        async with self._changed:
            self._changed.notify_all()
        return session

    async def _send(self, session: Session, event: str, data: Json) -> None:
        frame = {"op": 0, "t": event, "s": len(session.events) + 1, "d": data}
        session.events.append(frame)
        await self._raw(session, frame)

    async def _raw(self, session: Session, frame: Json) -> None:
        if session.socket is not None and not session.socket.closed:
            try:
                await session.socket.send_str(json.dumps(frame))
            except ConnectionError:
                session.socket = None
