"""The length of an mp4, wherever in the file it stands and in however many pieces the file comes."""

import struct
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.feishu.mp4 import Mp4Probe


def _length_s(data: bytes) -> float | None:
    probe = Mp4Probe()
    probe.feed(data)
    return None if probe.duration_ms is None else probe.duration_ms / 1000


def _box(kind: bytes, body: bytes, *, large: bool = False) -> bytes:
    if large:
        return struct.pack(">I4sQ", 1, kind, len(body) + 16) + body
    return struct.pack(">I4s", len(body) + 8, kind) + body


def _mvhd(timescale: int, duration: int, *, version: int = 0) -> bytes:
    if version:
        body = struct.pack(">B3xQQIQ", 1, 0, 0, timescale, duration)
    else:
        body = struct.pack(">B3xIIII", 0, 0, 0, timescale, duration)
    return _box(b"mvhd", body + b"\0" * 80)


FTYP = _box(b"ftyp", b"mp42\0\0\0\0isom")
MDAT = _box(b"mdat", b"\x55" * 5000)
MOOV = _box(b"moov", _mvhd(600, 3024) + _box(b"trak", b"\0" * 200))
FAST = FTYP + MOOV + MDAT
SLOW = FTYP + _box(b"free", b"") + MDAT + MOOV


@pytest.mark.parametrize(
    ("data", "seconds"),
    [
        (FAST, 5.04),
        (SLOW, 5.04),
        (FTYP + _box(b"moov", _mvhd(90000, 900000, version=1)), 10.0),
        (FTYP + _box(b"mdat", b"\1" * 100, large=True) + MOOV, 5.04),
        (FTYP + _box(b"moov", _mvhd(600, 3000), large=True), 5.0),
    ],
)
def test_the_length_is_read_wherever_the_header_stands(data: bytes, seconds: float) -> None:
    assert _length_s(data) == pytest.approx(seconds)


def test_a_prefix_is_enough_when_the_header_comes_first() -> None:
    assert _length_s(FAST[: len(FTYP) + 140]) == pytest.approx(5.04)
    assert _length_s(SLOW[:200]) is None


def test_a_fragmented_file_tells_its_length_behind_the_header() -> None:
    mvex = _box(b"mvex", _box(b"mehd", struct.pack(">B3xI", 0, 4800)))
    assert _length_s(FTYP + _box(b"moov", _mvhd(600, 0) + mvex)) == 8.0
    wide = _box(b"mvex", _box(b"mehd", struct.pack(">B3xQ", 1, 6000)))
    assert _length_s(FTYP + _box(b"moov", _mvhd(600, 0) + wide)) == 10.0


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0",
        b"<html>not a clip</html>",
        FTYP,
        FTYP + MDAT,
        FTYP + _box(b"moov", _mvhd(0, 100)),
        FTYP + _box(b"moov", _mvhd(600, 0xFFFFFFFF)),
        FTYP + _box(b"moov", _mvhd(600, 0xFFFFFFFFFFFFFFFF, version=1)),
        FTYP + _box(b"moov", _box(b"mvhd", b"\0")),
        FTYP + struct.pack(">I4s", 0, b"mdat") + MOOV,
        FTYP + struct.pack(">I4s", 3, b"free") + MOOV,
        FTYP + struct.pack(">I4s", 0xFFFFFFFF, b"mvhd"),
    ],
)
def test_what_does_not_tell_a_length_gives_none(data: bytes) -> None:
    assert _length_s(data) is None


@given(st.sampled_from([FAST, SLOW]), st.lists(st.integers(0, 5400), max_size=12))
def test_any_cut_into_chunks_gives_the_same_length(data: bytes, cuts: list[int]) -> None:
    probe = Mp4Probe()
    for start, end in pairwise(sorted({0, len(data), *(min(cut, len(data)) for cut in cuts)})):
        probe.feed(data[start:end])
    assert probe.duration_ms == 5040


@given(st.lists(st.binary(max_size=60), max_size=5))
def test_any_bytes_are_read_without_a_crash(chunks: list[bytes]) -> None:
    probe = Mp4Probe()
    for chunk in chunks:
        probe.feed(chunk)


def test_a_clip_passing_by_is_not_kept() -> None:
    probe = Mp4Probe()
    probe.feed(FTYP + struct.pack(">I4s", 1 << 30, b"mdat"))
    for _ in range(100):
        probe.feed(b"\x55" * 65536)
    assert not probe._held
