"""Frames to H.264: a lossless baseline stream that any player decodes.

Every macroblock is written in the shortest of four ways: skipped (as in the frame before), continued from its left
neighbour, continued from the one above, or raw samples. Nothing is transformed or quantised, which is enough for
flat pictures with letters and keeps the writer on one page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from adapters.ima.sandbox.clips.canvas import MB

if TYPE_CHECKING:
    from adapters.ima.sandbox.clips.canvas import Canvas

HALF = MB // 2
FLAT = [bytes([value]) * MB for value in range(256)]

FRAME_NUMBER_BITS = 4
LEVEL = 31
BASELINE = 66

# Values of the standard's tables (7-11, 7-13, 8-3, 8-4).
VERTICAL, HORIZONTAL = 0, 1
CHROMA_MODE = {HORIZONTAL: 1, VERTICAL: 2}
RAW = 25
CONTINUED = 1
INTRA_IN_P = 5
"""Intra types are counted from five in a P slice."""

RAW_NEIGHBOUR = 16
MANY = 8
"""A raw macroblock counts as 16 coefficients; from an average of 8 on, the code for "none" changes."""

Code = tuple[int, int]
NONE_CODED: Code = (1, 1)
NONE_CODED_NEAR_RAW: Code = (0b000011, 6)


@dataclass(slots=True)
class Bits:
    """Bits in the order they are sent."""

    done: bytearray = field(default_factory=bytearray)
    rest: int = 0
    width: int = 0

    def put(self, value: int, width: int) -> None:
        """Append a number of fixed width."""
        self.rest = self.rest << width | value
        self.width += width
        whole = self.width >> 3
        if whole:
            self.width &= 7
            self.done += (self.rest >> self.width).to_bytes(whole, "big")
            self.rest &= (1 << self.width) - 1

    def golomb(self, *values: int) -> None:
        """Append numbers in the variable-length code ue(v)."""
        for value in values:
            self.put(value + 1, 2 * (value + 1).bit_length() - 1)

    def raw(self, *planes: bytes) -> None:
        """Fill the byte with zeroes, then append whole bytes."""
        if self.width:
            self.put(0, 8 - self.width)
        for plane in planes:
            self.done += plane

    def unit(self, kind: int, priority: int) -> bytes:
        """Close with the stop bit and give the NAL unit, protected against start codes inside it."""
        self.put(1, 1)
        self.raw()
        body = re.sub(rb"\x00\x00(?=[\x00-\x03])", b"\x00\x00\x03", bytes(self.done))
        return bytes([priority << 5 | kind]) + body


def parameter_sets(canvas: Canvas) -> tuple[bytes, bytes]:
    """The sequence and the picture parameter set for pictures of this size."""
    sps = Bits()
    for value in (BASELINE, 0xC0, LEVEL):
        sps.put(value, 8)
    # Numbers of: set id, bits of the frame number, order of display (as sent), reference frames.
    sps.golomb(0, FRAME_NUMBER_BITS - 4, 2, 1)
    sps.put(0, 1)
    sps.golomb(canvas.columns - 1, canvas.rows - 1)
    sps.put(0b111, 3)  # whole frames, direct 8x8, cropped
    sps.golomb(0, (canvas.stride - canvas.width) // 2, 0, (canvas.lines - canvas.height) // 2)
    sps.put(0, 1)
    pps = Bits()
    pps.golomb(0, 0)
    pps.put(0, 2)  # variable-length codes, no bottom-field order
    pps.golomb(0, 0, 0)
    pps.put(0, 3)  # no weighting
    pps.golomb(0, 0, 0)
    pps.put(0b100, 3)  # the slice says whether edges are smoothed
    return sps.unit(7, 3), pps.unit(8, 3)


class Encoder:
    """Writes one frame after the other; the first is complete, the rest say what changed."""

    def __init__(self) -> None:
        self.before: Canvas | None = None
        self.frame = 0

    def write(self, canvas: Canvas) -> bytes:
        """The NAL unit of the next frame."""
        first = self.before is None
        bits = Bits()
        bits.golomb(0, 7 if first else 5, 0)
        bits.put(self.frame % (1 << FRAME_NUMBER_BITS), FRAME_NUMBER_BITS)
        if first:
            bits.golomb(0)
        bits.put(0, 2 if first else 3)  # reference lists and marking as usual
        bits.golomb(0, 1)  # no change of quantiser; edges stay sharp
        Macroblocks(canvas, self.before, bits).write()
        self.before = canvas
        self.frame += 1
        return bits.unit(5 if first else 1, 3)


class Macroblocks:
    """The data part of one slice."""

    def __init__(self, canvas: Canvas, before: Canvas | None, bits: Bits) -> None:
        self.canvas, self.before, self.bits = canvas, before, bits
        self.raw_ones: set[tuple[int, int]] = set()
        self.skipped = 0

    def write(self) -> None:
        """All macroblocks, line by line."""
        for row in range(self.canvas.rows):
            changed = range(self.canvas.columns) if self.before is None else self._changed(self.before, row)
            for column in range(self.canvas.columns):
                if column in changed:
                    self._write_one(column, row)
                else:
                    self.skipped += 1
        if self.skipped:
            self.bits.golomb(self.skipped)

    def _write_one(self, column: int, row: int) -> None:
        shift = 0
        if self.before is not None:
            self.bits.golomb(self.skipped)
            self.skipped = 0
            shift = INTRA_IN_P
        stride = self.canvas.stride
        luma = continuation(self.canvas.y, stride, column, row, MB)
        cb = continuation(self.canvas.cb, stride // 2, column, row, HALF)
        cr = continuation(self.canvas.cr, stride // 2, column, row, HALF)
        chroma = next((mode for mode in (HORIZONTAL, VERTICAL) if mode in cb and mode in cr), None)
        if luma and chroma is not None:
            self.bits.golomb(shift + CONTINUED + luma[0], CHROMA_MODE[chroma], 0)
            self.bits.put(*self._none_coded(column, row))
            return
        self.bits.golomb(shift + RAW)
        self.bits.raw(
            block(self.canvas.y, stride, column, row, MB),
            block(self.canvas.cb, stride // 2, column, row, HALF),
            block(self.canvas.cr, stride // 2, column, row, HALF),
        )
        self.raw_ones.add((column, row))

    def _none_coded(self, column: int, row: int) -> Code:
        """The code for "no coefficients", which depends on what the neighbours had."""
        near = []
        if column:
            near.append(RAW_NEIGHBOUR * ((column - 1, row) in self.raw_ones))
        if row:
            near.append(RAW_NEIGHBOUR * ((column, row - 1) in self.raw_ones))
        return NONE_CODED_NEAR_RAW if near and sum(near) >= MANY * len(near) else NONE_CODED

    def _changed(self, before: Canvas, row: int) -> set[int]:
        """The columns of this row in which anything differs from the frame before."""
        now, stride = self.canvas, self.canvas.stride
        return (
            differences(now.y, before.y, stride, row, MB)
            | differences(now.cb, before.cb, stride // 2, row, HALF)
            | differences(now.cr, before.cr, stride // 2, row, HALF)
        )


def differences(now: bytearray, before: bytearray, stride: int, row: int, side: int) -> set[int]:
    """The columns in which two planes differ within one row of macroblocks."""
    start = row * side * stride
    if now[start : start + side * stride] == before[start : start + side * stride]:
        return set()
    unlike = 0
    for at in range(start, start + side * stride, stride):
        unlike |= int.from_bytes(now[at : at + stride], "big") ^ int.from_bytes(
            before[at : at + stride], "big"
        )
    columns = unlike.to_bytes(stride, "big")
    return {at // side for at in range(0, stride, side) if any(columns[at : at + side])}


def block(plane: bytearray, stride: int, column: int, row: int, side: int) -> bytes:
    """The samples of one macroblock in one plane."""
    start = row * side * stride + column * side
    return b"".join(plane[at : at + side] for at in range(start, start + side * stride, stride))


def continuation(plane: bytearray, stride: int, column: int, row: int, side: int) -> list[int]:
    """The ways in which this block is nothing but its neighbours continued."""
    start = row * side * stride + column * side
    lines = range(start, start + side * stride, stride)
    ways = []
    if column and all(plane[at : at + side] == FLAT[plane[at - 1]][:side] for at in lines):
        ways.append(HORIZONTAL)
    if row:
        above = plane[start - stride : start - stride + side]
        if all(plane[at : at + side] == above for at in lines):
            ways.append(VERTICAL)
    return ways
