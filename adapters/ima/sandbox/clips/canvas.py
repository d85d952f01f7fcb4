"""A small picture in the form video and JPEG both want: one plane of light, two half-size planes of colour."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

MB = 16
"""Side of a macroblock: both planes are padded to whole ones."""

FONT_ROWS = 7
FONT_STEP = 6
"""Columns from one letter to the next: five drawn, one empty."""


@cache
def font() -> dict[str, tuple[int, ...]]:
    """Letters as five columns of bits, lowest bit on top."""
    rows = Path(__file__).with_name("font.txt").read_text("utf-8").splitlines()
    letters = {row[0]: tuple(bytes.fromhex(row[2:])) for row in rows if row and not row.startswith("//")}
    return letters | {" ": (0, 0, 0, 0, 0)}


@dataclass(frozen=True, slots=True)
class Colour:
    """Light 16..235 and the two colour differences 16..240, as television counts them."""

    y: int
    cb: int
    cr: int

    @classmethod
    def of(cls, hue: float, saturation: float, brightness: float) -> Colour:
        """A colour from its hue (turns), saturation and brightness (0..1)."""
        red, green, blue = colorsys.hsv_to_rgb(hue % 1, saturation, brightness)
        light = 0.299 * red + 0.587 * green + 0.114 * blue
        return cls(
            round(16 + 219 * light),
            round(128 + 224 * (blue - light) / 1.772),
            round(128 + 224 * (red - light) / 1.402),
        )

    def toward(self, other: Colour, share: float) -> Colour:
        """The colour that lies `share` of the way to the other one."""
        return Colour(
            round(self.y + (other.y - self.y) * share),
            round(self.cb + (other.cb - self.cb) * share),
            round(self.cr + (other.cr - self.cr) * share),
        )


class Canvas:
    """Three planes to draw on; shapes are cut at the edges."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.columns, self.rows = -(-width // MB), -(-height // MB)
        self.stride = self.columns * MB
        self.lines = self.rows * MB
        self.y = bytearray(self.stride * self.lines)
        self.cb = bytearray(self.stride * self.lines // 4)
        self.cr = bytearray(self.stride * self.lines // 4)

    def copy(self) -> Canvas:
        """An independent canvas with the same picture."""
        twin = Canvas.__new__(Canvas)
        twin.width, twin.height, twin.columns, twin.rows = self.width, self.height, self.columns, self.rows
        twin.stride, twin.lines = self.stride, self.lines
        twin.y, twin.cb, twin.cr = self.y[:], self.cb[:], self.cr[:]
        return twin

    def gradient(self, top: Colour, bottom: Colour) -> None:
        """Fill everything, light to dark from top to bottom, in steps of two lines."""
        half = self.stride // 2
        for line in range(0, self.lines, 2):
            colour = top.toward(bottom, line / self.lines)
            self.y[line * self.stride : (line + 2) * self.stride] = bytes([colour.y]) * (2 * self.stride)
            self.cb[line // 2 * half : (line // 2 + 1) * half] = bytes([colour.cb]) * half
            self.cr[line // 2 * half : (line // 2 + 1) * half] = bytes([colour.cr]) * half

    def span(self, left: int, right: int, line: int, colour: Colour) -> None:
        """Two lines of one colour; all three numbers are even."""
        left, right = max(left, 0), min(right, self.stride)
        if left >= right or not 0 <= line < self.lines - 1:
            return
        for row in (line, line + 1):
            self.y[row * self.stride + left : row * self.stride + right] = bytes([colour.y]) * (right - left)
        start = line // 2 * (self.stride // 2) + left // 2
        length = (right - left) // 2
        self.cb[start : start + length] = bytes([colour.cb]) * length
        self.cr[start : start + length] = bytes([colour.cr]) * length

    def box(self, left: int, top: int, width: int, height: int, colour: Colour) -> None:
        """A filled rectangle on even coordinates."""
        for line in range(top, top + height, 2):
            self.span(left, left + width, line, colour)

    def disc(self, x: int, y: int, radius: int, colour: Colour) -> None:
        """A filled circle, as round as steps of two pixels allow."""
        for line in range(-radius, radius, 2):
            reach = int((radius * radius - (line + 1) ** 2) ** 0.5) // 2 * 2
            self.span((x - reach) // 2 * 2, (x + reach) // 2 * 2, (y + line) // 2 * 2, colour)

    def text(self, words: str, left: int, top: int, scale: int, light: int) -> None:
        """Write in the pixel font; only the light changes, so letters take the colour below them."""
        letters = font()
        for at, letter in enumerate(words):
            for column, bits in enumerate(letters.get(letter, letters["?"])):
                x = left + (at * FONT_STEP + column) * scale
                if x + scale > self.stride:
                    return
                for row in range(FONT_ROWS + 1):
                    if bits >> row & 1:
                        self._pixel(x, top + row * scale, scale, light)

    def _pixel(self, x: int, y: int, scale: int, light: int) -> None:
        for line in range(y, min(y + scale, self.lines)):
            start = line * self.stride + x
            self.y[start : start + scale] = bytes([light]) * scale


def text_width(words: str, scale: int) -> int:
    """Pixels from the first column of the text to the end of its last letter."""
    return (len(words) * FONT_STEP - 1) * scale
