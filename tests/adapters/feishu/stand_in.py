"""A Feishu of our own on loopback: strict where the platform is, and scripted to fail on request.

What a client does wrong is kept in `violations`; every test ends by looking there.
"""

import asyncio
import contextlib
import json
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

from aiohttp import web

from tests.adapters.feishu.answers import give, refuse
from tests.adapters.feishu.events import APP_ID, BOT, new_id
from tests.adapters.feishu.judge import Judge
from tests.adapters.feishu.script import Failure, Sent
from tests.adapters.feishu.signs import Signs
from tests.adapters.feishu.socket import Socket
from tests.adapters.feishu.uploads import Uploads

SECRET = "local-secret"


class LocalFeishu:
    """The server; use it as `async with LocalFeishu().running() as feishu`."""

    def __init__(self) -> None:
        self.origin = ""
        self.violations: list[str] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.failures: list[Failure] = []
        self.messages: dict[str, Sent] = {}
        self.log: list[tuple[str, Sent]] = []  # "post", "edit" or "delete" and the message as it then was
        self.posted: list[dict[str, Any]] = []  # messages of people, as GET gives them
        self.people_messages: dict[str, dict[str, Any]] = {}
        self.recalled: set[str] = set()
        self.files: dict[str, dict[str, Any]] = {}
        self.images: dict[str, bytes] = {}
        self.resources: dict[tuple[str, str], bytes] = {}
        self.scopes = [{"scope_name": "im:message", "grant_status": 1}]
        self.tokens: list[str] = []
        self.token_lives_s = 7200
        self.file_limit = 30 * 1024 * 1024
        self.keep_bytes = True
        self.socket = Socket(self)
        self._judge = Judge(self)
        self._uploads = Uploads(self)
        self.signs = Signs(self.recalled, self.violations)
        self._by_uuid: dict[str, tuple[str, str]] = {}
        self._recent: dict[str, deque[float]] = defaultdict(deque)
        self._patching: set[str] = set()

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator["LocalFeishu"]:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        im = "/open-apis/im/v1"
        app.router.add_post("/open-apis/auth/v3/tenant_access_token/internal", self._token)
        app.router.add_get("/open-apis/bot/v3/info", self._guard("bot", self._bot))
        app.router.add_get("/open-apis/application/v6/scopes", self._guard("scopes", self._scopes))
        app.router.add_post(f"{im}/messages", self._guard("create", self._create))
        app.router.add_post(f"{im}/messages/{{id}}/reply", self._guard("reply", self._reply))
        app.router.add_patch(f"{im}/messages/{{id}}", self._guard("patch", self._patch))
        app.router.add_put(f"{im}/messages/{{id}}", self._guard("edit", self._edit))
        app.router.add_delete(f"{im}/messages/{{id}}", self._guard("delete", self._delete))
        app.router.add_get(f"{im}/messages/{{id}}", self._guard("message", self._read))
        app.router.add_get(f"{im}/messages/{{id}}/resources/{{key}}", self._guard("resource", self._resource))
        app.router.add_post(f"{im}/messages/{{id}}/reactions", self._guard("reaction", self.signs.put))
        app.router.add_get(f"{im}/messages/{{id}}/reactions", self._guard("reactions", self.signs.show))
        app.router.add_delete(
            f"{im}/messages/{{id}}/reactions/{{rid}}", self._guard("reaction", self.signs.take_away)
        )
        app.router.add_post(f"{im}/images", self._guard("images", self._uploads.image))
        app.router.add_post(f"{im}/files", self._guard("files", self._uploads.file))
        self.socket.mount(app)
        runner = web.AppRunner(app, shutdown_timeout=0.2)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.origin = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"  # type: ignore[union-attr]  # a started site has one
        try:
            yield self
        finally:
            await self.socket.hang_up()
            await runner.cleanup()

    # --- script ---------------------------------------------------------------

    def fail(self, interface: str, code: int, **rest: Any) -> Failure:
        failure = Failure(interface, code, **rest)
        self.failures.append(failure)
        return failure

    def revoke_tokens(self) -> None:
        """Every token given so far is no good any more."""
        self.tokens.clear()

    def post_picture(
        self, data: bytes, *, message_id: str = "", kind: str = "image", sender: str = "user"
    ) -> str:
        """A picture message of a person, to be replied to; returns its id."""
        message_id, key = message_id or new_id("om"), new_id("img")
        content: dict[str, Any] = {"image_key": key}
        if kind == "post":
            content = {"title": "", "content": [[{"tag": "img", "image_key": key}]]}
        self.people_messages[message_id] = {
            "message_id": message_id,
            "msg_type": kind,
            "sender": {"id": "ou_x", "sender_type": sender},
            "body": {"content": json.dumps(content)},
        }
        self.resources[message_id, key] = data
        return message_id

    def in_chat(self, chat: str) -> list[Sent]:
        return [sent for sent in self.messages.values() if sent.chat == chat]

    def named(self, interface: str) -> list[dict[str, Any]]:
        return [details for name, details in self.calls if name == interface]

    def _note(self, what: str, sent: Sent) -> None:
        self.log.append((what, replace(sent, states=list(sent.states))))

    # --- guards ---------------------------------------------------------------

    def _guard(self, interface: str, serve: Callable[[web.Request], Any]) -> Callable[[web.Request], Any]:
        async def guarded(request: web.Request) -> web.StreamResponse:
            bearer = request.headers.get("Authorization", "")
            details: dict[str, Any] = {"path": request.path, **request.match_info}
            if interface not in ("images", "files") and request.can_read_body:
                details["body"] = await request.json()
            self.calls.append((interface, details))
            if bearer.removeprefix("Bearer ") not in self.tokens:
                return refuse(99991663, "Invalid access token for authorization", 400)
            failure = self._failing(interface, details)
            if failure is not None:
                if failure.delay_s:
                    await asyncio.sleep(failure.delay_s)
                if failure.do_it:
                    await serve(request)
                return refuse(failure.code, failure.message, failure.status, failure.headers, failure.error)
            return await serve(request)  # type: ignore[no-any-return]  # handlers return responses

        return guarded

    def _failing(self, interface: str, details: dict[str, Any]) -> Failure | None:
        for failure in self.failures:
            if failure.interface != interface or (failure.when and not failure.when(details)):
                continue
            failure.times -= 1
            if failure.times <= 0:
                self.failures.remove(failure)
            return failure
        return None

    def _pace(self, what: str, limit: int) -> None:
        now, recent = time.monotonic(), self._recent[what]
        recent.append(now)
        while recent[0] < now - 0.95:
            recent.popleft()
        if len(recent) > limit:
            self.violations.append(f"{len(recent)} calls a second for {what}")

    # --- interfaces -----------------------------------------------------------

    async def _token(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.calls.append(("token", {}))
        failure = self._failing("token", body)
        if failure:
            return refuse(failure.code, failure.message, failure.status)
        if body.get("app_id") != APP_ID or body.get("app_secret") != SECRET:
            return refuse(10014, "app secret invalid", 200)
        self.tokens.append(new_id("t"))
        return web.json_response(
            {"code": 0, "msg": "ok", "tenant_access_token": self.tokens[-1], "expire": self.token_lives_s}
        )

    async def _bot(self, _: web.Request) -> web.Response:
        return web.json_response(
            {"code": 0, "msg": "ok", "bot": {"open_id": BOT, "app_name": "Video", "activate_status": 2}}
        )

    async def _scopes(self, _: web.Request) -> web.Response:
        return give(scopes=self.scopes)

    async def _create(self, request: web.Request) -> web.Response:
        if request.query.get("receive_id_type") not in ("chat_id", "open_id"):
            self.violations.append("receive_id_type")
        body = await request.json()
        return self._keep(body, body["receive_id"])

    async def _reply(self, request: web.Request) -> web.Response:
        target = request.match_info["id"]
        if target in self.recalled:
            return refuse(230011, "The message was withdrawn.", 400)
        body = await request.json()
        known = self.messages.get(target)
        chat = known.chat if known else self.socket.chat_of.get(target, "unknown")
        return self._keep(body, chat, reply_to=target)

    def _keep(self, body: dict[str, Any], chat: str, *, reply_to: str = "") -> web.Response:
        uuid, raw = body.get("uuid", ""), body.get("content")
        if not uuid or len(uuid) > 50:
            self.violations.append(f"uuid {uuid!r}")
        seal = f"{body['msg_type']}{raw}"
        if uuid in self._by_uuid:
            first, content = self._by_uuid[uuid]
            if content != seal:
                self.violations.append(f"uuid {uuid} with other content")
            return give(message_id=first)
        self._pace(f"chat {chat}", 5)
        if not isinstance(raw, str):
            self.violations.append("content must be a string")
            return refuse(230001, "content", 400)
        refused = self._judge.judge(body["msg_type"], json.loads(raw), len(raw.encode()))
        if refused is not None:
            return refused
        sent = Sent(
            new_id("om_bot"),
            chat,
            body["msg_type"],
            json.loads(raw),
            uuid,
            reply_to,
            bool(body.get("reply_in_thread")),
        )
        self.messages[sent.id] = sent
        self._note("post", sent)
        self._by_uuid[uuid] = (sent.id, seal)
        return give(message_id=sent.id)

    async def _patch(self, request: web.Request) -> web.Response:
        sent = self.messages.get(request.match_info["id"])
        if sent is None or sent.deleted or sent.id in self.recalled:
            return refuse(230011, "withdrawn", 400)
        if sent.msg_type != "interactive":
            return refuse(230001, "not a card", 400)
        if sent.id in self._patching:
            self.violations.append("two patches in flight for one card")
        self._pace(f"card {sent.id}", 5)
        self._patching.add(sent.id)
        await asyncio.sleep(0.005)
        self._patching.discard(sent.id)
        raw = (await request.json())["content"]
        refused = self._judge.judge("interactive", json.loads(raw), len(raw.encode()))
        if refused is not None:
            return refused
        sent.states.append(json.loads(raw))
        self._note("edit", sent)
        return give()

    async def _edit(self, request: web.Request) -> web.Response:
        sent = self.messages[request.match_info["id"]]
        body = await request.json()
        if body["msg_type"] not in ("text", "post"):
            self.violations.append("only text and post can be edited")
        sent.states.append(json.loads(body["content"]))
        self._note("edit", sent)
        return give(message_id=sent.id)

    async def _delete(self, request: web.Request) -> web.Response:
        sent = self.messages.get(request.match_info["id"])
        if sent is None or sent.deleted:
            return refuse(230011, "withdrawn", 400)
        sent.deleted = True
        self._note("delete", sent)
        return give()

    async def _read(self, request: web.Request) -> web.Response:
        item = self.people_messages.get(request.match_info["id"])
        if item is None:
            return refuse(230110, "deleted", 400)
        return give(items=[item])

    async def _resource(self, request: web.Request) -> web.Response:
        if request.query.get("type") not in ("image", "file"):
            self.violations.append("resource type")
        data = self.resources.get((request.match_info["id"], request.match_info["key"]))
        if data is None:
            return refuse(234003, "File not in msg.", 400)
        headers = {"Content-Disposition": 'attachment; filename="x"'}
        return web.Response(body=data, content_type="application/octet-stream", headers=headers)
