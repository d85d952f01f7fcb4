"""Pictures on their way to the studio: tokens, presigned addresses, and the bytes that arrive."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit
from uuid import uuid4

from adapters.ima.sandbox.answers import RefusalError, bad_parameter
from adapters.ima.sandbox.pictures import TYPES, Picture, read_picture
from adapters.ima.sandbox.shape import check_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

Json = dict[str, Any]

APP_ID, APP_KEY, SERVICE, FILE_TYPE = "webAgent", "32jdskjdk320eew", "privite", "picture"
PARAMETERS = (
    *("appUid", "appId", "appKey", "cmimToken", "sign", "timestamp", "nonce"),
    *("fService", "fType", "fSuffix", "fContentType"),
)
NONCE = re.compile(r"[0-9a-f]{21}")
CLOCK_TOLERANCE_S = 15 * 60
VALID_S = 7 * 24 * 3600
MOST_BYTES = 30 * 1024 * 1024
PUT_PREFIX, GET_PREFIX = "/oss/", "/cdn/"
SECRET = b"sandbox"
HTTPS, LOOPBACK_NAME = "https", "localhost"
PRIVATE_NAMES = (".local", ".internal", ".localhost")


class Uploads:
    """All pictures of one studio, in memory and, when there is a folder, in it too."""

    def __init__(self, now: Callable[[], float], folder: Path | None = None) -> None:
        self._now, self._folder = now, folder
        self._kept: dict[str, bytes] = {}

    def issue(self, query: Mapping[str, str], refused_keys: frozenset[str], origin: str) -> Json:
        """Where to put one picture and where it will be found; refuses every query that is not exactly right."""
        _check_query(query, self._now())
        check_key(query["appUid"], refused_keys)
        day = datetime.fromtimestamp(self._now(), UTC)
        uid = hashlib.sha256(query["appUid"].encode()).hexdigest()[:8]
        name = f"{round(self._now() * 1000)}_{uid}_{uuid4()}.{query['fSuffix']}"
        key = f"webAgent/privite/{day:%Y/%m/%d}/{name}"
        expires = round(self._now()) + VALID_S
        signature = _sign(key, query["fContentType"], expires)
        return {
            "ful": f"{origin}{PUT_PREFIX}{key}?Expires={expires}&OSSAccessKeyId=sandbox&Signature={quote(signature)}",
            "fdl": f"{origin}{GET_PREFIX}{key}",
            "ful_expire": expires,
            "fdl_expire": expires,
            "fdl_key": key,
        }

    def put(self, key: str, query: Mapping[str, str], headers: Mapping[str, str], data: bytes) -> None:
        """Take the bytes of one picture, if the address was given out for just this type and they are a picture."""
        content_type = headers.get("Content-Type", "")
        expires = int(query.get("Expires", "0")) if query.get("Expires", "0").isdigit() else 0
        if expires < self._now():
            raise RefusalError(403, "AccessDenied", "the upload address is over", http=403)
        if not hmac.compare_digest(_sign(key, content_type, expires), query.get("Signature", "")):
            why = f"not the address for {content_type or 'no type'}"
            raise RefusalError(403, "SignatureDoesNotMatch", why, http=403)
        if "Authorization" in headers:
            raise RefusalError(400, "InvalidArgument", "a key was sent to a presigned address", http=400)
        if len(data) > MOST_BYTES:
            raise RefusalError(400, "EntityTooLarge", "more than 30 MiB", http=400)
        picture = read_picture(data)
        if picture is None or picture.content_type != content_type:
            raise RefusalError(400, "InvalidArgument", f"the bytes are no {content_type}", http=400)
        self._kept[key] = data
        if self._folder:
            path = self._folder / key.replace("/", "_")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    def bytes_of(self, key: str) -> bytes | None:
        """A picture that was put here, in this run or an earlier one."""
        if key in self._kept:
            return self._kept[key]
        path = self._folder / key.replace("/", "_") if self._folder else None
        return path.read_bytes() if path and path.is_file() else None

    def picture_at(self, address: str) -> Picture | None:
        """The picture an order's address names, when it is one of ours."""
        path = urlsplit(address).path
        data = self.bytes_of(path.removeprefix(GET_PREFIX)) if path.startswith(GET_PREFIX) else None
        return read_picture(data) if data else None

    def check_address(self, address: str) -> None:
        """Refuse an order's picture that is neither one of ours nor public and https."""
        parts = urlsplit(address)
        host = parts.hostname or ""
        if _is_loopback(host) and self.picture_at(address) is not None:
            return
        if parts.scheme != HTTPS or parts.username or not _is_public(host):
            raise bad_parameter("a picture is neither uploaded nor at a public https address")


def _check_query(query: Mapping[str, str], now: float) -> None:
    if sorted(query) != sorted(PARAMETERS):
        raise bad_parameter(f"upload token: not exactly the parameters {', '.join(PARAMETERS)}")
    wanted = {"appId": APP_ID, "appKey": APP_KEY, "fService": SERVICE, "fType": FILE_TYPE}
    for name, value in wanted.items():
        if query[name] != value:
            raise bad_parameter(f"upload token: {name} is not {value}")
    if query["appUid"] != query["cmimToken"]:
        raise bad_parameter("upload token: appUid and cmimToken differ")
    if not NONCE.fullmatch(query["nonce"]):
        raise bad_parameter("upload token: nonce is not 21 hexadecimal digits")
    if not query["timestamp"].isdigit() or abs(int(query["timestamp"]) - now) > CLOCK_TOLERANCE_S:
        raise bad_parameter("upload token: the timestamp is not now")
    if TYPES.get(query["fSuffix"]) != query["fContentType"]:
        raise bad_parameter("upload token: fSuffix and fContentType are not those of one kind of picture")
    signed = "|".join((APP_ID, APP_KEY, query["timestamp"], query["nonce"]))
    # The upload service's own choice of hash.
    if query["sign"] != hashlib.sha1(signed.encode()).hexdigest().upper():  # noqa: S324
        raise bad_parameter("upload token: wrong sign")


def _sign(key: str, content_type: str, expires: int) -> str:
    return hmac.new(SECRET, f"{key}\n{content_type}\n{expires}".encode(), "sha256").hexdigest()


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == LOOPBACK_NAME


def _is_public(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith(PRIVATE_NAMES)
