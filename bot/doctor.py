"""`python -m bot doctor`: one line for each thing that must be right, and what to do where it is not."""

import os
import shutil
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from adapters.ima.client import ImaStudio
from adapters.store import DataFolder, FolderInUse, StoreError
from bot.platform_settings import discord_settings, feishu_settings
from bot.settings import Settings
from core.errors import TableError
from core.tables import Tables, read_tables

_LEAST_FREE_BYTES = 200 * 1024 * 1024
_OLDEST_PYTHON = (3, 11)


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: `ok` None means that there was nothing to check."""

    ok: bool | None
    what: str
    todo: str = ""

    def __str__(self) -> str:
        mark = {True: "ok  ", False: "FAIL", None: "--  "}[self.ok]
        return f"{mark} {self.what}" + (f"\n       -> {self.todo}" if self.todo else "")


async def examine(
    settings: Settings, *, has_env_file: bool, read: Callable[[], Tables] = read_tables
) -> AsyncIterator[Finding]:
    """All checks, one after the other, each as soon as it is known; `read` gives the checked tables."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    yield Finding(sys.version_info >= _OLDEST_PYTHON, f"Python {version}")
    yield Finding(None, f"settings from the environment{' and .env' if has_env_file else ' (no .env here)'}")
    try:
        tables = read()
        yield Finding(True, f"tables: {len(tables.models)} models, {len(tables.catalogues['zh'])} messages")
    except TableError as fault:
        yield Finding(False, "tables in core/data", "; ".join(fault.faults))
    yield _folder(settings)
    async for finding in _studio(settings):
        yield finding
    async for finding in _discord(settings):
        yield finding
    async for finding in _feishu(settings):
        yield finding
    if not settings.discord_bot_token.get_secret_value() and not settings.feishu_app_id:
        yield Finding(
            False,
            "no platform is configured",
            "set DISCORD_BOT_TOKEN, or FEISHU_APP_ID and FEISHU_APP_SECRET; or try: python -m bot demo",
        )


async def _discord(settings: Settings) -> AsyncIterator[Finding]:
    if not settings.discord_bot_token.get_secret_value():
        yield Finding(None, "Discord: off (DISCORD_BOT_TOKEN is empty)")
        return
    from adapters.discord.doctor import examine as examine_discord  # noqa: PLC0415  (only where it is used)

    for one in await examine_discord(discord_settings(settings)):
        yield Finding(one.ok, one.what, one.todo)


async def _feishu(settings: Settings) -> AsyncIterator[Finding]:
    if not settings.feishu_app_id:
        yield Finding(None, "Feishu: off (FEISHU_APP_ID is empty)")
        return
    from adapters.feishu.gateway import examine as examine_feishu  # noqa: PLC0415  (only where it is used)

    for one in await examine_feishu(feishu_settings(settings)):
        todo = one.link or f"check the network, FEISHU_DOMAIN ({settings.feishu_domain}) and the app"
        yield Finding(one.ok, f"Feishu: {one.check}: {one.detail}", "" if one.ok else todo)


def _folder(settings: Settings) -> Finding:
    path = settings.data_dir.absolute()
    try:
        DataFolder.take(path).release()
    except FolderInUse:
        return Finding(True, f"data folder {path} (in use by a running bot)")
    except StoreError as fault:
        return Finding(False, str(fault), f"chown -R {os.getuid()} {path}" if hasattr(os, "getuid") else "")
    free = shutil.disk_usage(path).free
    return Finding(
        free > _LEAST_FREE_BYTES,
        f"data folder {path}, {free // (1024 * 1024)} MiB free",
        "" if free > _LEAST_FREE_BYTES else "make room on this disk",
    )


async def _studio(settings: Settings) -> AsyncIterator[Finding]:
    if not settings.ima_api_key.get_secret_value():
        yield Finding(False, "IMA_API_KEY is not set", "get a key at https://www.imaclaw.ai/imaclaw/apikey")
        return
    async with ImaStudio(
        base_url=settings.ima_base_url,
        upload_base_url=settings.ima_upload_base_url,
        api_key=settings.ima_api_key,
    ) as studio:
        probe = await studio.probe()
    if not probe.reachable:
        yield Finding(
            False,
            f"studio {settings.ima_base_url} cannot be reached",
            "check network, proxy and IMA_BASE_URL",
        )
        return
    if probe.key_refused:
        yield Finding(
            False, "the studio refuses IMA_API_KEY", "make a new key at https://www.imaclaw.ai/imaclaw/apikey"
        )
        return
    yield Finding(
        probe.studio.failure is None,
        f"studio {settings.ima_base_url}",
        "" if probe.studio.failure is None else f"it answered: {probe.studio.failure}",
    )
    ok = probe.upload.reached and probe.upload.failure is None
    yield Finding(
        ok,
        f"uploads {settings.ima_upload_base_url}",
        "" if ok else "pictures cannot be used until this works: check IMA_UPLOAD_BASE_URL and the key",
    )
    if probe.clock_ahead_s is not None:
        yield Finding(
            not probe.clock_is_off,
            f"clock differs by {abs(probe.clock_ahead_s):.0f} s",
            "set this machine's clock (NTP): uploads are signed with the time" if probe.clock_is_off else "",
        )
