"""The sandbox studio refuses every wrong order, with the code the studio has for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from adapters.ima.sandbox import SandboxStudio
from tests.adapters.sandbox_client import HEADERS, Client, changed, order

if TYPE_CHECKING:
    pass

Json = dict[str, Any]


async def test_values_may_be_spelled_as_the_list_or_as_the_rule_spells_them(client: Client) -> None:
    body = order(
        "text_to_video", await client.leaf("Google Veo 3.1"), resolution="4K", compression_quality="high"
    )

    as_text = changed(body, "parameters.0.parameters.duration", "8")

    assert (await client.create(body))["code"] == 0
    assert (await client.create(changed(as_text, "parameters.0.parameters.generate_audio", "true")))[
        "code"
    ] == 0


INNER = "parameters.0.parameters"
WRONG_ORDERS: list[tuple[str, object, int]] = [
    ("prompt", "at the outer level", 400),
    ("enable_multi_model", True, 400),
    ("task_type", "image_to_video", 400),
    ("task_type", "text_to_music", 400),
    ("task_type", ..., 400),
    ("parameters", [], 400),
    ("parameters", "one", 400),
    ("src_img_url", ["https://pictures.example.com/a.jpg"], 400),
    ("user_id", "u1", 400),
    ("parameters.0.prompt", "one level too high", 400),
    ("parameters.0.attribute_id", 0, 400),
    ("parameters.0.attribute_id", ..., 400),
    ("parameters.0.attribute_id", "2057", 400),
    ("parameters.0.attribute_id", 2313, 400),
    ("parameters.0.attribute_id", 2058, 6010),
    ("parameters.0.credit", 26, 6006),
    ("parameters.0.credit", "25", 6006),
    ("parameters.0.credit", ..., 6006),
    ("parameters.0.app", "webAgent", 400),
    ("parameters.0.platform", "ios", 400),
    ("parameters.0.category", "image_to_video", 400),
    ("parameters.0.model_id", "wan2.6-i2v", 400),
    ("parameters.0.model_name", "Wan 2.5", 400),
    ("parameters.0.model_version", "kling-video-o1", 400),
    ("parameters.0.model_version", ..., 400),
    (f"{INNER}.prompt", ..., 400),
    (f"{INNER}.prompt", "  ", 400),
    (f"{INNER}.prompt", ["a puppy"], 400),
    (f"{INNER}.n", 2, 400),
    (f"{INNER}.n", "1", 400),
    (f"{INNER}.n", ..., 400),
    (f"{INNER}.input_images", ..., 400),
    (f"{INNER}.duration", 6, 400),
    (f"{INNER}.duration", None, 400),
    (f"{INNER}.duration", 10, 6010),
    (f"{INNER}.duration", ..., 6009),
    (f"{INNER}.resolution", "720p", 400),
    (f"{INNER}.resolution", "4K", 400),
    (f"{INNER}.resolution", ..., 6009),
    (f"{INNER}.aspect_ratio", "21:9", 400),
    (f"{INNER}.seed", "-1", 400),
    (f"{INNER}.prompt_extend", "false", 400),
    (f"{INNER}.negative_prompt", 3, 400),
    (f"{INNER}.default", "enabled", 400),
    (f"{INNER}.quality", "720p", 400),
    (f"{INNER}.generate_audio", True, 400),
    (f"{INNER}.cast", ..., 6006),
    (f"{INNER}.cast", {"points": 25}, 400),
    (f"{INNER}.cast.points", 3, 6006),
    (f"{INNER}.cast.attribute_id", 2058, 6010),
]


@pytest.mark.parametrize(("path", "value", "code"), WRONG_ORDERS)
async def test_a_wrong_order_is_refused_and_written_down(
    client: Client, path: str, value: object, code: int
) -> None:
    body = order("text_to_video", await client.leaf("Wan 2.6"))

    answer = await client.create(changed(body, path, value))

    assert answer["code"] == code, (answer, client.studio.violations)
    assert [violation.code for violation in client.studio.violations] == [code]
    assert client.studio.ledger.entries == []


async def test_an_attribute_id_nobody_sells_is_named_as_the_studio_names_it(client: Client) -> None:
    body = order("text_to_video", await client.leaf("Wan 2.6"))

    answer = await client.create(changed(body, "parameters.0.attribute_id", 4838))

    assert answer["message"] == "Invalid product attribute"


@pytest.mark.parametrize(
    ("task_type", "count", "right"),
    [
        ("text_to_video", 1, False),
        ("image_to_video", 0, False),
        ("image_to_video", 2, False),
        ("first_last_frame_to_video", 1, False),
        ("first_last_frame_to_video", 3, False),
        ("reference_image_to_video", 0, False),
        ("reference_image_to_video", 3, True),
        ("reference_image_to_video", 7, True),
        ("reference_image_to_video", 8, False),
    ],
)
async def test_each_task_type_takes_its_number_of_pictures(
    client: Client, task_type: str, count: int, *, right: bool
) -> None:
    name = "Wan 2.6" if task_type == "text_to_video" else "Google Veo 3.1"
    pictures = [f"https://pictures.example.com/{at}.jpg" for at in range(count)]

    answer = await client.create(order(task_type, await client.leaf(name, task_type), pictures))

    assert (answer["code"] == 0) is right


@pytest.mark.parametrize(
    "address",
    [
        "http://pictures.example.com/a.jpg",
        "https://user:word@pictures.example.com/a.jpg",
        "https://192.168.1.5/a.jpg",
        "https://127.0.0.1/a.jpg",
        "https://nas/a.jpg",
        "https://nas.local/a.jpg",
        "data:image/jpeg;base64,AAAA",
        "a.jpg",
        "",
    ],
)
async def test_a_picture_must_be_public_or_uploaded(client: Client, address: str) -> None:
    leaf = await client.leaf("Wan 2.6", "image_to_video")

    assert (await client.create(order("image_to_video", leaf, [address])))["code"] == 400


async def test_a_picture_of_the_sandbox_must_have_been_uploaded(client: Client) -> None:
    leaf = await client.leaf("Wan 2.6", "image_to_video")
    uploaded = await client.upload()
    token = (await client.token(client.token_query()))["data"]

    assert (await client.create(order("image_to_video", leaf, [uploaded])))["code"] == 0
    assert (await client.create(order("image_to_video", leaf, [token["fdl"]])))["code"] == 400


async def test_what_people_see_of_kling_is_not_to_be_sent(client: Client) -> None:
    body = order("text_to_video", await client.leaf("Kling O1"))

    assert (await client.create(changed(body, f"{INNER}.quality", "1080p")))["code"] == 400
    assert (await client.create(changed(body, f"{INNER}.mode", "1080p")))["code"] == 400
    assert (await client.create(changed(body, f"{INNER}.mode", "pro")))["code"] == 6010


@pytest.mark.parametrize("version", ["V5.5", "V5", "V4.5", "V4", "V3.5"])
async def test_pixverse_wants_its_version_as_model(client: Client, version: str) -> None:
    body = order("text_to_video", await client.leaf(f"Pixverse {version}"))

    assert (await client.create(body))["code"] == 0
    for wrong in (changed(body, f"{INNER}.model"), changed(body, f"{INNER}.model", "v9")):
        answer = await client.create(wrong)
        assert answer["code"] == 400017
        assert "Invalid value for model" in answer["message"]


async def test_the_plain_pixverse_takes_any_version_but_wants_one(client: Client) -> None:
    task_type = "reference_image_to_video"
    body = order(task_type, await client.leaf("Pixverse", task_type))

    assert (await client.create(changed(body, f"{INNER}.model", "v4")))["code"] == 0
    assert (await client.create(changed(body, f"{INNER}.model")))["code"] == 400017


async def test_a_combination_nobody_makes_has_no_price(client: Client) -> None:
    body = order("text_to_video", await client.leaf("Pixverse V5"), resolution="1080P")

    assert (await client.create(changed(body, f"{INNER}.duration", 8)))["code"] == 6009


async def test_a_fallback_price_serves_what_no_other_rule_fits(client: Client) -> None:
    leaf = await client.leaf("Hailuo 2.3", "image_to_video")
    plain, fast = order("image_to_video", leaf), order("image_to_video", leaf, fast_pretreatment=True)

    assert leaf["credit_rules"][0]["attributes"] == {"default": "enabled"}
    assert (await client.create(plain))["code"] == 0
    assert (await client.create(fast))["code"] == 0
    assert [entry.points for entry in client.studio.ledger.entries] == [38, 32]


async def test_without_enough_points_nothing_is_begun() -> None:
    async with SandboxStudio(balance=30) as studio, Client(studio) as client:
        body = order("text_to_video", await client.leaf("Wan 2.6"))

        codes = [(await client.create(body))["code"] for _ in range(2)]

        assert codes == [0, 4008]
        assert (studio.ledger.spent, studio.ledger.balance) == (25, 5)
        assert studio.violations == []


@pytest.mark.parametrize(
    ("name", "value", "status"),
    [
        ("Authorization", "Bearer wrong", 401),
        ("Authorization", "ima_sandbox_demo_key", 401),
        ("x-app-source", "somebody", 200),
        ("x_app_language", "fr", 200),
        ("Content-Type", "text/plain", 200),
    ],
)
async def test_every_call_needs_the_right_headers(client: Client, name: str, value: str, status: int) -> None:
    headers = HEADERS | {"Content-Type": "application/json"} | {name: value}

    async with client.http.post(
        f"{client.studio.url}/open/v1/tasks/detail", data=b'{"task_id":"x"}', headers=headers
    ) as answer:
        body = await answer.json()

    assert answer.status == status
    assert body["code"] == (401 if status == 401 else 400)


async def test_scripted_keys_are_refused_without_blame() -> None:
    async with SandboxStudio(refused_keys=["ima_expired_key"]) as studio, Client(studio) as client:
        answer = await client.post("detail", {"task_id": "x"}, Authorization="Bearer ima_expired_key")

        assert answer["code"] == 401
        assert studio.violations == []
