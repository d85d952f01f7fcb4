"""The shape of the platform's answers."""

from typing import Any

from aiohttp import web


def give(**data: Any) -> web.Response:
    return web.json_response({"code": 0, "msg": "success", "data": data}, headers={"X-Tt-Logid": "log-1"})


def refuse(
    code: int,
    message: str,
    status: int,
    headers: dict[str, str] | None = None,
    error: dict[str, Any] | None = None,
) -> web.Response:
    body: dict[str, Any] = {"code": code, "msg": message}
    if error is not None:
        body["error"] = error
    return web.json_response(body, status=status, headers={"X-Tt-Logid": "log-2", **(headers or {})})
