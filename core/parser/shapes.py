"""Shapes of a video that are not written as a ratio: a size in pixels, and "16.9" typed in haste."""

import re
from collections.abc import Iterable

from core.parser.marks import STOPS

_SHAPES = {9 / 16: "9:16", 16 / 9: "16:9", 1.0: "1:1", 3 / 4: "3:4", 4 / 3: "4:3", 21 / 9: "21:9", 9 / 21: "9:21"}  # fmt: skip
_SIZE = re.compile("(?P<wide>[0-9]{3,4})[ ]?[x*][ ]?(?P<high>[1-9][0-9]{2,3})")
_ENDS_SIZE = re.compile(f"[ ]*(?:$|[{STOPS}0-9])")  # another figure may follow a size
_TELLING = len("9:16")  # characters; "4.3" and "1.1" are more often a version or an amount


def shape_of(text: str, start: int, end: int) -> tuple[int, str] | None:
    """Where the height of a size in pixels begins ("1080 x 1920"), and the shape of it."""
    size = _SIZE.fullmatch(text, start, end)
    shape = _SHAPES.get(int(size["wide"]) / int(size["high"])) if size is not None else None
    if size is None or shape is None or not _ENDS_SIZE.match(text, end):
        return None
    return size.start("high"), shape


def with_a_stop(number: str, ratios: Iterable[str]) -> str | None:
    """The ratio of a number that was typed with a full stop instead of a colon: "16.9"."""
    ratio = number.replace(".", ":")
    return ratio if len(ratio) >= _TELLING and ratio != number and ratio in ratios else None
