"""Steering and reading the sandbox over HTTP, from the same machine only."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from aiohttp.typedefs import Handler

    from adapters.ima.sandbox.studio import SandboxStudio


def read_state(studio: SandboxStudio) -> Handler:
    """GET: ledger, tasks, violations and requests."""

    async def handle(request: web.Request) -> web.Response:
        _check_near(request)
        return web.json_response(studio.state())

    return handle


def take_script(studio: SandboxStudio) -> Handler:
    """POST `{"on", "fault", "times"?, "where"?, ...}`: plan a fault; `{"clear": true}`: forget all."""

    async def handle(request: web.Request) -> web.Response:
        _check_near(request)
        try:
            wish = await request.json()
            if wish.pop("clear", False):
                studio.faults.clear()
            else:
                studio.script(wish.pop("on"), wish.pop("fault"), **wish)
        except (ValueError, TypeError, KeyError, AttributeError) as wrong:
            raise web.HTTPBadRequest(text=f"{wrong}\n") from wrong
        return web.json_response({"planned": len(studio.faults.faults)})

    return handle


def _check_near(request: web.Request) -> None:
    if not ipaddress.ip_address(request.remote or "0.0.0.0").is_loopback:  # noqa: S104
        raise web.HTTPForbidden
