"""An mp4 file around one H.264 stream, the index first so that players start at once."""

from __future__ import annotations

from struct import pack
from typing import NamedTuple

SCALE = 1000
"""Ticks per second of every clock in the file."""

UNITY = pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)


class Stream(NamedTuple):
    """What the index has to know about the video."""

    width: int
    height: int
    sps: bytes
    pps: bytes
    frames: list[bytes]
    ticks_per_frame: int


def box(kind: str, *parts: bytes) -> bytes:
    """A length, four letters, a content."""
    content = b"".join(parts)
    return pack(">I", 8 + len(content)) + kind.encode() + content


def full_box(kind: str, flags: int, *parts: bytes) -> bytes:
    """A box with version 0 and flags."""
    return box(kind, pack(">I", flags), *parts)


def write_mp4(stream: Stream) -> bytes:
    """The whole file. Only the first frame is a place to seek to."""
    samples = [pack(">I", len(frame)) + frame for frame in stream.frames]
    head = box("ftyp", b"isom", pack(">I", 0x200), b"isomiso2avc1mp41")
    # The index holds the place of the data and stands before it: written twice, its length does not change.
    length = len(_index(stream, samples, 0))
    return head + _index(stream, samples, len(head) + length + 8) + box("mdat", *samples)


def _index(stream: Stream, samples: list[bytes], data_at: int) -> bytes:
    duration = len(samples) * stream.ticks_per_frame
    header = full_box(
        "mvhd",
        0,
        pack(">4I", 0, 0, SCALE, duration),
        pack(">IH", 0x10000, 0x100),
        bytes(10),
        UNITY,
        bytes(24),
        pack(">I", 2),
    )
    track = full_box(
        "tkhd",
        3,
        pack(">5I", 0, 0, 1, 0, duration),
        bytes(16),
        UNITY,
        pack(">2I", stream.width << 16, stream.height << 16),
    )
    media = box(
        "mdia",
        full_box("mdhd", 0, pack(">4I", 0, 0, SCALE, duration), pack(">2H", 0x55C4, 0)),
        full_box("hdlr", 0, pack(">I", 0), b"vide", bytes(12), b"video\0"),
        box(
            "minf",
            full_box("vmhd", 1, bytes(8)),
            box("dinf", full_box("dref", 0, pack(">I", 1), full_box("url ", 1))),
            box("stbl", *_sample_tables(stream, samples, data_at)),
        ),
    )
    return box("moov", header, box("trak", track, media))


def _sample_tables(stream: Stream, samples: list[bytes], data_at: int) -> list[bytes]:
    count = len(samples)
    sps, pps = stream.sps, stream.pps
    decoder = box(
        "avcC",
        bytes([1]) + sps[1:4] + b"\xff\xe1" + pack(">H", len(sps)) + sps + b"\1" + pack(">H", len(pps)) + pps,
    )
    picture = box(
        "avc1",
        bytes(6) + pack(">H", 1) + bytes(16),
        pack(">2H3IH", stream.width, stream.height, 0x480000, 0x480000, 0, 1),
        bytes(32),
        pack(">HH", 24, 0xFFFF),
        decoder,
    )
    return [
        full_box("stsd", 0, pack(">I", 1), picture),
        full_box("stts", 0, pack(">3I", 1, count, stream.ticks_per_frame)),
        full_box("stss", 0, pack(">2I", 1, 1)),
        full_box("stsc", 0, pack(">4I", 1, 1, count, 1)),
        full_box("stsz", 0, pack(">2I", 0, count), pack(f">{count}I", *map(len, samples))),
        full_box("stco", 0, pack(">2I", 1, data_at)),
    ]
