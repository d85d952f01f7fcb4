"""Pictures that people posted, fetched as bytes and looked at before anybody relies on them."""

import asyncio

from adapters.feishu.codes import Refusal, Remedy
from adapters.feishu.rest import FeishuApi
from core.errors import FetchError
from core.model import Picture
from core.pictures import picture_kind

_TRIES = 3
_PAUSE_S = 0.4
_REASONS = {
    Remedy.TOO_BIG: "too_big",
    Remedy.SCOPE: "forbidden",
    Remedy.WAIT: "network",
    Remedy.BACK_OFF: "network",
    Remedy.TRANSIENT: "network",
    Remedy.REFRESH: "network",
}


async def fetch_picture(api: FeishuApi, picture: Picture, *, limit_bytes: int) -> bytes:
    """The bytes behind a reference of ours (message and key); raises FetchError."""
    message, key = picture.ref.get("message", ""), picture.ref.get("key", "")
    if not message or not key:
        raise FetchError("missing", "a reference without message or key")
    path = f"/open-apis/im/v1/messages/{message}/resources/{key}"
    for attempt in range(1, _TRIES + 1):
        try:
            data = await api.download(path, {"type": "image"}, limit_bytes=limit_bytes)
        except Refusal as refusal:
            if refusal.is_passing and attempt < _TRIES:
                await asyncio.sleep(refusal.retry_after_s or _PAUSE_S * attempt)
                continue
            raise FetchError(_REASONS.get(refusal.remedy, "missing"), str(refusal)) from refusal
        if not picture_kind(data):
            raise FetchError("not_a_picture", f"{len(data)} bytes")
        return data
    raise AssertionError  # the loop always returns or raises
