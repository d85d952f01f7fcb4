"""The length of an mp4, read while its bytes pass by: only headers are kept, wherever in the file they stand."""

import struct

_CONTAINERS = frozenset({b"moov", b"mvex"})
_WANTED = frozenset({b"mvhd", b"mehd"})
_SHORT_HEADER, _LONG_HEADER = 8, 16
_LONGEST_WANTED = 1024
_UNKNOWN_32, _UNKNOWN_64 = 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF


class DurationReader:
    """Feed it the file's bytes in order; `duration_s` is set as soon as it is known.

    A fragmented file tells its length in mehd, after an mvhd without one. What is no mp4 leaves None.
    """

    def __init__(self) -> None:
        self.duration_s: float | None = None
        self._rest = b""
        self._skip = 0
        self._timescale = 0
        self._is_lost = False

    def feed(self, chunk: bytes) -> None:
        """The next bytes of the file."""
        if self.duration_s is not None or self._is_lost:
            return
        if self._skip:
            passed = min(self._skip, len(chunk))
            self._skip -= passed
            chunk = chunk[passed:]
        if not chunk:
            return
        self._rest += chunk
        while self.duration_s is None and not self._is_lost and self._step():
            pass

    def _step(self) -> bool:
        """Take one box off the bytes at hand; False when more bytes are needed first."""
        rest = self._rest
        if len(rest) < _SHORT_HEADER:
            return False
        size, kind = struct.unpack_from(">I4s", rest)
        header = _SHORT_HEADER
        if size == 1:
            if len(rest) < _LONG_HEADER:
                return False
            (size,) = struct.unpack_from(">Q", rest, _SHORT_HEADER)
            header = _LONG_HEADER
        if kind in _CONTAINERS:
            self._rest = rest[header:]
            return True
        # A box of size 0 reaches to the end of the file: nothing comes after it.
        if size < header or (kind in _WANTED and size > _LONGEST_WANTED):
            self._is_lost = True
            return False
        if kind not in _WANTED:
            self._skip = max(0, size - len(rest))
            self._rest = rest[size:]
            return not self._skip
        if len(rest) < size:
            return False
        self._read(kind, rest[header:size])
        self._rest = rest[size:]
        return True

    def _read(self, kind: bytes, body: bytes) -> None:
        is_wide = body[:1] == b"\x01"
        try:
            if kind == b"mvhd":
                self._timescale, duration = struct.unpack_from(
                    ">IQ" if is_wide else ">II", body, 20 if is_wide else 12
                )
            else:
                (duration,) = struct.unpack_from(">Q" if is_wide else ">I", body, 4)
        except struct.error:
            self._is_lost = True
            return
        is_known = duration not in (0, _UNKNOWN_64 if is_wide else _UNKNOWN_32)
        if is_known and self._timescale:
            self.duration_s = duration / self._timescale


def duration_s(data: bytes) -> float | None:
    """The length of an mp4 from its first bytes, or from all of them; None when they do not tell."""
    reader = DurationReader()
    reader.feed(data)
    return reader.duration_s
