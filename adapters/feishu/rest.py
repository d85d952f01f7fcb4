"""Calls of Feishu's interfaces over one pooled session: token, pace, retries by remedy, errors as Refusal."""

import asyncio
import json
import logging
import random
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

import aiohttp

from adapters.feishu.codes import Refusal, Remedy, read_refusal
from adapters.feishu.rates import Pace
from adapters.feishu.settings import FeishuSettings
from adapters.feishu.tokens import TenantToken
from core.model import Json

_log = logging.getLogger(__name__)

_TOKEN_PATH = "/open-apis/auth/v3/tenant_access_token/internal"  # noqa: S105 - an address, not a secret
_OK = 200


@dataclass(frozen=True, slots=True)
class Call:
    """One call: `interface` names its limit, `place` the chat it puts a message into or the card it changes."""

    interface: str
    method: str
    path: str
    query: Mapping[str, str] | None = None
    body: Json = None
    place: str = ""
    budget_s: float | None = None  # how long passing trouble is borne; None = the usual


@dataclass(frozen=True, slots=True)
class Upload:
    """A body that is sent as it comes: its length is known beforehand."""

    chunks: AsyncIterator[bytes]
    content_type: str
    length: int


class FeishuApi:
    """The platform's interfaces; every method raises Refusal. `missing` remembers the scopes that were lacking."""

    def __init__(self, settings: FeishuSettings, *, pace: Pace | None = None) -> None:
        self._settings = settings
        self._session: aiohttp.ClientSession | None = None
        self.pace = pace or Pace()
        self.token = TenantToken(self._fetch_token)
        self.missing: dict[tuple[str, ...], str] = {}
        self._closed = False

    def open(self) -> None:
        """Speak (again); the token is kept fresh from now on."""
        self._closed = False
        self.token.start()

    async def close(self) -> None:
        """Give the connections back; later calls are refused as passing trouble."""
        self._closed = True
        await self.token.stop()
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def call(self, call: Call) -> Mapping[str, Json]:
        """The answer's body, after as many tries as passing trouble and the budget allow."""
        timings = self._settings.timings
        budget_s = timings.retry_budget_s if call.budget_s is None else call.budget_s
        loop = asyncio.get_running_loop()
        ends, pause_s = loop.time() + budget_s, timings.retry_first_s
        while True:
            try:
                async with self.pace.turn(call.interface, call.place):
                    return await self._with_token(call)
            except Refusal as refusal:
                if not refusal.is_passing:
                    self._note(refusal)
                    raise
                wait_s = refusal.retry_after_s or pause_s * random.uniform(0.8, 1.2)  # noqa: S311 - jitter
                if loop.time() + wait_s > ends:
                    raise
                _log.info("feishu %s again in %.1f s: %s", call.interface, wait_s, refusal)
                await asyncio.sleep(wait_s)
                pause_s = min(pause_s * 2, timings.retry_max_s)

    async def upload(self, interface: str, path: str, upload: Upload) -> Mapping[str, Json]:
        """Send a body once, as it comes; a second try needs a second stream, so it is the caller's."""
        headers = {"Content-Type": upload.content_type, "Content-Length": str(upload.length)}
        token = await self.token.get()
        try:
            async with self.pace.turn(interface):
                return await self._once(
                    "POST",
                    path,
                    action=interface,
                    data=upload.chunks,
                    headers=headers,
                    token=token,
                    timeout_s=self._settings.timings.upload_s,
                )
        except Refusal as refusal:
            if refusal.remedy is Remedy.REFRESH:
                await self.token.replace(token)
            self._note(refusal)
            raise

    async def download(self, path: str, query: Mapping[str, str], *, limit_bytes: int) -> bytes:
        """The bytes of a resource, read up to the limit (raises Refusal TOO_BIG beyond it)."""
        token = await self.token.get()
        for last in (False, True):
            try:
                async with self.pace.turn("resource"):
                    return await self._read(path, query, token, limit_bytes)
            except Refusal as refusal:
                if last or refusal.remedy is not Remedy.REFRESH:
                    self._note(refusal)
                    raise
                token = await self.token.replace(token)
        raise AssertionError  # the loop always returns or raises

    async def anonymous(self, path: str, body: Json, *, timeout_s: float) -> tuple[int, Mapping[str, Json]]:
        """A call without a token: the status and the body as they came."""
        try:
            async with self._open(
                "POST",
                path,
                json=body,
                headers={"locale": "zh"},
                timeout=aiohttp.ClientTimeout(total=timeout_s),
            ) as response:
                return response.status, _object(await response.read())
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Refusal(Remedy.TRANSIENT, f"{path}: {type(error).__name__}") from error

    async def _fetch_token(self) -> tuple[str, float]:
        settings = self._settings
        secret: Json = {"app_id": settings.app_id, "app_secret": settings.app_secret}
        body = await self._once("POST", _TOKEN_PATH, action="token", json_body=secret, token="")
        token, lives_s = body.get("tenant_access_token"), body.get("expire")
        if not isinstance(token, str) or not token:
            raise Refusal(Remedy.TRANSIENT, "token: an answer without a token")
        return token, float(lives_s) if isinstance(lives_s, (int, float)) else 7200.0

    async def _with_token(self, call: Call) -> Mapping[str, Json]:
        token = await self.token.get()
        try:
            return await self._call_once(call, token)
        except Refusal as refusal:
            if refusal.remedy is not Remedy.REFRESH:
                raise
            return await self._call_once(call, await self.token.replace(token))

    async def _call_once(self, call: Call, token: str) -> Mapping[str, Json]:
        return await self._once(
            call.method,
            call.path,
            action=call.interface,
            json_body=call.body,
            query=call.query,
            token=token,
        )

    async def _once(
        self,
        method: str,
        path: str,
        *,
        action: str,
        json_body: Json = None,
        data: AsyncIterator[bytes] | None = None,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        token: str,
        timeout_s: float | None = None,
    ) -> Mapping[str, Json]:
        sent = dict(headers or {})
        if token:
            sent["Authorization"] = f"Bearer {token}"
        timeout = aiohttp.ClientTimeout(total=timeout_s or self._settings.timings.call_s)
        body = data if data is not None else None if json_body is None else _encoded(json_body)
        if data is None and json_body is not None:
            sent["Content-Type"] = "application/json; charset=utf-8"
        try:
            async with self._open(
                method, path, params=query, data=body, headers=sent, timeout=timeout
            ) as response:
                answer = _object(await response.read())
                if response.status == _OK and answer.get("code", -1) == 0:
                    return answer
                raise read_refusal(answer, status=response.status, headers=response.headers, action=action)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Refusal(Remedy.TRANSIENT, f"{action}: {type(error).__name__}") from error

    async def _read(self, path: str, query: Mapping[str, str], token: str, limit_bytes: int) -> bytes:
        headers = {"Authorization": f"Bearer {token}"}
        timeout = aiohttp.ClientTimeout(total=self._settings.timings.download_s)
        try:
            async with self._open("GET", path, params=query, headers=headers, timeout=timeout) as response:
                if response.status != _OK or response.content_type == "application/json":
                    body = _object(await response.read())
                    raise read_refusal(
                        body, status=response.status, headers=response.headers, action="resource"
                    )
                data = bytearray()
                async for chunk in response.content.iter_any():
                    data += chunk
                    if len(data) > limit_bytes:
                        raise Refusal(Remedy.TOO_BIG, "resource: over the limit")
                return bytes(data)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Refusal(Remedy.TRANSIENT, f"resource: {type(error).__name__}") from error

    def _open(self, method: str, path: str, **rest: object) -> "aiohttp.client._RequestContextManager":
        if self._closed:
            raise Refusal(Remedy.TRANSIENT, "closed")
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=40, keepalive_timeout=60),
                trust_env=not self._settings.is_local,
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        return self._session.request(method, self._settings.origin + path, **rest)  # type: ignore[arg-type]  # passed on as given above

    def _note(self, refusal: Refusal) -> None:
        if refusal.remedy is not Remedy.SCOPE:
            return
        link = refusal.link or self._settings.scope_link(*refusal.scopes)
        if refusal.scopes not in self.missing:
            _log.error(
                "feishu: a permission is missing; grant one of [%s] at %s and publish a new version",
                ", ".join(refusal.scopes) or "not named",
                link,
            )
        self.missing[refusal.scopes] = link


def _encoded(body: Json) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _object(raw: bytes) -> Mapping[str, Json]:
    try:
        body = json.loads(raw)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
