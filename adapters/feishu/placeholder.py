"""A neutral cover for a clip that came without one: a dark picture with a light triangle, drawn here."""

import struct
import zlib
from functools import cache

_WIDTH, _HEIGHT = 320, 180
_DARK, _LIGHT = 0x2B, 0xE6
_HALF = 34  # half the height of the triangle


@cache
def placeholder_png() -> bytes:
    """An 8-bit grey PNG of 320 by 180."""
    rows = b"".join(_row(y) for y in range(_HEIGHT))
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(rows, 9))
        + _chunk(b"IEND", b"")
    )


def _row(y: int) -> bytes:
    reach = _HALF - abs(y - _HEIGHT // 2)  # how far the triangle reaches to the right here
    row = bytearray([_DARK]) * _WIDTH
    if reach > 0:
        left = _WIDTH // 2 - _HALF // 2
        row[left : left + 2 * reach] = bytes([_LIGHT]) * (2 * reach)
    return b"\0" + bytes(row)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
