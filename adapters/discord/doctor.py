"""What Discord says of this bot before it is started: the token, the intents, where it may be installed."""

from dataclasses import dataclass
from typing import Any

import aiohttp

from adapters.discord.settings import DiscordSettings

_API = "https://discord.com/api/v10"
_PORTAL = "https://discord.com/developers/applications"
_TIME_LIMIT_S = 8.0
_OK, _UNAUTHORIZED = 200, 401
_MESSAGE_CONTENT = 1 << 18 | 1 << 19  # for large bots, and for those in fewer than a hundred servers
_INSTALLS = {"0": "in servers", "1": "by people for themselves"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: `ok` None means that it is a choice, not a fault; `todo` says what to do."""

    ok: bool | None
    what: str
    todo: str = ""


async def examine(settings: DiscordSettings) -> tuple[Finding, ...]:
    """All findings. Permissions are not among them: each server gives its own, and people are told there."""
    base = settings.api_base or _API
    headers = {"Authorization": f"Bot {settings.token}"}
    timeout = aiohttp.ClientTimeout(total=_TIME_LIMIT_S)
    try:
        async with aiohttp.ClientSession(headers=headers, timeout=timeout) as session:
            status, me = await _read(session, f"{base}/users/@me", settings.proxy)
            if status == _UNAUTHORIZED:
                todo = f"reset the token at {_PORTAL} (your application, page Bot) and set DISCORD_BOT_TOKEN"
                return (Finding(False, "Discord refuses the token", todo),)
            if status != _OK:
                todo = "wait a little and try again; see https://discordstatus.com"
                return (Finding(False, f"Discord answered with {status}", todo),)
            found = [Finding(True, f"Discord: the bot is called {me.get('username') or '-'}")]
            status, application = await _read(session, f"{base}/applications/@me", settings.proxy)
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as fault:
        todo = "check the network, and DISCORD_PROXY or HTTPS_PROXY where there is a proxy"
        return (Finding(False, f"Discord cannot be reached ({type(fault).__name__})", todo),)
    if status == _OK:
        found += _of_application(application, settings)
    return tuple(found)


def _of_application(application: dict[str, Any], settings: DiscordSettings) -> list[Finding]:
    page = f"{_PORTAL}/{application.get('id', '')}"
    found: list[Finding] = []
    if settings.message_content:
        allowed = bool(int(application.get("flags") or 0) & _MESSAGE_CONTENT)
        todo = f"allow it at {page}/bot, or set DISCORD_MESSAGE_CONTENT=false"
        found.append(Finding(allowed, "Discord: the message content intent", "" if allowed else todo))
    kinds = application.get("integration_types_config")
    if isinstance(kinds, dict):
        for kind, where in _INSTALLS.items():
            is_on = kind in kinds
            todo = f"turn it on at {page}/installation if you want it"
            what = f"Discord: can be installed {where}" if is_on else f"Discord: cannot be installed {where}"
            found.append(Finding(True if is_on else None, what, "" if is_on else todo))
    return found


async def _read(session: aiohttp.ClientSession, url: str, proxy: str) -> tuple[int, dict[str, Any]]:
    async with session.get(url, proxy=proxy or None) as answer:
        body = await answer.json() if answer.status == _OK else {}
        return answer.status, body if isinstance(body, dict) else {}
