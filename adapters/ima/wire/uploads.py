"""Pictures on their way to the studio: what they are, the signed request for a place, and the place."""

import hashlib
from dataclasses import dataclass

from adapters.ima.wire.answers import read_text
from core.errors import Certainty, StudioError
from core.model import Failure, Json
from core.pictures import picture_kind

_APP_ID = "webAgent"
# A public constant of the upload service, the same in every client; it signs, it does not authenticate.
_APP_KEY = "32jdskjdk320eew"
_NONCE_LENGTH = 21


@dataclass(frozen=True, slots=True)
class Kind:
    """What a picture is to the upload service."""

    suffix: str
    content_type: str


@dataclass(frozen=True, slots=True)
class Slot:
    """Where to put the bytes, and the public address they then have."""

    put_url: str
    public_url: str


_TAKEN = {
    one.suffix: one
    for one in (
        Kind("png", "image/png"),
        Kind("jpg", "image/jpeg"),
        Kind("gif", "image/gif"),
        Kind("bmp", "image/bmp"),
        Kind("webp", "image/webp"),
    )
}


def sniff(data: bytes) -> Kind:
    """The kind of a picture by its first bytes (raises StudioError PICTURE for what the studio does not take)."""
    found = picture_kind(data)
    if found in _TAKEN:
        return _TAKEN[found]
    what = found or "unknown"
    raise StudioError(Failure.PICTURE, Certainty.NOT_SENT, detail=f"not a picture the studio takes: {what}")


def write_token_query(key: str, kind: Kind, *, timestamp_s: int, nonce: str) -> dict[str, str]:
    """The eleven parameters of a token request; they hold the key, so their address is never logged."""
    nonce = nonce[:_NONCE_LENGTH]
    signed = f"{_APP_ID}|{_APP_KEY}|{timestamp_s}|{nonce}"
    return {
        "appUid": key,
        "appId": _APP_ID,
        "appKey": _APP_KEY,
        "cmimToken": key,
        # The service's own scheme; nothing secret rests on it.
        "sign": hashlib.sha1(signed.encode(), usedforsecurity=False).hexdigest().upper(),
        "timestamp": str(timestamp_s),
        "nonce": nonce,
        "fService": "privite",  # so spelt by the service
        "fType": "picture",
        "fSuffix": kind.suffix,
        "fContentType": kind.content_type,
    }


def read_slot(data: Json) -> Slot:
    """The place for an upload (raises StudioError PICTURE when the answer names none)."""
    put_url = read_text(data.get("ful")) if isinstance(data, dict) else ""
    public_url = read_text(data.get("fdl")) if isinstance(data, dict) else ""
    if not put_url.startswith(("https://", "http://")) or not public_url.startswith(("https://", "http://")):
        raise StudioError(Failure.PICTURE, Certainty.REFUSED, detail="the upload service gave no place")
    return Slot(put_url, public_url)
