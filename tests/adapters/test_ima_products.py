from typing import Any

from adapters.ima.wire import read_products
from core.model import FormField, Product, Rule, TaskType
from tests.adapters.ima_recorded import recorded


def _listed(name: str) -> dict[str, Product]:
    listing = read_products(recorded(name)["data"], TaskType.TEXT)
    return {product.name: product for product in listing.products}


def test_leaves_of_any_depth_and_both_spellings_of_three_are_read_in_the_lists_order() -> None:
    assert list(_listed("list_text_to_video")) == [
        "Wan 2.6",
        "Kling O1",
        "Pixverse V4.5",
        "Pixverse V5.5",
        "Pixverse",
    ]


def test_prices_keep_their_attributes_as_texts_and_the_marker_becomes_a_flag() -> None:
    rules = _listed("list_text_to_video")["Wan 2.6"].rules
    assert rules[2] == Rule(2059, 50, {"resolution": "720P", "duration": "10"})
    assert rules[3] == Rule(2099, 60, {}, is_fallback=True)


def test_form_values_keep_their_json_types() -> None:
    fields = _listed("list_text_to_video")["Wan 2.6"].fields
    assert fields == (
        FormField("duration", 5, (5, 10, 15)),
        FormField("resolution", "1080P", ("720P", "1080P")),
        FormField("prompt_extend", default=False),
        FormField("seed", -1),
        FormField("negative_prompt", None),
    )
    assert type(fields[2].default) is bool


def test_a_virtual_field_is_sent_under_its_target_with_the_mapped_default() -> None:
    fields = {one.name: one for one in _listed("list_text_to_video")["Kling O1"].fields}
    assert fields["mode"] == FormField(
        "mode", "pro", ("std", "pro"), asked_as="quality", mapping={"720p": "std", "1080p": "pro"}
    )
    assert "quality" not in fields


def _virtual(**changes: Any) -> FormField:
    item: dict[str, Any] = {
        "field": "mode",
        "value": "std",
        "is_ui_virtual": True,
        "ui_params": [{"id": "quality", "value": "720p"}],
        "value_mapping": {
            "source_params": ["quality"],
            "target_param": "mode",
            "mapping_rules": [
                {"source_values": {"quality": "720p"}, "target_value": "std"},
                {"source_values": {"quality": "1080p"}, "target_value": "pro"},
            ],
        },
    }
    leaf: Any = {
        "id": "x",
        "type": "3",
        "name": "X",
        "model_id": "x",
        "credit_rules": [{"attribute_id": 1, "points": 1}],
        "form_config": [item | changes],
    }
    (product,) = read_products([leaf], TaskType.TEXT).products
    (one,) = product.fields
    return one


def test_a_virtual_field_without_a_mapping_hit_falls_back_to_its_own_value() -> None:
    one = _virtual(ui_params=[{"field": "quality", "value": "4k"}], value="pro")
    assert (one.default, one.mapping) == ("pro", {"720p": "std", "1080p": "pro"})
    assert _virtual(value_mapping=None, value="std").default == "std"
    assert _virtual(value_mapping=None, ui_params=None, value=None).default is None


def test_a_virtual_field_without_a_target_is_sent_under_its_own_name() -> None:
    mapping = {"mapping_rules": [{"source_values": {"quality": "720p"}, "target_value": 1}]}
    one = _virtual(value_mapping=mapping)
    assert (one.name, one.default, one.asked_as) == ("mode", 1, "quality")


def test_of_two_sources_the_first_is_asked_while_the_other_keeps_its_default() -> None:
    rules = [
        {"source_values": {"quality": quality, "sound": sound}, "target_value": f"{quality}-{sound}"}
        for quality in ("720p", "1080p")
        for sound in ("on", "off")
    ]
    one = _virtual(
        ui_params=[{"id": "quality", "value": "720p"}, {"id": "sound", "value": "on"}],
        value_mapping={
            "source_params": ["quality", "sound"],
            "target_param": "mode",
            "mapping_rules": rules,
        },
    )
    assert one.default == "720p-on"
    assert one.mapping == {"720p": "720p-on", "1080p": "1080p-on"}


def test_a_plain_field_beside_its_virtual_one_keeps_its_own_default() -> None:
    leaf = recorded("list_text_to_video")["data"][1]["children"][0]["children"][0]
    leaf["form_config"].append({"field": "mode", "value": "std", "options": []})
    (product,) = read_products([leaf], TaskType.TEXT).products
    (mode,) = [one for one in product.fields if one.name == "mode"]
    assert (mode.default, mode.asked_as, dict(mode.mapping)) == (
        "std",
        "quality",
        {"720p": "std", "1080p": "pro"},
    )


def test_a_pixverse_leaf_gets_the_version_of_its_name_where_the_form_lacks_it() -> None:
    listed = _listed("list_text_to_video")
    assert listed["Pixverse V5.5"].fields[-1] == FormField("model", "v5.5")
    assert listed["Pixverse V4.5"].fields == (FormField("model", "v4.5", ("v4.5",)),)
    assert listed["Pixverse"].fields == ()


def test_a_pixverse_form_field_without_a_default_is_filled_from_the_name() -> None:
    leaf: Any = {
        "id": "p",
        "type": "3",
        "name": "Pixverse V4",
        "model_id": "pixverse",
        "credit_rules": [{"attribute_id": 1, "points": 1}],
        "form_config": [{"field": "model", "value": None, "options": [{"value": "v4"}]}],
    }
    (product,) = read_products([leaf], TaskType.TEXT).products
    assert product.fields == (FormField("model", "v4", ("v4",)),)


def test_malformed_leaves_are_left_out_and_reported_one_by_one() -> None:
    listing = read_products(recorded("list_with_faults")["data"], TaskType.TEXT)
    (good,) = listing.products
    assert good.rules == (Rule(77, 12, {"duration": "5", "sound": "true", "scale": "1.5"}),)
    assert good.fields == (FormField("duration", 5, (5, 10, 15)),)
    assert len(listing.faults) == 12
    assert "Good: price 79: an attribute is no plain value" in listing.faults


def test_a_list_that_is_none_is_one_fault() -> None:
    assert read_products({"list": []}, TaskType.TEXT).faults == ("the list is not a list",)
    assert read_products([], TaskType.TEXT).faults == ()
