"""The sandbox studio misbehaves exactly as it is told to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from tests.adapters.sandbox_client import Client, ManualClock, changed, leaves, order, picture

if TYPE_CHECKING:
    pass


async def raw_create(client: Client) -> tuple[int, str, str]:
    body = order("text_to_video", await client.leaf("Wan 2.6"))
    async with client.http.post(f"{client.studio.url}/open/v1/tasks/create", json=body) as answer:
        return answer.status, await answer.text(), answer.headers.get("Retry-After", "")


@pytest.mark.parametrize("code", [401, 400, 4008, 4014, 6006, 6009, 6010, 400017, 500])
@pytest.mark.parametrize("http", [200, 403, 500])
async def test_an_order_can_be_refused_with_any_code_and_status(client: Client, code: int, http: int) -> None:
    client.studio.script("create", "refuse", code=code, message="no", http=http)

    status, text, _ = await raw_create(client)

    assert status == http
    assert f'"code": {code}' in text
    assert client.studio.ledger.spent == 0
    assert client.studio.violations == []
    assert client.studio.requests[-1].fault == "refuse"
    assert client.studio.requests[-1].code == code
    assert (await raw_create(client))[0] == 200, "one fault, one request"


@pytest.mark.parametrize("code", [408, 500, 502, 503, 504])
async def test_a_refusal_can_come_after_the_charge_as_a_gateways_does(client: Client, code: int) -> None:
    client.studio.script(
        "create", "refuse", code=code, message="upstream request timeout", http=code, after=True
    )

    status, text, _ = await raw_create(client)

    assert (status, f'"code": {code}' in text, "task_" in text) == (code, True, False)
    assert client.studio.ledger.spent == 25


async def test_a_code_can_hide_in_the_message(client: Client) -> None:
    client.studio.script("create", "refuse", message="6009: No exact rule match")

    _, text, _ = await raw_create(client)

    assert '"code"' not in text
    assert "6009" in text


@pytest.mark.parametrize(
    ("body", "http"),
    [("", 500), ("", 200), ("{broken", 200), ("<html>busy</html>", 502), ({"code": 503}, 503)],
)
@pytest.mark.parametrize("after", [False, True])
async def test_an_answer_can_be_anything_with_or_without_a_charge(
    client: Client, body: object, http: int, *, after: bool
) -> None:
    client.studio.script("create", "answer", http=http, body=body, after=after)

    assert (await raw_create(client))[0] == http
    assert client.studio.ledger.spent == (25 if after else 0)


async def test_too_many_requests_can_say_when_to_come_back(client: Client) -> None:
    client.studio.script("create", "answer", http=429, headers={"Retry-After": "7"})

    assert await raw_create(client) == (429, "", "7")


async def test_a_success_can_lack_its_id(client: Client) -> None:
    client.studio.script("create", "no_id")

    status, text, _ = await raw_create(client)

    assert (status, '"id"' in text) == (200, False)
    assert client.studio.ledger.spent == 25


@pytest.mark.parametrize(("after", "spent"), [(False, 0), (True, 25)])
async def test_a_connection_can_drop_before_or_after_the_charge(
    client: Client, *, after: bool, spent: int
) -> None:
    client.studio.script("create", "drop", after=after)

    with pytest.raises(aiohttp.ClientConnectionError):
        await raw_create(client)
    assert client.studio.ledger.spent == spent


async def test_an_answer_can_break_off_in_the_middle(client: Client) -> None:
    client.studio.script("create", "cut")

    with pytest.raises(aiohttp.ClientError):
        await raw_create(client)
    assert client.studio.ledger.spent == 25


async def test_an_answer_can_be_slow(client: Client, clock: ManualClock) -> None:
    client.studio.script("create", "slow", delay_s=40)
    began = clock.now

    assert (await raw_create(client))[0] == 200
    assert clock.now == began + 40


async def test_a_fault_can_be_meant_for_one_model_only_and_for_several_times(client: Client) -> None:
    client.studio.script("create", "refuse", times=2, where={"model_id": "kling-video-o1"}, code=500)
    wan = order("text_to_video", await client.leaf("Wan 2.6"))
    kling = order("text_to_video", await client.leaf("Kling O1"))

    codes = [(await client.create(body))["code"] for body in (wan, kling, kling, kling)]

    assert codes == [0, 500, 500, 0]


@pytest.mark.parametrize(
    ("details", "resource_status", "status", "reason"),
    [
        ({}, 2, "failed", ""),
        ({"error_msg": "content policy violation"}, 2, "failed", "content policy violation"),
        ({"resource_status": 1}, 1, "failed", ""),
        ({"status": "processing"}, 2, "processing", ""),
    ],
)
async def test_a_task_can_fail(
    client: Client,
    clock: ManualClock,
    details: dict[str, Any],
    *,
    resource_status: int,
    status: str,
    reason: str,
) -> None:
    client.studio.script("task", "fail", **details)
    task_id = await client.create_default()
    clock.now += 100

    (media,) = await client.medias(task_id)

    assert (media["resource_status"], media["status"], media["error_msg"]) == (
        resource_status,
        status,
        reason,
    )
    assert client.studio.ledger.spent == 25, "the studio gives nothing back"


async def test_a_task_can_be_deleted_late_or_never_done(client: Client, clock: ManualClock) -> None:
    tasks = {}
    fates: dict[str, dict[str, Any]] = {"delete": {}, "late": {"after_s": 900}, "never": {}}
    for fate, details in fates.items():
        client.studio.script("task", fate, **details)
        tasks[fate] = await client.create_default()

    clock.now += 899
    assert {fate: (await client.medias(task))[0]["resource_status"] for fate, task in tasks.items()} == {
        "delete": 3,
        "late": 0,
        "never": 0,
    }
    clock.now += 2
    await client.medias(tasks["late"])
    assert (await client.medias(tasks["late"]))[0]["resource_status"] == 1
    clock.now += 100_000
    assert (await client.medias(tasks["never"]))[0]["resource_status"] == 0


@pytest.mark.parametrize(
    ("change", "code"), [({"add": -5}, 6006), ({"factor": 2.0}, 6006), ({"new_ids": True}, 400)]
)
async def test_a_price_can_change_between_list_and_order_without_blame(
    client: Client, change: dict[str, Any], code: int
) -> None:
    client.studio.script("create", "reprice", product="Wan 2.6", **change)
    body = order("text_to_video", await client.leaf("Wan 2.6"))

    assert (await client.create(body))["code"] == code
    assert client.studio.violations == []
    assert (await client.create(order("text_to_video", await client.leaf("Wan 2.6"))))["code"] == 0
    assert (await client.create(changed(body, "parameters.0.credit", 7)))["code"] in {400, 6006}
    assert len(client.studio.violations) == 1, "an order no list ever fitted is still a violation"


async def test_a_model_can_leave_the_list_and_come_back(client: Client) -> None:
    body = order("text_to_video", await client.leaf("Kling O1"))
    client.studio.withdraw("kling-video-o1", task_type="text_to_video")

    names = [leaf["name"] for leaf in leaves(await client.products("text_to_video"))]
    assert "Kling O1" not in names
    assert (await client.create(body))["code"] == 503
    assert client.studio.violations == []

    client.studio.restore()
    assert (await client.create(body))["code"] == 0


async def test_list_detail_upload_and_clips_can_fail_too(client: Client, clock: ManualClock) -> None:
    task_id = await client.create_default()
    clock.now += 400
    await client.medias(task_id)
    (media,) = await client.medias(task_id)
    token = (await client.token(client.token_query()))["data"]
    for place, http in {"list": 503, "detail": 500, "token": 403, "put": 503, "clip": 404}.items():
        client.studio.script(place, "answer", http=http, body="")

    url = client.studio.url
    query = {"app": "ima", "platform": "web", "category": "text_to_video"}
    async with client.http.get(f"{url}/open/v1/product/list", params=query) as listed:
        assert listed.status == 503
    async with client.http.post(f"{url}/open/v1/tasks/detail", json={"task_id": task_id}) as told:
        assert told.status == 500
    async with client.http.get(f"{url}/api/rest/oss/getuploadtoken", params=client.token_query()) as refused:
        assert refused.status == 403
    assert await client.put(token["ful"], picture()) == 503
    async with client.http.get(media["url"]) as gone:
        assert gone.status == 404
    async with client.http.get(media["url"]) as back:
        assert back.status == 200


async def test_the_sandbox_can_be_steered_and_read_over_http(client: Client) -> None:
    wish = {"on": "create", "fault": "refuse", "code": 4008, "message": "Insufficient points"}
    async with client.http.post(f"{client.studio.url}/sandbox/script", json=wish) as planned:
        assert await planned.json() == {"planned": 1}
    body = order("text_to_video", await client.leaf("Wan 2.6"))

    assert [(await client.create(body))["code"] for _ in range(2)] == [4008, 0]
    await client.create(changed(body, "parameters.0.credit", 1))

    async with client.http.get(f"{client.studio.url}/sandbox/state") as told:
        state = await told.json()
    assert state["ledger"]["spent"] == 25
    assert [entry["product_name"] for entry in state["ledger"]["entries"]] == ["Wan 2.6"]
    assert [violation["code"] for violation in state["violations"]] == [6006]
    assert [request["path"].rsplit("/", 1)[1] for request in state["requests"]] == [
        *("list", "create", "create", "create")
    ]
    assert "ima_sandbox_demo_key" not in str(state)


@pytest.mark.parametrize(
    "wish",
    [
        {"on": "create"},
        {"on": "nowhere", "fault": "refuse"},
        {"on": "create", "fault": "explode"},
        {"on": "task", "fault": "refuse"},
        {"on": "create", "fault": "refuse", "colour": "red"},
    ],
)
async def test_a_fault_nobody_knows_is_not_planned(client: Client, wish: dict[str, Any]) -> None:
    async with client.http.post(f"{client.studio.url}/sandbox/script", json=wish) as answer:
        assert answer.status == 400
    assert client.studio.faults.faults == []


async def test_planned_faults_can_be_forgotten(client: Client) -> None:
    client.studio.script("create", "refuse", times=-1, code=500)

    async with client.http.post(f"{client.studio.url}/sandbox/script", json={"clear": True}) as answer:
        assert answer.status == 200
    assert (await raw_create(client))[0] == 200


async def test_the_studio_can_go_away_and_come_back_at_the_same_address(
    client: Client, clock: ManualClock
) -> None:
    task_id = await client.create_default()
    address, port = client.studio.url, int(client.studio.url.rsplit(":", 1)[1])
    await client.studio.stop()

    with pytest.raises(aiohttp.ClientConnectionError):
        await client.medias(task_id)

    await client.studio.start(port=port)
    clock.now += 400
    assert client.studio.url == address
    assert len(await client.medias(task_id)) == 1
