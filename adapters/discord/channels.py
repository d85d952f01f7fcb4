"""Messages in channels, threads and direct conversations: posted once, changed, found again, taken away."""

from typing import TYPE_CHECKING, Any

import discord

from adapters.discord.controls import view_of
from adapters.discord.delivery import Code, Refused, persistently
from adapters.discord.outbound import Letter
from adapters.discord.settings import Pace
from adapters.discord.voice import Voice
from core.errors import ChatError

if TYPE_CHECKING:
    from collections.abc import Mapping

_DIRECT_CACHE = 500
_LOOK_BACK_MESSAGES = 100
_VIDEO_EMBED = "video"


def mentions_of(letter: Letter) -> discord.AllowedMentions:
    """Who a letter may ping: one person at most, and never as a by-product of replying."""
    if letter.ping is None:
        return discord.AllowedMentions.none()
    return discord.AllowedMentions(
        everyone=False, roles=False, replied_user=False, users=[discord.Object(letter.ping)]
    )


class Channels:
    """What a bot does in a channel, each call tried again until Discord takes or refuses it (Refused)."""

    def __init__(self, voice: Voice, pace: Pace) -> None:
        self._voice = voice
        self._pace = pace
        self._direct: dict[int, int] = {}

    async def post(self, channel: int, letter: Letter, *, nonce: str, reply_to: str = "") -> str:
        """Post a letter and return the message's id; a repeated `nonce` within minutes gives the first one's id."""
        place = (await self._voice.client()).get_partial_messageable(channel)

        async def send() -> discord.Message:
            # A view serves one attempt: the library ties it to the message it made.
            extra: dict[str, Any] = {}
            if reply_to:
                extra["reference"] = discord.MessageReference(
                    message_id=int(reply_to), channel_id=channel, fail_if_not_exists=False
                )
            view = view_of(letter)
            if view is not None:
                extra["view"] = view
            return await place.send(
                letter.content, nonce=nonce, allowed_mentions=mentions_of(letter), **extra
            )

        try:
            message = await persistently(send, self._pace, what=f"post {letter.kind}")
        except Refused as refusal:
            if not reply_to or refusal.code != Code.NO_HISTORY_TO_REPLY:
                raise
            return await self.post(channel, letter, nonce=nonce)
        return str(message.id)

    async def edit(self, channel: int, message: int, letter: Letter) -> None:
        """Change a message of ours."""
        target = (await self._voice.client()).get_partial_messageable(channel).get_partial_message(message)

        async def change() -> discord.Message:
            return await target.edit(
                content=letter.content, view=view_of(letter), allowed_mentions=mentions_of(letter)
            )

        await persistently(change, self._pace, what=f"edit {letter.kind}")

    async def attach(self, channel: int, message: int, name: str, data: bytes) -> None:
        """Add a file to a message of ours."""
        import io  # noqa: PLC0415  # only where this rare way is taken

        target = (await self._voice.client()).get_partial_messageable(channel).get_partial_message(message)

        async def change() -> discord.Message:
            return await target.edit(attachments=[discord.File(io.BytesIO(data), filename=name)])

        await persistently(change, self._pace, what="attach clip")

    async def delete(self, channel: int, message: int) -> None:
        """Take a message of ours away; one that is gone already is fine."""
        target = (await self._voice.client()).get_partial_messageable(channel).get_partial_message(message)
        try:
            await persistently(target.delete, self._pace, what="delete")
        except Refused as refusal:
            if refusal.code != Code.UNKNOWN_MESSAGE:
                raise

    async def read(self, channel: int, message: int) -> discord.Message:
        """A message as it is now."""
        place = (await self._voice.client()).get_partial_messageable(channel)
        return await persistently(lambda: place.fetch_message(message), self._pace, what="read message")

    async def shows_player(self, channel: int, message: int) -> bool:
        """Whether Discord has put a player under a message of ours."""
        return any(embed.type == _VIDEO_EMBED for embed in (await self.read(channel, message)).embeds)

    async def own_answer(self, channel: int, request: int, content: str, *, after: int) -> str | None:
        """The id of a message of ours, later than `after`, that answers this request with this very text."""
        client = await self._voice.client()
        place = client.get_partial_messageable(channel)

        async def look() -> list[discord.Message]:
            since = discord.Object(after)
            return [found async for found in place.history(limit=_LOOK_BACK_MESSAGES, after=since)]

        try:
            later = await persistently(look, self._pace, what="look for own answer")
        except (Refused, ChatError):
            return None
        for message in later:
            reply = message.reference
            answers = reply is None or reply.message_id == request
            if message.author.id == self._voice.me and answers and _same(message.content, content):
                return str(message.id)
        return None

    async def direct(self, user: int) -> int:
        """The channel of the direct conversation with this person."""
        known = self._direct.get(user)
        if known is not None:
            return known
        client = await self._voice.client()
        made: Mapping[str, Any] = await persistently(
            lambda: client.http.start_private_message(user), self._pace, what="open direct conversation"
        )
        if len(self._direct) >= _DIRECT_CACHE:
            self._direct.pop(next(iter(self._direct)))
        self._direct[user] = int(made["id"])
        return self._direct[user]


def _same(one: str, other: str) -> bool:
    return one.strip() == other.strip()
