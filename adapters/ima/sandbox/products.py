"""What the studio sells: the products of `products.toml`, as the list shows them and as orders are priced."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

Json = dict[str, Any]
Value = str | int | bool

TABLE = Path(__file__).with_name("products.toml")
MARKER = {"default": "enabled"}
"""A rule for whatever no other rule fits; never a parameter to send."""

REPRICED_STEP = 100_000
"""How far new attribute ids lie from the ones they replace."""


@cache
def table() -> Json:
    """The file as it is written."""
    return tomllib.loads(TABLE.read_text("utf-8"))


def text_of(value: object) -> str:
    """A value as rules spell it: switches in small letters, numbers in digits."""
    return str(value).lower() if isinstance(value, bool) else str(value)


@dataclass(frozen=True, slots=True)
class Rule:
    """One price. `attributes` is None where the list leaves them out."""

    attribute_id: int
    points: int
    attributes: dict[str, str] | None

    @property
    def is_fallback(self) -> bool:
        """Whether the rule asks for nothing."""
        return not self.attributes or self.attributes == MARKER

    def fits(self, values: Json) -> bool:
        """Whether every attribute is there and exactly equal."""
        wanted = (self.attributes or {}).items()
        return all(name in values and text_of(values[name]) == value for name, value in wanted)


@dataclass(frozen=True, slots=True)
class Field:
    """One thing an order can set. `ui` is the name people see, translated by `mapping` before it is sent."""

    name: str
    value: Value | None
    options: tuple[Value, ...]
    kind: str
    ui: str = ""
    mapping: dict[str, str] = field(default_factory=dict)

    @property
    def default(self) -> Value | None:
        """What to send when nobody asked for anything."""
        return self.value

    def takes(self, value: object) -> bool:
        """Whether the studio accepts this value."""
        allowed = tuple(self.mapping.values()) or self.options
        if isinstance(value, (dict, list)) or value is None:
            return False
        if allowed:
            return text_of(value) in {text_of(option) for option in allowed}
        wanted: type = {"switch": bool, "number": int}.get(self.kind, str)
        return type(value) is wanted


@dataclass(slots=True)
class Product:
    """One leaf of the list."""

    task_type: str
    id: str
    name: str
    model_id: str
    groups: tuple[str, ...]
    fields: tuple[Field, ...]
    rules: tuple[Rule, ...]
    took: tuple[int, int]
    former: list[tuple[Rule, ...]] = field(default_factory=list)
    offered: bool = True

    @property
    def defaults(self) -> Json:
        """The values of an order in which nothing was asked for."""
        return {field.name: field.default for field in self.fields if field.default is not None}

    def rule_for(self, values: Json, rules: tuple[Rule, ...] | None = None) -> Rule | None:
        """The price of these values: a rule that names them all, else the one that asks for nothing."""
        rules = self.rules if rules is None else rules
        named = [rule for rule in rules if not rule.is_fallback and rule.fits(values)]
        return next(iter(named or [rule for rule in rules if rule.is_fallback]), None)

    def reprice(self, *, factor: float = 1.0, add: int = 0, new_ids: bool = False) -> None:
        """Change all prices, and with `new_ids` the attribute ids too; the old ones are remembered as stale."""
        self.former.append(self.rules)
        step = REPRICED_STEP if new_ids else 0
        self.rules = tuple(
            Rule(rule.attribute_id + step, max(1, round(rule.points * factor) + add), rule.attributes)
            for rule in self.rules
        )


class Catalogue:
    """All products; prices and availability can change while the studio runs."""

    def __init__(self) -> None:
        self.products = [
            _read_product(task_type, row) for task_type, rows in table()["products"].items() for row in rows
        ]

    @property
    def task_types(self) -> tuple[str, ...]:
        """The four categories, in the order of the file."""
        return tuple(dict.fromkeys(product.task_type for product in self.products))

    def of(self, task_type: str) -> list[Product]:
        """The products on offer for one task type, oldest first."""
        return [product for product in self.products if product.task_type == task_type and product.offered]

    def find(self, task_type: str, name_or_id: str) -> list[Product]:
        """Products by leaf id, name or model id; "" stands for any task type or any name."""
        return [
            product
            for product in self.products
            if task_type in ("", product.task_type)
            and name_or_id in ("", product.id, product.name, product.model_id)
        ]


def names_of(product: Product) -> tuple[str, str]:
    """The name in English and in Chinese; orders may use either."""
    return product.name, table()["zh"].get(product.name, product.name)


def _read_product(task_type: str, row: Json) -> Product:
    return Product(
        task_type=task_type,
        id=row["id"],
        name=row["name"],
        model_id=row["model_id"],
        groups=tuple(row["groups"]),
        fields=tuple(_read_field(name, item) for name, item in _read_form(row["form"]).items()),
        rules=_rules(row["prices"], row["first"]),
        took=(row["took"][0], row["took"][1]),
    )


def _read_form(name: str) -> Json:
    form = dict(table()["forms"][name])
    parent = form.pop("from", None)
    return {**_read_form(parent), **form} if parent else form


def _read_field(name: str, item: Json) -> Field:
    value = item.get("value")
    kind = "tags" if "options" in item or "map" in item else item.get("kind")
    if not kind:
        kind = "switch" if isinstance(value, bool) else "number" if isinstance(value, int) else "textarea"
    return Field(name, value, tuple(item.get("options", ())), kind, item.get("ui", ""), item.get("map", {}))


@cache
def _rules(name: str, first: int) -> tuple[Rule, ...]:
    """A table of prices; no rule ever changes, so that all studios of a process share them."""
    prices = table()["prices"][name]
    rules: list[tuple[int, dict[str, str] | None]] = []
    if "fallback" in prices:
        rules.append((prices["fallback"], dict(MARKER)))
    if "flat" in prices:
        rules.append((prices["flat"], None))
    for *values, points in prices.get("rows", ()):
        rules.append((points, dict(zip(prices["by"], values, strict=True))))
    return tuple(Rule(first + at, points, attributes) for at, (points, attributes) in enumerate(rules))
