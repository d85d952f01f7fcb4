"""Recorded answers of the studio, and an order to send it."""

import json
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.model import Order, Product, Rule, TaskType, Value

_FOLDER = Path(__file__).parent / "recorded" / "ima"


def recorded(name: str) -> Any:
    return json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def an_order(**changes: Any) -> Order:
    values: dict[str, Any] = {
        "task_type": TaskType.TEXT,
        "model": "wan-2.6",
        "model_name": "Wan 2.6",
        "model_id": "wan2.6-t2v",
        "leaf_id": "wan2.6-t2v",
        "attribute_id": 2057,
        "points": 25,
        "params": {"duration": 5, "resolution": "720P", "prompt_extend": False},
        "prompt": "a puppy dancing happily, sunny meadow",
    }
    return Order(**(values | changes))


def order_of(product: Product, *, prompt: str = "a cat in the rain") -> Order:
    """The default order of a product: its form's defaults at the price they have."""
    params: dict[str, Value] = {one.name: one.default for one in product.fields if one.default is not None}
    priced = [rule for rule in product.rules if not rule.is_fallback and _fits(rule, params)]
    rule = max(priced, key=lambda one: len(one.attributes), default=None)
    if rule is None:
        rule = next(one for one in product.rules if one.is_fallback)
    for name, value in rule.attributes.items():
        if _text(params[name]) != value:
            params[name] = value
    return an_order(
        task_type=product.task_type,
        model_name=product.name,
        model_id=product.model_id,
        leaf_id=product.leaf_id,
        attribute_id=rule.attribute_id,
        points=rule.points,
        params=params,
        prompt=prompt,
    )


def _fits(rule: Rule, params: Mapping[str, Value]) -> bool:
    return all(
        name in params and _text(params[name]).casefold() == value.casefold()
        for name, value in rule.attributes.items()
    )


def _text(value: Value) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def a_png(width: int = 320, height: int = 320) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\x7f" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
