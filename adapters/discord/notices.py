"""Lines that the adapter says by itself: hints on mistakes, missing rights, trouble."""

import logging
from collections.abc import Sequence

from adapters.discord.chat import DiscordChat
from adapters.discord.ports import Say
from adapters.discord.seen import Seen
from core.errors import ChatError
from core.model import Address, Kind, Language, Post

_log = logging.getLogger(__name__)


class Notices:
    """Says them, each to the one whom it concerns."""

    def __init__(self, chat: DiscordChat, say: Say) -> None:
        self._chat = chat
        self._say = say
        self._warned = Seen()

    async def warn(self, address: Address, language: Language, missing: Sequence[str]) -> None:
        """Say once per channel which rights we lack to show a result well."""
        if not missing or self._warned.before(address.chat):
            return
        names = ", ".join(self._say(f"discord.permission_{name}", language) for name in missing)
        text = self._say("discord.no_player", language, missing=names)
        await self.tell(address, text, language, key=f"rights:{address.chat}")

    async def tell(self, address: Address, text: str, language: Language, *, key: str) -> None:
        """Send one line of this adapter's own; a failure stops nothing."""
        post = Post(kind=Kind.TEXT, text=text, language=language, private=True)
        try:
            await self._chat.send(address, post, key=key)
        except ChatError as fault:
            _log.warning("a hint was not sent: %s", fault)
