"""A canvas as a baseline JPEG, for covers."""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi, sqrt
from struct import pack
from typing import TYPE_CHECKING

from adapters.ima.sandbox.clips.canvas import MB

if TYPE_CHECKING:
    from adapters.ima.sandbox.clips.canvas import Canvas

SIDE = 8
AREA = SIDE * SIDE
QUANTISER = 6
"""One step for all frequencies."""

LONGEST_RUN = 15
ZEROES_16 = 0xF0
END_OF_BLOCK = 0

LIGHT_TO_FULL = bytes(min(255, max(0, round((value - 16) * 255 / 219))) for value in range(256))
COLOUR_TO_FULL = bytes(min(255, max(0, round((value - 128) * 255 / 224 + 128))) for value in range(256))

BASE = [
    [(sqrt(1 / SIDE) if u == 0 else sqrt(2 / SIDE)) * cos((2 * x + 1) * u * pi / 16) for x in range(SIDE)]
    for u in range(SIDE)
]
ZIGZAG = sorted(
    range(AREA),
    key=lambda at: (at // SIDE + at % SIDE, at // SIDE if (at // SIDE + at % SIDE) % 2 else at % SIDE),
)

# The simplest tables that are allowed: all codes of one length, in the order of the symbols.
DC_SYMBOLS = bytes(range(12))
DC_WIDTH = 4
AC_SYMBOLS = bytes([END_OF_BLOCK, ZEROES_16]) + bytes(
    run << 4 | size for run in range(16) for size in range(1, 11)
)
AC_WIDTH = 8
AC_CODE = {symbol: code for code, symbol in enumerate(AC_SYMBOLS)}

Coded = tuple[int, str]
"""The mean of a block and the bits of everything else in it."""


def write_jpeg(canvas: Canvas) -> bytes:
    """The file, colour at half size as in the video."""
    scan = "".join(_scan(canvas))
    scan += "1" * (-len(scan) % 8)
    data = int(scan, 2).to_bytes(len(scan) // 8, "big").replace(b"\xff", b"\xff\0")
    size = pack(">BHH", 8, canvas.height, canvas.width)
    return b"".join(
        [
            b"\xff\xd8",
            _segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"),
            _segment(0xDB, b"\0" + bytes([QUANTISER]) * AREA),
            _segment(0xC0, size + b"\3" + b"\1\x22\0" + b"\2\x11\0" + b"\3\x11\0"),
            _segment(0xC4, b"\0" + _counts(DC_WIDTH, DC_SYMBOLS) + DC_SYMBOLS),
            _segment(0xC4, b"\x10" + _counts(AC_WIDTH, AC_SYMBOLS) + AC_SYMBOLS),
            _segment(0xDA, b"\3\1\0\2\0\3\0\0\x3f\0"),
            data,
            b"\xff\xd9",
        ]
    )


def _segment(marker: int, content: bytes) -> bytes:
    return pack(">BBH", 0xFF, marker, 2 + len(content)) + content


def _counts(width: int, symbols: bytes) -> bytes:
    return bytes(len(symbols) if length == width else 0 for length in range(1, 17))


def _scan(canvas: Canvas) -> list[str]:
    light = bytes(canvas.y.translate(LIGHT_TO_FULL))
    cb, cr = bytes(canvas.cb.translate(COLOUR_TO_FULL)), bytes(canvas.cr.translate(COLOUR_TO_FULL))
    last = [0, 0, 0]
    bits: list[str] = []
    for row in range(canvas.rows):
        for column in range(canvas.columns):
            x, y = column * MB, row * MB
            corners = ((x, y), (x + SIDE, y), (x, y + SIDE), (x + SIDE, y + SIDE))
            blocks = [(0, light, canvas.stride, *corner) for corner in corners]
            blocks += [
                (1, cb, canvas.stride // 2, x // 2, y // 2),
                (2, cr, canvas.stride // 2, x // 2, y // 2),
            ]
            for part, plane, stride, left, top in blocks:
                start = top * stride + left
                samples = b"".join(
                    plane[at : at + SIDE] for at in range(start, start + SIDE * stride, stride)
                )
                mean, rest = _code(samples)
                size, digits = _number(mean - last[part])
                last[part] = mean
                bits.append(f"{size:0{DC_WIDTH}b}{digits}{rest}")
    return bits


@lru_cache(maxsize=4096)
def _code(samples: bytes) -> Coded:
    """One block of 8 x 8 as frequencies; the same blocks come again and again, also in other covers."""
    if samples.count(samples[0]) == AREA:
        return round((samples[0] - 128) * SIDE / QUANTISER), f"{AC_CODE[END_OF_BLOCK]:0{AC_WIDTH}b}"
    columns = list(zip(*(_line(samples[at : at + SIDE]) for at in range(0, AREA, SIDE)), strict=True))
    strengths = [
        round(sum(value * wave for value, wave in zip(columns[u], BASE[v], strict=True)) / QUANTISER)
        for v in range(SIDE)
        for u in range(SIDE)
    ]
    ordered = [strengths[at] for at in ZIGZAG]
    bits, run = "", 0
    for strength in ordered[1:]:
        if not strength:
            run += 1
            continue
        bits += f"{AC_CODE[ZEROES_16]:0{AC_WIDTH}b}" * (run // (LONGEST_RUN + 1))
        size, digits = _number(strength)
        bits += f"{AC_CODE[run % (LONGEST_RUN + 1) << 4 | size]:0{AC_WIDTH}b}{digits}"
        run = 0
    if run:
        bits += f"{AC_CODE[END_OF_BLOCK]:0{AC_WIDTH}b}"
    return ordered[0], bits


@lru_cache(maxsize=4096)
def _line(samples: bytes) -> list[float]:
    """Frequencies along one line of a block; letters repeat the same few lines."""
    return [sum((value - 128) * wave for value, wave in zip(samples, waves, strict=True)) for waves in BASE]


def _number(value: int) -> tuple[int, str]:
    """How many binary digits a number needs, and they; a negative one has all of them inverted."""
    size = abs(value).bit_length()
    if not size:
        return 0, ""
    return size, f"{value if value > 0 else value + (1 << size) - 1:0{size}b}"
