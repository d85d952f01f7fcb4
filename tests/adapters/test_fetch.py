import asyncio
import contextlib
import gzip
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from adapters.fetch import GuardedFetch
from core.errors import FetchError
from core.ports import Fetch
from tests.adapters.ima_recorded import a_png
from tests.adapters.ima_server import Answers, Raw, Wire, answering, free_port, raw
from tests.adapters.test_fetch_guard import Names


def _as_port(fetch: Fetch) -> Fetch:
    return fetch


def _fetch(**changes: Any) -> GuardedFetch:
    return GuardedFetch(**({"allow_loopback": True} | changes))


async def _reason(fetch: GuardedFetch, url: str) -> str:
    with pytest.raises(FetchError) as raised:
        await fetch.picture(url)
    return raised.value.reason


@contextlib.asynccontextmanager
async def _serving(answer: Any) -> AsyncIterator[Answers]:
    async with answering() as host:
        host.on = {"/a": [answer]}
        yield host


async def test_a_picture_is_fetched_whole_and_without_asking_for_compression() -> None:
    data = a_png(900, 900) + b"tail" * 50_000
    async with _serving(lambda: web.Response(body=data)) as host, _fetch() as fetch:
        assert await _as_port(fetch).picture(f"{host.url}/a") == data
        assert host.requests[0][2]["Accept-Encoding"] == "identity"
        assert "Authorization" not in host.requests[0][2]


@pytest.mark.parametrize(
    "start",
    [
        b"\xff\xd8\xff\xe0",
        b"GIF89a",
        b"GIF87a",
        b"BM",
        b"RIFF\0\0\0\0WEBP",
        b"\0\0\0\x18ftypheic",
        b"\0\0\0\x20ftypavif",
    ],
)
async def test_a_picture_of_any_usual_kind_is_known_by_its_first_bytes(start: bytes) -> None:
    data = start + b"\0" * 20
    async with _serving(lambda: web.Response(body=data, content_type="text/html")) as host, _fetch() as fetch:
        assert await fetch.picture(f"{host.url}/a") == data


@pytest.mark.parametrize(
    "body", [b"", b"B", b"<html>BM</html>", b"RIFF\0\0\0\0WAVE", b"\0\0\0\x18ftypmp42", b"<svg xmlns='x'/>"]
)
async def test_what_is_no_picture_is_told_whatever_the_host_calls_it(body: bytes) -> None:
    async with _serving(lambda: web.Response(body=body, content_type="image/png")) as host, _fetch() as fetch:
        assert await _reason(fetch, f"{host.url}/a") == "not_a_picture"


async def test_a_picture_in_single_bytes_is_read() -> None:
    async def drip(wire: Wire, state: Raw) -> None:
        await wire.read_head()
        data = a_png(8, 8)
        await wire.say(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(data))
        for byte in data[:30]:
            await wire.say(bytes([byte]))
            await asyncio.sleep(0)
        await wire.say(data[30:])

    async with raw(drip) as host, _fetch() as fetch:
        assert await fetch.picture(f"{host.url}/a") == a_png(8, 8)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (404, "missing"),
        (410, "missing"),
        (403, "missing"),
        (401, "forbidden"),
        (400, "forbidden"),
        (413, "too_big"),
        (429, "network"),
        (500, "network"),
        (503, "network"),
        (204, "network"),
        (206, "network"),
        (304, "network"),
    ],
)
async def test_a_status_is_told_as_its_reason(status: int, reason: str) -> None:
    async with _serving(lambda: web.Response(status=status)) as host, _fetch() as fetch:
        assert await _reason(fetch, f"{host.url}/a") == reason


async def test_a_compressed_answer_is_refused_unread() -> None:
    bomb = gzip.compress(b"\x89PNG\r\n\x1a\n" + b"\0" * 10_000_000)
    headers = {"Content-Encoding": "gzip"}
    async with _serving(lambda: web.Response(body=bomb, headers=headers)) as host, _fetch() as fetch:
        assert await _reason(fetch, f"{host.url}/a") == "forbidden"


# --- size and time -----------------------------------------------------------


async def test_an_announced_size_past_the_limit_is_refused_at_once() -> None:
    async with (
        _serving(lambda: web.Response(body=a_png() + b"\0" * 1000)) as host,
        _fetch(picture_limit_bytes=1000) as fetch,
    ):
        assert await _reason(fetch, f"{host.url}/a") == "too_big"


async def test_a_size_that_is_not_announced_is_counted() -> None:
    sent = 0

    async def pour(wire: Wire, state: Raw) -> None:
        nonlocal sent
        await wire.read_head()
        await wire.say(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        part = a_png()[:8] + b"\0" * 8184
        while sent < 1000:
            await wire.say(b"2000\r\n" + part + b"\r\n")
            sent += 1

    async with raw(pour) as host, _fetch(picture_limit_bytes=100_000) as fetch:
        assert await _reason(fetch, f"{host.url}/a") == "too_big"
    assert sent < 1000


async def test_a_size_exactly_at_the_limit_is_taken() -> None:
    data = a_png()
    async with (
        _serving(lambda: web.Response(body=data)) as host,
        _fetch(picture_limit_bytes=len(data)) as fetch,
    ):
        assert await fetch.picture(f"{host.url}/a") == data


async def _silence(wire: Wire, state: Raw) -> None:
    await wire.read_head()
    await wire.reader.read()


async def _half(wire: Wire, state: Raw) -> None:
    await wire.read_head()
    await wire.say(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + a_png()[:100])
    await wire.reader.read()


async def _cut(wire: Wire, state: Raw) -> None:
    await wire.read_head()
    await wire.say(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + a_png()[:100])


@pytest.mark.parametrize("script", [_silence, _half, _cut], ids=lambda script: script.__name__.strip("_"))
async def test_a_slow_or_broken_line_is_told_as_network(script: Any) -> None:
    async with raw(script) as host, _fetch(picture_timeout_s=0.2) as fetch:
        assert await _reason(fetch, f"{host.url}/a") == "network"


async def test_a_host_that_cannot_be_reached_is_told_as_network() -> None:
    async with _fetch() as fetch:
        assert await _reason(fetch, f"http://127.0.0.1:{free_port()}/a") == "network"


# --- where it goes -----------------------------------------------------------


async def test_without_permission_this_machine_is_not_asked() -> None:
    async with _serving(lambda: web.Response(body=a_png())) as host, _fetch(allow_loopback=False) as fetch:
        assert await _reason(fetch, f"{host.url}/a") == "forbidden"
        assert host.requests == []


@pytest.mark.parametrize("allow_loopback", [True, False])
async def test_a_name_that_leads_to_a_private_address_is_not_asked(allow_loopback: bool) -> None:
    names = Names(**{"rebound.example": ["127.0.0.1"], "inside.example": ["10.0.0.1"]})
    async with _fetch(allow_loopback=allow_loopback, resolver=names) as fetch:
        for name in names.table:
            assert await _reason(fetch, f"https://{name}/a") == "forbidden"


@pytest.mark.parametrize("host", ["2130706433", "127.1", "0177.0.0.1", "0x7f000001", "0x7f.1"])
async def test_old_spellings_of_an_address_lead_nowhere(host: str) -> None:
    async with _fetch() as fetch:
        assert await _reason(fetch, f"https://{host}:{free_port()}/a") == "forbidden"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirects_are_followed(status: int) -> None:
    async with answering() as host, _fetch() as fetch:
        host.on = {
            "/a": [lambda: web.Response(status=status, headers={"Location": "/b?x=%2B"})],
            "/b": [lambda: web.Response(status=status, headers={"Location": f"{host.url}/c"})],
            "/c": [lambda: web.Response(body=a_png())],
        }
        assert await fetch.picture(f"{host.url}/a") == a_png()
        assert host.requests[1][3] == {"x": "+"}


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest",
        "https://10.0.0.1/a",
        "https://inside.example/a",
        "https://user:pw@cdn.example/a",
        "file:///etc/passwd",
        "//10.0.0.1/a",
        "http://cdn.example/a",
        "https://[broken/",
    ],
)
async def test_each_redirect_is_looked_at_like_the_first_address(target: str) -> None:
    names = Names(**{"inside.example": ["10.0.0.1"]})
    answer = lambda: web.Response(status=302, headers={"Location": target})  # noqa: E731 - it is an answer
    async with _serving(answer) as host, _fetch(resolver=names) as fetch:
        assert await _reason(fetch, f"{host.url}/a") == "forbidden"


async def test_a_redirect_to_nowhere_is_no_answer() -> None:
    async with _serving(lambda: web.Response(status=302)) as host, _fetch() as fetch:
        assert await _reason(fetch, f"{host.url}/a") == "network"


async def test_five_redirects_are_followed_and_not_a_sixth() -> None:
    async with answering() as host, _fetch() as fetch:
        for step in range(7):
            headers = {"Location": f"/{step + 1}"}
            host.on[f"/{step}"] = [lambda headers=headers: web.Response(status=302, headers=headers)]
        host.on["/7"] = [lambda: web.Response(body=a_png())]
        assert await fetch.picture(f"{host.url}/2") == a_png()
        host.requests.clear()
        assert await _reason(fetch, f"{host.url}/1") == "forbidden"
        assert len(host.requests) == 6
