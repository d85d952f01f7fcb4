"""Just enough of an MP4 file to know its length, read as the bytes pass by; pure.

A file is a row of boxes: four bytes of size, four of name. `moov` holds `mvhd`, and that the time scale and length.
"""

_HEADER = 8
_LARGE_HEADER = 16
_MVHD_BYTES = 32
_LARGE = 1
_TO_THE_END = 0


class Mp4Probe:
    """Feed it the file's chunks in order; `duration_ms` is there as soon as it was seen."""

    def __init__(self) -> None:
        self.is_mp4: bool | None = None  # None = not known yet
        self.duration_ms: int | None = None
        self.size_bytes = 0
        self._skip = 0
        self._held = bytearray()
        self._done = False

    def feed(self, chunk: bytes) -> None:
        """The next bytes of the file; only a box's header is ever held."""
        self.size_bytes += len(chunk)
        at = 0
        while at < len(chunk) and not self._done:
            if self._skip:
                step = min(self._skip, len(chunk) - at)
                self._skip -= step
                at += step
                continue
            wanted = self._wanted()
            step = min(wanted - len(self._held), len(chunk) - at)
            self._held += chunk[at : at + step]
            at += step
            if len(self._held) == self._wanted():
                self._box()

    def _wanted(self) -> int:
        if len(self._held) < _HEADER:
            return _HEADER
        if self._held[4:8] == b"mvhd":
            return _HEADER + _MVHD_BYTES
        return _LARGE_HEADER if int.from_bytes(self._held[:4]) == _LARGE else _HEADER

    def _box(self) -> None:
        held, name = bytes(self._held), bytes(self._held[4:8])
        size = int.from_bytes(held[:4])
        header = _HEADER
        if size == _LARGE:
            size, header = int.from_bytes(held[8:16]), _LARGE_HEADER
        if self.is_mp4 is None:
            self.is_mp4 = name == b"ftyp"
            self._done = not self.is_mp4
        self._held.clear()
        if name == b"mvhd":
            self.duration_ms = _duration_ms(held[_HEADER:])
            self._done = True
        elif name == b"moov":
            pass  # its children follow at once
        elif size == _TO_THE_END or size < header:
            self._done = True
        else:
            self._skip = size - header


def _duration_ms(body: bytes) -> int | None:
    if body[0] == 1:  # version 1: 64-bit times
        scale, length = int.from_bytes(body[20:24]), int.from_bytes(body[24:32])
    else:
        scale, length = int.from_bytes(body[12:16]), int.from_bytes(body[16:20])
    return round(length * 1000 / scale) if scale else None
