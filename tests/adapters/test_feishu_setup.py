"""Setting up: an app made by scanning, and what the doctor finds."""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from aiohttp import web

from adapters.feishu import words
from adapters.feishu.registration import RegistrationError, register
from core.model import Address
from tests.adapters.feishu.desk import world

HERE = Address("feishu", "oc_1", "ou_1", message="om_1")
FOLDER = Path(words.__file__).parent


# --- registration -------------------------------------------------------------


@contextlib.asynccontextmanager
async def accounts(*polls: dict[str, Any]) -> AsyncIterator[tuple[str, list[str]]]:
    """The accounts service: init, begin, then one answer per poll."""
    asked: list[str] = []
    left = list(polls)

    async def serve(request: web.Request) -> web.Response:
        form = parse_qs(await request.text())
        asked.append(form["action"][0])
        match asked[-1]:
            case "init":
                return web.json_response({"supported_auth_methods": ["client_secret"]})
            case "begin":
                return web.json_response(
                    {
                        "device_code": "dc",
                        "verification_uri_complete": "https://accounts.feishu.cn/page/launcher?code=1",
                        "interval": 0,
                        "expires_in": 5,
                    }
                )
            case _:
                return web.json_response(left.pop(0))

    app = web.Application()
    app.router.add_post("/oauth/v1/app/registration", serve)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}", asked  # type: ignore[union-attr]
    finally:
        await runner.cleanup()


async def test_an_app_is_made_by_scanning() -> None:
    pending = {"error": "authorization_pending"}
    made = {
        "client_id": "cli_new",
        "client_secret": "canary",
        "user_info": {"open_id": "ou_1", "tenant_brand": "feishu"},
    }
    shown: list[str] = []
    async with accounts(pending, made) as (origin, asked):
        app = await register(shown.append, feishu_accounts=origin, lark_accounts=origin)
    assert (app.app_id, app.app_secret, app.domain) == ("cli_new", "canary", "https://open.feishu.cn")
    assert "canary" not in repr(app)
    assert len(shown) == 1
    assert "addons=" in shown[0]
    assert asked == ["init", "begin", "poll", "poll"]


async def test_a_lark_person_gets_the_lark_domain() -> None:
    switch = {"error": "authorization_pending", "user_info": {"tenant_brand": "lark"}}
    made = {"client_id": "cli", "client_secret": "s", "user_info": {"tenant_brand": "lark"}}
    async with accounts(switch, made) as (origin, _):
        app = await register(lambda _: None, feishu_accounts=origin, lark_accounts=origin)
    assert app.domain == "https://open.larksuite.com"


@pytest.mark.parametrize(
    ("error", "reason"), [("access_denied", "denied"), ("expired_token", "expired"), ("odd", "refused")]
)
async def test_a_registration_that_fails_says_why(error: str, reason: str) -> None:
    async with accounts({"error": error}) as (origin, _):
        with pytest.raises(RegistrationError) as caught:
            await register(lambda _: None, feishu_accounts=origin, lark_accounts=origin)
    assert caught.value.reason == reason


async def test_a_registration_without_a_network_says_so() -> None:
    with pytest.raises(RegistrationError) as caught:
        await register(
            lambda _: None, feishu_accounts="http://127.0.0.1:9", lark_accounts="http://127.0.0.1:9"
        )
    assert caught.value.reason == "network"


# --- doctor -------------------------------------------------------------------


async def test_the_doctor_finds_nothing_wrong_with_a_sound_app() -> None:
    async with world(start=False) as w:
        w.feishu.scopes = [
            {"scope_name": name, "grant_status": 1}
            for name in (
                "im:message",
                "im:message:send_as_bot",
                "im:message.p2p_msg:readonly",
                "im:message.group_at_msg:readonly",
                "im:resource",
            )
        ]
        findings = await w.gateway.doctor()
        assert [f.check for f in findings] == ["credentials", "bot", "long connection", "upload", "scope"]
        assert all(f.ok for f in findings)


async def test_the_doctor_names_what_is_missing_and_where_to_mend_it() -> None:
    async with world(start=False) as w:
        w.feishu.socket.endpoint_codes = [1000040350]
        w.feishu.fail("images", 99991672, message="scopes is required: [im:resource].")
        findings = await w.gateway.doctor()
        assert [(f.check, f.ok) for f in findings] == [
            ("credentials", True),
            ("bot", True),
            ("long connection", False),
            ("upload", False),
            ("scope", False),
            ("scope", False),
        ]
        assert "im:resource" in findings[3].link
        assert "im:message.p2p_msg:readonly" in findings[4].detail
        assert "im:message.p2p_msg:readonly" in findings[4].link


async def test_the_doctor_stops_at_wrong_credentials() -> None:
    async with world(start=False) as w:
        w.feishu.fail("token", 10014, status=200)
        [finding] = await w.gateway.doctor()
        assert not finding.ok
        assert finding.link.endswith("/app/cli_local/baseinfo")
