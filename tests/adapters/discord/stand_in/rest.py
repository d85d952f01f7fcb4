"""The local Discord's REST side: every route that the bot uses, and a refusal for whatever breaks a rule."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from aiohttp import web

from tests.adapters.discord.stand_in import checks, payloads
from tests.adapters.discord.stand_in.answers import BODY, answer, body_of, drop, refusal
from tests.adapters.discord.stand_in.hooks import Hooks
from tests.adapters.discord.stand_in.world import BOT, EPHEMERAL, LOADING, Fault, Json, Request, World

Push = Callable[[str, Json], Awaitable[None]]


class Rest:
    """The routes; `push` tells the gateway of messages that appear."""

    def __init__(self, world: World, push: Push) -> None:
        self._world = world
        self._push = push
        self._hooks = Hooks(world, self.faults, self.post, self.change)

    def routes(self) -> list[web.RouteDef]:
        v = "/api/v10"
        return [
            web.get(f"{v}/users/@me", self._constant(payloads.bot)),
            web.get(f"{v}/applications/@me", self._constant(payloads.application)),
            web.get(f"{v}/oauth2/applications/@me", self._constant(payloads.application)),
            web.get(f"{v}/gateway/bot", self._gateway),
            web.put(f"{v}/applications/{{app}}/commands", self._commands),
            web.post(f"{v}/users/@me/channels", self._direct),
            web.get(f"{v}/channels/{{channel}}/messages", self._history),
            web.post(f"{v}/channels/{{channel}}/messages", self._create),
            web.get(f"{v}/channels/{{channel}}/messages/{{message}}", self._read),
            web.patch(f"{v}/channels/{{channel}}/messages/{{message}}", self._edit),
            web.delete(f"{v}/channels/{{channel}}/messages/{{message}}", self._delete),
            web.put(f"{v}/channels/{{channel}}/messages/{{message}}/reactions/{{emoji}}/@me", self._react),
            web.post(f"{v}/channels/{{channel}}/typing", self._typing),
            web.get("/{path:attachments/.*|ephemeral-attachments/.*}", self._file),
            *self._hooks.routes(),
        ]

    @web.middleware
    async def front(self, request: web.Request, handler: Any) -> web.StreamResponse:
        """Log, check the token, and run into whatever fault a test has laid."""
        if not request.path.startswith("/api/"):
            return await handler(request)
        body, files = await body_of(request)
        BODY.set(body)
        path = request.path.removeprefix("/api/v10")
        query = dict(request.query)
        self._world.requests.append(Request(request.method, path, body, self._world.now(), query, files))
        fault = self._world.fault_for(request.method, path)
        if fault is not None and (mishap := await self._mishap(fault, request, handler)) is not None:
            return mishap
        by_token = "/webhooks/" in path or "/interactions/" in path
        if not by_token and request.headers.get("Authorization") != f"Bot {self._world.token}":
            return refusal(401, 0, "401: Unauthorized")
        if request.match_info.http_exception is not None:
            self._world.violation(f"unknown route {request.method} {path}")
        return await handler(request)

    async def _mishap(self, fault: Fault, request: web.Request, handler: Any) -> web.StreamResponse | None:
        match fault.what:
            case "drop":
                return drop(request)
            case "drop after":
                await handler(request)
                return drop(request)
            case "slow":
                await asyncio.sleep(fault.seconds)
                return None
            case "cloudflare":
                headers = {"Retry-After": str(fault.seconds)}
                return web.Response(status=429, text="error code: 1015", headers=headers)
            case "limit":
                text = {"message": "limited", "retry_after": fault.seconds, "global": False}
                return answer(text, 429, Via="1.1 google")
        return refusal(int(fault.what), fault.code)

    def faults(self, request: web.Request, found: Iterable[str]) -> web.Response | None:
        faults = list(found)
        for fault in faults:
            self._world.violation(f"{request.method} {request.path}: {fault}")
        return refusal(400, 50035, "; ".join(faults)) if faults else None

    def _constant(self, make: Callable[[], Json]) -> Any:
        async def serve(_request: web.Request) -> web.Response:
            return answer(make())

        return serve

    async def _gateway(self, _request: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": 999, "reset_after": 1, "max_concurrency": 16}
        return answer({"url": self._world.gateway_url, "shards": 1, "session_start_limit": limit})

    async def _commands(self, request: web.Request) -> web.Response:
        body = BODY.get()
        if (bad := self.faults(request, checks.commands(body))) is not None:
            return bad
        self._world.command_puts += 1
        self._world.commands = [
            {
                "description": "",
                **one,
                "id": str(self._world.snowflake()),
                "application_id": request.match_info["app"],
                "version": "1",
            }
            for one in body
        ]
        return answer(self._world.commands)

    async def _direct(self, request: web.Request) -> web.Response:
        someone = int(BODY.get()["recipient_id"])
        number = self._world.direct_channel(someone)
        return answer(
            {"id": str(number), "type": 1, "last_message_id": None, "recipients": [payloads.person(someone)]}
        )

    # --- channels ------------------------------------------------------------

    def _closed(self, channel: int) -> web.Response | None:
        if channel in self._world.closed_channels:
            return refusal(403, 50013, "Missing Permissions")
        if any(self._world.direct.get(one) == channel for one in self._world.closed_people):
            return refusal(403, 50007, "Cannot send messages to this user")
        return None

    async def _history(self, request: web.Request) -> web.Response:
        channel, after = int(request.match_info["channel"]), int(request.query.get("after", 0))
        if (closed := self._closed(channel)) is not None:
            return closed
        found = [
            one for n, one in self._world.messages.items() if int(one["channel_id"]) == channel and n > after
        ]
        found.sort(key=lambda one: int(one["id"]))
        return answer(found[: int(request.query.get("limit", 50))][::-1])

    async def _create(self, request: web.Request) -> web.Response:
        channel, body = int(request.match_info["channel"]), BODY.get()
        if (
            bad := self.faults(request, checks.message_create(body, reachable=set(self._world.messages)))
        ) is not None:
            return bad
        if (closed := self._closed(channel)) is not None:
            return closed
        known = self._world.nonces.get((channel, str(body["nonce"])))
        if known is not None:
            return answer(self._world.messages[known])
        one = self.post(channel, body, reference=body.get("message_reference"))
        self._world.nonces[channel, str(body["nonce"])] = int(one["id"])
        await self._push("MESSAGE_CREATE", one)
        return answer(one)

    def post(self, channel: int, body: Json, **more: Any) -> Json:
        number = self._world.snowflake()
        reference = more.pop("reference", None)
        if reference is not None:
            more["message_reference"] = {"type": 0, "channel_id": str(channel), **reference}
            more["type"] = 19
        content = body.get("content") or ""
        if self._world.players and content.splitlines()[-1:] and content.splitlines()[-1].startswith("http"):
            more["embeds"] = [{"type": "video", "url": content.splitlines()[-1]}]
        more.setdefault("flags", body.get("flags") or 0)
        one = payloads.message(
            number, channel, payloads.bot(), content, components=body.get("components") or [], **more
        )
        self._world.messages[number] = one
        self._world.log.append(("post", dict(one)))
        return one

    async def _read(self, request: web.Request) -> web.Response:
        one = self._world.messages.get(int(request.match_info["message"]))
        return answer(one) if one else refusal(404, 10008, "Unknown Message")

    async def _edit(self, request: web.Request) -> web.Response:
        if (bad := self.faults(request, checks.message_edit(BODY.get()))) is not None:
            return bad
        one = self._world.messages.get(int(request.match_info["message"]))
        if one is None:
            return refusal(404, 10008, "Unknown Message")
        if int(one["author"]["id"]) != BOT or one["flags"] & EPHEMERAL:
            self._world.violation("an edit of a message that the bot cannot edit here")
            return refusal(403, 50005)
        return answer(self.change(one, BODY.get()))

    def change(self, one: Json, body: Json) -> Json:
        for key in ("content", "components"):
            if key in body:
                one[key] = body[key] or ("" if key == "content" else [])
        one["flags"] &= ~LOADING
        one["edited_timestamp"] = payloads.when(self._world.snowflake())
        self._world.log.append(("edit", dict(one)))
        return one

    async def _delete(self, request: web.Request) -> web.Response:
        number = int(request.match_info["message"])
        if self._world.messages.pop(number, None) is None:
            return refusal(404, 10008, "Unknown Message")
        self._world.deleted.append(number)
        return web.Response(status=204)

    async def _react(self, request: web.Request) -> web.Response:
        self._world.reactions.append((int(request.match_info["message"]), request.match_info["emoji"]))
        return web.Response(status=204)

    async def _typing(self, request: web.Request) -> web.Response:
        self._world.typing.append(int(request.match_info["channel"]))
        return web.Response(status=204)

    async def _file(self, request: web.Request) -> web.Response:
        if request.path in self._world.expired_files:
            return web.Response(status=404, text="This content is no longer available.")
        data = self._world.files.get(request.path)
        return web.Response(body=data) if data is not None else web.Response(status=404)
