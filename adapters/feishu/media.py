"""Clips and covers on their way from the CDN into Feishu: streamed, never whole in memory, never on disk."""

import asyncio
import json
import logging
import secrets
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from adapters.feishu.codes import Refusal, Remedy
from adapters.feishu.download import Download, Stream
from adapters.feishu.mp4 import Mp4Probe
from adapters.feishu.multipart import Form
from adapters.feishu.placeholder import placeholder_png
from adapters.feishu.rest import FeishuApi, Upload
from adapters.feishu.settings import FeishuSettings
from core.errors import FetchError

_log = logging.getLogger(__name__)

_FILES = "/open-apis/im/v1/files"
_IMAGES = "/open-apis/im/v1/images"
_PEEK_BYTES = 256 * 1024
_TRIES = 3
_KEPT = 128
_REASONS = {Remedy.TOO_BIG: "too_big", Remedy.SCOPE: "scope"}
_AGAIN = frozenset({Remedy.WAIT, Remedy.BACK_OFF, Remedy.TRANSIENT, Remedy.REFRESH})


@dataclass(frozen=True, slots=True)
class Clip:
    """What became of a clip: the keys that a message needs, or the reason (too_big, scope, no_player) why not."""

    file_key: str = ""
    image_key: str = ""
    reason: str = ""

    @classmethod
    def read(cls, text: str) -> "Clip":
        """What `write` wrote."""
        return cls(*json.loads(text))

    def write(self) -> str:
        """The keys as a text."""
        return json.dumps([self.file_key, self.image_key, self.reason])


class MediaUploads:
    """Uploads by address; keys are kept, so that a repeated send does not upload again."""

    def __init__(self, settings: FeishuSettings, api: FeishuApi, download: Download) -> None:
        self._settings = settings
        self._api = api
        self._download = download
        self._kept: OrderedDict[str, str] = OrderedDict()
        self._under_way: dict[str, asyncio.Lock] = {}

    async def clip(self, url: str, cover: str, duration_s: float | None) -> Clip:
        """Upload cover and clip; a cover that fails costs only itself."""
        cover_key, outcome = await asyncio.gather(self.cover(cover), self._video(url, duration_s))
        if not outcome.file_key:
            return Clip(image_key=cover_key, reason=outcome.reason)
        return Clip(outcome.file_key, cover_key or await self._placeholder())

    def forget(self, url: str, cover: str) -> None:
        """These keys were refused: upload again next time."""
        for address in (url, cover, "placeholder"):
            self._kept.pop(address, None)

    async def cover(self, url: str) -> str:
        """The key of an uploaded cover; empty when there is none to be had."""
        if not url:
            return ""
        if known := self._known(url):
            return known
        try:
            return self._keep(url, await self._picture(url))
        except (FetchError, Refusal) as error:
            _log.warning("feishu: the cover is left out: %s", error)
            return ""

    async def _placeholder(self) -> str:
        """A neutral cover: without any, clients show a grey bubble (openclaw-lark#309)."""
        if known := self._known("placeholder"):
            return known
        data = placeholder_png()

        async def chunks() -> AsyncIterator[bytes]:
            yield data

        try:
            return self._keep("placeholder", await self._send_picture(chunks(), len(data), "png"))
        except Refusal as refusal:
            _log.warning("feishu: no cover at all: %s", refusal)
            return ""

    async def _picture(self, url: str) -> str:
        settings = self._settings
        for attempt in range(1, _TRIES + 1):
            try:
                async with self._download.open(
                    url, limit_bytes=settings.cover_limit_bytes, timeout_s=settings.timings.download_s
                ) as stream:
                    length, chunks = stream.length, stream.chunks()
                    if length is None:
                        data = b"".join([chunk async for chunk in chunks])
                        length, chunks = len(data), _once(data)
                    kind = "png" if "png" in stream.content_type else "jpg"
                    return await self._send_picture(chunks, length, kind)
            except (FetchError, Refusal) as trouble:
                if attempt == _TRIES or not _passes(trouble):
                    raise
                await self._pause(trouble, attempt)
        raise AssertionError  # the loop always returns or raises

    async def _send_picture(self, chunks: AsyncIterator[bytes], length: int, kind: str) -> str:
        form = Form(
            secrets.token_hex(16),
            {"image_type": "message"},
            "image",
            f"cover.{kind}",
            "image/png" if kind == "png" else "image/jpeg",
        )
        upload = Upload(form.body(chunks, length), form.content_type, form.length(length))
        return _key(await self._api.upload("images", _IMAGES, upload), "image_key")

    async def _video(self, url: str, duration_s: float | None) -> Clip:
        lock = self._under_way.setdefault(url, asyncio.Lock())
        try:
            async with lock:
                if known := self._known(url):
                    return Clip(known)
                return Clip(self._keep(url, await self._upload_video(url, duration_s)))
        except FetchError as error:
            _log.warning("feishu: the clip was not fetched: %s", error)
            return Clip(reason="too_big" if error.reason == "too_big" else "no_player")
        except Refusal as refusal:
            _log.warning("feishu: the clip was not uploaded: %s", refusal)
            return Clip(reason=_REASONS.get(refusal.remedy, "no_player"))
        finally:
            self._under_way.pop(url, None)

    async def _upload_video(self, url: str, duration_s: float | None) -> str:
        told_ms = round(duration_s * 1000) if duration_s else None
        measured: Mp4Probe | None = None
        for attempt in range(1, _TRIES + 1):
            try:
                if measured is None:
                    if key := await self._upload_at_once(url, told_ms):
                        return key
                    measured = await self._measure(url)
                async with self._open(url) as stream:
                    duration_ms = measured.duration_ms or told_ms or 0
                    return await self._send_video(stream.chunks(), measured.size_bytes, duration_ms)
            except (FetchError, Refusal) as trouble:
                if attempt == _TRIES or not _passes(trouble):
                    raise
                await self._pause(trouble, attempt)
        raise AssertionError  # the loop always returns or raises

    async def _upload_at_once(self, url: str, told_ms: int | None) -> str:
        """Upload in one pass; empty when size or length are unknown, so that the file must be measured first."""
        async with self._open(url) as stream:
            probe, head, rest = await _peek(stream)
            if probe.is_mp4 is False:
                raise FetchError("forbidden", "not an mp4 file")
            duration_ms, length = probe.duration_ms or told_ms, stream.length
            if length is None or duration_ms is None:
                return ""
            return await self._send_video(_joined(head, rest), length, duration_ms)

    async def _measure(self, url: str) -> Mp4Probe:
        probe = Mp4Probe()
        async with self._open(url) as stream:
            async for chunk in stream.chunks():
                probe.feed(chunk)
        return probe

    def _open(self, url: str) -> AbstractAsyncContextManager[Stream]:
        settings = self._settings
        return self._download.open(
            url, limit_bytes=settings.video_limit_bytes, timeout_s=settings.timings.download_s
        )

    async def _send_video(self, chunks: AsyncIterator[bytes], length: int, duration_ms: int) -> str:
        if length > self._settings.video_limit_bytes:
            raise FetchError("too_big", f"{length} bytes")
        form = Form(
            secrets.token_hex(16),
            {"file_type": "mp4", "file_name": "video.mp4", "duration": str(duration_ms)},
            "file",
            "video.mp4",
            "video/mp4",
        )
        upload = Upload(form.body(chunks, length), form.content_type, form.length(length))
        return _key(await self._api.upload("files", _FILES, upload), "file_key")

    async def _pause(self, trouble: FetchError | Refusal, attempt: int) -> None:
        timings = self._settings.timings
        pause_s = min(timings.retry_first_s * 2**attempt, timings.retry_max_s)
        if isinstance(trouble, Refusal):
            pause_s = trouble.retry_after_s or (0.0 if trouble.remedy is Remedy.REFRESH else pause_s)
        await asyncio.sleep(pause_s)

    def _known(self, address: str) -> str:
        return self._kept.get(address, "")

    def _keep(self, address: str, key: str) -> str:
        self._kept[address] = key
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return key


def _passes(trouble: FetchError | Refusal) -> bool:
    """Whether a clip that could not be read or uploaded may get through a moment later."""
    if isinstance(trouble, FetchError):
        return trouble.reason == "network"
    return trouble.remedy in _AGAIN


async def _peek(stream: Stream) -> tuple[Mp4Probe, list[bytes], AsyncIterator[bytes]]:
    """Read until the length of the clip is seen, or so far that it will not be at the front."""
    probe, head, chunks = Mp4Probe(), list[bytes](), stream.chunks()
    async for chunk in chunks:
        head.append(chunk)
        probe.feed(chunk)
        if probe.duration_ms is not None or probe.is_mp4 is False or probe.size_bytes >= _PEEK_BYTES:
            break
    return probe, head, chunks


async def _joined(head: Iterable[bytes], rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    for chunk in head:
        yield chunk
    async for chunk in rest:
        yield chunk


async def _once(data: bytes) -> AsyncIterator[bytes]:
    yield data


def _key(answer: object, name: str) -> str:
    data = answer.get("data") if isinstance(answer, dict) else None
    key = data.get(name) if isinstance(data, dict) else None
    if not isinstance(key, str) or not key:
        raise Refusal(Remedy.TRANSIENT, f"an upload without {name}")
    return key
