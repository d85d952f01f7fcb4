"""The chat platforms, each made from its settings and connected to the app."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aiohttp import web

from bot.app import App
from bot.choices import LiveChoices
from bot.parts import Gateway
from bot.platform_settings import discord_settings, feishu_settings
from bot.settings import Settings
from bot.welcomes import Welcomes
from core.errors import ChatError
from core.model import Address, Incoming, Json, Language
from core.ports import Chat
from core.posts import help_post

if TYPE_CHECKING:
    from adapters.discord.settings import Pace
    from adapters.feishu.settings import Timings

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Platform:
    """One connected platform: its voice, its ears, its state in one word and in detail, its web routes."""

    name: str
    chat: Chat
    gateway: Gateway
    state: Callable[[], str]
    detail: Callable[[], Mapping[str, Json]]
    routes: Sequence[web.RouteDef] = ()


@dataclass(frozen=True, slots=True)
class Waits:
    """The platforms' waiting times; None = their own."""

    discord: "Pace | None" = None
    feishu: "Timings | None" = None


def connect(app: App, settings: Settings, *, waits: Waits | None = None) -> list[Platform]:
    """Every platform whose credentials are set, added to the app's chats; tests hand in shorter waiting times."""
    waits = waits or Waits()
    found: list[Platform] = []
    if settings.discord_bot_token.get_secret_value():
        found.append(_discord(app, settings, waits))
    if settings.feishu_app_id:
        found.append(_feishu(app, settings, waits))
    for platform in found:
        app.chats.add(platform.name, platform.chat)
    return found


def _discord(app: App, settings: Settings, waits: Waits) -> Platform:
    # Imported here: a bot without Discord need not carry its library.
    from adapters.discord.chat import DiscordChat  # noqa: PLC0415
    from adapters.discord.gateway import DiscordGateway  # noqa: PLC0415

    one = discord_settings(settings, waits.discord)

    async def prompt_of(job_id: str, person: str) -> str | None:
        job = await app.memory.jobs.get(job_id)
        if job is None or not app.desk.house.may_act(person, job):
            return None
        return job.draft.order.prompt

    async def clip(url: str, limit: int, /) -> bytes | None:
        return await app.fetch_clip(url, limit_bytes=limit)

    async def take(incoming: Incoming) -> bool:
        if incoming.action is None and not incoming.text:
            incoming = await _in_language(app, incoming, incoming.language)
        return await app.take(incoming)

    say = app.phrases.say
    chat = DiscordChat(one, say, clips=clip)
    gateway = DiscordGateway(
        one,
        chat,
        take=take,
        say=say,
        choices=LiveChoices(app.studio, app.desk.drafter, app.tables, app.phrases),
        prompt_of=prompt_of,
        knows=app.memory.inbox.knows,
        running_jobs=lambda: app.engine.running,
    )
    app.closes.append(chat.close)

    def detail() -> Mapping[str, Json]:
        state = gateway.state
        return {"phase": str(state.phase), "fault": state.fault, "remedy": state.remedy}

    def state() -> str:
        return "up" if gateway.state.is_healthy else str(gateway.state.phase)

    return Platform("discord", chat, gateway, state, detail)


async def _in_language(app: App, incoming: Incoming, language: Language | None) -> Incoming:
    """The message with a language: a picture without words takes the conversation's, else the platform's."""
    talk = await app.memory.history.talk(incoming.address.person, incoming.address.room)
    return replace(incoming, language=talk.language or language)


def _feishu(app: App, settings: Settings, waits: Waits) -> Platform:
    from adapters.feishu.gateway import FeishuGateway  # noqa: PLC0415

    welcomes = Welcomes(settings.data_dir / "welcomed.txt")
    language: Language = "en" if "larksuite" in settings.feishu_domain else "zh"

    async def welcome(address: Address) -> None:
        if not await welcomes.first(address.room):
            return
        post = help_post(app.phrases, language, direct=address.direct)
        try:
            await app.chats.send(address, post, key=f"welcome:{address.room}")
        except ChatError as fault:
            _log.warning("a chat could not be greeted: %s", fault)

    async def take(incoming: Incoming) -> bool:
        if incoming.action is None and not any(letter.isalpha() for letter in incoming.text):
            incoming = await _in_language(app, incoming, language)
        return await app.take(incoming)

    async def recall(job_id: str) -> str:
        job = await app.memory.jobs.get(job_id)
        return app.runner.start_text(job) if job is not None else ""

    one = feishu_settings(settings, waits.feishu)
    gateway = FeishuGateway(
        one,
        take=take,
        download=app.fetch,
        welcome=welcome,
        take_back=app.take_back,
        recall=recall,
        notes=app.memory.notes,
    )
    app.closes.append(gateway.chat.close)
    return Platform(
        "feishu", gateway.chat, gateway, lambda: str(gateway.state), gateway.health, gateway.routes()
    )
