"""Discord's voice for the core: where an address can be answered, and how, decided message by message."""

import logging
from collections import OrderedDict
from collections.abc import Callable
from time import time

from adapters.discord.attention import Attention
from adapters.discord.channels import Channels
from adapters.discord.delivery import Code, Refused
from adapters.discord.downloads import Downloads
from adapters.discord.outbound import Letter, nonce, write_edit, write_lead, write_post
from adapters.discord.player import PlayerWatch
from adapters.discord.ports import Clips, Say
from adapters.discord.settings import DiscordSettings
from adapters.discord.tokens import ORIGINAL, Deferred, Tokens, for_one
from adapters.discord.voice import Voice
from core.errors import ChatError
from core.model import Address, Kind, Picture, Post
from core.ports import Traits

_log = logging.getLogger(__name__)
_TRAITS = Traits(progress_on_start=False)
_LOOKED_FOR = (Kind.START, Kind.MEDIA, Kind.LINK, Kind.FAILURE)
_CLOSED = (Code.NO_ACCESS, Code.NO_PERMISSION, Code.UNKNOWN_CHANNEL)
_FORBIDDEN = 403
_DISCORD_EPOCH_MS = 1420070400000
_TOLD_LIMIT = 1000


class DiscordChat:
    """Implements `core.ports.Chat` for Discord.

    A handle is a message's id in the address's own channel, `hook:<id>` for an answer that only the interaction's
    token can change, or `dm:<channel>:<id>` if we had to answer in a direct message.
    """

    def __init__(
        self,
        settings: DiscordSettings,
        say: Say,
        *,
        clips: Clips | None = None,
        now: Callable[[], float] = time,
    ) -> None:
        self.voice = voice = Voice(settings)
        self.deferred = Deferred()
        self.attention = Attention(voice, settings.pace)
        self.channels = Channels(voice, settings.pace)
        self._tokens = Tokens(voice, self.deferred, settings.pace, now)
        self._downloads = Downloads(self.channels, settings)
        self._player = PlayerWatch(
            self.channels, settings.pace, clips if settings.upload_missing_player else None
        )
        self._pace = settings.pace
        self._say = say
        self._now = now
        self._started_at = now()
        self._told_closed: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._took: OrderedDict[str, None] = OrderedDict()

    async def close(self) -> None:
        """Stop speaking, and what runs beside the messages: typing, looking for players, downloads."""
        await self.attention.close()
        await self._player.close()
        await self._downloads.close()
        await self.voice.close()

    def traits(self, address: Address) -> Traits:  # noqa: ARG002  # the port names it
        """Progress has a message of its own."""
        return _TRAITS

    async def send(self, address: Address, post: Post, *, key: str) -> str:
        """Post a message; a long text becomes several, the handle is the last one's."""
        self.attention.answered(address)
        handle = ""
        for page, letter in enumerate(write_post(post, address)):
            handle = await self._send(address, post, letter, key=key, page=page)
        return handle

    async def edit(self, address: Address, handle: str, post: Post, *, key: str) -> str:
        """Change a message, or post it anew where the old one is gone or out of reach."""
        letter = write_edit(post, address)
        try:
            if handle.startswith("hook:"):
                if not self._tokens.alive(address):
                    return await self.send(address, post, key=f"{key}:anew")
                await self._tokens.edit(address, handle.removeprefix("hook:"), letter)
            else:
                channel, message = _place(address, handle)
                await self.channels.edit(channel, message, letter)
        except Refused as refusal:
            if refusal.code in (Code.UNKNOWN_MESSAGE, *_CLOSED) or handle.startswith("hook:"):
                return await self.send(address, post, key=f"{key}:anew")
            raise ChatError(f"edit refused: {refusal}") from refusal
        return handle

    async def delete(self, address: Address, handle: str) -> None:
        """Take a message of ours away."""
        try:
            if handle.startswith("hook:"):
                if self._tokens.alive(address):
                    await self._tokens.delete(address, handle.removeprefix("hook:"))
                return
            channel, message = _place(address, handle)
            await self.channels.delete(channel, message)
        except Refused as refusal:
            raise ChatError(f"delete refused: {refusal}") from refusal

    async def fetch(self, picture: Picture) -> bytes:
        """The bytes of a picture posted on Discord."""
        return await self._downloads.picture(picture)

    async def _send(self, address: Address, post: Post, letter: Letter, *, key: str, page: int) -> str:
        if self._tokens.alive(address):
            handle = await self._by_token(address, letter, f"{key}:{page}" if page else key)
            if handle:
                return handle
        if address.extra.get("reach") == "token":
            return await self._directly(address, post, letter, key=key, page=page, closed=False)
        channel = int(address.thread or address.chat)
        earlier = await self._earlier(address, channel, letter)
        if earlier:
            return earlier
        mark = nonce(str(channel), address, post, key, page)
        try:
            handle = await self.channels.post(channel, letter, nonce=mark, reply_to=_reply_to(address))
        except Refused as refusal:
            closed = refusal.status == _FORBIDDEN or refusal.code in _CLOSED
            if not closed or address.direct:
                _log.warning("chat %s refuses our message: %s", address.chat, refusal)
                raise ChatError(f"refused: {refusal}") from refusal
            return await self._directly(address, post, letter, key=key, page=page, closed=True)
        self._player.watch(channel, int(handle), letter)
        return handle

    async def _by_token(self, address: Address, letter: Letter, key: str) -> str | None:
        """Answer by the interaction's token where that is the right way; None = take another."""
        reach, ephemeral = address.extra.get("reach"), bool(address.extra.get("ephemeral"))
        try:
            filled = await self._tokens.fill(address, letter, key)
            if filled:
                return filled if reach == "channel" and not ephemeral else f"hook:{ORIGINAL}"
            if filled is None or for_one(address, letter) or reach == "token":
                return f"hook:{await self._tokens.follow_up(address, letter)}"
        except Refused as refusal:
            _log.info("interaction can no longer be answered by its token: %s", refusal)
        return None

    async def _directly(
        self, address: Address, post: Post, letter: Letter, *, key: str, page: int, closed: bool
    ) -> str:
        """Answer in the direct conversation, saying why, once, when the channel is closed to us."""
        known, bare = (address.chat, address.user), letter
        if closed and known not in self._told_closed:
            letter = write_lead(bare, self._say("discord.no_send_there", post.language))
        try:
            channel = await self.channels.direct(int(address.user))
            mark = nonce(str(channel), address, post, key, page)
            message = await self.channels.post(channel, letter, nonce=mark)
        except Refused as refusal:
            _log.warning("neither chat %s nor its requester can be reached: %s", address.chat, refusal)
            raise ChatError(f"unreachable: {refusal}") from refusal
        if letter is not bare:
            self._told_closed[known] = None
        while len(self._told_closed) > _TOLD_LIMIT:
            self._told_closed.popitem(last=False)
        self._player.watch(channel, int(message), letter)
        return f"dm:{channel}:{message}"

    def took(self, address: Address) -> None:
        """Note that this process heard this request live, so that no earlier process can have answered it."""
        self._took[_request(address)] = None
        while len(self._took) > _TOLD_LIMIT:
            self._took.popitem(last=False)

    async def _earlier(self, address: Address, channel: int, letter: Letter) -> str | None:
        """Our own earlier copy of this letter, looked for only where a crash may lie between.

        Discord's nonce knows a repetition for some minutes only, and a bot can be down for longer.
        """
        if letter.kind not in _LOOKED_FOR or not address.message.isdigit() or _request(address) in self._took:
            return None
        after = int(address.message)
        if "at" in address.extra:
            after = max(after, int(float(address.extra["at"]) * 1000 - _DISCORD_EPOCH_MS) << 22)
        asked_at = ((after >> 22) + _DISCORD_EPOCH_MS) / 1000
        if asked_at >= self._started_at or self._now() - self._started_at > self._pace.look_back_s:
            return None
        return await self.channels.own_answer(channel, int(address.message), letter.content, after=after)


def _request(address: Address) -> str:
    return address.extra.get("token") or address.message


def _reply_to(address: Address) -> str:
    """The message to reply to; one that only its reader sees cannot be replied to."""
    return "" if address.extra.get("ephemeral") else address.message


def _place(address: Address, handle: str) -> tuple[int, int]:
    if handle.startswith("dm:"):
        channel, message = handle.removeprefix("dm:").split(":")
        return int(channel), int(message)
    return int(address.thread or address.chat), int(handle)
