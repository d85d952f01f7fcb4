"""Whether a card is one that the platform takes: JSON 2.0 refuses every property it does not know."""

from collections.abc import Iterator, Mapping
from typing import Any

_TEXT = {"tag", "content", "i18n_content", "text_size", "text_color", "text_align", "lines"}
_ALLOWED: dict[str, set[str]] = {
    "div": {"tag", "text", "icon", "width", "margin", "element_id"},
    "markdown": {"tag", "content", "i18n_content", "text_size", "text_align", "icon", "margin", "element_id"},
    "hr": {"tag", "margin", "element_id"},
    "img": {
        "tag",
        "img_key",
        "alt",
        "title",
        "scale_type",
        "size",
        "corner_radius",
        "preview",
        "margin",
        "element_id",
    },
    "column_set": {
        "tag",
        "flex_mode",
        "columns",
        "horizontal_spacing",
        "horizontal_align",
        "background_style",
        "margin",
        "element_id",
    },
    "column": {
        "tag",
        "width",
        "weight",
        "elements",
        "vertical_align",
        "vertical_spacing",
        "padding",
        "margin",
        "element_id",
    },
    "button": {
        "tag",
        "text",
        "type",
        "size",
        "width",
        "behaviors",
        "disabled",
        "icon",
        "confirm",
        "name",
        "margin",
        "element_id",
    },
    "select_static": {
        "tag",
        "placeholder",
        "options",
        "initial_option",
        "behaviors",
        "type",
        "width",
        "name",
        "margin",
        "element_id",
    },
}
_COLOURS = {
    "blue",
    "wathet",
    "turquoise",
    "green",
    "yellow",
    "orange",
    "red",
    "carmine",
    "violet",
    "purple",
    "indigo",
    "grey",
    "default",
}


def faults(card: Any, image_keys: set[str]) -> list[str]:
    """Everything that is wrong with a card."""
    return list(_card(card, image_keys))


def _card(card: Any, image_keys: set[str]) -> Iterator[str]:
    if not isinstance(card, Mapping):
        yield "not an object"
        return
    yield from _unknown(card, {"schema", "config", "header", "body", "card_link"}, "card")
    if card.get("schema") != "2.0":
        yield "schema is not 2.0"
    config = card.get("config", {})
    yield from _unknown(
        config,
        {"update_multi", "width_mode", "summary", "enable_forward", "style", "streaming_mode", "locales"},
        "config",
    )
    if config.get("update_multi") is not True:
        yield "update_multi is not true"
    if config.get("width_mode") not in (None, "default", "compact", "fill"):
        yield "width_mode"
    header = card.get("header")
    if header is not None:
        yield from _unknown(
            header, {"title", "subtitle", "template", "icon", "padding", "text_tag_list"}, "header"
        )
        yield from _text(header.get("title"), "header.title")
        if header.get("template") not in _COLOURS:
            yield f"template {header.get('template')}"
    elements = card.get("body", {}).get("elements")
    if not isinstance(elements, list) or not elements:
        yield "no elements"
        return
    for element in elements:
        yield from _element(element, image_keys)


def _element(element: Any, image_keys: set[str]) -> Iterator[str]:  # noqa: C901 - one branch per tag
    tag = element.get("tag")
    if tag not in _ALLOWED:
        yield f"200861 tag {tag}"
        return
    yield from _unknown(element, _ALLOWED[tag], tag)
    if tag == "div":
        yield from _text(element.get("text"), "div.text")
    if tag == "markdown" and not element.get("content"):
        yield "empty markdown"
    if tag == "img":
        if element.get("img_key") not in image_keys:
            yield f"200570 image key {element.get('img_key')}"
        yield from _text(element.get("alt"), "img.alt")
    if tag == "button":
        yield from _text(element.get("text"), "button.text")
        if element.get("type") not in ("default", "primary", "danger"):
            yield f"button type {element.get('type')}"
        yield from _behaviors(element.get("behaviors"))
    if tag == "select_static":
        yield from _text(element.get("placeholder"), "select.placeholder")
        for option in element.get("options") or [{}]:
            yield from _text(option.get("text"), "option.text")
            if not isinstance(option.get("value"), str):
                yield "option value"
        yield from _behaviors(element.get("behaviors"))
    for child in [*element.get("columns", []), *element.get("elements", [])]:
        yield from _element(child, image_keys)


def _behaviors(behaviors: Any) -> Iterator[str]:
    for behavior in behaviors or [{}]:
        if behavior.get("type") == "callback":
            if not isinstance(behavior.get("value"), Mapping):
                yield "a callback's value must be an object"
        elif behavior.get("type") == "open_url":
            if not str(behavior.get("default_url")).startswith("http"):
                yield "open_url without address"
        else:
            yield f"behavior {behavior.get('type')}"


def _text(text: Any, where: str) -> Iterator[str]:
    if not isinstance(text, Mapping):
        yield f"{where} missing"
        return
    if text.get("tag") not in ("plain_text", "lark_md") or not isinstance(text.get("content"), str):
        yield f"{where} is no text"
    yield from _unknown(text, _TEXT, where)


def _unknown(value: Mapping[str, Any], allowed: set[str], where: str) -> Iterator[str]:
    for name in value:
        if name not in allowed:
            yield f"unknown property {where}.{name}"


def texts(card: Any) -> str:
    """All that a reader sees of a card, one line each."""
    found: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, Mapping):
            if isinstance(value.get("content"), str):
                found.append(value["content"])
            for key, inner in value.items():
                if key not in ("i18n_content", "summary", "value"):
                    walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(card.get("header", {}))
    walk(card.get("body", {}))
    return "\n".join(found)


def buttons(card: Any) -> dict[str, Any]:
    """The callback values of a card's buttons by label."""
    found: dict[str, Any] = {}

    def walk(value: Any) -> None:
        if isinstance(value, Mapping):
            if value.get("tag") in ("button", "select_static"):
                label = (value.get("text") or value.get("placeholder"))["content"]
                behavior = value["behaviors"][0]
                found[label] = behavior.get("value", behavior.get("default_url"))
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(card["body"])
    return found
