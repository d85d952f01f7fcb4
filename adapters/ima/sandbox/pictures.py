"""What a picture is: its type by its first bytes, and its size."""

from __future__ import annotations

from struct import error, unpack
from typing import NamedTuple

TYPES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "bmp": "image/bmp",
}
"""Suffixes the upload service takes for pictures, and the content type of each."""

FRAME_MARKERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
MARKER = 0xFF
MINIMUM = 32
"""Bytes below which nothing is a picture."""


class Picture(NamedTuple):
    """What was found in the bytes."""

    content_type: str
    width: int
    height: int


def read_picture(data: bytes) -> Picture | None:
    """The picture in these bytes, or None when they are something else or broken off."""
    if len(data) < MINIMUM:
        return None
    try:
        found = _png(data) or _gif(data) or _bmp(data) or _webp(data) or _jpeg(data)
    except (error, IndexError):
        return None
    return found if found and found.width > 0 and found.height > 0 else None


def _png(data: bytes) -> Picture | None:
    if not data.startswith(b"\x89PNG\r\n\x1a\n") or data[12:16] != b"IHDR" or b"IEND" not in data[-16:]:
        return None
    return Picture("image/png", *unpack(">II", data[16:24]))


def _gif(data: bytes) -> Picture | None:
    if data[:6] not in {b"GIF87a", b"GIF89a"}:
        return None
    return Picture("image/gif", *unpack("<HH", data[6:10]))


def _bmp(data: bytes) -> Picture | None:
    if data[:2] != b"BM":
        return None
    width, height = unpack("<ii", data[18:26])
    return Picture("image/bmp", width, abs(height))


def _webp(data: bytes) -> Picture | None:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return None
    kind = data[12:16]
    if kind == b"VP8X":
        wide, high = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
    elif kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        wide, high = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    elif kind == b"VP8 ":
        wide, high = (side & 0x3FFF for side in unpack("<HH", data[26:30]))
    else:
        return None
    return Picture("image/webp", wide, high)


def _jpeg(data: bytes) -> Picture | None:
    if data[:3] != b"\xff\xd8\xff":
        return None
    at = 2
    while at < len(data) - 9:
        if data[at] != MARKER:
            return None
        marker = data[at + 1]
        if marker == MARKER:
            at += 1
        elif marker in FRAME_MARKERS:
            high, wide = unpack(">HH", data[at + 5 : at + 9])
            return Picture("image/jpeg", wide, high)
        else:
            at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None
