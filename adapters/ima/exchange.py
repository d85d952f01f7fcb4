"""The one place where bytes go to the studio and come back; every way it can go wrong becomes a StudioError.

Nothing here logs an address or chains an exception of the HTTP library: some of their texts hold the whole address,
and that of a token request holds the key.
"""

import errno
from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp
from yarl import URL

from adapters.ima.wire import Reply, harmless
from core.errors import Certainty, StudioError
from core.model import Failure

_LONGEST_ANSWER_BYTES = 16 * 1024 * 1024
_CHUNK_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """Seconds for each kind of call, connecting included; `connect_s` bounds the connecting alone."""

    connect_s: float = 10.0
    list_s: float = 30.0
    create_s: float = 30.0
    detail_s: float = 15.0
    upload_s: float = 60.0


class Exchange:
    """HTTP over one pooled session, handed in or our own, and a second one that never uses a connection twice.

    A request on a kept connection that the studio closes at that moment cannot be told from one that arrived: paid
    requests get a connection of their own, so that a failure to connect is known to be just that. aiohttp sends a
    request again by itself after a lost connection only for idempotent methods (3.14); a POST never is.
    """

    def __init__(self, session: aiohttp.ClientSession | None, *, connect_s: float) -> None:
        self._pooled = session
        self._is_ours = session is None
        self._fresh: aiohttp.ClientSession | None = None
        self._connect_s = connect_s
        self._is_closed = False

    async def close(self) -> None:
        """Close the sessions that were opened here."""
        self._is_closed = True
        fresh, self._fresh = self._fresh, None
        if fresh is not None:
            await fresh.close()
        if self._is_ours and self._pooled is not None:
            pooled, self._pooled = self._pooled, None
            await pooled.close()

    async def send(
        self,
        method: str,
        url: URL,
        *,
        timeout_s: float,
        headers: Mapping[str, str],
        body: bytes | None = None,
        alone: bool = False,
        may_repeat: bool = False,
    ) -> Reply:
        """One request, one answer (raises StudioError); `alone` asks for a connection of its own.

        With `may_repeat` it is sent a second time when the connection was lost: a kept one may have been stale.
        Redirects are not followed: the studio has none, and neither key nor paid request go where it did not say.
        """
        session = self._session(alone=alone)
        timeout = aiohttp.ClientTimeout(total=timeout_s, connect=self._connect_s)
        while True:
            try:
                async with session.request(
                    method, url, data=body, headers=headers, timeout=timeout, allow_redirects=False
                ) as response:
                    return Reply(
                        status=response.status,
                        body=await _read_body(response),
                        date=response.headers.get("Date", ""),
                        retry_after=response.headers.get("Retry-After", ""),
                    )
            except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as exc:
                fault = _fault_of(exc)
                was_lost = isinstance(exc, aiohttp.ServerDisconnectedError | aiohttp.ClientOSError)
            if not (may_repeat and was_lost and fault.certainty is not Certainty.NOT_SENT):
                # Raised outside of the except block: the cause's text may hold the address.
                raise fault
            may_repeat = False

    async def ask(
        self,
        method: str,
        url: URL,
        *,
        timeout_s: float,
        headers: Mapping[str, str],
        body: bytes | None = None,
    ) -> Reply:
        """Send a request that spends nothing: its faults are never in doubt."""
        try:
            return await self.send(
                method, url, timeout_s=timeout_s, headers=headers, body=body, may_repeat=True
            )
        except StudioError as fault:
            raise harmless(fault) from None

    def _session(self, *, alone: bool) -> aiohttp.ClientSession:
        if self._is_closed:
            raise StudioError(Failure.NETWORK, Certainty.NOT_SENT, detail="the client is closed")
        if alone:
            if self._fresh is None or self._fresh.closed:
                self._fresh = _session(aiohttp.TCPConnector(limit=0, force_close=True))
            return self._fresh
        if self._pooled is None:
            # Every waiting job looks every few seconds: more than the default pool may be on their way at once.
            self._pooled = _session(aiohttp.TCPConnector(limit=200, keepalive_timeout=30))
        return self._pooled


def _session(connector: aiohttp.TCPConnector) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())


async def _read_body(response: aiohttp.ClientResponse) -> bytes:
    """The body, or nothing when it is too long to be an answer."""
    parts: list[bytes] = []
    size = 0
    async for part in response.content.iter_chunked(_CHUNK_BYTES):
        size += len(part)
        if size > _LONGEST_ANSWER_BYTES:
            response.close()
            return b""
        parts.append(part)
    return b"".join(parts)


def _fault_of(exc: Exception) -> StudioError:
    """What a broken exchange means: not sent only when there never was a connection."""
    what = type(exc).__name__
    if isinstance(exc, OSError) and exc.errno is not None:
        what = f"{what} {errno.errorcode.get(exc.errno, exc.errno)}"
    # A timer that runs out while connecting is ConnectionTimeoutError; any other timeout may be after the sending.
    never_sent = isinstance(
        exc, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError | aiohttp.InvalidURL
    )
    if never_sent:
        return StudioError(Failure.NETWORK, Certainty.NOT_SENT, detail=what)
    if isinstance(exc, ValueError):
        return StudioError(Failure.UNKNOWN, Certainty.IN_DOUBT, detail=what)
    return StudioError(Failure.NETWORK, Certainty.IN_DOUBT, detail=what)
