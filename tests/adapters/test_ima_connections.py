"""Money safety where it is decided: what a create knows when the line breaks, at every point it can break."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from aiohttp import web

from adapters.ima.exchange import Timeouts
from core.errors import Certainty, StudioError
from core.model import Failure, TaskType
from tests.adapters.ima_recorded import an_order
from tests.adapters.ima_server import Raw, Sleeps, Wire, a_studio, answering, free_port, raw

ACCEPTED = b'{"code":0,"data":{"id":"task_1"}}'


def _http(body: bytes, *, length: int | None = None, status: bytes = b"200 OK") -> bytes:
    size = len(body) if length is None else length
    return b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (
        status,
        size,
        body,
    )


async def _close_at_once(wire: Wire, state: Raw) -> None:
    del wire, state


async def _close_after_the_head(wire: Wire, state: Raw) -> None:
    await wire.read_head()


async def _close_after_the_request(wire: Wire, state: Raw) -> None:
    state.requests.append(await wire.read_request())


async def _reset_after_the_request(wire: Wire, state: Raw) -> None:
    state.requests.append(await wire.read_request())
    wire.reset()


async def _close_in_the_status_line(wire: Wire, state: Raw) -> None:
    state.requests.append(await wire.read_request())
    await wire.say(b"HTTP/1.1 2")


async def _close_in_the_headers(wire: Wire, state: Raw) -> None:
    state.requests.append(await wire.read_request())
    await wire.say(b"HTTP/1.1 200 OK\r\nContent-Le")


async def _close_in_the_body(wire: Wire, state: Raw) -> None:
    state.requests.append(await wire.read_request())
    await wire.say(_http(ACCEPTED[:10], length=len(ACCEPTED)))


async def _close_in_the_body_of_a_refusal(wire: Wire, state: Raw) -> None:
    state.requests.append(await wire.read_request())
    await wire.say(_http(b'{"code":400', length=40, status=b"400 Bad Request"))


async def _speak_no_http(wire: Wire, state: Raw) -> None:
    state.requests.append(await wire.read_request())
    await wire.say(b"220 mail.example ESMTP\r\n\r\n")


async def _say_nothing(wire: Wire, state: Raw) -> None:
    state.requests.append(await wire.read_request())
    await wire.reader.read()


BREAKS = [
    _close_at_once,
    _close_after_the_head,
    _close_after_the_request,
    _reset_after_the_request,
    _close_in_the_status_line,
    _close_in_the_headers,
    _close_in_the_body,
    _close_in_the_body_of_a_refusal,
    _speak_no_http,
]


@pytest.mark.parametrize("script", BREAKS, ids=lambda script: script.__name__.strip("_"))
async def test_a_create_whose_line_breaks_is_in_doubt_and_never_sent_again(
    script: Callable[[Wire, Raw], Awaitable[None]],
) -> None:
    sleeps = Sleeps()
    async with raw(script) as server, a_studio(server.url, sleep=sleeps) as studio:
        with pytest.raises(StudioError) as raised:
            await studio.create(an_order(), [], language="zh")
        assert (raised.value.failure, raised.value.certainty) == (Failure.NETWORK, Certainty.IN_DOUBT)
        assert server.connections == 1
        assert sleeps.asked == []


async def test_a_create_without_an_answer_in_time_is_in_doubt() -> None:
    timeouts = Timeouts(create_s=0.2)
    async with raw(_say_nothing) as server, a_studio(server.url, timeouts=timeouts) as studio:
        with pytest.raises(StudioError) as raised:
            await studio.create(an_order(), [], language="zh")
        assert (raised.value.failure, raised.value.certainty) == (Failure.NETWORK, Certainty.IN_DOUBT)
        assert (server.connections, len(server.requests)) == (1, 1)


async def test_a_create_that_cannot_connect_was_not_sent_and_is_tried_three_times_more() -> None:
    sleeps = Sleeps()
    async with a_studio(f"http://127.0.0.1:{free_port()}", sleep=sleeps) as studio:
        with pytest.raises(StudioError) as raised:
            await studio.create(an_order(), [], language="zh")
    assert (raised.value.failure, raised.value.certainty) == (Failure.NETWORK, Certainty.NOT_SENT)
    assert sleeps.asked == [0.5, 1.0, 2.0]


async def test_a_create_goes_through_as_soon_as_the_studio_can_be_reached() -> None:
    port = free_port()
    runner = web.AppRunner(web.Application(), access_log=None, shutdown_timeout=0.1)
    seen: list[str] = []

    async def accept(request: web.Request) -> web.Response:
        seen.append(request.path)
        return web.Response(body=ACCEPTED, content_type="application/json")

    async def open_at_the_second_pause(pauses: int) -> None:
        if pauses == 2:
            runner.app.router.add_post("/open/v1/tasks/create", accept)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", port).start()

    sleeps = Sleeps(then=open_at_the_second_pause)
    try:
        async with a_studio(f"http://127.0.0.1:{port}", sleep=sleeps) as studio:
            assert await studio.create(an_order(), [], language="zh") == "task_1"
    finally:
        await runner.cleanup()
    assert seen == ["/open/v1/tasks/create"]
    assert sleeps.asked == [0.5, 1.0]


async def _answer_tls_with_http(wire: Wire, state: Raw) -> None:
    await wire.reader.read(16)
    await wire.say(b"HTTP/1.1 400 Bad Request\r\n\r\n")


@pytest.mark.parametrize(
    "script", [_answer_tls_with_http, _close_at_once], ids=lambda script: script.__name__.strip("_")
)
async def test_a_failed_tls_handshake_was_not_sent(script: Callable[[Wire, Raw], Awaitable[None]]) -> None:
    async with (
        raw(script) as server,
        a_studio(server.url.replace("http:", "https:")) as studio,
    ):
        with pytest.raises(StudioError) as raised:
            await studio.create(an_order(), [], language="zh")
        assert raised.value.certainty is Certainty.NOT_SENT
        assert server.requests == []


async def _serve_one_then_close(wire: Wire, state: Raw) -> None:
    """Keep the connection, as the headers say, and close it when the next request comes."""
    state.requests.append(await wire.read_request())
    await wire.say(_http(ACCEPTED))
    state.requests.append(await wire.read_request())


async def test_every_create_has_a_connection_of_its_own() -> None:
    async with raw(_serve_one_then_close) as server, a_studio(server.url) as studio:
        await studio.look("task_0", language="en")
        assert server.connections == 1
        for _ in range(3):
            assert await studio.create(an_order(), [], language="zh") == "task_1"
        assert server.connections == 4


async def test_a_look_on_a_connection_that_went_stale_is_sent_once_more() -> None:
    async with raw(_serve_one_then_close) as server, a_studio(server.url) as studio:
        for _ in range(3):
            await studio.look("task_1", language="en")
        # One request went into the closing connection and was sent again on the next.
        assert server.connections in (2, 3)


async def test_a_look_that_cannot_be_had_is_a_fault_of_the_line_and_never_in_doubt() -> None:
    for script in BREAKS:
        async with raw(script) as server, a_studio(server.url) as studio:
            with pytest.raises(StudioError) as raised:
                await studio.look("task_1", language="en")
            assert raised.value.certainty is not Certainty.IN_DOUBT
            assert server.connections <= 2


async def test_a_create_follows_no_redirect() -> None:
    async with answering() as studio_host, answering() as other_host:
        headers = {"Location": f"{other_host.url}/open/v1/tasks/create"}
        for status in (301, 302, 303, 307, 308):
            studio_host.on["/open/v1/tasks/create"] = [
                lambda status=status: web.Response(status=status, headers=headers)
            ]
            async with a_studio(studio_host.url) as studio:
                with pytest.raises(StudioError) as raised:
                    await studio.create(an_order(), [], language="zh")
            assert raised.value.certainty is Certainty.IN_DOUBT
        assert len(studio_host.requests) == 5
        assert other_host.requests == []


async def test_no_call_takes_the_key_to_another_host() -> None:
    async with answering() as studio_host, answering() as other_host:
        away = [lambda: web.Response(status=302, headers={"Location": f"{other_host.url}/x"})]
        studio_host.on = {"/open/v1/product/list": away, "/open/v1/tasks/detail": away}
        studio_host.on["/api/rest/oss/getuploadtoken"] = away
        async with a_studio(studio_host.url) as studio:
            for call in (
                studio.refresh(TaskType.TEXT),
                studio.look("task_1", language="en"),
                studio.upload(b"GIF89a"),
            ):
                with pytest.raises(StudioError) as raised:
                    await call
                assert raised.value.failure is Failure.NETWORK
        assert other_host.requests == []


async def test_a_closed_client_sends_nothing() -> None:
    async with answering() as host:
        studio = a_studio(host.url)
        await studio.close()
        with pytest.raises(StudioError) as raised:
            await studio.create(an_order(), [], language="zh")
        assert raised.value.certainty is Certainty.NOT_SENT
        assert host.requests == []


async def test_a_cancelled_create_is_cancelled() -> None:
    arrived = asyncio.Event()

    async def arrive(wire: Wire, state: Raw) -> None:
        await wire.read_request()
        arrived.set()
        await wire.reader.read()

    async with raw(arrive) as server, a_studio(server.url) as studio:
        task = asyncio.create_task(studio.create(an_order(), [], language="zh"))
        async with asyncio.timeout(5):
            await arrived.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
