import contextlib
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from adapters.fetch import Download, GuardedFetch
from core.errors import FetchError
from tests.adapters.ima_recorded import a_png
from tests.adapters.ima_server import Answers, Raw, Wire, answering, free_port, raw


def _fetch(**changes: Any) -> GuardedFetch:
    return GuardedFetch(**({"allow_loopback": True} | changes))


@contextlib.asynccontextmanager
async def _serving(answer: Any) -> AsyncIterator[Answers]:
    async with answering() as host:
        host.on = {"/a": [answer]}
        yield host


async def _bytes_of(download: Download) -> bytes:
    return b"".join([chunk async for chunk in download.chunks()])


async def test_a_clip_is_streamed_with_its_type_and_length() -> None:
    body = b"\0\0\0\x18ftypmp42" + b"\1" * 300_000
    async with (
        _serving(lambda: web.Response(body=body, content_type="Video/MP4")) as host,
        _fetch() as fetch,
        fetch.open(f"{host.url}/a", limit_bytes=1_000_000, timeout_s=5) as clip,
    ):
        assert (clip.content_type, clip.length) == ("video/mp4", len(body))
        assert await _bytes_of(clip) == body


async def test_a_clip_without_type_and_length_says_so() -> None:
    async def pour(wire: Wire, state: Raw) -> None:
        await wire.read_head()
        await wire.say(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nclip")

    async with (
        raw(pour) as host,
        _fetch() as fetch,
        fetch.open(f"{host.url}/a", limit_bytes=10, timeout_s=5) as clip,
    ):
        assert (clip.content_type, clip.length) == ("", None)
        assert await _bytes_of(clip) == b"clip"


async def test_a_clip_that_is_left_early_or_with_an_error_frees_its_connection() -> None:
    async with _serving(lambda: web.Response(body=b"\1" * 500_000)) as host, _fetch() as fetch:
        for _ in range(60):
            async with fetch.open(f"{host.url}/a", limit_bytes=1_000_000, timeout_s=5):
                pass
        with pytest.raises(KeyError):
            async with fetch.open(f"{host.url}/a", limit_bytes=1_000_000, timeout_s=5):
                raise KeyError


async def test_the_limit_of_a_clip_is_the_callers() -> None:
    async with _serving(lambda: web.Response(body=b"\1" * 5000)) as host, _fetch() as fetch:
        with pytest.raises(FetchError) as raised:
            async with fetch.open(f"{host.url}/a", limit_bytes=4999, timeout_s=5):
                pass
        assert raised.value.reason == "too_big"


async def test_clips_come_from_the_listed_hosts_only_and_pictures_from_anywhere() -> None:
    async with (
        _serving(lambda: web.Response(body=a_png())) as host,
        _fetch(media_hosts=["cdn.example"]) as fetch,
    ):
        assert await fetch.picture(f"{host.url}/a") == a_png()
        with pytest.raises(FetchError) as raised:
            async with fetch.open(f"{host.url}/a", limit_bytes=4999, timeout_s=5):
                pass
        assert raised.value.reason == "forbidden"


async def test_no_signed_address_is_logged_or_told(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    told = ""
    async with _serving(lambda: web.Response(status=403)) as host, _fetch() as fetch:
        for url in (f"{host.url}/a", f"http://127.0.0.1:{free_port()}/a", "https://10.0.0.1/a"):
            try:
                await fetch.picture(f"{url}?Signature=canary")
            except FetchError as fault:
                told += repr(fault) + repr(fault.__context__)
    assert told
    assert "canary" not in told + caplog.text
