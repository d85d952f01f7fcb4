"""A Discord on this machine: strict about what it is sent, and full of mishaps when a test asks for them."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any, Self

from aiohttp import web

from tests.adapters.discord.stand_in import payloads
from tests.adapters.discord.stand_in.gateway import Gateway
from tests.adapters.discord.stand_in.rest import Rest
from tests.adapters.discord.stand_in.world import (
    APPLICATION,
    BOT,
    CHANNEL,
    GUILD,
    MEMBERS_ALL,
    Asked,
    Fault,
    Json,
    What,
    World,
)

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
ANN = 730000000000000001
BEN = 730000000000000002


class StandIn:
    """One local Discord; people of it speak through its methods."""

    def __init__(self) -> None:
        self.world = World()
        self.gateway = Gateway(self.world)
        self._rest = Rest(self.world, self.gateway.push)
        app = web.Application(middlewares=[self._rest.front], client_max_size=32 * 1024 * 1024)
        app.add_routes(self._rest.routes())
        app.add_routes([web.get("/gateway", self.gateway.serve), web.get("/gateway/", self.gateway.serve)])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.world.base = f"http://{host}:{port}"
        self.gateway.url = self.world.gateway_url = f"ws://{host}:{port}/gateway"
        return self

    async def __aexit__(self, *_: object) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(3):
                await self.gateway.close(1001)
        await self._runner.cleanup()

    @property
    def api_base(self) -> str:
        return f"{self.world.base}/api/v10"

    def fault(self, method: str, path: str, what: What, **more: Any) -> None:
        """Let the next matching request run into something."""
        self.world.faults.append(Fault(method, path, what, **more))

    async def until(self, true: Callable[[], Any], *, timeout: float = 5.0) -> Any:
        """Wait until something holds, and return it."""
        try:
            async with asyncio.timeout(timeout):
                while not (found := true()):
                    await asyncio.sleep(0.005)
                return found
        except TimeoutError:
            raise AssertionError(f"did not happen; violations: {self.world.violations}") from None

    # --- people --------------------------------------------------------------

    def written(
        self,
        text: str,
        *,
        by: int = ANN,
        channel: int = CHANNEL,
        mention: bool = True,
        age_s: float = 0.0,
        **more: Any,
    ) -> Json:
        """A message that stands in the history but was not sent through the gateway."""
        number = self.world.snowflake(age_s=age_s)
        mentions = [{**payloads.bot(), "member": payloads.member()}] if mention else []
        content = f"<@{BOT}> {text}" if mention and channel not in self.world.direct.values() else text
        place: Json = {} if channel in self.world.direct.values() else {"guild_id": str(GUILD)}
        one = (
            payloads.message(number, channel, payloads.person(by), content, mentions=mentions) | place | more
        )
        if place:
            one["member"] = payloads.member()
        self.world.messages[number] = one
        return one

    async def say(self, text: str, **more: Any) -> Json:
        """Somebody writes a message that mentions the bot; returns it as the bot may see it."""
        one = self.written(text, **more)
        direct = int(one["channel_id"]) in self.world.direct.values()
        shown = one if one["mentions"] or direct else payloads.hidden(one)
        await self.gateway.push("MESSAGE_CREATE", shown)
        return shown

    async def say_directly(self, text: str, *, by: int = ANN, **more: Any) -> Json:
        """Somebody writes to the bot alone."""
        return await self.say(text, by=by, channel=self.world.direct_channel(by), mention=False, **more)

    def picture(self, data: bytes = PNG, name: str = "cat.png", **more: Any) -> Json:
        return payloads.attachment(self.world, name, data, **more)

    async def command(self, name: str, *, kind: int = 1, **more: Any) -> Asked:
        """Somebody uses a slash command; `options` as pairs of name and value."""
        options = more.pop("options", {})
        resolved = more.pop("resolved", {})
        focused = more.pop("focused", None)
        data: Json = {"id": str(self.world.snowflake()), "name": name, "type": kind, "options": []}
        types = {str: 3, int: 4, dict: 11}
        for option, value in options.items():
            one: Json = {"name": option, "type": types[type(value)], "value": value}
            if isinstance(value, dict):
                resolved.setdefault("attachments", {})[value["id"]] = value
                one["value"] = value["id"]
            if option == focused:
                one["focused"] = True
                one["value"] = str(value)
            data["options"].append(one)
        if resolved:
            data["resolved"] = resolved
        return await self._interact(4 if focused else 2, data, **more)

    async def menu(self, name: str, target: Json, **more: Any) -> Asked:
        """Somebody chooses a menu on a message."""
        data = {
            "id": str(self.world.snowflake()),
            "name": name,
            "type": 3,
            "target_id": target["id"],
            "resolved": {"messages": {target["id"]: target}},
        }
        return await self._interact(2, data, **more)

    async def press(
        self, message: Json, custom_id: str, *, values: list[str] | None = None, **more: Any
    ) -> Asked:
        """Somebody presses a button, or chooses from a select."""
        data: Json = {"custom_id": custom_id, "component_type": 3 if values else 2}
        if values:
            data["values"] = values
        return await self._interact(3, data, message=message, **more)

    async def submit(self, custom_id: str, text: str, *, message: Json | None = None, **more: Any) -> Asked:
        """Somebody sends a form off."""
        field = {"type": 4, "id": 2, "custom_id": "prompt", "value": text}
        data = {"custom_id": custom_id, "components": [{"type": 18, "id": 1, "component": field}]}
        return await self._interact(5, data, message=message, **more)

    async def _interact(
        self,
        kind: int,
        data: Json,
        *,
        by: int = ANN,
        channel: int = CHANNEL,
        locale: str = "en-US",
        user_install: bool = False,
        context: int = 0,
        message: Json | None = None,
        rights: int = MEMBERS_ALL,
        twice: bool = False,
    ) -> Asked:
        number = self.world.snowflake()
        token = f"token-{number}"
        asked = Asked(
            number, token, kind, channel, self.world.now(), user_install, has_message=message is not None
        )
        self.world.interactions[token] = asked
        here = context == 0
        whose = {"1": str(by)} if user_install else {"0": str(GUILD)} if here else {"1": str(by), "0": "0"}
        person = payloads.person(by)
        place = (
            payloads.channel(channel, "films")
            if here
            else {"id": str(channel), "type": 3 if context == 2 else 1}
        )
        place |= {"permissions": str(rights), "flags": 0}
        payload: Json = {
            "id": str(number),
            "application_id": str(APPLICATION),
            "type": kind,
            "token": token,
            "version": 1,
            "data": data,
            "channel_id": str(channel),
            "channel": place,
            "locale": locale,
            "app_permissions": str(rights),
            "entitlements": [],
            "authorizing_integration_owners": whose,
            "context": context,
            "attachment_size_limit": 10485760,
        }
        if here:
            payload |= {
                "guild_id": str(GUILD),
                "guild_locale": "en-US",
                "guild": {"id": str(GUILD), "locale": "en-US", "features": []},
                "member": {**payloads.member(), "user": person, "permissions": str(MEMBERS_ALL)},
            }
        else:
            payload["user"] = person
        if message is not None:
            payload["message"] = message
        for _ in range(2 if twice else 1):
            await self.gateway.push("INTERACTION_CREATE", payload)
        return asked
