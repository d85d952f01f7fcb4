"""Bytes in one piece or in part, as players ask for them."""

from __future__ import annotations

import re

from aiohttp import web

RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def answer_bytes(request: web.Request, data: bytes, content_type: str) -> web.Response:
    """The whole, a part (206), or 416 when the part lies outside; a range nobody understands is ignored."""
    headers = {
        "Accept-Ranges": "bytes",
        "Access-Control-Allow-Origin": "*",
        "Cache-Control": "public, max-age=3600",
    }
    found = RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if not found or not (found[1] or found[2]):
        return web.Response(body=data, content_type=content_type, headers=headers)
    size = len(data)
    if found[1]:
        first, last = int(found[1]), min(int(found[2] or size), size - 1)
    else:
        first, last = max(0, size - int(found[2])), size - 1
    if first >= size or first > last:
        headers["Content-Range"] = f"bytes */{size}"
        return web.Response(status=416, headers=headers)
    headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return web.Response(status=206, body=data[first : last + 1], content_type=content_type, headers=headers)
