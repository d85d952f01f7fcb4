"""The envelope of every answer, and the refusals the studio knows."""

from __future__ import annotations

from typing import Any

from aiohttp import web

OK = 0
OK_TOKEN = 200
"""The live upload service seems to answer 200, the main interface 0; clients take both."""

BAD_REQUEST = 400
UNAUTHORIZED = 401
NOT_FOUND = 404
UNAVAILABLE = 503
NO_POINTS = 4008
WRONG_POINTS = 6006
NO_RULE = 6009
WRONG_RULE = 6010
WRONG_MODEL = 400017

Json = dict[str, Any]


class RefusalError(Exception):
    """The studio says no.

    `message` is for the client, `why` for the record of violations; `blame` is whether the client could have known.
    """

    def __init__(
        self, code: int, message: str, why: str = "", *, http: int = 200, blame: bool = True
    ) -> None:
        super().__init__(why or message)
        self.code, self.message, self.why, self.http, self.blame = code, message, why or message, http, blame


def bad_parameter(why: str) -> RefusalError:
    """The refusal for values nobody offered, wrong types and unknown names."""
    return RefusalError(BAD_REQUEST, "Invalid parameter", why)


def envelope(code: int | None, message: str, data: object = None, *, http: int = 200) -> web.Response:
    """`{code, message, data}`; without a code when it is None."""
    body: Json = {"code": code, "message": message, "data": data}
    if code is None:
        del body["code"]
    return web.json_response(body, status=http)
