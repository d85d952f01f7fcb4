"""The product list as the studio answers it: a tree of groups (type "2") and products (type "3")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.ima.sandbox.products import Json, table, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adapters.ima.sandbox.products import Field, Product, Rule, Value

GROUP, LEAF = "2", "3"


def write_list(products: Iterable[Product], language: str) -> list[Json]:
    """The tree over these products, names and labels in `en` or `zh`."""
    tree: list[Json] = []
    for product in products:
        level = tree
        for group in product.groups:
            node = next(
                (node for node in level if node["type"] == GROUP and node["id"] == _group_id(group)), None
            )
            if node is None:
                node = {
                    "id": _group_id(group),
                    "type": GROUP,
                    "name": _word(group, language),
                    "model_id": "",
                    "children": [],
                }
                level.append(node)
            level = node["children"]
        level.append(_write_leaf(product, language))
    # As the live list does: a group without any product, its children not even an empty list.
    tree.append({"id": "group-preview", "type": GROUP, "name": "Preview", "model_id": "", "children": None})
    return tree


def _group_id(group: str) -> str:
    return f"group-{group.lower()}"


def _write_leaf(product: Product, language: str) -> Json:
    leaf: Json = {
        "id": product.id,
        "type": LEAF,
        "name": _word(product.name, language),
        "model_id": product.model_id,
        "credit_rules": [_write_rule(rule) for rule in product.rules],
        "form_config": [_write_field(field, language) for field in product.fields],
    }
    # Seen both ways: children null, and no children at all.
    if len(product.groups) > 1:
        leaf["children"] = None
    return leaf


def _write_rule(rule: Rule) -> Json:
    written: Json = {"attribute_id": rule.attribute_id, "points": rule.points}
    if rule.attributes is not None:
        written["attributes"] = rule.attributes
    return written


def _write_field(field: Field, language: str) -> Json:
    written: Json = {
        "field": field.name,
        "type": field.kind,
        "value": field.value,
        "options": [_option(field.name, option, language) for option in field.options],
        "is_ui_virtual": bool(field.ui),
    }
    if field.ui:
        shown = next(ui for ui, sent in field.mapping.items() if sent == field.value)
        written["options"] = [_option(field.name, sent, language) for sent in field.mapping.values()]
        written["ui_params"] = [
            {
                "id": field.ui,
                "field": field.ui,
                "value": shown,
                "options": [_option(field.ui, ui, language) for ui in field.mapping],
            }
        ]
        written["value_mapping"] = {
            "source_params": [field.ui],
            "target_param": field.name,
            "mapping_rules": [
                {"source_values": {field.ui: ui}, "target_value": sent} for ui, sent in field.mapping.items()
            ],
        }
    return written


def _option(name: str, value: Value, language: str) -> Json:
    label = text_of(value)
    if isinstance(value, bool):
        label = _word("On" if value else "Off", language)
    elif name == "duration":
        label = _word("{}s", language).format(value)
    else:
        label = _word(label, language)
    return {"label": label, "value": value}


def _word(word: str, language: str) -> str:
    words: dict[str, str] = table()["zh"]
    return words.get(word, word) if language == "zh" else word
