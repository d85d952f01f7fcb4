"""Small files that look like what the CDN gives."""

import struct


def box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + name + body


def mvhd(duration_ms: int, *, scale: int = 1000, version: int = 0) -> bytes:
    length = duration_ms * scale // 1000
    if version == 1:
        times = struct.pack(">QQIQ", 0, 0, scale, length)
    else:
        times = struct.pack(">IIII", 0, 0, scale, length)
    return box(b"mvhd", bytes([version, 0, 0, 0]) + times + bytes(80))


def mp4(duration_ms: int = 5000, *, size: int = 4096, faststart: bool = True, version: int = 0) -> bytes:
    """An mp4 file of about `size` bytes; `faststart` puts the length at the front."""
    ftyp = box(b"ftyp", b"isomiso2")
    moov = box(b"moov", mvhd(duration_ms, version=version))
    mdat = box(b"mdat", bytes(max(16, size - len(ftyp) - len(moov) - 8)))
    return ftyp + (moov + mdat if faststart else mdat + moov)


def read_duration_ms(data: bytes) -> int | None:
    """The length as another reader than ours finds it: by looking for the box."""
    at = data.find(b"mvhd")
    if at < 0:
        return None
    wide = data[at + 4] == 1
    scale, length = (
        struct.unpack(">IQ", data[at + 24 : at + 36])
        if wide
        else struct.unpack(">II", data[at + 16 : at + 24])
    )
    return round(length * 1000 / scale)


PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
    b"\x00\x00\x00\x0cIDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00\x00IEND\xaeB`\x82"
)
JPEG = b"\xff\xd8\xff\xe0" + bytes(200)
