import asyncio
import json
import logging
import traceback
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from pydantic import SecretStr

from core.errors import Certainty, StudioError
from core.model import Failure, Product, TaskType
from core.ports import LookState, Studio
from tests.adapters.ima_recorded import a_png, an_order, recorded
from tests.adapters.ima_server import KEY, a_studio, answering, free_port

LIST, CREATE, DETAIL = "/open/v1/product/list", "/open/v1/tasks/create", "/open/v1/tasks/detail"
TOKEN = "/api/rest/oss/getuploadtoken"


def _names(products: tuple[Product, ...]) -> list[str]:
    return [product.name for product in products]


async def test_the_client_is_a_studio() -> None:
    async with a_studio("https://studio.example") as studio:
        port: Studio = studio
        assert repr(port) == "ImaStudio(studio.example)"


# --- requests ----------------------------------------------------------------


async def test_every_call_to_the_main_host_carries_the_contracts_headers() -> None:
    async with answering() as host, a_studio(host.url) as studio:
        host.on = {LIST: [recorded("list_text_to_video")], CREATE: [recorded("create_accepted")]}
        host.on[DETAIL] = [recorded("detail_ready")]
        await studio.products(TaskType.TEXT)
        await studio.create(an_order(), [], language="zh")
        await studio.look("task_8f2c", language="zh")
        for _, _, headers, _, _ in host.requests:
            assert headers["Authorization"] == f"Bearer {KEY}"
            assert headers["Content-Type"] == "application/json"
            assert headers["x-app-source"] == "ima_skills"
        assert [headers["x_app_language"] for _, _, headers, _, _ in host.requests] == ["en", "zh", "zh"]


async def test_the_list_is_asked_for_by_task_type() -> None:
    async with answering() as host, a_studio(host.url) as studio:
        host.on = {LIST: [{"code": 0, "data": []}]}
        for task_type in TaskType:
            assert await studio.products(task_type) == ()
        assert [query for _, _, _, query, _ in host.requests] == [
            {"app": "ima", "platform": "web", "category": str(task_type)} for task_type in TaskType
        ]


async def test_a_create_sends_the_order_and_returns_the_task() -> None:
    async with answering() as host, a_studio(host.url) as studio:
        host.on = {CREATE: [recorded("create_accepted")]}
        order = an_order(task_type=TaskType.IMAGE, prompt="小狗 🐶")
        assert await studio.create(order, ["https://cdn.example/p.png"], language="zh") == "task_8f2c"
        ((method, path, _, _, body),) = host.requests
        assert (method, path) == ("POST", CREATE)
        sent = json.loads(body)
        assert sent["parameters"][0]["parameters"]["prompt"] == "小狗 🐶"
        assert sent["src_img_url"] == ["https://cdn.example/p.png"]


@pytest.mark.parametrize("row", recorded("refusals"), ids=lambda row: row["row"])
async def test_every_row_of_the_error_table_ends_a_create_at_once(row: dict[str, Any]) -> None:
    body = row["body"]
    text = "" if body is None else body if isinstance(body, str) else json.dumps(body)
    async with answering() as host, a_studio(host.url) as studio:
        host.on = {CREATE: [lambda: web.Response(status=row["status"], text=text)]}
        with pytest.raises(StudioError) as raised:
            await studio.create(an_order(), [], language="zh")
        assert (raised.value.failure, raised.value.certainty) == (row["failure"], Certainty.REFUSED)
        assert host.paths() == [CREATE]


@pytest.mark.parametrize("row", recorded("doubts"), ids=lambda row: row["row"])
async def test_an_answer_that_says_nothing_leaves_a_create_in_doubt(row: dict[str, Any]) -> None:
    async with answering() as host, a_studio(host.url) as studio:
        host.on = {CREATE: [lambda: web.Response(status=row["status"], text=row["body"])]}
        with pytest.raises(StudioError) as raised:
            await studio.create(an_order(), [], language="zh")
        assert raised.value.certainty is Certainty.IN_DOUBT
        assert host.paths() == [CREATE]


async def test_a_look_asks_for_the_task_and_reads_it() -> None:
    async with answering() as host, a_studio(host.url) as studio:
        host.on = {DETAIL: [recorded("detail_ready")]}
        assert (await studio.look("task_8f2c", language="en")).state is LookState.READY
        assert json.loads(host.requests[0][4]) == {"task_id": "task_8f2c"}


@pytest.mark.parametrize("row", recorded("doubts")[:9], ids=lambda row: row["row"])
async def test_a_look_that_is_answered_with_rubbish_is_a_fault_of_the_line(row: dict[str, Any]) -> None:
    async with answering() as host, a_studio(host.url) as studio:
        host.on = {DETAIL: [lambda: web.Response(status=row["status"], text=row["body"])]}
        with pytest.raises(StudioError) as raised:
            await studio.look("task_1", language="en")
        assert (raised.value.failure, raised.value.certainty) == (Failure.NETWORK, Certainty.REFUSED)


async def test_a_rate_limited_look_tells_how_long_to_wait() -> None:
    async with answering() as host, a_studio(host.url) as studio:
        host.on = {DETAIL: [lambda: web.Response(status=429, headers={"Retry-After": "12"})]}
        with pytest.raises(StudioError) as raised:
            await studio.look("task_1", language="en")
        assert (raised.value.failure, raised.value.retry_after_s) == (Failure.RATE_LIMITED, 12.0)


async def test_an_answer_without_end_is_cut_off() -> None:
    async with answering() as host, a_studio(host.url) as studio:
        host.on = {DETAIL: [lambda: web.Response(body=b" " * (17 * 1024 * 1024))]}
        with pytest.raises(StudioError) as raised:
            await studio.look("task_1", language="en")
        assert raised.value.failure is Failure.NETWORK


# --- the session -------------------------------------------------------------


async def test_a_session_handed_in_is_used_and_left_open() -> None:
    async with answering() as host, aiohttp.ClientSession(headers={"X-Ours": "1"}) as session:
        host.on = {LIST: [{"code": 0, "data": []}]}
        async with a_studio(host.url, session=session) as studio:
            await studio.products(TaskType.TEXT)
        assert host.requests[0][2]["X-Ours"] == "1"
        assert not session.closed


@pytest.mark.parametrize(
    "address",
    [
        "http://api.example",
        "https://api.example/v1",
        "https://me@api.example",
        "ftp://127.0.0.1",
        "",
        "api.example",
    ],
)
def test_an_address_that_is_no_bare_https_origin_is_refused(address: str) -> None:
    for name in ("base_url", "upload_base_url"):
        with pytest.raises(ValueError, match=r"origin|https"):
            a_studio("https://studio.example", **{name: address})


# --- the key -----------------------------------------------------------------


@pytest.mark.parametrize("key", ["", "  ", "ima_\nx", "ima_钥", "ima_a b"])
async def test_a_key_that_cannot_be_sent_is_told_like_a_refused_one(key: str) -> None:
    async with answering() as host, a_studio(host.url, api_key=key) as studio:
        for call in (
            studio.products(TaskType.TEXT),
            studio.create(an_order(), [], language="zh"),
            studio.upload(a_png()),
        ):
            with pytest.raises(StudioError) as raised:
                await call
            assert (raised.value.failure, raised.value.certainty) == (
                Failure.UNAUTHORIZED,
                Certainty.NOT_SENT,
            )
        assert host.requests == []


async def test_the_key_is_in_no_error_log_or_repr(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    told = ""
    echo = {"code": 500, "message": f"bad token {KEY} in https://x/?appUid={KEY}"}
    async with answering() as host:
        host.on = {path: [echo] for path in (LIST, CREATE, DETAIL, TOKEN)}
        nowhere = f"http://127.0.0.1:{free_port()}"
        for url in (host.url, nowhere):
            async with a_studio(url, api_key=SecretStr(KEY)) as studio:
                told += repr(studio) + repr(vars(studio)) + repr(await studio.probe())
                for call in (
                    studio.refresh(TaskType.TEXT),
                    studio.create(an_order(), [], language="zh"),
                    studio.look("t", language="zh"),
                    studio.upload(a_png()),
                ):
                    try:
                        await call
                    except StudioError as fault:
                        told += "".join(traceback.format_exception(fault)) + repr(fault) + repr(vars(fault))
    assert "500" in told
    assert KEY not in told
    assert KEY not in caplog.text


async def test_many_calls_run_at_once_over_the_pool() -> None:
    async with answering() as host, a_studio(host.url) as studio:
        host.on = {DETAIL: [recorded("detail_ready")]}
        looks = await asyncio.gather(*(studio.look(f"task_{n}", language="en") for n in range(100)))
        assert {look.state for look in looks} == {LookState.READY}
