"""Compares and orders values of parameters, which are texts and numbers of the studio, as people would."""

import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from core.model import FormField, Product, Value

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_RATIO = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*[:x×/]\s*(\d+(?:\.\d+)?)\s*$")
_LINES_OF_K = {"2k": 1440.0, "4k": 2160.0, "8k": 4320.0}


def as_text(value: Value) -> str:
    """A value as the studio compares it: true and false for booleans, whole numbers without a point."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


@lru_cache(maxsize=4096, typed=True)  # one request is priced with every model, rule by rule
def same(left: Value, right: Value) -> bool:
    """Whether two values mean the same to the studio, whatever their type and case."""
    return as_text(left).casefold() == as_text(right).casefold()


def number(value: Value) -> float | None:
    """The number in a value: 5, "5" and "5s" are 5; a resolution is its lines."""
    text = as_text(value).casefold()
    if text in _LINES_OF_K:
        return _LINES_OF_K[text]
    found = _NUMBER.search(text)
    return float(found.group()) if found else None


def shape(value: Value) -> float | None:
    """Width by height of an aspect ratio."""
    found = _RATIO.match(as_text(value))
    if not found or float(found[2]) == 0:
        return None
    return float(found[1]) / float(found[2])


def nearest_number(asked: Value, options: Iterable[Value]) -> Value | None:
    """The option nearest in number; of two equally near ones the lower (cheaper)."""
    goal = number(asked)
    ranked = [
        (abs(size - goal), size, one)
        for one in options
        if goal is not None and (size := number(one)) is not None
    ]
    return min(ranked, key=lambda row: row[:2])[2] if ranked else None


def nearest_shape(asked: Value, options: Iterable[Value]) -> Value | None:
    """The option nearest in shape, upright staying upright where there is one."""
    goal = shape(asked)
    if goal is None:
        return None
    ranked = [
        ((goal < 1) != (size < 1) and goal != 1, abs(math.log(size / goal)), one)
        for one in options
        if (size := shape(one)) is not None
    ]
    return min(ranked, key=lambda row: row[:2])[2] if ranked else None


def exact(asked: Value, options: Iterable[Value]) -> Value | None:
    """The option that means the same, in its own spelling and type."""
    return next((one for one in options if same(one, asked)), None)


def field_of(product: Product, *names: str) -> FormField | None:
    """The first field with one of these names, be it the name that is sent or the one people choose by."""
    for name in names:
        for one in product.fields:
            if name in {one.name, one.asked_as}:
                return one
    return None


def lengths_s(product: Product) -> Sequence[int]:
    """The whole seconds a clip of this product can have, shortest first."""
    one = field_of(product, "duration")
    options = tuple(one.options) if one is not None and one.options else values_in_rules(product, "duration")
    return sorted({int(size) for value in options if (size := number(value)) is not None})


def resolutions(product: Product) -> Sequence[str]:
    """The resolutions a clip of this product can have."""
    one = field_of(product, "resolution")
    options = (
        tuple(one.options) if one is not None and one.options else values_in_rules(product, "resolution")
    )
    return [as_text(value) for value in options if number(value) is not None]


def values_in_rules(product: Product, name: str) -> Sequence[str]:
    """The values that the price rules know for an attribute, each once."""
    return tuple(dict.fromkeys(rule.attributes[name] for rule in product.rules if name in rule.attributes))
