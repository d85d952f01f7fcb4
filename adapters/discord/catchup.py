"""Reads what was said while the bot was away, if it is recent enough: from known channels, and from lively ones."""

import json
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import aiohttp
import discord

from adapters.discord.settings import DiscordSettings

if TYPE_CHECKING:
    from pathlib import Path

_log = logging.getLogger(__name__)
_KNOWN_LIMIT = 300
_SAVE_EVERY_S = 60.0
_FORGET_S = 30 * 86400.0
_MESSAGES_LIMIT = 200
_LIVELY_LIMIT = 50  # each is one question to Discord at a start


@dataclass(frozen=True, slots=True)
class Known:
    """A channel where somebody spoke to us: when last, and whether it is a direct conversation."""

    at: float
    direct: bool


class KnownChannels:
    """The channels where we were spoken to, kept in a small file."""

    def __init__(self, settings: DiscordSettings) -> None:
        self._file: Path = settings.data_dir / "discord-channels.json"
        self._saved_at = 0.0
        self.channels: dict[int, Known] = self._load()

    def add(self, channel: int, *, direct: bool, at: float) -> None:
        """Somebody spoke to us here."""
        new = channel not in self.channels
        self.channels.pop(channel, None)
        self.channels[channel] = Known(at, direct)
        while len(self.channels) > _KNOWN_LIMIT:
            self.channels.pop(next(iter(self.channels)))
        if new or at - self._saved_at > _SAVE_EVERY_S:
            self._saved_at = at
            self._save()

    def lately(self, now: float) -> dict[int, Known]:
        """The channels worth looking at, the one used last first."""
        return {number: one for number, one in reversed(self.channels.items()) if now - one.at < _FORGET_S}

    def _load(self) -> dict[int, Known]:
        try:
            rows: dict[str, Any] = json.loads(self._file.read_text(encoding="ascii"))
            return {int(number): Known(float(row["at"]), bool(row["direct"])) for number, row in rows.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            _log.warning("the list of known Discord channels was not readable; starting a new one")
            return {}

    def _save(self) -> None:
        rows = {str(number): {"at": one.at, "direct": one.direct} for number, one in self.channels.items()}
        temporary = self._file.with_suffix(".new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_text(json.dumps(rows), encoding="ascii")
            temporary.replace(self._file)
        except OSError as fault:
            _log.warning("the list of known Discord channels was not saved: %s", fault.strerror)


async def catch_up(
    client: discord.Client,
    known: KnownChannels,
    offer: Callable[[discord.Message], Awaitable[None]],
    *,
    now: float,
    reach_s: float,
) -> None:
    """Offer each young enough message, a channel's oldest first; a channel closed to us is skipped."""
    horizon = discord.utils.time_snowflake(datetime.fromtimestamp(now - reach_s, UTC))
    for channel in (*_known(client, known.lately(now), horizon), *_lively(client, known, horizon)):
        try:
            missed = channel.history(limit=_MESSAGES_LIMIT, after=discord.Object(horizon), oldest_first=True)
            async for message in missed:
                await offer(message)
        except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as fault:
            number = getattr(channel, "id", None)
            _log.info("channel %s was not read for missed messages: %s", number, fault)


def _known(
    client: discord.Client, known: Mapping[int, Known], horizon: int
) -> Iterator[discord.abc.Messageable]:
    """The channels where somebody spoke to us and that may have news."""
    for number, one in known.items():
        channel: Any = client.get_channel(number)
        if channel is None:
            if not one.direct:
                continue  # a channel that is gone, or a sleeping thread, which has no news
            channel = client.get_partial_messageable(number)
        newest = getattr(channel, "last_message_id", None)
        if isinstance(channel, discord.abc.Messageable) and (newest is None or newest >= horizon):
            yield channel


def _lively(client: discord.Client, known: KnownChannels, horizon: int) -> Sequence[discord.TextChannel]:
    """Channels of servers with news where nobody ever spoke to us, unless just now; the newest first."""
    found = [
        channel
        for guild in client.guilds
        for channel in guild.text_channels
        if (channel.last_message_id or 0) >= horizon and channel.id not in known.channels
        if channel.permissions_for(guild.me).read_message_history
    ]
    return sorted(found, key=lambda one: -(one.last_message_id or 0))[:_LIVELY_LIMIT]
