"""What the studio sells, and what we order of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.model.words import TaskType, Value

LONGEST_CLIP_S = 15  # of any model, as the specification says it

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "audio": ("generate_audio", "sound", "audio", "with_audio"),
    "aspect_ratio": ("aspect_ratio", "ratio"),
    "resolution": ("resolution", "quality"),
}
"""What products call a parameter, by the name that it has in the catalogues."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One price: these attribute values cost these points. `is_fallback` is the studio's default=enabled marker."""

    attribute_id: int
    points: int
    attributes: Mapping[str, str]
    is_fallback: bool = False


@dataclass(frozen=True, slots=True)
class FormField:
    """One parameter a product takes, under the name that is sent.

    `options` empty means free. A virtual field of the studio is resolved here: `asked_as` is the name people choose
    by (quality, resolution) and `mapping` takes each choice to the value that is sent.
    """

    name: str
    default: Value | None
    options: tuple[Value, ...] = ()
    asked_as: str = ""
    mapping: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Product:
    """One orderable model version of the live list (a type "3" leaf)."""

    task_type: TaskType
    leaf_id: str
    model_id: str
    name: str
    rules: tuple[Rule, ...]
    fields: tuple[FormField, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What we ask the studio for, complete but for the pictures' addresses.

    `params` is all that is sent besides prompt, pictures and price. `model` is our key, empty for a live leaf that
    our tables do not know.
    """

    task_type: TaskType
    model: str
    model_name: str
    model_id: str
    leaf_id: str
    attribute_id: int
    points: int
    params: Mapping[str, Value]
    prompt: str


@dataclass(frozen=True, slots=True)
class Change:
    """A value that differs from what was asked or ordered before; `name` is a key of the catalogues' [name]."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    """Something a person has to be told: the key of a sentence and its blanks; changes fill {changes}."""

    key: str
    blanks: Mapping[str, str] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
