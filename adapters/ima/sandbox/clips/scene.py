"""What a sandbox clip shows: the order it was made for, and something that moves."""

from __future__ import annotations

from functools import lru_cache
from math import pi, sin
from typing import TYPE_CHECKING

from adapters.ima.sandbox.clips.canvas import Canvas, Colour, text_width
from adapters.ima.sandbox.clips.h264 import Encoder, parameter_sets
from adapters.ima.sandbox.clips.jpeg import write_jpeg
from adapters.ima.sandbox.clips.mp4 import SCALE, Stream, write_mp4

if TYPE_CHECKING:
    from adapters.ima.sandbox.clips.address import Clip

FRAMES_PER_SECOND = 10
AREA = 640 * 360
"""Pixels of a clip, whatever its ratio."""

GOLDEN = 0.618034
"""Step of hue from one request to the next: neighbours never look alike."""

MARGIN = 24
WHITE, GREY = 235, 205
NAME_SCALE, LINE_SCALE, SMALL_SCALE = 6, 4, 2
BALL = 22
BAR = 14


def frame_size(ratio: tuple[int, int]) -> tuple[int, int]:
    """Width and height in pixels of a clip with this ratio of small numbers: exact, even, about one area for all."""
    wide, high = ratio
    multiple = max(2, round((AREA / (wide * high)) ** 0.5 / 2) * 2)
    return wide * multiple, high * multiple


@lru_cache(maxsize=24)
def render_clip(clip: Clip) -> bytes:
    """The mp4 of a clip: always the same bytes for the same clip."""
    count = clip.seconds * FRAMES_PER_SECOND
    base = _base(clip)
    encoder = Encoder()
    frames = [encoder.write(_frame(clip, base, at, count)) for at in range(count)]
    sps, pps = parameter_sets(base)
    return write_mp4(Stream(base.width, base.height, sps, pps, frames, SCALE // FRAMES_PER_SECOND))


@lru_cache(maxsize=24)
def render_cover(clip: Clip) -> bytes:
    """The first frame of a clip as a JPEG."""
    return write_jpeg(_frame(clip, _base(clip), 0, clip.seconds * FRAMES_PER_SECOND))


def _base(clip: Clip) -> Canvas:
    """All that does not move."""
    canvas = Canvas(*frame_size(clip.ratio))
    hue = clip.number * GOLDEN
    canvas.gradient(Colour.of(hue, 0.6, 0.62), Colour.of(hue + 0.12, 0.75, 0.28))
    room = canvas.width - 2 * MARGIN
    scale = max(SMALL_SCALE, min(NAME_SCALE, room // text_width(clip.model, 1)))
    top = _name_top(canvas)
    canvas.text(clip.model, MARGIN, top, scale, WHITE)
    facts = f"{clip.ratio_text}  {clip.seconds} s" + (f"  {clip.resolution}" if clip.resolution else "")
    scale_of_facts = max(SMALL_SCALE, min(LINE_SCALE, room // text_width(facts, 1)))
    canvas.text(facts, MARGIN, top + 10 * scale, scale_of_facts, WHITE)
    canvas.text(f"sandbox clip #{clip.number}", MARGIN, MARGIN, SMALL_SCALE, GREY)
    if clip.watermark:
        words = "IMA STUDIO"
        canvas.text(words, canvas.width - MARGIN - text_width(words, 2), MARGIN, SMALL_SCALE, WHITE)
    canvas.box(MARGIN, _bar_top(canvas), room // 2 * 2, BAR, Colour.of(hue + 0.12, 0.6, 0.18))
    return canvas


def _name_top(canvas: Canvas) -> int:
    return max(2 * MARGIN, canvas.height // 7)


def _bar_top(canvas: Canvas) -> int:
    return (canvas.height - MARGIN - BAR) // 2 * 2


def _frame(clip: Clip, base: Canvas, at: int, count: int) -> Canvas:
    """One frame: the clock, the bar and the ball."""
    canvas = base.copy()
    accent = Colour.of(clip.number * GOLDEN + 0.5, 0.5, 1)
    room = canvas.width - 2 * MARGIN
    canvas.box(MARGIN, _bar_top(canvas), room * (at + 1) // count // 2 * 2, BAR, accent)
    bar = _bar_top(canvas)
    canvas.text(
        f"{at // FRAMES_PER_SECOND}/{clip.seconds} s", MARGIN, bar - 10 * LINE_SCALE, LINE_SCALE, WHITE
    )
    x = MARGIN + BALL + (room - 2 * BALL) * (at + 1) // count
    low = bar - 12 * LINE_SCALE - 2 * BALL
    high = min(low, _name_top(canvas) + 10 * NAME_SCALE + 10 * LINE_SCALE + BALL)
    swing = abs(sin(at / FRAMES_PER_SECOND * pi * 0.8))
    canvas.disc(x, round(low - swing * (low - high)), BALL, accent)
    return canvas
