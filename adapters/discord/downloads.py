"""Pictures from Discord's own file servers: checked, bounded, and through the same proxy as everything else."""

import asyncio
from urllib.parse import urlsplit

import aiohttp

from adapters.discord.channels import Channels
from adapters.discord.delivery import Refused
from adapters.discord.pictures import is_picture
from adapters.discord.settings import DiscordSettings
from core.errors import ChatError, FetchError
from core.loopback import is_loopback
from core.model import Picture
from core.pictures import PICTURE_LIMIT_BYTES, picture_kind

_TIME_LIMIT_S = 30.0
_CHUNK = 64 * 1024
_HOSTS = ("discordapp.com", "discordapp.net", "discord.com")
_OK = 200
_GONE = (401, 403, 404, 410)


class Downloads:
    """Reads the bytes of a picture reference of this platform."""

    def __init__(self, channels: Channels, settings: DiscordSettings) -> None:
        self._channels = channels
        self._proxy = settings.proxy or None
        # A Discord on this machine is a stand-in for tests; its files are on this machine too.
        self._is_local = is_loopback(urlsplit(settings.api_base).hostname or "")
        self._session: aiohttp.ClientSession | None = None

    async def picture(self, picture: Picture) -> bytes:
        """The picture's bytes: by the address it was seen at, or, once that has expired, by its message's own."""
        url = picture.ref.get("url", "")
        try:
            return await self._read(url)
        except FetchError as fault:
            fresh = await self._fresh(picture) if fault.reason == "missing" else None
            if fresh is None or fresh == url:
                raise
        return await self._read(fresh)

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    async def _fresh(self, picture: Picture) -> str | None:
        ref = picture.ref
        if not (ref.get("channel") and ref.get("message") and ref.get("attachment")):
            return None
        try:
            message = await self._channels.read(int(ref["channel"]), int(ref["message"]))
        except (Refused, ChatError):
            return None
        places = [message.attachments, *(forwarded.attachments for forwarded in message.message_snapshots)]
        return next(
            (
                file.url
                for files in places
                for file in files
                if str(file.id) == ref["attachment"] and is_picture(file)
            ),
            None,
        )

    async def _read(self, url: str) -> bytes:
        self._check(url)
        if self._session is None:
            self._session = aiohttp.ClientSession()
        try:
            async with (
                asyncio.timeout(_TIME_LIMIT_S),
                self._session.get(url, proxy=self._proxy, allow_redirects=False) as answer,
            ):
                if answer.status in _GONE:
                    raise FetchError("missing", f"HTTP {answer.status}")
                if answer.status != _OK:
                    raise FetchError("network", f"HTTP {answer.status}")
                if (answer.content_length or 0) > PICTURE_LIMIT_BYTES:
                    raise FetchError("too_big")
                data = bytearray()
                async for chunk in answer.content.iter_chunked(_CHUNK):
                    data += chunk
                    if len(data) > PICTURE_LIMIT_BYTES:
                        raise FetchError("too_big")
        except (aiohttp.ClientError, OSError, TimeoutError) as fault:
            raise FetchError("network", type(fault).__name__) from fault
        read = bytes(data)
        if not picture_kind(read):
            raise FetchError("not_a_picture")
        return read

    def _check(self, url: str) -> None:
        parts = urlsplit(url)
        host = parts.hostname or ""
        if self._is_local and is_loopback(host):
            return
        known = any(host == name or host.endswith("." + name) for name in _HOSTS)
        if parts.scheme != "https" or not known:
            raise FetchError("forbidden" if url else "missing", "not one of Discord's file servers")
