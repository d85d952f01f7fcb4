"""The last frame of a clip by real decoding, and clips that must do no harm: broken, huge, slow, endless, none."""

import asyncio
import contextlib
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from adapters.fetch import GuardedFetch, clips
from adapters.ima.sandbox.clips import Clip, render_clip, render_cover
from adapters.ima.sandbox.clips.canvas import Canvas, Colour
from adapters.ima.sandbox.clips.h264 import Encoder, parameter_sets
from adapters.ima.sandbox.clips.mp4 import Stream, write_mp4
from core.errors import FetchError
from tests.adapters.ima_recorded import a_png
from tests.adapters.ima_server import Raw, Wire, answering, raw
from tests.pixels import ALIKE, colour_of, distance, drawn_frame, one_colour, size_of

CLIP = Clip(1, "Wan 2.6", (16, 9), 3, "720P")
SECRET = "canary-of-the-environment"
PATIENCE_S = 20.0


@contextlib.asynccontextmanager
async def _serving(body: bytes, **changes: Any) -> AsyncIterator[tuple[GuardedFetch, str]]:
    async with answering() as host, GuardedFetch(allow_loopback=True, **changes) as fetch:
        host.on = {"/a": [lambda: web.Response(body=body, content_type="video/mp4")]}
        yield fetch, f"{host.url}/a"


async def _in_pieces(data: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(data), 50_000):
        yield data[start : start + 50_000]
        await asyncio.sleep(0)


async def _decode(data: bytes, **changes: Any) -> bytes:
    values = {"limit_bytes": 1_000_000, "timeout_s": PATIENCE_S} | changes
    return await clips.last_frame(_in_pieces(data), **values)


def _program(code: str) -> tuple[str, ...]:
    return (sys.executable, "-I", "-c", code)


def _decoder_with(**limits: int) -> tuple[str, ...]:
    """The real decoder under tighter limits."""
    changes = "".join(f"run['{name}']={value};" for name, value in limits.items())
    return _program(
        f"import runpy, sys; run = runpy.run_path({clips.PROGRAM[-1]!r}); run['limit'].__globals__.update(run);"
        f"run = run['limit'].__globals__; {changes} run['limit']();"
        "sys.stdout.buffer.write(run['last_frame'](sys.stdin.buffer.read()))"
    )


def _long_clip(rounds: int) -> bytes:
    """A small file with very many frames: nothing moves, so that each takes some bytes."""
    canvas = Canvas(640, 360)
    canvas.gradient(Colour.of(0.1, 0.5, 0.5), Colour.of(0.3, 0.5, 0.5))
    encoder = Encoder()
    first, *others = (encoder.write(canvas) for _ in range(33))
    sps, pps = parameter_sets(canvas)
    return write_mp4(Stream(640, 360, sps, pps, [first, *others * rounds], 100))


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> list[asyncio.subprocess.Process]:
    """The child processes that were started."""
    started: list[asyncio.subprocess.Process] = []
    start = asyncio.create_subprocess_exec

    async def noting(*program: str, **more: Any) -> asyncio.subprocess.Process:
        child = await start(*program, **more)
        started.append(child)
        return child

    monkeypatch.setattr(asyncio, "create_subprocess_exec", noting)
    return started


# --- good clips --------------------------------------------------------------


@pytest.mark.parametrize("ratio", [(16, 9), (9, 16), (21, 9)])
async def test_the_last_frame_is_the_last_and_not_the_first(ratio: tuple[int, int]) -> None:
    clip = Clip(1, "Wan 2.6", ratio, 3, "720P")
    async with _serving(render_clip(clip)) as (fetch, url):
        found = await fetch.last_frame(url)
    assert distance(found, drawn_frame(clip, -1)) < ALIKE
    assert distance(found, drawn_frame(clip, -2)) > distance(found, drawn_frame(clip, -1))
    assert distance(found, render_cover(clip)) > 3 * ALIKE
    assert size_of(found) == size_of(render_cover(clip))


async def test_colours_of_television_come_out_as_those_of_a_photograph() -> None:
    meant = (200, 30, 40)
    found = colour_of(await _decode(one_colour(meant, width=1280, height=720)))
    assert all(abs(one - other) <= 6 for one, other in zip(found, meant, strict=True)), found


# --- others ------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>gone</html>" * 50,
        a_png(),
        b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
        b"ffconcat version 1.0\nfile /etc/hostname\n",
        render_clip(CLIP)[:9_000],
        render_clip(CLIP)[:3_000] + b"\x55" * 90_000,
    ],
    ids=["nothing", "page", "picture", "playlist", "list of files", "cut off", "broken"],
)
async def test_what_is_no_whole_clip_gives_no_frame(body: bytes, children: list[Any]) -> None:
    async with _serving(body) as (fetch, url):
        with pytest.raises(FetchError) as raised:
            await fetch.last_frame(url)
    assert raised.value.reason == "not_a_clip"
    assert [child.returncode for child in children] == [1]


async def test_a_huge_clip_is_not_read_whole(children: list[Any]) -> None:
    async def pour(wire: Wire, state: Raw) -> None:
        await wire.read_head()
        await wire.say(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        while True:
            await wire.say(b"\0" * 65536)

    async with raw(pour) as host, GuardedFetch(allow_loopback=True, clip_limit_bytes=500_000) as fetch:
        with pytest.raises(FetchError) as raised:
            await fetch.last_frame(host.url)
    assert raised.value.reason == "too_big"
    assert [child.returncode for child in children] == [-9]


async def test_a_clip_that_comes_too_slowly_is_given_up(children: list[Any]) -> None:
    async def drip(wire: Wire, state: Raw) -> None:
        await wire.read_head()
        await wire.say(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nftyp")
        await wire.reader.read()

    async with raw(drip) as host, GuardedFetch(allow_loopback=True, clip_timeout_s=0.3) as fetch:
        with pytest.raises(FetchError) as raised:
            await fetch.last_frame(host.url)
    assert raised.value.reason == "network"
    assert [child.returncode for child in children] == [-9]


async def test_a_clip_that_takes_for_ever_to_decode_is_ended(children: list[Any]) -> None:
    with pytest.raises(FetchError) as raised:
        await _decode(_long_clip(18_000), timeout_s=1.0)
    assert raised.value.reason == "not_a_clip"
    assert [child.returncode for child in children] == [-9]


async def test_a_decoder_that_nobody_ends_has_only_so_much_of_the_processor(children: list[Any]) -> None:
    pytest.importorskip("resource")
    with pytest.raises(FetchError) as raised:
        await _decode(_long_clip(18_000), program=_decoder_with(CPU_S=1))
    assert raised.value.reason == "not_a_clip"
    assert children[0].returncode < 0


async def test_a_decoder_has_only_so_much_memory() -> None:
    pytest.importorskip("resource")
    assert await _decode(render_clip(CLIP), program=_decoder_with())
    with pytest.raises(FetchError) as raised:
        await _decode(render_clip(CLIP), program=_decoder_with(MEMORY_BYTES=60_000_000))
    assert raised.value.reason == "not_a_clip"


async def test_a_clip_with_more_pixels_than_any_model_makes_is_not_decoded() -> None:
    with pytest.raises(FetchError) as raised:
        await _decode(render_clip(CLIP), program=_decoder_with(MOST_PIXELS=640 * 352))
    assert raised.value.reason == "not_a_clip"


async def test_a_decoder_that_says_too_much_is_cut_short(children: list[Any]) -> None:
    with pytest.raises(FetchError) as raised:
        await _decode(b"", program=_program("while True: print('x' * 60000)"))
    assert raised.value.reason == "too_big"
    assert [child.returncode for child in children] == [-9]


async def test_a_decoder_that_ends_before_it_listened_is_no_harm() -> None:
    with pytest.raises(FetchError) as raised:
        await _decode(b"\0" * 5_000_000, program=_program("raise SystemExit(3)"))
    assert raised.value.reason == "not_a_clip"


async def test_a_machine_that_has_no_decoder_says_so(tmp_path: Path) -> None:
    with pytest.raises(FetchError) as raised:
        await _decode(b"", program=[str(tmp_path / "nothing")])
    assert raised.value.reason == "not_a_clip"


async def test_who_gives_up_takes_the_decoder_along(children: list[Any]) -> None:
    task = asyncio.create_task(_decode(_long_clip(18_000)))
    while not children:
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert [child.returncode for child in children] == [-9]


# --- apart -------------------------------------------------------------------


async def test_the_decoder_knows_nothing_of_our_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMA_API_KEY", SECRET)
    told = await _decode(b"", program=_program("import os; print(dict(os.environ))"))
    assert b"PATH" in told
    assert SECRET.encode() not in told


async def test_the_decoder_can_write_no_file(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    path = tmp_path / "left behind"
    code = (
        f"import runpy; runpy.run_path({clips.PROGRAM[-1]!r})['limit']();"
        f"f = open({str(path)!r}, 'w'); f.write('x'); f.flush()"
    )
    with pytest.raises(FetchError):
        await _decode(b"", program=_program(code))
    assert not path.read_text()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems choose by themselves")
async def test_where_memory_runs_out_the_decoder_goes_first() -> None:
    code = (
        f"import runpy; runpy.run_path({clips.PROGRAM[-1]!r})['limit']();"
        "print(open('/proc/self/oom_score_adj').read())"
    )
    assert (await _decode(b"", program=_program(code))).strip() == b"1000"


def test_the_service_itself_never_loads_the_decoder() -> None:
    code = "import sys, bot.__main__, bot.app, bot.serve, bot.demo, bot.say; print('av' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
