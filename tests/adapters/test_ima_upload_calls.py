"""Uploads and the probe: the calls that speak to the upload service."""

from typing import Any

import pytest
from aiohttp import web

from core.errors import Certainty, StudioError
from core.model import Failure
from tests.adapters.ima_recorded import a_png
from tests.adapters.ima_server import KEY, Answers, Sleeps, a_studio, answering, free_port

LIST = "/open/v1/product/list"
TOKEN = "/api/rest/oss/getuploadtoken"


def _token(host: Answers, **changes: Any) -> dict[str, Any]:
    data = {"ful": f"{host.url}/put/p.png?Signature=a%2Bb%3D~%7E", "fdl": "https://cdn.example/p.png"}
    return {"code": 200, "message": "ok", "data": data | changes}


@pytest.mark.parametrize("code", [0, 200])
async def test_an_upload_asks_for_a_place_puts_the_bytes_and_returns_the_address(code: int) -> None:
    async with answering() as host, a_studio(host.url, now=lambda: 1700000000.9) as studio:
        host.on = {TOKEN: [_token(host) | {"code": code}], "/put/p.png": [lambda: web.Response(status=200)]}
        assert await studio.upload(a_png()) == "https://cdn.example/p.png"
        token, put = host.requests
        assert set(token[3]) == {
            "appUid",
            "appId",
            "appKey",
            "cmimToken",
            "sign",
            "timestamp",
            "nonce",
            "fService",
            "fType",
            "fSuffix",
            "fContentType",
        }
        assert (token[3]["appUid"], token[3]["timestamp"], len(token[3]["nonce"])) == (KEY, "1700000000", 21)
        assert (put[0], put[2]["Content-Type"], put[4]) == ("PUT", "image/png", a_png())
        assert put[3] == {"Signature": "a+b=~~"}
        assert not any("Authorization" in headers for _, _, headers, _, _ in host.requests)


async def test_an_upload_is_tried_again_when_the_line_fails() -> None:
    sleeps = Sleeps()
    async with answering() as host, a_studio(host.url, sleep=sleeps) as studio:
        host.on = {
            TOKEN: [lambda: web.Response(status=502), _token(host)],
            "/put/p.png": [lambda: web.Response(status=503), web.Response],
        }
        assert await studio.upload(a_png()) == "https://cdn.example/p.png"
        assert sleeps.asked == [0.5, 2.0]


@pytest.mark.parametrize(
    ("token", "put", "failure"),
    [
        ({"code": 400, "message": "Invalid parameter"}, 200, Failure.PICTURE),
        ({"code": 500, "message": "internal error"}, 200, Failure.PICTURE),
        ({"code": 401, "message": "Unauthorized"}, 200, Failure.UNAUTHORIZED),
        ({"code": 429, "message": "Too Many Requests"}, 200, Failure.RATE_LIMITED),
        ({"code": 0, "data": {}}, 200, Failure.PICTURE),
        ({}, 403, Failure.PICTURE),
        ({}, 500, Failure.NETWORK),
        ({}, 302, Failure.NETWORK),
    ],
)
async def test_an_upload_that_fails_says_why_and_is_never_in_doubt(
    token: dict[str, Any], put: int, failure: Failure
) -> None:
    async with answering() as host, a_studio(host.url) as studio:
        host.on = {TOKEN: [token or _token(host)], "/put/p.png": [lambda: web.Response(status=put)]}
        with pytest.raises(StudioError) as raised:
            await studio.upload(a_png())
        assert (raised.value.failure, raised.value.certainty) == (failure, Certainty.REFUSED)


@pytest.mark.parametrize("place", ["http://10.0.0.1/put", "http://example.com/put", "https://[broken/put"])
async def test_a_place_that_is_neither_https_nor_local_is_not_used(place: str) -> None:
    async with answering() as host, a_studio(host.url) as studio:
        host.on = {TOKEN: [_token(host, ful=place)]}
        with pytest.raises(StudioError) as raised:
            await studio.upload(a_png())
        assert raised.value.failure is Failure.PICTURE


async def test_what_is_no_picture_is_not_sent() -> None:
    async with answering() as host, a_studio(host.url) as studio:
        with pytest.raises(StudioError) as raised:
            await studio.upload(b"\x00\x00\x00\x18ftypheic")
        assert raised.value.failure is Failure.PICTURE
        assert host.requests == []


async def test_a_probe_of_a_healthy_studio_finds_nothing() -> None:
    async with answering() as host, a_studio(host.url) as studio:
        host.on = {LIST: [{"code": 0, "data": []}], TOKEN: [_token(host)]}
        probe = await studio.probe()
        assert (probe.reachable, probe.key_refused, probe.clock_is_off) == (True, False, False)
        assert probe.upload.failure is None


async def test_a_probe_tells_a_refused_key() -> None:
    async with answering() as host, a_studio(host.url) as studio:
        host.on = {LIST: [{"code": 401, "message": "Unauthorized"}], TOKEN: [_token(host)]}
        probe = await studio.probe()
        assert (probe.reachable, probe.key_refused) == (True, True)


async def test_a_probe_tells_a_wrong_clock() -> None:
    async with answering() as host, a_studio(host.url, now=lambda: 1000.0) as studio:
        date = {"Date": "Thu, 01 Jan 1970 00:10:00 GMT"}
        host.on = {LIST: [lambda: web.json_response({"code": 0, "data": []}, headers=date)]}
        probe = await studio.probe()
        assert (probe.clock_ahead_s, probe.clock_is_off) == (400.0, True)


async def test_a_probe_tells_a_studio_that_is_not_there() -> None:
    async with a_studio(f"http://127.0.0.1:{free_port()}") as studio:
        probe = await studio.probe()
        assert (probe.reachable, probe.upload.reached, probe.key_refused) == (False, False, False)
        assert probe.clock_ahead_s is None
