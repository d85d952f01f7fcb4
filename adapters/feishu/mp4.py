"""Just enough of an MP4 file to know its length, read as the bytes pass by; pure.

A file is a row of boxes: four bytes of size, four of name. `moov` holds `mvhd`, and that the time scale and length; a
fragmented file leaves the length out there and has it in `mehd`, which `mvex` holds.
"""

_HEADER = 8
_LARGE_HEADER = 16
_LARGE = 1
_CONTAINERS = frozenset({b"moov", b"mvex"})
_TELLING = frozenset({b"mvhd", b"mehd"})
_TELLING_BYTES = 32  # of such a box, behind its header


class Mp4Probe:
    """Feed it the file's chunks in order; `duration_ms` is there as soon as it was seen."""

    def __init__(self) -> None:
        self.is_mp4: bool | None = None  # None = not known yet
        self.duration_ms: int | None = None
        self.size_bytes = 0
        self._scale = 0
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
        size = int.from_bytes(self._held[:4])
        if bytes(self._held[4:8]) in _TELLING:
            return max(_HEADER, min(size, _HEADER + _TELLING_BYTES))
        return _LARGE_HEADER if size == _LARGE else _HEADER

    def _box(self) -> None:
        held, name = bytes(self._held), bytes(self._held[4:8])
        size = int.from_bytes(held[:4])
        header = _HEADER
        if size == _LARGE:
            size, header = int.from_bytes(held[8:16]), _LARGE_HEADER
        if self.is_mp4 is None:
            self.is_mp4 = name == b"ftyp"
        self._held.clear()
        if self.is_mp4 and name in _CONTAINERS:
            return  # its children follow at once
        if not self.is_mp4 or size < header:
            self._done = True  # a size of 0 reaches to the end of the file
            return
        if name in _TELLING:
            self._read(name, held[_HEADER:])
            self._done = self.duration_ms is not None
        self._skip = size - len(held)

    def _read(self, name: bytes, body: bytes) -> None:
        is_wide = body[:1] == b"\x01"  # version 1: 64-bit times
        if name == b"mvhd":
            self._scale = int.from_bytes(body[20:24] if is_wide else body[12:16])
            length = body[24:32] if is_wide else body[16:20]
        else:
            length = body[4:12] if is_wide else body[4:8]
        # All bits set: the writer did not know.
        if self._scale and any(length) and any(byte != 0xFF for byte in length):  # noqa: PLR2004
            self.duration_ms = round(int.from_bytes(length) * 1000 / self._scale)
