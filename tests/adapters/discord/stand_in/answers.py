"""What Discord's REST routes answer with, and what reaches a route besides the request itself."""

import asyncio
import json
from contextvars import ContextVar
from typing import Any

from aiohttp import web

BODY: ContextVar[Any] = ContextVar("body")


def answer(data: Any, status: int = 200, **headers: str) -> web.Response:
    """JSON under exactly the content type that Discord uses."""
    return web.Response(
        status=status, body=json.dumps(data).encode(), headers={"Content-Type": "application/json", **headers}
    )


def refusal(status: int, code: int, text: str = "") -> web.Response:
    return answer({"code": code, "message": text or f"error {code}"}, status)


def drop(request: web.Request) -> web.StreamResponse:
    """Tear the connection down without a word."""
    if request.transport is not None:
        request.transport.abort()
    raise asyncio.CancelledError


async def body_of(request: web.Request) -> tuple[Any, tuple[str, ...]]:
    """The JSON of a request, plain or in a form, and the names of the files that came with it."""
    if request.content_type == "multipart/form-data":
        form = await request.post()
        files = tuple(name for name in form if name != "payload_json")
        return json.loads(str(form["payload_json"])), files
    raw = await request.read()
    return (json.loads(raw) if raw else None), ()
