"""GuardedFetch: the Fetch port, and a stream for clips. No address is logged: many carry signatures."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from adapters.fetch.clips import last_frame
from adapters.fetch.guard import ForbiddenAddressError, PublicResolver, read_address
from core.errors import FetchError
from core.pictures import HEAD_BYTES, PICTURE_LIMIT_BYTES, picture_kind

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5
_OK = 200
# An address that has run out answers 403 at the clip hosts seen.
_GONE = frozenset({403, 404, 410})
_TOO_BIG = 413
_CLIENT_FAULTS = range(400, 429)
_CONNECT_S = 10.0
_CHUNK_BYTES = 64 * 1024
_DECODE_S = 45.0  # beyond the time of the download
_DECODERS = 2  # at once: each may take all of a processor and some hundred MiB


class Download:
    """An answer whose bytes are still to come.

    `content_type` is lower case without parameters, empty when not told; `length` is the bytes that the other side
    claims, None when it does not say.
    """

    def __init__(self, response: aiohttp.ClientResponse, *, limit_bytes: int) -> None:
        self._response = response
        self._limit_bytes = limit_bytes
        self.content_type = response.content_type.casefold() if "Content-Type" in response.headers else ""
        self.length = response.content_length

    async def chunks(self) -> AsyncGenerator[bytes, None]:
        """The bytes, once (raises FetchError: too_big past the limit, network for a broken or slow line)."""
        size = 0
        while chunk := await self._read():
            size += len(chunk)
            if size > self._limit_bytes:
                raise FetchError("too_big", f"more than {self._limit_bytes} bytes")
            yield chunk

    async def _read(self) -> bytes:
        try:
            return await self._response.content.read(_CHUNK_BYTES)
        except (aiohttp.ClientError, TimeoutError, OSError) as exc:
            fault = _fault_of(exc)
        raise fault


class GuardedFetch:
    """Downloads from public https hosts alone, checked again after each redirect; close it, or use it in `async with`.

    With `allow_loopback`, http and this machine's own addresses are taken too. `media_hosts` limits `open` to these
    hosts and their subdomains; pictures that people name may come from any public host.
    """

    def __init__(
        self,
        *,
        allow_loopback: bool = False,
        media_hosts: Sequence[str] = (),
        picture_limit_bytes: int = PICTURE_LIMIT_BYTES,
        picture_timeout_s: float = 30.0,
        clip_limit_bytes: int = 100 * 1024 * 1024,
        clip_timeout_s: float = 60.0,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self._allow_loopback = allow_loopback
        self._media_hosts = tuple(media_hosts)
        self._picture_limit_bytes = picture_limit_bytes
        self._picture_timeout_s = picture_timeout_s
        self._clip_limit_bytes = clip_limit_bytes
        self._clip_timeout_s = clip_timeout_s
        self._decoders = asyncio.Semaphore(_DECODERS)
        self._resolver = resolver
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def picture(self, url: str) -> bytes:
        """A picture's bytes (raises FetchError); the first bytes decide what a picture is, not what the host says."""
        parts: list[bytes] = []
        head = b""
        async with (
            self._open(
                url, limit_bytes=self._picture_limit_bytes, timeout_s=self._picture_timeout_s, hosts=()
            ) as download,
            aclosing(download.chunks()) as chunks,
        ):
            async for chunk in chunks:
                parts.append(chunk)
                if len(head) < HEAD_BYTES:
                    head += chunk[:HEAD_BYTES]
                    if len(head) >= HEAD_BYTES and not picture_kind(head):
                        break
        if not picture_kind(head):
            raise FetchError("not_a_picture")
        return b"".join(parts)

    async def last_frame(self, url: str) -> bytes:
        """The last frame of a clip as a JPEG (raises FetchError); decoded in a child process, kept nowhere."""
        limit_bytes, timeout_s = self._clip_limit_bytes, self._clip_timeout_s
        async with (
            self._decoders,
            self.open(url, limit_bytes=limit_bytes, timeout_s=timeout_s) as download,
            aclosing(download.chunks()) as chunks,
        ):
            return await last_frame(
                chunks, limit_bytes=self._picture_limit_bytes, timeout_s=timeout_s + _DECODE_S
            )

    @asynccontextmanager
    async def open(self, url: str, *, limit_bytes: int, timeout_s: float) -> AsyncIterator[Download]:
        """A clip as a stream (raises FetchError); `timeout_s` covers all of it, the reader's own pauses too."""
        async with self._open(
            url, limit_bytes=limit_bytes, timeout_s=timeout_s, hosts=self._media_hosts
        ) as download:
            yield download

    @asynccontextmanager
    async def _open(
        self, url: str, *, limit_bytes: int, timeout_s: float, hosts: Sequence[str]
    ) -> AsyncIterator[Download]:
        ends_at = asyncio.get_running_loop().time() + timeout_s
        response = await self._follow(url, ends_at=ends_at, hosts=hosts)
        try:
            download = Download(response, limit_bytes=limit_bytes)
            if download.length is not None and download.length > limit_bytes:
                raise FetchError("too_big", f"{download.length} bytes announced")
            yield download
        finally:
            # What was not read to its end is not worth a kept connection.
            response.close()

    async def _follow(self, text: str, *, ends_at: float, hosts: Sequence[str]) -> aiohttp.ClientResponse:
        for _ in range(_MOST_REDIRECTS + 1):
            url = read_address(text, allow_loopback=self._allow_loopback, hosts=hosts)
            response = await self._ask(url, ends_at=ends_at)
            try:
                target = _redirect_of(response)
                if not target:
                    _check(response)
                    return response
            except BaseException:
                response.close()
                raise
            response.close()
            text = target
        raise FetchError("forbidden", "too many redirects")

    async def _ask(self, url: URL, *, ends_at: float) -> aiohttp.ClientResponse:
        """One request, not followed anywhere."""
        left_s = max(0.01, ends_at - asyncio.get_running_loop().time())
        timeout = aiohttp.ClientTimeout(total=left_s, connect=min(_CONNECT_S, left_s))
        try:
            return await self._sessions().get(url, allow_redirects=False, timeout=timeout)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as exc:
            fault = _fault_of(exc)
        # Raised outside of the except block: the cause's text may hold the address.
        raise fault

    def _sessions(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            resolver = PublicResolver(allow_loopback=self._allow_loopback, inner=self._resolver)
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(resolver=resolver, limit=50),
                cookie_jar=aiohttp.DummyCookieJar(),
                # A compressed answer can be a thousand times its size: it is neither asked for nor unpacked.
                auto_decompress=False,
                headers={"Accept-Encoding": "identity", "User-Agent": "ima-video-bot"},
            )
        return self._session


def _redirect_of(response: aiohttp.ClientResponse) -> str:
    """Where the answer points to, as an absolute address; empty when it points nowhere."""
    target = response.headers.get("Location", "")
    if response.status not in _REDIRECTS or not target:
        return ""
    try:
        return str(response.url.join(URL(target, encoded=target.isascii())))
    except ValueError:
        raise FetchError("forbidden", "a redirect to no address") from None


def _check(response: aiohttp.ClientResponse) -> None:
    if response.status in _GONE:
        raise FetchError("missing", f"http {response.status}")
    if response.status == _TOO_BIG:
        raise FetchError("too_big", f"http {response.status}")
    if response.status in _CLIENT_FAULTS:
        raise FetchError("forbidden", f"http {response.status}")
    if response.status != _OK:
        raise FetchError("network", f"http {response.status}")
    if response.headers.get("Content-Encoding", "identity").strip().casefold() not in ("", "identity"):
        raise FetchError("forbidden", "compressed though not asked to be")


def _fault_of(exc: Exception) -> FetchError:
    is_forbidden = isinstance(exc, aiohttp.ClientConnectorError) and isinstance(
        exc.os_error, ForbiddenAddressError
    )
    if is_forbidden or isinstance(exc, aiohttp.InvalidURL):
        return FetchError("forbidden", "the address leads to no public host")
    return FetchError("network", type(exc).__name__)
