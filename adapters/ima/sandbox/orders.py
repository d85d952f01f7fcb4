"""Whether an order is right to the last field; every wrong one is refused with the code the studio has for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from adapters.ima.sandbox.answers import (
    BAD_REQUEST,
    NO_POINTS,
    NO_RULE,
    UNAVAILABLE,
    WRONG_MODEL,
    WRONG_POINTS,
    WRONG_RULE,
    RefusalError,
    bad_parameter,
)
from adapters.ima.sandbox.products import names_of, text_of
from adapters.ima.sandbox.shape import (
    APP,
    CAST_KEYS,
    ITEM_KEYS,
    ITEM_NEEDS,
    ORDER_KEYS,
    ORDER_NEEDS,
    PLATFORM,
    check_object,
    check_texts,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.ima.sandbox.products import Catalogue, Product, Rule

Json = dict[str, Any]

MOST_PICTURES = 7
PICTURES = {
    "text_to_video": range(1),
    "image_to_video": range(1, 2),
    "first_last_frame_to_video": range(2, 3),
    "reference_image_to_video": range(1, MOST_PICTURES + 1),
}
OUTSIDE_THE_FORM = ("prompt", "n", "input_images", "cast")
PIXVERSE = "pixverse"


class Price(NamedTuple):
    """The numbers an order carries, each twice."""

    attribute_id: object
    points: object
    cast: object


@dataclass(frozen=True, slots=True)
class Order:
    """A right order."""

    product: Product
    rule: Rule
    prompt: str
    values: Json
    pictures: list[str]


def check_order(
    body: Json, catalogue: Catalogue, check_picture: Callable[[str], None], balance: int
) -> Order:
    """The order a create body holds, or the refusal."""
    check_object("order", body, ORDER_KEYS, ORDER_NEEDS)
    task_type = body["task_type"]
    if task_type not in catalogue.task_types:
        raise bad_parameter(f"unknown task_type {task_type}")
    if body.get("enable_multi_model"):
        raise bad_parameter("enable_multi_model is not false")
    if len(body["parameters"]) != 1 or not isinstance(body["parameters"][0], dict):
        raise bad_parameter("parameters is not a list of one object")
    item = body["parameters"][0]
    _check_item(item, task_type)
    product = _find_product(item, task_type, catalogue)
    inner = item["parameters"]
    _check_prompt(inner)
    pictures = _check_pictures(body["src_img_url"], inner, task_type, check_picture)
    values = {name: value for name, value in inner.items() if name not in OUTSIDE_THE_FORM}
    _check_values(product, values)
    _check_pixverse(product, values)
    rule = _check_price(
        product, values, Price(item.get("attribute_id"), item.get("credit"), inner.get("cast"))
    )
    if rule.points > balance:
        raise RefusalError(NO_POINTS, "Insufficient points", blame=False)
    return Order(product, rule, inner["prompt"], values, pictures)


def _check_item(item: Json, task_type: str) -> None:
    # The price is looked at last, with codes of its own.
    plain = {name: value for name, value in item.items() if name not in {"attribute_id", "credit"}}
    check_object("parameters[0]", plain, ITEM_KEYS, ITEM_NEEDS)
    if (item["app"], item["platform"]) != (APP, PLATFORM):
        raise bad_parameter("app and platform are not ima and web")
    if item["category"] != task_type:
        raise bad_parameter("category is not the task_type")


def _find_product(item: Json, task_type: str, catalogue: Catalogue) -> Product:
    """The leaf that model_version names; id and name must be of the same one."""
    found = [product for product in catalogue.find(task_type, "") if product.id == item["model_version"]]
    if not found:
        raise bad_parameter(f"no model_version {item['model_version']} for {task_type}")
    product = found[0]
    if not product.offered:
        raise RefusalError(UNAVAILABLE, "Model not available", blame=False)
    if item["model_id"] != product.model_id:
        raise bad_parameter(f"model_id {item['model_id']} is not that of {product.id}")
    if item["model_name"] not in names_of(product):
        raise bad_parameter(f"model_name {item['model_name']} is not that of {product.id}")
    return product


def _check_prompt(inner: Json) -> None:
    prompt = inner.get("prompt")
    if not isinstance(prompt, str) or not prompt.strip():
        raise bad_parameter("no prompt in the inner parameters")
    if type(inner.get("n")) is not int or inner["n"] != 1:
        raise bad_parameter("n is not 1")


def _check_pictures(
    outer: list[Any], inner: Json, task_type: str, check_picture: Callable[[str], None]
) -> list[str]:
    pictures = inner.get("input_images")
    if not isinstance(pictures, list):
        raise bad_parameter("no input_images in the inner parameters")
    if pictures != outer:
        raise bad_parameter("src_img_url and input_images differ")
    check_texts("input_images", pictures)
    if len(pictures) not in PICTURES[task_type]:
        raise bad_parameter(f"{len(pictures)} pictures for {task_type}")
    for address in pictures:
        check_picture(address)
    return pictures


def _check_values(product: Product, values: Json) -> None:
    """Refuse names and values that the product's form does not have."""
    fields = {field.name: field for field in product.fields}
    shown = {field.ui for field in product.fields if field.ui}
    for name, value in values.items():
        if name == "default":
            raise bad_parameter("the marker of the fallback price was sent as a parameter")
        if name in shown and name not in fields:
            raise bad_parameter(f"{name} is what people see; its translation was to be sent")
        if name == "model" and product.model_id == PIXVERSE:
            continue
        if name not in fields:
            raise bad_parameter(f"{product.name} has no {name}")
        if not fields[name].takes(value):
            raise bad_parameter(f"{name} of {product.name} cannot be {value!r}")


def _check_pixverse(product: Product, values: Json) -> None:
    """All versions share one model_id: what is rendered is decided by the inner `model`."""
    if product.model_id != PIXVERSE:
        return
    version = re.search(r"V(\d+(?:\.\d+)?)$", product.name)
    listed = [field for field in product.fields if field.name == "model"]
    right = values.get("model") == f"v{version[1]}" if version else listed[0].takes(values.get("model"))
    if not right:
        why = f"model of {product.name} is {values.get('model')!r}"
        raise RefusalError(WRONG_MODEL, "err_code=400017 err_msg=Invalid value for model", why)


def _check_price(product: Product, values: Json, price: Price) -> Rule:
    """The rule of these values, if the order names it; an order right by a former list is not blamed."""
    try:
        return _priced(product, values, price, product.rules)
    except RefusalError as refusal:
        for rules in product.former:
            try:
                _priced(product, values, price, rules)
            except RefusalError:
                continue
            refusal.blame = False
        raise


def _priced(product: Product, values: Json, price: Price, rules: tuple[Rule, ...]) -> Rule:
    sold = {rule.attribute_id for rule in rules}
    if type(price.attribute_id) is not int or price.attribute_id not in sold:
        why = f"attribute_id {price.attribute_id!r} is not sold for {product.name}"
        raise RefusalError(BAD_REQUEST, "Invalid product attribute", why)
    rule = product.rule_for(values, rules)
    if rule is None:
        spoken = ", ".join(f"{name}={text_of(value)}" for name, value in values.items())
        raise RefusalError(NO_RULE, "No exact rule match for the given parameters", f"no price for {spoken}")
    if rule.attribute_id != price.attribute_id:
        why = f"attribute_id {price.attribute_id} instead of {rule.attribute_id}"
        raise RefusalError(WRONG_RULE, "Attribute ID does not match the calculated rule", why)
    if type(price.points) is not int or price.points != rule.points:
        raise RefusalError(
            WRONG_POINTS, "Credit mismatch", f"credit {price.points!r} instead of {rule.points}"
        )
    _check_cast(price.cast, rule)
    return rule


def _check_cast(cast: object, rule: Rule) -> None:
    if not isinstance(cast, dict):
        raise RefusalError(WRONG_POINTS, "Credit mismatch", "no cast in the inner parameters")
    check_object("cast", cast, CAST_KEYS, CAST_KEYS)
    if cast["points"] != rule.points:
        raise RefusalError(
            WRONG_POINTS, "Credit mismatch", f"cast.points {cast['points']} is not {rule.points}"
        )
    if cast["attribute_id"] != rule.attribute_id:
        why = f"cast.attribute_id {cast['attribute_id']} is not {rule.attribute_id}"
        raise RefusalError(WRONG_RULE, "Attribute ID does not match the calculated rule", why)
