"""Clips of the sandbox studio are real files: whole, of the right size and length, each unlike the others."""

from __future__ import annotations

from struct import unpack

import pytest

from adapters.ima.sandbox.clips import Clip, frame_size, read_clip, render_clip, render_cover
from tests.adapters.sandbox_client import boxes_of


@pytest.mark.parametrize(
    ("ratio", "size"),
    [
        ((16, 9), (640, 360)),
        ((9, 16), (360, 640)),
        ((1, 1), (480, 480)),
        ((4, 3), (552, 414)),
        ((3, 4), (414, 552)),
        ((21, 9), (714, 306)),
    ],
)
def test_a_clip_is_an_mp4_with_its_index_first(ratio: tuple[int, int], size: tuple[int, int]) -> None:
    found = boxes_of(render_clip(Clip(3, "Kling O1", ratio, 2, "720P")))

    assert found["order"] == ["ftyp", "moov", "mdat"]
    assert found["size"] == size == frame_size(ratio)
    assert found["seconds"] == 2
    assert size[0] * ratio[1] == size[1] * ratio[0]


def test_the_index_of_a_clip_points_at_its_frames() -> None:
    data = render_clip(Clip(3, "Wan 2.6", (16, 9), 2))
    found = boxes_of(data)
    sizes, places = found["stsz"], found["stco"]

    at = unpack(">I", places[8:12])[0]
    frames = unpack(f">{(len(sizes) - 12) // 4}I", sizes[12:])

    assert len(frames) == 20
    for number, length in enumerate(frames):
        size, kind = unpack(">IB", data[at : at + 5])
        assert size == length - 4
        assert kind & 31 == (1 if number else 5), "the first frame is complete, the others build on it"
        at += length
    assert at == len(data)


def test_clips_differ_from_request_to_request_and_show_their_order() -> None:
    clips = {render_clip(Clip(number, "Wan 2.6", (16, 9), 1)) for number in range(4)}
    covers = {
        render_cover(Clip(1, name, (16, 9), seconds)) for name in ("Wan 2.6", "Vidu Q2") for seconds in (1, 2)
    }

    assert len(clips) == 4
    assert len(covers) == 4


def test_the_longest_clip_stays_small() -> None:
    assert len(render_clip(Clip(2, "SeeDance 1.5 Pro", (1, 1), 20, "1080P"))) < 2_000_000


@pytest.mark.parametrize(
    "clip",
    [
        Clip(1, "Wan 2.6", (16, 9), 5, "720P"),
        Clip(2, "谷歌/Veo 3.1", (21, 9), 20, "4K"),
        Clip(3, "Kling O1", (4, 3), 10),
        Clip(4, "Kling O1", (4, 3), 10).with_watermark(),
    ],
)
def test_the_address_of_a_clip_says_all_about_it(clip: Clip) -> None:
    assert read_clip(clip.path("mp4")) == (clip, "mp4")
    assert read_clip(clip.path("jpg")) == (clip, "jpg")
    assert read_clip(clip.path("mp4").replace("-", "-0", 1)) is None
