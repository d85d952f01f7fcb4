"""Tasks of the sandbox studio take their time, deliver real clips, and outlive a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from adapters.ima.sandbox import SandboxStudio
from adapters.ima.sandbox.pictures import read_picture
from tests.adapters.sandbox_client import Client, ManualClock, boxes_of, order, picture

if TYPE_CHECKING:
    from pathlib import Path


async def finished(client: Client, clock: ManualClock, task_id: str) -> str:
    clock.now += 400
    await client.medias(task_id)
    (media,) = await client.medias(task_id)
    address: str = media["url"] or media["watermark_url"]
    return address


async def test_a_task_is_listed_waits_works_and_is_ready_in_its_model_s_time(
    client: Client, clock: ManualClock
) -> None:
    task_id = await client.create_default("Wan 2.6")

    seen: list[tuple[Any, ...]] = []
    for _ in range(200):
        medias = await client.medias(task_id)
        seen.append(
            (medias[0]["resource_status"], medias[0]["status"], bool(medias[0]["url"])) if medias else ()
        )
        clock.now += 1

    stages = list(dict.fromkeys(seen))
    assert stages == [(), (None, "pending", False), (0, "processing", False), *stages[3:]]
    assert stages[3][0] == 1
    assert not stages[3][2], "the address lags behind once"
    assert seen.count(stages[3]) == 1
    assert stages[4][2]
    assert 60 <= seen.index(stages[3]) <= 120


async def test_speed_divides_the_rendering_time(clock: ManualClock) -> None:
    async with SandboxStudio(clock=clock, speed=100) as studio, Client(studio) as client:
        task_id = await client.create_default("Kling O1")
        clock.now += 3.6
        await client.medias(task_id)
        assert (await client.medias(task_id))[0]["resource_status"] == 1


async def test_the_answers_differ_in_the_ways_the_studio_s_do(client: Client, clock: ManualClock) -> None:
    shapes = []
    for _ in range(5):
        task_id = await client.create_default()
        clock.now += 400
        await client.medias(task_id)
        (media,) = await client.medias(task_id)
        assert media["duration_str"] == "5s"
        assert media["format"] == "mp4"
        assert (media["width"], media["height"]) == (640, 360)
        shapes.append((media["status"], "cover" in media, bool(media["url"]), bool(media["watermark_url"])))
    assert ("completed", True, True, True) in shapes
    assert ("success", False, True, False) in shapes
    assert ("success", False, False, True) in shapes


@pytest.mark.parametrize("body", [{}, {"task_id": 5}, {"id": "task_1"}, {"task_id": "task_1", "more": 1}, []])
async def test_a_malformed_question_about_a_task_is_refused(client: Client, body: object) -> None:
    assert (await client.post("detail", body))["code"] == 400
    assert len(client.studio.violations) == 1


async def test_an_unknown_task_and_the_other_id_are_not_found(client: Client) -> None:
    created = await client.create(order("text_to_video", await client.leaf("Wan 2.6")))

    for name in ("task_nobody", created["data"]["biz_id"]):
        assert (await client.post("detail", {"task_id": name}))["code"] == 404


async def test_a_clip_has_the_ratio_and_the_length_that_were_ordered(
    client: Client, clock: ManualClock
) -> None:
    task_id = await client.create_default("Wan 2.6", duration=10, aspect_ratio="9:16")

    address = await finished(client, clock, task_id)
    async with client.http.get(address) as answer:
        clip = await answer.read()

    assert answer.content_type == "video/mp4"
    assert boxes_of(clip)["size"] == (360, 640)
    assert boxes_of(clip)["seconds"] == 10


async def test_a_clip_from_a_picture_has_the_picture_s_ratio(client: Client, clock: ManualClock) -> None:
    uploaded = await client.upload(picture(60, 80))
    leaf = await client.leaf("Wan 2.6", "image_to_video")
    task_id = (await client.create(order("image_to_video", leaf, [uploaded])))["data"]["id"]

    clip = await fetch(client, await finished(client, clock, task_id))

    width, height = boxes_of(clip)["size"]
    assert width * 4 == height * 3


async def fetch(client: Client, address: str) -> bytes:
    async with client.http.get(address) as answer:
        assert answer.status == 200
        return await answer.read()


async def test_a_cover_is_a_jpeg_of_the_clip_s_size(client: Client, clock: ManualClock) -> None:
    task_id = await client.create_default()
    await finished(client, clock, task_id)
    (media,) = await client.medias(task_id)

    cover = read_picture(await fetch(client, media.get("cover_url") or media["cover"]))

    assert cover == ("image/jpeg", 640, 360)


@pytest.mark.parametrize(
    ("wanted", "status", "first", "last"),
    [
        ("bytes=0-99", 206, 0, 99),
        ("bytes=100-", 206, 100, None),
        ("bytes=-50", 206, -50, None),
        ("bytes=0-99999999", 206, 0, None),
        ("bytes=99999999-", 416, 0, -1),
        ("bytes=9-5", 416, 0, -1),
        ("pages=1-2", 200, 0, None),
    ],
)
async def test_a_player_can_ask_for_a_part(
    client: Client, clock: ManualClock, wanted: str, *, status: int, first: int, last: int | None
) -> None:
    address = await finished(client, clock, await client.create_default())
    whole = await fetch(client, address)

    async with client.http.get(address, headers={"Range": wanted}) as answer:
        part = await answer.read()

    assert answer.status == status
    assert part == (whole[first:] if last is None else whole[first : last + 1])
    if status == 206:
        begin = first if first >= 0 else len(whole) + first
        assert answer.headers["Content-Range"] == f"bytes {begin}-{begin + len(part) - 1}/{len(whole)}"
    if status == 416:
        assert answer.headers["Content-Range"] == f"bytes */{len(whole)}"


async def test_a_head_tells_the_length_alone(client: Client, clock: ManualClock) -> None:
    address = await finished(client, clock, await client.create_default())

    async with client.http.head(address) as answer:
        assert int(answer.headers["Content-Length"]) > 10_000
        assert answer.headers["Accept-Ranges"] == "bytes"
        assert await answer.read() == b""


async def test_a_link_plays_after_a_restart_without_any_memory(clock: ManualClock) -> None:
    async with SandboxStudio(clock=clock) as studio, Client(studio) as client:
        address = await finished(client, clock, await client.create_default())
        before, old = await fetch(client, address), studio.url
    async with SandboxStudio() as studio, Client(studio) as client:
        assert await fetch(client, address.replace(old, studio.url)) == before
        async with client.http.get(address.replace(old, studio.url).replace("/5s-", "/6s-")) as answer:
            assert answer.status == 404


async def test_tasks_charges_and_pictures_survive_a_restart_with_a_state_file(
    tmp_path: Path, clock: ManualClock
) -> None:
    state = tmp_path / "sandbox.json"
    async with SandboxStudio(clock=clock, state_file=state) as studio, Client(studio) as client:
        task_id = await client.create_default()
        uploaded = await client.upload()
    async with SandboxStudio(clock=clock, state_file=state) as studio, Client(studio) as client:
        assert studio.ledger.spent == 25
        assert await fetch(client, await finished(client, clock, task_id))
        leaf = await client.leaf("Wan 2.6", "image_to_video")
        assert (await client.create(order("image_to_video", leaf, [uploaded])))["code"] == 0
