"""The part of the bot that speaks: one logged-in REST client that outlives every death of the listening one."""

import asyncio
import logging

import discord
import yarl

from adapters.discord.one_line import shorten
from adapters.discord.settings import DiscordSettings
from core.errors import ChatError
from core.model import Address

_log = logging.getLogger(__name__)
_LOGIN_WAIT_S = 20.0
_LONGEST_RATE_LIMIT_S = 30.0


def point_to(settings: DiscordSettings) -> None:
    """Make discord.py talk to the server that the settings name, if any; this holds for the whole process."""
    # The bot uses no voice channels; without this, every start warns about packages missing for them.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    shorten()
    if settings.api_base:
        discord.http.Route.BASE = settings.api_base.rstrip("/")
    if settings.gateway_url:
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway_url)


class Voice:
    """Speaks for the bot. Before `open` has ended, and after `close`, whoever wants to speak waits a little."""

    def __init__(self, settings: DiscordSettings) -> None:
        self._settings = settings
        self._client: discord.Client | None = None
        self._open = asyncio.Event()

    async def open(self) -> None:
        """Log in. Raises what discord.py raises; may be called again after that."""
        if self._open.is_set():
            return
        client = discord.Client(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            proxy=self._settings.proxy or None,
            max_ratelimit_timeout=_LONGEST_RATE_LIMIT_S,
        )
        try:
            await client.login(self._settings.token)
        except BaseException:
            await client.close()
            raise
        self._client = client
        self._open.set()

    async def close(self) -> None:
        """Stop speaking."""
        self._open.clear()
        client, self._client = self._client, None
        if client is not None:
            await client.close()

    async def client(self) -> discord.Client:
        """The logged-in client; raises ChatError when there is none after a while."""
        try:
            async with asyncio.timeout(_LOGIN_WAIT_S):
                await self._open.wait()
        except TimeoutError as fault:
            raise ChatError("not logged in to Discord", retry_after_s=_LOGIN_WAIT_S) from fault
        if self._client is None:
            raise ChatError("stopping", retry_after_s=_LOGIN_WAIT_S)
        return self._client

    @property
    def me(self) -> int:
        """The bot's own user id; 0 before the login."""
        return self._client.user.id if self._client and self._client.user else 0

    async def webhook(self, address: Address) -> discord.Webhook:
        """The way to answer an interaction by its token."""
        client = await self.client()
        webhook = discord.Webhook.partial(int(address.extra["app"]), address.extra["token"], client=client)
        webhook.type = discord.WebhookType.application
        webhook.proxy = self._settings.proxy or None
        return webhook
