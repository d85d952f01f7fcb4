"""The kinds of values that settings have, each with what it must look like."""

import re
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import NoDecode

from core.loopback import is_loopback


def is_local(address: str) -> bool:
    """Whether an http or ws address leads to this machine only."""
    return is_loopback(urlsplit(address).hostname or "")


def _origin(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
        raise ValueError("must be an address like https://api.example.com")
    if parts.path.rstrip("/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError("must be a bare origin, without path or name and password")
    if parts.scheme == "http" and not is_local(address):
        raise ValueError("must be https; http is accepted on loopback only")
    return address.rstrip("/")


def _platform_address(address: str) -> str:
    if not address:
        return address
    parts = urlsplit(address)
    if parts.scheme in ("http", "ws") and not is_local(address):
        raise ValueError("must be https or wss; http and ws are accepted on loopback only")
    if parts.scheme not in ("http", "https", "ws", "wss") or not parts.hostname or parts.port == 0:
        raise ValueError("must be a full address")
    return address.rstrip("/")


def words(value: Any) -> Any:
    """A comma or blank separated list."""
    return value.replace(",", " ").split() if isinstance(value, str) else value


def _ids(names: frozenset[str]) -> frozenset[str]:
    if wrong := sorted(one for one in names if not _ID.fullmatch(one)):
        raise ValueError(f"{', '.join(wrong)}: must be written platform:id, like discord:123")
    return names


def _database_url(url: SecretStr) -> SecretStr:
    if url.get_secret_value() and not url.get_secret_value().startswith(_DATABASES):
        raise ValueError("must start with postgresql://; empty means SQLite in DATA_DIR")
    return url


_ID = re.compile(r"[a-z]+:\S+")
_DATABASES = ("postgresql://", "postgresql+psycopg://", "postgres://")
Origin = Annotated[str, AfterValidator(_origin)]
PlatformAddress = Annotated[str, AfterValidator(_platform_address)]
Names = Annotated[frozenset[str], NoDecode, Field(default_factory=frozenset)]
DatabaseUrl = Annotated[SecretStr, AfterValidator(_database_url)]
Ids = Annotated[frozenset[str], NoDecode, AfterValidator(_ids), Field(default_factory=frozenset)]
