"""A leaf's form: the parameters it takes, virtual fields resolved to what is sent for them."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from adapters.ima.wire.answers import read_text
from core.model import FormField, Json, Value


class Fault(ValueError):  # noqa: N818 - it is caught within this package and becomes a line of a report
    """What is wrong with a piece of the list."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """One parameter of the studio's own page, which stands for another that is sent."""

    name: str
    value: Value | None


@dataclass(frozen=True, slots=True)
class _Mapping:
    target: str = ""
    sources: tuple[str, ...] = ()
    rows: tuple[tuple[Mapping[str, Value], Value], ...] = field(default=())


def read_form(value: Json, faults: list[str], *, of: str) -> tuple[FormField, ...]:
    """The fields of a form, one per name that is sent."""
    fields: dict[str, FormField] = {}
    for item in value if isinstance(value, list) else ():
        try:
            one = _read_field(item)
        except Fault as fault:
            faults.append(f"{of}: {fault}")
            continue
        fields[one.name] = _merged(fields[one.name], one) if one.name in fields else one
    return tuple(fields.values())


def _merged(first: FormField, second: FormField) -> FormField:
    """A field and the virtual one that stands for it: its own default wins, the choices of the page are kept."""
    own, virtual = (second, first) if first.mapping and not second.mapping else (first, second)
    default = own.default if own.default is not None else virtual.default
    if not virtual.mapping:
        return replace(own, default=default)
    options = own.options or virtual.options
    return FormField(own.name, default, options, virtual.asked_as, virtual.mapping)


def _read_field(item: Json) -> FormField:
    name = read_text(item.get("field")) if isinstance(item, dict) else ""
    if not name or not isinstance(item, dict):
        raise Fault("a field without a name")
    if item.get("is_ui_virtual") in (True, 1, "true"):
        return _read_virtual(name, item)
    default = item.get("value")
    if default is not None and not _is_value(default):
        raise Fault(f"field {name}: the default is no plain value")
    return FormField(name, _value(default), _read_options(item.get("options")))


def _read_options(value: Json) -> tuple[Value, ...]:
    """The values of `[{label, value}]`; bare values are taken as well."""
    options = [
        row.get("value") if isinstance(row, dict) else row
        for row in (value if isinstance(value, list) else ())
    ]
    return _distinct(tuple(one for option in options if (one := _value(option)) is not None))


# --- virtual fields ----------------------------------------------------------


def _read_virtual(name: str, item: dict[str, Json]) -> FormField:
    """A field that the page shows under another name (`quality`) and sends mapped (`mode`: std, pro)."""
    choices = _read_choices(item.get("ui_params"))
    mapping = _read_mapping(item.get("value_mapping"))
    asked = _asked(choices, mapping)
    shown = {choice.name: choice.value for choice in choices if choice.value is not None}
    sent: dict[str, Value] = {}
    for sources, target in mapping.rows:
        others = {key: value for key, value in sources.items() if key != asked}
        if asked in sources and all(_same(shown.get(key), value) for key, value in others.items()):
            sent.setdefault(_as_text(sources[asked]), target)
    default = next(
        (
            target
            for sources, target in mapping.rows
            if sources and all(_same(shown.get(key), value) for key, value in sources.items())
        ),
        _value(item.get("value")),
    )
    options = _distinct(tuple(sent.values())) or _read_options(item.get("options"))
    if default is not None and options and not any(_alike(default, one) for one in options):
        options = (default, *options)
    return FormField(mapping.target or name, default, options, asked, sent)


def _asked(choices: tuple[_Choice, ...], mapping: _Mapping) -> str:
    """The name people choose by; of several sources the first, while the others keep their defaults."""
    sources = mapping.sources or tuple(key for row, _ in mapping.rows for key in row)
    known = [choice.name for choice in choices if choice.name in sources] or [
        choice.name for choice in choices
    ]
    return next((one for one in sources if one in known), known[0] if known else "")


def _read_choices(value: Json) -> tuple[_Choice, ...]:
    rows = [row for row in (value if isinstance(value, list) else ()) if isinstance(row, dict)]
    named = [(read_text(row.get("field")) or read_text(row.get("id")), row) for row in rows]
    return tuple(_Choice(name, _value(row.get("value"))) for name, row in named if name)


def _read_mapping(value: Json) -> _Mapping:
    if not isinstance(value, dict):
        return _Mapping()
    sources, rows = value.get("source_params"), value.get("mapping_rules")
    read: list[tuple[Mapping[str, Value], Value]] = []
    for row in rows if isinstance(rows, list) else ():
        wanted = row.get("source_values") if isinstance(row, dict) else None
        target = _value(row.get("target_value")) if isinstance(row, dict) else None
        if not isinstance(wanted, dict) or target is None:
            continue
        values = {key: one for key, value in wanted.items() if (one := _value(value)) is not None}
        if len(values) == len(wanted):
            read.append((values, target))
    names = [read_text(one) for one in sources] if isinstance(sources, list) else []
    target_name = read_text(value.get("target_param"))
    return _Mapping(target_name, tuple(name for name in names if name), tuple(read))


# --- values ------------------------------------------------------------------


def _is_value(value: Json) -> bool:
    return isinstance(value, bool | int | str) or (isinstance(value, float) and math.isfinite(value))


def _value(value: Json) -> Value | None:
    if isinstance(value, bool | int | str):
        return value
    return value if isinstance(value, float) and math.isfinite(value) else None


def _as_text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _same(shown: Value | None, value: Value) -> bool:
    """Whether the page's value is the rule's, compared as text: 5 is "5", and 720P is 720p."""
    return shown is not None and _as_text(shown).strip().casefold() == _as_text(value).strip().casefold()


def _alike(one: Value, other: Value) -> bool:
    """Equal in value and type: True is not 1."""
    return type(one) is type(other) and one == other


def _distinct(values: tuple[Value, ...]) -> tuple[Value, ...]:
    kept: list[Value] = []
    for value in values:
        if not any(_alike(value, one) for one in kept):
            kept.append(value)
    return tuple(kept)
