"""The sandbox studio sells what the published tables say, in the shapes the studio's list has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.adapters.sandbox_client import TASK_TYPES, Client, leaves, order

if TYPE_CHECKING:
    pass

Json = dict[str, Any]

# The published tables: name, model_id, lowest and highest points (0: open).
TABLES: dict[str, list[tuple[str, str, int, int]]] = {
    "text_to_video": [
        ("Wan 2.6", "wan2.6-t2v", 25, 120),
        ("Hailuo 2.3", "MiniMax-Hailuo-2.3", 32, 0),
        ("Hailuo 2.0", "MiniMax-Hailuo-02", 5, 0),
        ("Vidu Q2", "viduq2", 5, 70),
        ("SeeDance 1.5 Pro", "doubao-seedance-1.5-pro", 20, 0),
        ("Sora 2 Pro", "sora-2-pro", 122, 0),
        ("Kling O1", "kling-video-o1", 48, 120),
        ("Kling 2.6", "kling-v2-6", 80, 0),
        ("Google Veo 3.1", "veo-3.1-generate-preview", 70, 330),
        ("Pixverse V5.5", "pixverse", 30, 0),
        ("Pixverse V5", "pixverse", 25, 0),
        ("Pixverse V4.5", "pixverse", 20, 0),
        ("Pixverse V4", "pixverse", 12, 0),
        ("Pixverse V3.5", "pixverse", 12, 0),
    ],
    "image_to_video": [
        ("Wan 2.6", "wan2.6-i2v", 25, 120),
        ("Hailuo 2.3", "MiniMax-Hailuo-2.3", 32, 0),
        ("Hailuo 2.0", "MiniMax-Hailuo-02", 25, 0),
        ("Vidu Q2 Pro", "viduq2-pro", 20, 70),
        ("SeeDance 1.5 Pro", "doubao-seedance-1.5-pro", 47, 0),
        ("Sora 2 Pro", "sora-2-pro", 122, 0),
        ("Kling O1", "kling-video-o1", 48, 120),
        ("Kling 2.6", "kling-v2-6", 80, 0),
        ("Google Veo 3.1", "veo-3.1-generate-preview", 70, 330),
        ("Pixverse V5.5", "pixverse", 24, 48),
        ("Pixverse V5", "pixverse", 24, 48),
        ("Pixverse V4.5", "pixverse", 12, 48),
        ("Pixverse V4", "pixverse", 12, 48),
        ("Pixverse V3.5", "pixverse", 12, 48),
    ],
    "first_last_frame_to_video": [
        ("Hailuo 2.0", "MiniMax-Hailuo-02", 5, 0),
        ("Vidu Q2 Pro", "viduq2-pro", 20, 70),
        ("Kling O1", "kling-video-o1", 48, 120),
        ("Kling 2.6", "kling-v2-6", 80, 0),
        ("Google Veo 3.1", "veo-3.1-generate-preview", 70, 330),
        ("Pixverse V5.5", "pixverse", 24, 48),
        ("Pixverse V5", "pixverse", 24, 48),
        ("Pixverse V4.5", "pixverse", 12, 48),
        ("Pixverse V4", "pixverse", 12, 48),
        ("Pixverse V3.5", "pixverse", 12, 48),
    ],
    "reference_image_to_video": [
        ("Vidu Q2", "viduq2", 10, 70),
        ("Kling O1", "kling-video-o1", 48, 120),
        ("Google Veo 3.1", "veo-3.1-generate-preview", 70, 330),
        ("Pixverse", "pixverse", 12, 48),
        ("Pixverse V5.5", "pixverse", 12, 48),
        ("Pixverse V5", "pixverse", 12, 48),
        ("Pixverse V4.5", "pixverse", 12, 48),
        ("Pixverse V4", "pixverse", 12, 48),
        ("Pixverse V3.5", "pixverse", 12, 48),
    ],
}


@pytest.mark.parametrize("task_type", TASK_TYPES)
async def test_the_list_has_the_published_products_and_price_ranges(client: Client, task_type: str) -> None:
    found = {leaf["name"]: leaf for leaf in leaves(await client.products(task_type))}

    assert sorted(found) == sorted(name for name, *_ in TABLES[task_type])
    for name, model_id, low, high in TABLES[task_type]:
        points = [rule["points"] for rule in found[name]["credit_rules"]]
        assert found[name]["model_id"] == model_id
        assert min(points) >= low, name
        assert not high or max(points) <= high, name


@pytest.mark.parametrize("task_type", TASK_TYPES)
async def test_every_product_can_be_ordered_with_its_defaults(client: Client, task_type: str) -> None:
    for leaf in leaves(await client.products(task_type)):
        answer = await client.create(order(task_type, leaf))

        assert answer["code"] == 0, (leaf["name"], answer, client.studio.violations)
        assert answer["data"]["id"].startswith("task_")
        assert answer["data"]["medias"] == []
    assert client.studio.violations == []
    assert len(client.studio.ledger.entries) == len(TABLES[task_type])


async def test_every_attribute_id_is_sold_once(client: Client) -> None:
    ids = [
        rule["attribute_id"]
        for task_type in TASK_TYPES
        for leaf in leaves(await client.products(task_type))
        for rule in leaf["credit_rules"]
    ]
    assert len(ids) == len(set(ids))
    assert 0 not in ids


async def test_wan_and_kling_have_the_published_numbers(client: Client) -> None:
    wan, kling = await client.leaf("Wan 2.6"), await client.leaf("Kling O1")

    prices = {
        (rule["attributes"]["resolution"], rule["attributes"]["duration"]): (
            rule["attribute_id"],
            rule["points"],
        )
        for rule in wan["credit_rules"]
    }
    assert prices == {
        ("720P", "5"): (2057, 25),
        ("1080P", "5"): (2058, 40),
        ("720P", "10"): (2059, 50),
        ("1080P", "10"): (2060, 80),
        ("720P", "15"): (2061, 75),
        ("1080P", "15"): (2062, 120),
    }
    assert [(rule["attribute_id"], rule["points"], rule["attributes"]) for rule in kling["credit_rules"]] == [
        (2313, 48, {"duration": "5", "mode": "std"}),
        (2314, 60, {"duration": "5", "mode": "pro"}),
        (2315, 96, {"duration": "10", "mode": "std"}),
        (2316, 120, {"duration": "10", "mode": "pro"}),
    ]


async def test_kling_hides_its_mode_behind_a_quality(client: Client) -> None:
    kling = await client.leaf("Kling O1")

    field = next(field for field in kling["form_config"] if field["is_ui_virtual"])

    assert field["field"] == "mode"
    assert field["ui_params"][0]["field"] == "quality"
    assert field["value_mapping"]["mapping_rules"] == [
        {"source_values": {"quality": "720p"}, "target_value": "std"},
        {"source_values": {"quality": "1080p"}, "target_value": "pro"},
    ]


async def test_pixverse_leaves_come_oldest_first_and_name_their_model_unevenly(client: Client) -> None:
    tree = await client.products("reference_image_to_video")

    pixverse = [leaf for leaf in leaves(tree) if leaf["model_id"] == "pixverse"]

    assert [leaf["name"].removeprefix("Pixverse").strip() for leaf in pixverse] == [
        *("", "V3.5", "V4", "V4.5", "V5", "V5.5")
    ]
    told = [
        leaf["name"] for leaf in pixverse if any(field["field"] == "model" for field in leaf["form_config"])
    ]
    assert told == ["Pixverse", "Pixverse V3.5", "Pixverse V4.5"]


async def test_products_hang_at_different_depths_and_groups_may_be_empty(client: Client) -> None:
    tree = await client.products("text_to_video")

    groups = {node["name"]: node for node in tree}

    assert groups["Wan"]["children"][0]["type"] == "3"
    assert groups["MiniMax"]["children"][0]["children"][0]["type"] == "3"
    assert groups["Preview"]["children"] is None
    assert all(node["model_id"] == "" and "credit_rules" not in node for node in tree)


async def test_names_and_labels_follow_the_language_and_either_name_is_taken(client: Client) -> None:
    tree = await client.products("text_to_video", x_app_language="zh")

    leaf = next(leaf for leaf in leaves(tree) if leaf["model_id"] == "wan2.6-t2v")

    assert leaf["name"] == "万相 2.6"
    duration = next(field for field in leaf["form_config"] if field["field"] == "duration")
    assert duration["options"][0] == {"label": "5秒", "value": 5}
    assert (await client.create(order("text_to_video", leaf)))["code"] == 0


@pytest.mark.parametrize(
    "query",
    [
        {"app": "ima", "platform": "web"},
        {"app": "webAgent", "platform": "web", "category": "text_to_video"},
        {"app": "ima", "platform": "web", "category": "text_to_image"},
        {"app": "ima", "platform": "web", "category": "text_to_video", "page": "1"},
    ],
)
async def test_the_list_takes_exactly_its_three_parameters(client: Client, query: Json) -> None:
    async with client.http.get(f"{client.studio.url}/open/v1/product/list", params=query) as answer:
        assert (await answer.json())["code"] == 400
