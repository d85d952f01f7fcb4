"""How each planned fault looks on the wire."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from aiohttp import web

from adapters.ima.sandbox.answers import OK, envelope
from adapters.ima.sandbox.faults import CHANGES

if TYPE_CHECKING:
    from adapters.ima.sandbox.faults import Fault
    from adapters.ima.sandbox.studio import SandboxStudio

SERVER_ERROR = 500


def change_list(fault: Fault, studio: SandboxStudio) -> None:
    """Carry out a planned change of the product list; other faults change nothing."""
    if fault.kind not in CHANGES:
        return
    about = {name: value for name, value in fault.details.items() if name in CHANGES[fault.kind]}
    product = about.pop("product", "")
    if fault.kind == "reprice":
        studio.reprice(product, **about)
    else:
        studio.withdraw(product, **about)


async def answer_fault(
    fault: Fault, request: web.Request, proper: web.StreamResponse | None
) -> web.StreamResponse:
    """The answer a fault leaves; `proper` is the right one, when the request was carried out."""
    details = fault.details
    if fault.kind == "refuse":
        code, message = details.get("code"), details.get("message", "error")
        return envelope(code, message, http=details.get("http", 200))
    if fault.kind == "answer":
        body = details.get("body", "")
        text = body if isinstance(body, str) else json.dumps(body)
        return web.Response(
            status=details.get("http", SERVER_ERROR), text=text, headers=details.get("headers")
        )
    if fault.kind == "no_id":
        return envelope(OK, "success", {})
    if fault.kind == "drop":
        return _dropped(request)
    assert proper is not None, f"{fault.kind} is carried out first"
    return await _cut(request, proper) if fault.kind == "cut" else proper


def _dropped(request: web.Request) -> web.Response:
    """Nothing is sent: the connection is reset."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _cut(request: web.Request, proper: web.StreamResponse) -> web.StreamResponse:
    """Headers and half of the body, then a reset."""
    assert isinstance(proper, web.Response)
    body = proper.body if isinstance(proper.body, bytes) else b""
    stream = web.StreamResponse(status=proper.status, headers={"Content-Length": str(len(body))})
    stream.content_type = proper.content_type
    await stream.prepare(request)
    await stream.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.abort()
    return stream
