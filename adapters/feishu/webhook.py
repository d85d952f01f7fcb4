"""The webhook: what may come in, judged on the raw bytes before anything is read from them.

Signature (SHA-256 over time, nonce, key and body), a window of 300 s, each nonce once, and everything encrypted. Two
things may come in clear: the address check, unsigned too, which must bear our token; and presses on cards of the old
kind, which are signed with the token (SHA-1, as the platform signs them).
"""

import hashlib
import hmac
import json
import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping

from aiohttp import web

from adapters.feishu.inbound import event_type
from adapters.feishu.intake import Intake
from adapters.feishu.sdk import Sdk
from adapters.feishu.settings import FeishuSettings

_log = logging.getLogger(__name__)

PATH = "/feishu/events"
_BODY_BYTES = 1024 * 1024
_WINDOW_S = 300.0
_NONCES_KEPT = 20_000
_OLD_PRESS = "card.action.trigger_v1"
_REFUSED = {"error": "refused"}


class Refused(Exception):  # noqa: N818 - a verdict, not a failure of ours
    """This request is not served; the reason is for the log, never for the sender."""

    def __init__(self, reason: str, status: int = 401) -> None:
        super().__init__(reason)
        self.status = status


class Webhook:
    """The guarded door of one app."""

    def __init__(
        self,
        settings: FeishuSettings,
        intake: Intake,
        *,
        now: Callable[[], float],
        sdk: Callable[[], Sdk | None],
    ) -> None:
        self._settings = settings
        self._intake = intake
        self._now = now
        self._sdk = sdk
        self._nonces: OrderedDict[str, float] = OrderedDict()

    def routes(self) -> list[web.RouteDef]:
        """To be mounted on the HTTP server."""
        return [web.post(PATH, self.serve)]

    async def serve(self, request: web.Request) -> web.Response:
        """One request; a stranger learns nothing from the answer."""
        try:
            raw = await _read_body(request)
            body, mark = self._admit(raw, request.headers)
        except Refused as refused:
            _log.warning("feishu webhook: refused, %s", refused)
            return web.json_response(_REFUSED, status=refused.status)
        if body.get("type") == "url_verification":
            return web.json_response({"challenge": str(body.get("challenge") or "")})
        outcome = await self._intake.receive(body, delivery=mark)
        if not outcome.ok:
            self._nonces.pop(mark, None)  # the same request may come again
            return web.json_response({"error": "later"}, status=503)
        return web.json_response(outcome.reply or {})

    def _admit(self, raw: bytes, headers: Mapping[str, str]) -> tuple[Mapping[str, object], str]:
        signature = headers.get("X-Lark-Signature", "")
        stamp = headers.get("X-Lark-Request-Timestamp", "")
        nonce = headers.get("X-Lark-Request-Nonce", "")
        signed_by = self._signer(raw, signature, stamp, nonce) if signature else ""
        if signature and not signed_by:
            raise Refused("bad signature")
        body = self._opened(raw, signed_by)
        if body.get("type") == "url_verification":
            if not self._is_token(body.get("token")):
                raise Refused("an address check without our token")
            return body, ""
        if not signed_by:
            raise Refused("not signed")
        old_card = event_type(body) == _OLD_PRESS
        if signed_by == "token" and not old_card:
            raise Refused("signed the old way")
        header = body.get("header")
        token = header.get("token") if isinstance(header, Mapping) else body.get("token")
        if not old_card and not self._is_token(token):
            raise Refused("another token")
        return body, self._once(signature, stamp, nonce)

    def _signer(self, raw: bytes, signature: str, stamp: str, nonce: str) -> str:
        """Whose key made the signature: "key", "token" (callbacks of old cards, SHA-1), or nobody's."""
        given = signature.encode()
        key, token = self._settings.encrypt_key, self._settings.verification_token
        new = hashlib.sha256(f"{stamp}{nonce}{key}".encode() + raw).hexdigest().encode()
        if hmac.compare_digest(new, given):
            return "key"
        old = hashlib.sha1(f"{stamp}{nonce}{token}".encode() + raw).hexdigest().encode()  # noqa: S324 - the platform's choice
        return "token" if hmac.compare_digest(old, given) else ""

    def _opened(self, raw: bytes, signed_by: str) -> Mapping[str, object]:
        outer = _object(raw)
        sealed = outer.get("encrypt")
        if sealed is None and (
            outer.get("type") == "url_verification"  # in clear until the console knows the key
            or (signed_by == "token" and event_type(outer) == _OLD_PRESS)
        ):
            return outer
        if not isinstance(sealed, str):
            raise Refused("not encrypted", 400)
        sdk = self._sdk()
        if sdk is None:
            raise Refused("not started yet", 503)
        try:
            opened = sdk.cipher(self._settings.encrypt_key).decrypt_str(sealed)
        except ValueError as error:  # bad base64, length, padding or UTF-8
            raise Refused("cannot be decrypted", 400) from error
        return _object(opened.encode())

    def _once(self, signature: str, stamp: str, nonce: str) -> str:
        """Admit each signed request once within the window; returns its mark."""
        now = self._now()
        try:
            age_s = now - float(stamp)
        except ValueError as error:
            raise Refused("no time") from error
        if not abs(age_s) <= _WINDOW_S:
            raise Refused("outside the window")
        while self._nonces:
            oldest = next(iter(self._nonces.values()))
            if now - oldest <= 2 * _WINDOW_S and len(self._nonces) < _NONCES_KEPT:
                break
            self._nonces.popitem(last=False)
        mark = f"{nonce}|{signature}"
        if mark in self._nonces:
            raise Refused("seen before")
        self._nonces[mark] = now
        return mark

    def _is_token(self, given: object) -> bool:
        return isinstance(given, str) and hmac.compare_digest(
            given.encode(), self._settings.verification_token.encode()
        )


async def _read_body(request: web.Request) -> bytes:
    if (request.content_length or 0) > _BODY_BYTES:
        raise Refused("too large", 413)
    data = bytearray()
    async for chunk in request.content.iter_any():
        data += chunk
        if len(data) > _BODY_BYTES:
            raise Refused("too large", 413)
    return bytes(data)


def _object(raw: bytes) -> Mapping[str, object]:
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError) as error:  # UnicodeDecodeError is a ValueError, too
        raise Refused("not JSON", 400) from error
    if not isinstance(body, dict):
        raise Refused("not an object", 400)
    return body
