"""Values of the core as JSON text: a small version number in front, so that an old row can be read after a change.

Text and not the database's own JSON type: both databases then keep the same bytes, a NUL in a message included.
"""

import json
import logging
import re
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar, cast

from pydantic import TypeAdapter

from core.model import Address, Draft, Incoming, Json, Order, Picture
from core.ports import Talk

T = TypeVar("T")

_log = logging.getLogger(__name__)

Upgrade = Callable[[Any], Any]

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Codec(Generic[T]):
    """One kind of value: writes the newest version, reads all.

    `upgrades[n]` turns the JSON of version n + 1 into that of version n + 2.
    """

    def __init__(self, kind: type[T], *, upgrades: tuple[Upgrade, ...] = ()) -> None:
        self._adapter: TypeAdapter[T] = TypeAdapter(kind)
        self._upgrades = upgrades
        self._prefix = f'{{"v":{len(upgrades) + 1},"d":'.encode()

    def write(self, value: T) -> str:
        """The JSON text of a value."""
        try:
            body = self._adapter.dump_json(value, warnings=False)
        except ValueError:
            # Half an emoji (a chat cut a text in two, or odd bytes on a command line): the half cannot be stored.
            plain = _scrubbed(self._adapter.dump_python(value))
            body = self._adapter.dump_json(self._adapter.validate_python(plain))
        return (self._prefix + body + b"}").decode()

    def read(self, text: str) -> T:
        """The value of a JSON text of any known version (raises ValueError for what is none)."""
        if text.startswith(self._prefix.decode()):
            return self._adapter.validate_json(text[len(self._prefix) : -1])
        stored = json.loads(text)
        data = stored["d"]
        for upgrade in self._upgrades[stored["v"] - 1 :]:
            data = upgrade(data)
        return self._adapter.validate_json(json.dumps(data))


def told_unreadable(what: str, key: str, fault: ValueError) -> None:
    """Log that a stored value cannot be read and is left out, so that it stops nothing else; never what it says."""
    _log.error("The stored %s %s cannot be read and is left alone (%s).", what, key, type(fault).__name__)


def _scrubbed(value: Any) -> Any:
    """The same plain value without lone surrogates."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, Mapping):
        return {_scrubbed(name): _scrubbed(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_scrubbed(item) for item in value]
    return value


def storable(text: str) -> str:
    """A name from outside as both databases can store it."""
    if text.isascii() and "\0" not in text:
        return text
    return _LONE_SURROGATE.sub("\ufffd", text).replace("\0", "\ufffd")


def write_plain(value: Mapping[str, Json]) -> str:
    """Plain JSON, for values that are JSON already."""
    return json.dumps(dict(value), separators=(",", ":"))


def read_plain(text: str) -> dict[str, Json]:
    """What write_plain wrote."""
    return cast("dict[str, Json]", json.loads(text))


ADDRESS = Codec(Address)
DRAFT = Codec(Draft)
INCOMING = Codec(Incoming)
ORDER = Codec(Order)
PICTURE = Codec(Picture)
TALK = Codec(Talk)
