"""The live product list: a tree of any depth, read into products; what cannot be read is reported and left out."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from adapters.ima.wire.answers import read_code, read_json, read_text
from adapters.ima.wire.forms import Fault, read_form
from core.model import FormField, Json, Product, Rule, TaskType, Value

_LEAF = "3"
_PIXVERSE = "pixverse"
_VERSION = re.compile(r"v(\d+(?:\.\d+)?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Listing:
    """The products of one task type in the list's order (older versions first), and what could not be read."""

    products: tuple[Product, ...]
    faults: tuple[str, ...] = ()


def read_products(data: Json, task_type: TaskType) -> Listing:
    """The orderable leaves of a list answer."""
    if not isinstance(data, list):
        return Listing((), ("the list is not a list",))
    products: list[Product] = []
    faults: list[str] = []
    for leaf in _leaves(data):
        try:
            products.append(_read_leaf(leaf, task_type, faults))
        except Fault as fault:
            faults.append(f"{_name_of(leaf)}: {fault}")
    return Listing(tuple(products), tuple(faults))


@lru_cache(maxsize=len(TaskType))
def read_list(body: bytes, task_type: TaskType) -> Listing:
    """The same from the body of an answer that was a success: asked for every few minutes, it hardly ever changes."""
    answer = read_json(body)
    return read_products(answer.get("data") if isinstance(answer, dict) else None, task_type)


def _leaves(data: list[Json]) -> Iterator[dict[str, Json]]:
    """Depth first, in the list's order, without recursion: the tree's depth is the studio's choice."""
    waiting: list[Json] = list(reversed(data))
    while waiting:
        node = waiting.pop()
        if not isinstance(node, dict):
            continue
        if read_text(node.get("type")) == _LEAF:
            yield node
        children = node.get("children")
        if isinstance(children, list):
            waiting.extend(reversed(children))


def _read_leaf(leaf: dict[str, Json], task_type: TaskType, faults: list[str]) -> Product:
    leaf_id, model_id, name = (read_text(leaf.get(key)) for key in ("id", "model_id", "name"))
    if not leaf_id or not model_id or not name:
        raise Fault("a leaf needs id, model_id and name")
    rules = tuple(_read_rules(leaf.get("credit_rules"), _name_of(leaf), faults))
    if not rules:
        raise Fault("no price")
    fields = read_form(leaf.get("form_config"), faults, of=_name_of(leaf))
    if model_id.casefold() == _PIXVERSE:
        fields = _with_version(fields, name)
    return Product(task_type, leaf_id, model_id, name, rules, fields)


def _name_of(leaf: dict[str, Json]) -> str:
    return (read_text(leaf.get("name")) or read_text(leaf.get("id")) or "a leaf")[:60]


# --- prices ------------------------------------------------------------------


def _read_rules(value: Json, of: str, faults: list[str]) -> Iterator[Rule]:
    for row in value if isinstance(value, list) else ():
        try:
            yield _read_rule(row)
        except Fault as fault:
            faults.append(f"{of}: {fault}")


def _read_rule(row: Json) -> Rule:
    if not isinstance(row, dict):
        raise Fault("a price is not an object")
    attribute_id, points = read_code(row.get("attribute_id")), read_code(row.get("points"))
    if not attribute_id or attribute_id < 0:
        raise Fault("a price without attribute_id")
    if points is None or points < 0:
        raise Fault(f"price {attribute_id}: no points")
    written = row.get("attributes") or {}
    if not isinstance(written, dict):
        raise Fault(f"price {attribute_id}: attributes are not an object")
    attributes = {name: _as_text(value, attribute_id) for name, value in written.items()}
    # {"default": "enabled"} marks the studio's fallback price and is no parameter.
    is_fallback = attributes.get("default", "").casefold() == "enabled"
    if is_fallback:
        del attributes["default"]
    return Rule(attribute_id, points, attributes, is_fallback)


def _as_text(value: Json, attribute_id: int) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and math.isfinite(value):
        return str(int(value)) if value.is_integer() else str(value)
    text = read_text(value)
    if not text:
        raise Fault(f"price {attribute_id}: an attribute is no plain value")
    return text


# --- pixverse ----------------------------------------------------------------


def _with_version(fields: tuple[FormField, ...], name: str) -> tuple[FormField, ...]:
    """Pixverse leaves share one model_id; the version is a parameter that some forms lack (error 400017).

    The generic leaf has no number in its name: nothing can be inferred, and it stays as it is.
    """
    found = _VERSION.search(name)
    if found is None:
        return fields
    version: Value = f"v{found[1]}"
    known = next((one for one in fields if one.name == "model"), None)
    if known is None:
        return (*fields, FormField("model", version))
    if known.default is None and (not known.options or version in known.options):
        return tuple(replace(one, default=version) if one is known else one for one in fields)
    return fields
