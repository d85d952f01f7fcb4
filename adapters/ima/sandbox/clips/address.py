"""The address of a clip says everything about it, so that a link outlives the server that gave it out."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from math import gcd
from urllib.parse import quote, unquote

PREFIX = "/media/"
LONGEST_S = 20
SIGNATURE_LENGTH = 12
NO_RESOLUTION = "-"
PATTERN = re.compile(
    r"/media/(?P<number>\d{1,9})/(?P<model>[^/]{1,90})/(?P<wide>\d{1,5})x(?P<high>\d{1,5})/"
    r"(?P<resolution>[0-9A-Za-z]{1,8}|-)/(?P<seconds>\d{1,2})s-(?P<signature>[0-9a-f]{12})"
    r"(?P<mark>-watermark)?\.(?P<kind>mp4|jpg)"
)


@dataclass(frozen=True, slots=True)
class Clip:
    """The facts a clip shows."""

    number: int
    model: str
    ratio: tuple[int, int]
    seconds: int
    resolution: str = ""
    watermark: bool = False

    @property
    def ratio_text(self) -> str:
        """The ratio as people write it; wide cinema is 21:9, though 7:3 is shorter."""
        wide, high = self.ratio
        common = gcd(wide, high)
        short = (wide // common, high // common)
        return "21:9" if short == (7, 3) else f"{short[0]}:{short[1]}"

    def with_watermark(self) -> Clip:
        """The same clip with the studio's name on it."""
        return replace(self, watermark=True)

    def path(self, kind: str) -> str:
        """Path of the `mp4` or of the `jpg` cover."""
        mark = "-watermark" if self.watermark else ""
        return f"{PREFIX}{self._facts()}-{self._signature()}{mark}.{kind}"

    def _facts(self) -> str:
        wide, high = self.ratio
        resolution = self.resolution or NO_RESOLUTION
        return f"{self.number}/{quote(self.model, safe='')}/{wide}x{high}/{resolution}/{self.seconds}s"

    def _signature(self) -> str:
        """Guards against typing errors in tests, not against anybody."""
        return hashlib.sha256(f"sandbox clip {self._facts()}".encode()).hexdigest()[:SIGNATURE_LENGTH]


def read_clip(raw_path: str) -> tuple[Clip, str] | None:
    """The clip and the kind of file a path names, or None when no studio gave it out."""
    found = PATTERN.fullmatch(raw_path)
    if not found:
        return None
    resolution = found["resolution"]
    clip = Clip(
        number=int(found["number"]),
        model=unquote(found["model"]),
        ratio=(int(found["wide"]), int(found["high"])),
        seconds=int(found["seconds"]),
        resolution="" if resolution == NO_RESOLUTION else resolution,
        watermark=bool(found["mark"]),
    )
    honest = clip._signature() == found["signature"] and 1 <= clip.seconds <= LONGEST_S  # noqa: SLF001
    return (clip, found["kind"]) if honest else None
