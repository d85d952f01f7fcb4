"""Scan to create: an app with everything this bot needs, made from a phone (the SDK's registration scene)."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from adapters.feishu.sdk import load_registration
from adapters.feishu.settings import SCOPES
from core.errors import BotError

_EVENTS = (
    "im.message.receive_v1",
    "im.message.recalled_v1",
    "im.chat.member.bot.added_v1",
    "im.chat.access_event.bot_p2p_chat_entered_v1",
)
_CALLBACKS = ("card.action.trigger",)
_FEISHU = ("https://accounts.feishu.cn", "https://open.feishu.cn")
_LARK = ("https://accounts.larksuite.com", "https://open.larksuite.com")


@dataclass(frozen=True, slots=True)
class AppCredentials:
    """What a registration gives; `domain` is that of the person's own brand."""

    app_id: str
    app_secret: str = field(repr=False)
    domain: str = _FEISHU[1]


class RegistrationError(BotError):
    """No app was made: `reason` is one of denied, expired, refused, network."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason} {detail}".strip())
        self.reason = reason


async def register(
    show: Callable[[str], None],
    *,
    feishu_accounts: str = _FEISHU[0],
    lark_accounts: str = _LARK[0],
) -> AppCredentials:
    """Show the address to open or scan, wait for the person, return the new app (raises RegistrationError).

    The wait lasts as long as the address lives (ten minutes); scopes, events and callbacks are asked for at once.
    """
    module = await asyncio.to_thread(load_registration)
    try:
        made: Mapping[str, Any] = await module.aregister_app(
            on_qr_code=lambda info: show(str(info["url"])),
            source="ima-video-bot",
            domain=feishu_accounts,
            lark_domain=lark_accounts,
            addons={
                "scopes": {"tenant": list(SCOPES)},
                "events": {"items": {"tenant": list(_EVENTS)}},
                "callbacks": {"items": list(_CALLBACKS)},
            },
        )
    except Exception as error:  # the SDK lets httpx's errors and its own through; all end this one command
        raise RegistrationError(_reason(error), type(error).__name__) from error
    is_lark = (made.get("user_info") or {}).get("tenant_brand") == "lark"
    return AppCredentials(
        str(made["client_id"]), str(made["client_secret"]), (_LARK if is_lark else _FEISHU)[1]
    )


def _reason(error: Exception) -> str:
    known = {"AppAccessDeniedError": "denied", "AppExpiredError": "expired", "RegisterAppError": "refused"}
    return known.get(type(error).__name__, "network")
