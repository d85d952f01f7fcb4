"""The page's plain HTTP: its files, the checks before every answer, and the reading of a posted form."""

import html
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Final

from aiohttp import BodyPartReader, MultipartReader, web

from adapters.web.guard import Guard
from adapters.web.inbound import (
    MAX_MESSAGE_BYTES,
    MAX_PICTURES,
    MAX_TEXT,
    BadPostError,
)
from core.errors import ChatError
from core.pictures import PICTURE_LIMIT_BYTES

_log = logging.getLogger(__name__)
_PAGE: Final = Path(__file__).parent / "page"
_TYPES: Final = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
_OPEN: Final = frozenset({"GET", "HEAD"})


class Page:
    """The page and who may see it."""

    def __init__(self, guard: Guard, *, sandbox: bool) -> None:
        self._guard = guard
        self._sandbox = sandbox
        self._files = {
            file.name: (file.read_bytes(), _TYPES[file.suffix])
            for file in sorted(_PAGE.iterdir())
            if file.suffix in _TYPES
        }
        self._words = json.dumps(json.loads((_PAGE / "words.json").read_text("utf-8")), ensure_ascii=False)

    def add_routes(self, app: web.Application) -> None:
        """The page itself and the files beside it."""
        app.router.add_get("/", self._index)
        app.router.add_get("/favicon.ico", self._icon)
        app.router.add_get("/page/{name}", self._file)

    @property
    def checked(self) -> Callable[..., Awaitable[web.StreamResponse]]:
        """The middleware: our host, our origin, our token, and the headers of every answer."""

        @web.middleware
        async def middleware(
            request: web.Request,
            handler: Callable[[web.Request], Awaitable[web.StreamResponse]],  # the name aiohttp calls it by
        ) -> web.StreamResponse:
            try:
                self._check(request)
                response = await handler(request)
            except web.HTTPException as refusal:
                response = web.json_response({"error": refusal.text or refusal.reason}, status=refusal.status)
            except BadPostError as fault:
                response = web.json_response({"error": "unreadable", "detail": str(fault)}, status=400)
            except ChatError as fault:
                # Nothing was kept; the page may send it again under the same id.
                _log.warning("a post of the page was not kept: %s", fault)
                response = web.json_response({"error": "busy"}, status=503)
            if not response.prepared:
                response.headers.update(self._guard.answer_headers(request.headers.get("Host", "")))
            return response

        return middleware

    def _check(self, request: web.Request) -> None:
        guard, headers = self._guard, request.headers
        if not guard.host_is_ours(headers):
            raise web.HTTPForbidden(text="host")
        is_socket = headers.get("Upgrade", "").lower() == "websocket"
        if (request.method not in _OPEN or is_socket) and not guard.origin_is_ours(headers):
            raise web.HTTPForbidden(text="origin")
        if request.method not in _OPEN and not guard.token_is_right(headers.get("X-Page-Token", "")):
            raise web.HTTPForbidden(text="token")

    async def _index(self, _: web.Request) -> web.Response:
        facts = {
            "token": self._guard.token,
            "sandbox": self._sandbox,
            "max_text": MAX_TEXT,
            "max_pictures": MAX_PICTURES,
            "max_picture_bytes": PICTURE_LIMIT_BYTES,
        }
        text = (_PAGE / "index.html").read_text("utf-8")
        text = text.replace("{{facts}}", html.escape(json.dumps(facts)))
        text = text.replace("{{words}}", html.escape(self._words))
        return web.Response(text=text, content_type="text/html")

    async def _file(self, request: web.Request) -> web.Response:
        found = self._files.get(request.match_info["name"])
        if found is None:
            raise web.HTTPNotFound(text="no such file")
        return web.Response(body=found[0], content_type=found[1], charset="utf-8")

    async def _icon(self, _: web.Request) -> web.Response:
        return web.Response(body=self._files["icon.svg"][0], content_type="image/svg+xml")


class Parts:
    """A posted form, read part by part: the words first, then pictures, each within its limit."""

    def __init__(self, request: web.Request) -> None:
        self._request = request
        self._reader: MultipartReader | None = None

    async def words(self) -> bytes:
        """The JSON part, which comes first."""
        part = await self._next()
        if part is None or part.name != "message":
            raise BadPostError("the first part is not the message")
        return await _bounded(part, MAX_MESSAGE_BYTES, "message_too_big")

    async def pictures(self) -> AsyncIterator[bytes]:
        """The pictures in their order."""
        count = 0
        while (part := await self._next()) is not None:
            if part.name != "picture":
                raise BadPostError("a part that is neither message nor picture")
            count += 1
            if count > MAX_PICTURES:
                raise web.HTTPRequestEntityTooLarge(MAX_PICTURES, count, text="too_many_pictures")
            yield await _bounded(part, PICTURE_LIMIT_BYTES, "picture_too_big")

    async def _next(self) -> BodyPartReader | None:
        if self._reader is None:
            if not self._request.content_type.startswith("multipart/"):
                raise BadPostError("not a form")
            self._reader = await self._request.multipart()
        part = await self._reader.next()
        if part is not None and not isinstance(part, BodyPartReader):
            raise BadPostError("a form inside a form")
        return part


async def _bounded(part: BodyPartReader, limit: int, fault: str) -> bytes:
    data = bytearray()
    while chunk := await part.read_chunk(64 * 1024):
        data += chunk
        if len(data) > limit:
            raise web.HTTPRequestEntityTooLarge(limit, len(data), text=fault)
    return bytes(data)
