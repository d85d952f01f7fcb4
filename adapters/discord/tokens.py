"""Answers to interactions by their token: the deferred answer is filled once, later ones follow up.

A token lives 15 minutes and is all there is where the bot is no member (installed by a user), where Discord also
allows five follow-ups only (docs, seen 2026-08).
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

import discord

from adapters.discord.channels import mentions_of
from adapters.discord.controls import view_of
from adapters.discord.delivery import Refused, persistently
from adapters.discord.inbound import Source
from adapters.discord.outbound import Letter
from adapters.discord.settings import Pace
from adapters.discord.voice import Voice
from core.model import Address, Kind

ORIGINAL = "@original"
_REMEMBERED = 2000


class Filled(Enum):
    """What became of a deferred answer."""

    NOT_YET = "not yet"


@dataclass(slots=True)
class Deferred:
    """Which deferred answers still show "thinking", and by which step the others were filled."""

    by_token: OrderedDict[str, str | Filled]

    def __init__(self) -> None:
        self.by_token = OrderedDict()

    def waits(self, token: str) -> None:
        """This interaction was deferred now."""
        self._remember(token, Filled.NOT_YET)

    def filled(self, token: str, key: str) -> None:
        """This interaction's answer is filled by this step."""
        self._remember(token, key)

    def state(self, token: str) -> str | Filled | None:
        """The step that filled it, NOT_YET, or None when this process does not know."""
        return self.by_token.get(token)

    def _remember(self, token: str, state: str | Filled) -> None:
        self.by_token[token] = state
        self.by_token.move_to_end(token)
        while len(self.by_token) > _REMEMBERED:
            self.by_token.popitem(last=False)


class Tokens:
    """Speaks through interaction tokens."""

    def __init__(self, voice: Voice, deferred: Deferred, pace: Pace, now: Callable[[], float]) -> None:
        self._voice = voice
        self._deferred = deferred
        self._pace = pace
        self._now = now

    def alive(self, address: Address) -> bool:
        """Whether this address has a token that Discord still takes."""
        token, at = address.extra.get("token"), address.extra.get("at")
        return bool(token and at) and self._now() - float(at or 0) < self._pace.token_s

    async def fill(self, address: Address, letter: Letter, key: str) -> str | None:
        """Put a letter into the deferred answer and return its message's id.

        An empty string means that it was filled before, or taken away. None means that the letter is for one person,
        and the open answer, which everybody sees, was removed for it. Raises Refused.
        """
        token = address.extra["token"]
        state = self._deferred.state(token)
        if address.extra.get("source") != Source.COMMAND or (isinstance(state, str) and state != key):
            return ""
        if state is None:
            shown = await self._shown(address)
            if shown is None or not shown.flags.loading:
                same = shown is not None and shown.content.strip() == letter.content.strip()
                self._deferred.filled(token, key if same else ORIGINAL)
                return str(shown.id) if shown is not None and same else ""
        self._deferred.filled(token, key)
        if letter.private and not address.extra.get("ephemeral"):
            await self.delete(address, ORIGINAL)
            return None
        return await self.edit(address, ORIGINAL, letter)

    async def follow_up(self, address: Address, letter: Letter) -> str:
        """Post a further answer and return its id."""
        webhook = await self._voice.webhook(address)
        ephemeral = for_one(address, letter)

        async def send() -> discord.WebhookMessage:
            extra: dict[str, Any] = {}
            view = view_of(letter)
            if view is not None:
                extra["view"] = view
            return await webhook.send(
                letter.content, wait=True, ephemeral=ephemeral, allowed_mentions=mentions_of(letter), **extra
            )

        # Follow-ups know no nonce. A lost answer is worse than a second copy, except for mere progress.
        again = letter.kind is not Kind.PROGRESS
        return str((await persistently(send, self._pace, what=f"follow up {letter.kind}", again=again)).id)

    async def edit(self, address: Address, message: str, letter: Letter) -> str:
        """Change an answer and return its id."""
        webhook = await self._voice.webhook(address)

        async def change() -> discord.WebhookMessage:
            return await webhook.edit_message(
                _number(message),
                content=letter.content,
                view=view_of(letter),
                allowed_mentions=mentions_of(letter),
            )

        return str((await persistently(change, self._pace, what=f"edit answer {letter.kind}")).id)

    async def delete(self, address: Address, message: str) -> None:
        """Take an answer away; one that is gone already is fine."""
        webhook = await self._voice.webhook(address)
        try:
            await persistently(
                lambda: webhook.delete_message(_number(message)), self._pace, what="delete answer"
            )
        except Refused as refusal:
            if refusal.status != 404:  # noqa: PLR2004  # "not found" is what the number says
                raise

    async def _shown(self, address: Address) -> discord.Message | None:
        webhook = await self._voice.webhook(address)
        try:
            return await persistently(
                lambda: webhook.fetch_message(_number(ORIGINAL)), self._pace, what="read answer"
            )
        except Refused:
            return None


def for_one(address: Address, letter: Letter) -> bool:
    """Whether only the asker may see a letter; never a clip or what tells of it, which would vanish with the window."""
    return letter.private or (bool(address.extra.get("ephemeral")) and letter.kind is Kind.TEXT)


def _number(message: str) -> int:
    """The message for a webhook's route, where `@original` is as good as an id though the library's types say int."""
    return message if message == ORIGINAL else int(message)  # type: ignore[return-value]  # see above
