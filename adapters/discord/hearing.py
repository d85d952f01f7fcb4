"""Messages that were heard: translated, acknowledged, and handed on once."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

import discord

from adapters.discord import inbound
from adapters.discord.catchup import KnownChannels
from adapters.discord.chat import DiscordChat
from adapters.discord.delivery import Refused
from adapters.discord.inbound import Heard, Hint
from adapters.discord.notices import Notices
from adapters.discord.ports import Say, Take
from adapters.discord.rights import missing_rights
from adapters.discord.seen import Seen
from adapters.discord.settings import DiscordSettings
from core.errors import ChatError
from core.model import Address

if TYPE_CHECKING:
    from adapters.discord.supervision import Connection

_log = logging.getLogger(__name__)


class Hearing:
    """Takes what the client hears (`client.Ears`)."""

    def __init__(
        self,
        settings: DiscordSettings,
        chat: DiscordChat,
        notices: Notices,
        *,
        take: Take,
        say: Say,
        now: Callable[[], float],
    ) -> None:
        self.known = KnownChannels(settings)
        self.connection: Connection | None = None
        self.on_fresh: Callable[[], None] = lambda: None
        self._pace = settings.pace
        self._chat = chat
        self._notices = notices
        self._take = take
        self._say = say
        self._now = now
        self._seen = Seen()

    # --- the connection ------------------------------------------------------

    def connected(self, *, fresh: bool) -> None:
        """The connection is up; after a fresh start there may be missed messages to read."""
        if self.connection:
            self.connection.rises()
        if fresh:
            self.on_fresh()

    def disconnected(self) -> None:
        """The connection is lost."""
        if self.connection:
            self.connection.falls()

    # --- messages ------------------------------------------------------------

    async def message_came(self, message: discord.Message, *, live: bool = True) -> None:
        """Take a message in if it is for us; one read from the history gets an answer but no hints."""
        me = self._chat.voice.me
        heard = inbound.read_message(message, me=me)
        if heard is None or self._seen.before(message.id):
            return
        address = heard.incoming.address
        self.known.add(message.channel.id, direct=address.direct, at=self._now())
        if not live:
            if not heard.hint and self._now() - heard.incoming.at < self._pace.catch_up_s:
                await self._take(heard.incoming)
            return
        self._chat.took(address)
        self._chat.attention.heard(address)
        if heard.hint is Hint.HIDDEN_PICTURE:
            heard = await self._look_again(message, heard, me)
        if heard.hint is not None:
            await self._hint(message, heard.hint, address)
            return
        await self._take(heard.incoming)
        await self._notices.warn(
            address, inbound.guessed_language(heard.incoming.text, None), missing_rights(message)
        )

    async def _look_again(self, message: discord.Message, heard: Heard, me: int) -> Heard:
        """Read the replied-to message itself; sometimes it shows more than the event did."""
        try:
            quoted = await self._chat.channels.read(message.channel.id, int(heard.incoming.reply_to))
        except (Refused, ChatError, ValueError):
            return heard
        return inbound.read_message(message, me=me, quoted=quoted) or heard

    async def _hint(self, message: discord.Message, hint: Hint, address: Address) -> None:
        locale = message.guild.preferred_locale if message.guild else None
        language = inbound.guessed_language(message.content, locale)
        name = message.guild.me.display_name if message.guild else "bot"
        await self._notices.tell(
            address, self._say(hint.value, language, bot=name), language, key=f"hint:{message.id}"
        )
