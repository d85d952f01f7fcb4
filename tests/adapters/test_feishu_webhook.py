"""The webhook: the platform's own requests are served, everything else is not, and a stranger learns nothing."""

import base64
import contextlib
import hashlib
import io
import json
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from Crypto.Cipher import AES

from adapters.feishu.settings import FeishuSettings
from tests.adapters.feishu.desk import World, world
from tests.adapters.feishu.events import DIRECT, envelope, id_of, message, new_id, old_press, press

KEY, TOKEN = "local-encrypt-key", "local-verification-token"


def sealed(body: Mapping[str, Any], *, key: str = KEY) -> bytes:
    plain = json.dumps(body, ensure_ascii=False).encode()
    pad = 16 - len(plain) % 16
    cipher = AES.new(hashlib.sha256(key.encode()).digest(), AES.MODE_CBC, iv := b"0123456789abcdef")
    return json.dumps(
        {"encrypt": base64.b64encode(iv + cipher.encrypt(plain + bytes([pad]) * pad)).decode()}
    ).encode()


def signed(
    raw: bytes, *, key: str = KEY, at: float | None = None, nonce: str = "", sha1: bool = False
) -> dict[str, str]:
    stamp, nonce = str(int(at or time.time())), nonce or new_id("nonce")
    digest = hashlib.sha1 if sha1 else hashlib.sha256
    return {
        "X-Lark-Request-Timestamp": stamp,
        "X-Lark-Request-Nonce": nonce,
        "X-Lark-Signature": digest(f"{stamp}{nonce}{key}".encode() + raw).hexdigest(),
        "Content-Type": "application/json",
    }


@dataclass
class Door:
    w: World
    url: str
    session: aiohttp.ClientSession

    async def post(self, raw: bytes, headers: Mapping[str, str] | None = None) -> tuple[int, Any]:
        async with self.session.post(self.url, data=raw, headers=headers) as response:
            return response.status, json.loads(await response.read())

    async def send(self, body: Mapping[str, Any]) -> tuple[int, Any]:
        raw = sealed(body)
        return await self.post(raw, signed(raw))


@contextlib.asynccontextmanager
async def door(*, start: bool = True) -> AsyncIterator[Door]:
    async with world(start=start, mode="webhook", encrypt_key=KEY, verification_token=TOKEN) as w:
        app = web.Application()
        app.add_routes(w.gateway.routes())
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        try:
            if start:
                await w.until(lambda: w.gateway.state == "up")
            async with aiohttp.ClientSession() as session:
                yield Door(w, f"http://127.0.0.1:{port}/feishu/events", session)
        finally:
            await runner.cleanup()


async def test_a_message_is_served_like_on_the_long_connection() -> None:
    async with door() as d:
        event = message("a cat", token=TOKEN)
        assert await d.send(event) == (200, {})
        assert [taken.text for taken in d.w.desk.taken] == ["a cat"]
        await d.w.until(lambda: d.w.feishu.signs.log)
        assert await d.send(event) == (200, {})
        assert d.w.desk.duplicates == [id_of(event)]
        assert await d.send(envelope("some.other_v1", {}, token=TOKEN)) == (200, {})


async def test_a_press_is_answered_with_its_toast() -> None:
    async with door() as d:
        status, body = await d.send(press({"verb": "again", "job": "j", "language": "en"}, token=TOKEN))
        assert (status, body["toast"]["content"]) == (200, "Got it, one more")
        raw = sealed(old_press({"verb": "again", "job": "j"}))
        status, body = await d.post(raw, signed(raw, key=TOKEN, sha1=True))
        assert (status, body["toast"]["type"]) == (200, "info")
        plain = json.dumps(old_press({"verb": "again", "job": "j"})).encode()
        assert (await d.post(plain, signed(plain, key=TOKEN, sha1=True)))[0] == 200
        assert len(d.w.desk.taken) == 3
        assert (await d.post(plain, signed(plain, key="other", sha1=True)))[0] == 401
        assert (await d.post(plain, signed(plain)))[0] == 400
        new = json.dumps(press({"verb": "again", "job": "j"}, token=TOKEN)).encode()
        assert (await d.post(new, signed(new, key=TOKEN, sha1=True)))[0] == 400
        assert len(d.w.desk.taken) == 3


async def test_the_address_check_is_answered_if_it_knows_key_and_token() -> None:
    async with door() as d:
        check = {"type": "url_verification", "token": TOKEN, "challenge": 'c"<script>'}
        assert await d.post(sealed(check)) == (200, {"challenge": 'c"<script>'})
        assert (await d.post(sealed(check | {"token": "other"})))[0] == 401
        assert (await d.post(sealed(check, key="other")))[0] == 400
        assert await d.post(json.dumps(check).encode()) == (200, {"challenge": 'c"<script>'})
        assert (await d.post(json.dumps(check | {"token": "other"}).encode()))[0] == 401


async def test_headers_are_found_in_any_case() -> None:
    async with door() as d:
        raw = sealed(message("a cat", token=TOKEN))
        lower = {name.lower(): value for name, value in signed(raw).items()}
        assert (await d.post(raw, lower))[0] == 200
        assert len(d.w.desk.taken) == 1


async def test_nothing_forged_is_served() -> None:
    async with door() as d:
        event = message("steal points", token=TOKEN)
        raw = sealed(event)
        good = signed(raw)
        plain = json.dumps(event).encode()
        forged: list[tuple[bytes, Mapping[str, str] | None]] = [
            (raw, None),
            (raw, signed(raw, key="other")),
            (raw, signed(raw, key=TOKEN, sha1=True)),
            (raw, good | {"X-Lark-Signature": good["X-Lark-Signature"][:-1] + "x"}),
            (raw, good | {"X-Lark-Signature": "é"}),
            (raw, good | {"X-Lark-Request-Nonce": "another"}),
            (raw + b" ", good),
            (raw, signed(raw, at=time.time() - 301)),
            (raw, signed(raw, at=time.time() + 310)),
            (
                raw,
                {
                    **good,
                    "X-Lark-Request-Timestamp": "nan",
                    "X-Lark-Signature": _sign("nan", "n", raw),
                    "X-Lark-Request-Nonce": "n",
                },
            ),
            (
                raw,
                {
                    **good,
                    "X-Lark-Request-Timestamp": "x",
                    "X-Lark-Signature": _sign("x", "n", raw),
                    "X-Lark-Request-Nonce": "n",
                },
            ),
            (plain, signed(plain)),
            (b"[" * 100_000, signed(b"[" * 100_000)),
            (b"\xff\xfe", signed(b"\xff\xfe")),
            (b'{"encrypt": "AAAA"}', signed(b'{"encrypt": "AAAA"}')),
            (b'{"encrypt": 7}', signed(b'{"encrypt": 7}')),
        ]
        for body, headers in forged:
            status, answer = await d.post(body, headers)
            assert status in (400, 401), headers
            assert answer == {"error": "refused"}
        wrong_token = sealed(message("steal points", token="other"))
        assert (await d.post(wrong_token, signed(wrong_token)))[0] == 401
        assert not d.w.desk.taken
        assert not d.w.feishu.named("reaction")


async def test_nothing_is_served_twice() -> None:
    async with door() as d:
        raw = sealed(press({"verb": "again", "job": "j"}, token=TOKEN))
        headers = signed(raw)
        assert (await d.post(raw, headers))[0] == 200
        assert (await d.post(raw, headers))[0] == 401
        assert len(d.w.desk.taken) == 1


async def test_what_was_not_claimed_may_come_again() -> None:
    async with door() as d:
        d.w.desk.failing = 1
        raw = sealed(message("a cat", token=TOKEN))
        headers = signed(raw)
        assert (await d.post(raw, headers)) == (503, {"error": "later"})
        assert (await d.post(raw, headers))[0] == 200
        assert len(d.w.desk.taken) == 1


async def test_a_body_without_end_is_cut_off() -> None:
    async with door() as d:
        large = io.BytesIO(b"x" * (1024 * 1024 + 1))
        async with d.session.post(d.url, data=large) as response:
            assert response.status == 413

        async def endless() -> AsyncIterator[bytes]:
            for _ in range(40):
                yield b"x" * 64 * 1024

        async with d.session.post(d.url, data=endless()) as response:
            assert response.status == 413


async def test_other_methods_are_not_served() -> None:
    async with door() as d, d.session.get(d.url) as response:
        assert response.status == 405


async def test_a_stopped_or_unstarted_gateway_asks_for_another_time() -> None:
    async with door(start=False) as d:
        raw = sealed(message("a cat", token=TOKEN))
        assert (await d.post(raw, signed(raw)))[0] == 503
        await d.w.gateway.start()
        await d.w.until(lambda: d.w.gateway.state == "up")
        assert (await d.send(message("a dog", chat=DIRECT, token=TOKEN)))[0] == 200
        await d.w.gateway.stop()
        assert (await d.send(message("a fox", chat=DIRECT, token=TOKEN)))[0] == 503


async def test_wrong_credentials_are_a_fatal_state() -> None:
    async with world(start=False, mode="webhook", encrypt_key=KEY, verification_token=TOKEN) as w:
        w.feishu.fail("token", 10014, status=200, times=99)
        await w.gateway.start()
        await w.until(lambda: w.gateway.state == "fatal")
        assert not (await w.gateway.doctor())[0].ok


@pytest.mark.parametrize("missing", ["encrypt_key", "verification_token"])
def test_the_webhook_does_not_start_without_keys(missing: str) -> None:
    keys = {"encrypt_key": KEY, "verification_token": TOKEN} | {missing: ""}
    with pytest.raises(ValueError, match=f"FEISHU_{missing.upper()} is needed"):
        FeishuSettings(app_id="cli", app_secret="s", mode="webhook", **keys)


def test_settings_are_judged_by_the_name_of_their_variable() -> None:
    with pytest.raises(ValueError, match=r"FEISHU_APP_ID.*FEISHU_APP_SECRET.*FEISHU_DOMAIN"):
        FeishuSettings(app_id="", app_secret="", domain="http://open.feishu.cn")
    assert "canary" not in repr(FeishuSettings(app_id="cli", app_secret="canary", encrypt_key="canary"))
    lark = FeishuSettings(app_id="cli", app_secret="s", domain="https://open.larksuite.com/")
    assert lark.scope_link("im:message").startswith("https://open.larksuite.com/app/cli/auth?q=im:message&")


def _sign(stamp: str, nonce: str, raw: bytes) -> str:
    return hashlib.sha256(f"{stamp}{nonce}{KEY}".encode() + raw).hexdigest()
