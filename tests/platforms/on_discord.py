"""Plays on the local Discord, with discord.py's real client."""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import discord

from bot.platforms import Waits
from tests.adapters.discord.rig import PACE
from tests.adapters.discord.stand_in import payloads
from tests.adapters.discord.stand_in.server import ANN, BEN, StandIn
from tests.adapters.discord.stand_in.world import CHANNEL, EPHEMERAL, LOADING, THREAD, TOKEN, Asked, Json
from tests.platforms.house import House, house
from tests.platforms.play import block
from tests.stage import PNG

_PEOPLE = {"ann": ANN, "ben": BEN}
_ANSWERS = {4: "answered", 5: "asked to wait", 6: "taken", 8: "list shown", 9: "form shown"}


class DiscordTheatre:
    """One local Discord and one service on it."""

    def __init__(self, where: StandIn, one: House) -> None:
        self._where = where
        self.house = one
        self._names: dict[int, str] = {}  # message → how the play calls it
        self._numbers: list[int] = []
        self._shown: dict[str, Json] = {}
        self._asked: list[Asked] = []
        self._log_at = self._request_at = 0

    async def connected(self) -> None:
        await self._where.until(lambda: self.house.platforms[0].state() == "up")
        client: Any = self.house.platforms[0].gateway
        await self._where.until(lambda: client._client is not None and client._client.is_ready())

    # --- people --------------------------------------------------------------

    async def say(
        self, who: str, text: str, *, direct: bool, thread: bool, pictures: int, reply: str
    ) -> None:
        more: dict[str, Any] = {"by": _PEOPLE[who]}
        if pictures:
            more["attachments"] = [
                self._where.picture(PNG + bytes([number]), f"{number}.png") for number in range(pictures)
            ]
        if reply:
            target = self._target(reply)
            more |= {
                "type": 19,
                "message_reference": {
                    "type": 0,
                    "message_id": target["id"],
                    "channel_id": target["channel_id"],
                },
                "referenced_message": target,
            }
        if direct:
            said = await self._where.say_directly(text, **more)
        else:
            said = await self._where.say(text, channel=THREAD if thread else CHANNEL, **more)
        self._names[int(said["id"])] = who

    async def show(self, who: str, name: str) -> None:
        picture = self._where.picture(PNG + name.encode(), f"{name}.png")
        said = self._where.written("look", by=_PEOPLE[who], mention=False, attachments=[picture])
        self._shown[name] = said
        self._names[int(said["id"])] = name

    async def press(self, who: str, message: int, label: str, *, choice: str = "", times: int = 1) -> None:
        standing = self._where.world.messages[self._numbers[message - 1]]
        control = _control(standing, label)
        values = [_option(control, choice)] if choice else None
        for _ in range(times):
            self._asked.append(
                await self._where.press(
                    standing,
                    control["custom_id"],
                    values=values,
                    by=_PEOPLE[who],
                    channel=int(standing["channel_id"]),
                )
            )

    async def rewrite(self, who: str, message: int, label: str, text: str) -> None:
        await self.press(who, message, label)
        asked = self._asked[-1]
        form = (await self._where.until(lambda: asked.answered))["data"]
        standing = self._where.world.messages[self._numbers[message - 1]]
        self._asked.append(
            await self._where.submit(form["custom_id"], text, by=_PEOPLE[who], message=standing)
        )

    async def use(self, who: str, name: str, options: dict[str, str]) -> None:
        locale = options.pop("locale", "en-US")
        typed: dict[str, Any] = {
            key: self._where.picture(PNG + key[:1].encode()) if value == "picture" else value
            for key, value in options.items()
        }
        if "duration" in typed:
            typed["duration"] = int(typed["duration"])
        self._asked.append(await self._where.command(name, options=typed, by=_PEOPLE[who], locale=locale))

    async def open_menu(self, who: str, menu: str, name: str, text: str) -> None:
        self._asked.append(await self._where.menu(menu, self._shown[name], by=_PEOPLE[who]))
        if text:
            asked = self._asked[-1]
            form = (await self._where.until(lambda: asked.answered))["data"]
            self._asked.append(await self._where.submit(form["custom_id"], text, by=_PEOPLE[who]))

    async def once_more(self) -> None:
        await self._where.gateway.replay()

    async def restart(self) -> None:
        await self.house.stop()
        await self.house.start()
        await self.connected()

    def refuse(self, interface: str, code: int) -> None:
        raise AssertionError("not on Discord")

    # --- what is seen --------------------------------------------------------

    def noise(self) -> object:
        world = self._where.world
        return len(world.requests), len(world.log), len(world.deleted)

    def seen(self) -> Sequence[str]:
        world = self._where.world
        out: list[str] = []
        signs = [one for one in world.requests[self._request_at :] if "/reactions/" in one.path]
        self._request_at = len(world.requests)
        if signs:
            out.append("seen: " + " ".join("👀" for _ in signs))
        for asked in self._asked:
            kind = (asked.answered or {}).get("type", 0)
            private = (asked.answered or {}).get("data", {}).get("flags", 0) & EPHEMERAL
            out.append(f"press: {_ANSWERS.get(kind, 'NOT ANSWERED')}{', for one' if private else ''}")
        self._asked.clear()
        for what, one in world.log[self._log_at :]:
            shown = self._write(what, one)
            out += [shown] if shown else []
        self._log_at = len(world.log)
        gone = [number for number in world.deleted if number in self._names]
        for number in gone:
            out.append(f"{self._names.pop(number)} is gone")
        return out

    def _write(self, what: str, one: Json) -> str:
        number = int(one["id"])
        is_new = number not in self._names
        if one["flags"] & LOADING:
            return ""
        if is_new:
            self._numbers.append(number)
            self._names[number] = f"bot {len(self._numbers)}"
        parts = []
        reference = one.get("message_reference")
        if reference:
            parts.append(f"to {self._names.get(int(reference['message_id']), '?')}")
        if int(one["channel_id"]) in self._where.world.direct.values():
            parts.append("directly")
        if int(one["channel_id"]) == THREAD:
            parts.append("in the thread")
        if one["flags"] & EPHEMERAL:
            parts.append("for one")
        if one["embeds"] and is_new:
            parts.append("with a player")
        where = f" ({', '.join(parts)})" if parts else ""
        head = f"{self._names[number]}{' edited' if what == 'edit' and not is_new else ''}{where}"
        return block(head, self._clean(str(one["content"])), [_label(c) for c in _controls(one)])

    def _clean(self, text: str) -> str:
        for name, number in _PEOPLE.items():
            text = text.replace(f"<@{number}>", f"@{name}")
        text = text.replace(self.house.studio.url, "http://studio")
        return re.sub(r"-[0-9a-f]{12}(-\w+)?\.mp4", ".mp4", text)

    def _target(self, name: str) -> Json:
        if name.isdigit():
            return self._where.world.messages[self._numbers[int(name) - 1]]
        return payloads.hidden(self._shown[name]) if name.startswith("hidden") else self._shown[name]


def _controls(message: Json) -> list[Json]:
    return [one for row in message["components"] for one in row["components"]]


def _label(control: Json) -> str:
    if control["type"] == 3:
        return f"{control['placeholder']} ▾ {len(control['options'])}"
    return str(control["label"])


def _control(message: Json, label: str) -> Json:
    found = {_label(one).split(" ▾")[0]: one for one in _controls(message)}
    assert label in found, (label, list(found), message["content"])
    return found[label]


def _option(control: Json, choice: str) -> str:
    found = [str(one["value"]) for one in control["options"] if one["label"].startswith(choice)]
    assert found, (choice, [one["label"] for one in control["options"]])
    return found[0]


@asynccontextmanager
async def on_discord(folder: Path, **settings: Any) -> AsyncIterator[DiscordTheatre]:
    """A local Discord with the whole service on it; at the end no rule may have been broken."""
    base, gateway = discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
    try:
        async with StandIn() as where:
            where.world.guild_locale = settings.pop("guild_locale", where.world.guild_locale)
            places = {
                "discord_bot_token": TOKEN,
                "discord_api_base": where.api_base,
                "discord_gateway_url": where.gateway.url,
            }
            async with house(folder, Waits(discord=PACE), **places, **settings) as one:
                await one.start()
                theatre = DiscordTheatre(where, one)
                await theatre.connected()
                yield theatre
            assert where.world.violations == []
    finally:
        discord.http.Route.BASE = base
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = gateway
