"""Bytes that pass through us: in little memory, their length read on the way."""

import resource
import tracemalloc
from collections.abc import AsyncIterator

import pytest

from adapters.feishu.mp4 import Mp4Probe
from core.model import Kind, Post
from tests.adapters.feishu.clips import PNG, box, mp4, mvhd
from tests.adapters.feishu.desk import CLIP, COVER, world
from tests.adapters.feishu.events import message

MEDIA = Post(kind=Kind.MEDIA, text="ok", language="zh", url=CLIP, cover=COVER, duration_s=5.0, job_id="job-1")


@pytest.mark.parametrize("length_told", [True, False])
async def test_thirty_megabytes_pass_through_in_little_memory(length_told: bool) -> None:
    size = 30 * 1024 * 1024 - 100_000
    head = box(b"ftyp", b"isomiso2") + box(b"moov", mvhd(9000))
    body = size - len(head)

    async def film() -> AsyncIterator[bytes]:
        yield head + (body).to_bytes(4) + b"mdat"
        left, chunk = body - 8, bytes(64 * 1024)
        while left:
            step = min(left, len(chunk))
            left -= step
            yield chunk[:step]

    async with world() as w:
        await w.feishu.socket.push(message("a cat"))
        address = w.desk.taken[-1].address
        w.feishu.keep_bytes = False
        w.cdn.files[CLIP], w.cdn.sizes[CLIP], w.cdn.tell_length = film, size, length_told
        before_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        tracemalloc.start()
        try:
            handle = await w.gateway.chat.send(address, MEDIA, key="job-1:media")
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        grown_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kib
        [[_, [node]]] = [post["content"] for post in w.feishu.messages[handle].content.values()]
        uploaded = w.feishu.files[node["file_key"]]
        assert (uploaded["size"], uploaded["duration"]) == (size, 9000)
        # The stand-in's own reading is in these figures too.
        assert peak < 8 * 1024 * 1024
        assert grown_kib < 40 * 1024


@pytest.mark.parametrize("step", [1, 3, 7, 1000])
def test_the_probe_reads_a_file_in_any_pieces(step: int) -> None:
    for data, wanted in (
        (mp4(5000), 5000),
        (mp4(61_500, version=1), 61_500),
        (mp4(5000, faststart=False), 5000),
        (
            box(b"ftyp", b"isom")
            + (1).to_bytes(4)
            + b"free"
            + (24).to_bytes(8)
            + bytes(8)
            + box(b"moov", mvhd(700)),
            700,
        ),
        (box(b"ftyp", b"isom") + bytes(4) + b"mdat" + bytes(900), None),
        (box(b"ftyp", b"isom") + box(b"moov", box(b"trak", b"x") + mvhd(700)), 700),
    ):
        probe = Mp4Probe()
        for at in range(0, len(data), step):
            probe.feed(data[at : at + step])
        assert probe.is_mp4
        assert probe.duration_ms == wanted
        assert probe.size_bytes == len(data)


def test_the_probe_tells_what_is_no_film() -> None:
    for data in (b"<html><body>gone</body></html>", PNG, bytes(64)):
        probe = Mp4Probe()
        probe.feed(data)
        assert probe.is_mp4 is False
    empty = Mp4Probe()
    empty.feed(b"")
    assert empty.is_mp4 is None
