"""The part of the bot that listens: discord.py's client, its events translated and handed on."""

import logging
from collections.abc import Callable
from typing import Any, Protocol

import discord

from adapters.discord.commands import CommandDesk, Tree
from adapters.discord.controls import DYNAMIC_ITEMS, Presses
from adapters.discord.settings import DiscordSettings
from adapters.discord.supervision import IdentifyGate
from core.model import Action

_log = logging.getLogger(__name__)
_VITAL_EVENTS = ("READY", "RESUMED")


class Ears(Protocol):
    """Who takes what is heard."""

    async def message_came(self, message: discord.Message) -> None:
        """A message that may be meant for us."""
        ...

    def connected(self, *, fresh: bool) -> None:
        """The connection stands; `fresh` when events may have been missed."""
        ...

    def disconnected(self) -> None:
        """The connection is lost; the library is trying to get it back."""
        ...


class Hands(CommandDesk, Presses, Protocol):
    """Who takes what people choose and press."""

    async def form_came(self, interaction: discord.Interaction) -> None:
        """A submitted form."""
        ...

    async def stray_press(self, interaction: discord.Interaction) -> None:
        """Any press: those that no item of the library's takes are served there."""
        ...


class Listening:
    """What both kinds of client do with events."""

    ears: Ears
    hands: Hands
    gate: IdentifyGate
    tree: Tree
    _down: set[int]

    async def setup_hook(self) -> None:
        """Made once per client, after login and before the gateway."""
        client: Any = self
        client.add_dynamic_items(*DYNAMIC_ITEMS)
        await self.tree.prepare()

    async def before_identify_hook(self, _shard_id: int | None, *, initial: bool = False) -> None:
        """Every session begins here, those of later clients too."""
        await self.gate.enter(initial=initial)

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        """Pass an event on, but none of a client that is closed.

        discord.py 2.7 has no loop any more then, and would fail with an event that it never serves (2026-11-28).
        """
        client: Any = self
        if client.loop is not discord.utils.MISSING:
            super().dispatch(event, *args, **kwargs)  # type: ignore[misc]

    async def on_message(self, message: discord.Message) -> None:
        """Any message in sight."""
        await self.ears.message_came(message)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Forms are taken here, since the library knows only those it sent since its start; and strays."""
        if interaction.type is discord.InteractionType.modal_submit:
            await self.hands.form_came(interaction)
        elif interaction.type is discord.InteractionType.component:
            await self.hands.stray_press(interaction)

    async def pressed(self, interaction: discord.Interaction, action: Action | None) -> None:
        """A press, from the dynamic items."""
        await self.hands.pressed(interaction, action)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """One connection of several; `on_disconnect` comes as well."""
        self._down.add(shard_id)

    async def on_disconnect(self) -> None:
        """The only connection, or one of several."""
        self.ears.disconnected()

    async def on_shard_connect(self, shard_id: int) -> None:
        """One connection of several; comes after `on_connect`."""
        self._back(shard_id)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """One connection of several; comes after `on_resumed`."""
        self._back(shard_id)

    async def on_connect(self) -> None:
        """A new session."""
        self._back()

    async def on_resumed(self) -> None:
        """The old session goes on."""
        self._back()

    async def on_ready(self) -> None:
        """The servers are known, and what was said before was not sent."""
        self._down.clear()
        self.ears.connected(fresh=True)

    async def on_shard_ready(self, shard_id: int) -> None:
        """One connection of several has a new session; at the start `on_ready` speaks for all."""
        client: Any = self
        self._back(shard_id)
        if client.is_ready():
            self.ears.connected(fresh=True)

    def _back(self, shard_id: int | None = None) -> None:
        if shard_id is not None:
            self._down.discard(shard_id)
        if not self._down:
            self.ears.connected(fresh=False)

    async def on_error(self, event: str, *_args: Any, **_kwargs: Any) -> None:
        """Log the fault of an event; the next event is served all the same."""
        _log.exception("while serving %s", event)


class OneClient(Listening, discord.Client):
    """A bot with one connection."""

    def __init__(
        self, settings: DiscordSettings, ears: Ears, hands: Hands, gate: IdentifyGate, **options: Any
    ) -> None:
        super().__init__(**options)
        self.ears, self.hands, self.gate, self._down = ears, hands, gate, set()
        self.tree = Tree(self, hands, settings)


class ShardedClient(Listening, discord.AutoShardedClient):
    """A bot with several connections in one process."""

    def __init__(
        self, settings: DiscordSettings, ears: Ears, hands: Hands, gate: IdentifyGate, **options: Any
    ) -> None:
        super().__init__(shard_count=settings.shard_count, **options)
        self.ears, self.hands, self.gate, self._down = ears, hands, gate, set()
        self.tree = Tree(self, hands, settings)


def make_client(
    settings: DiscordSettings,
    ears: Ears,
    hands: Hands,
    gate: IdentifyGate,
    activity: discord.BaseActivity,
) -> OneClient | ShardedClient:
    """A new client; a used one cannot be started again."""
    intents = discord.Intents(
        guilds=True, guild_messages=True, dm_messages=True, message_content=settings.message_content
    )
    options: dict[str, Any] = {
        "intents": intents,
        "allowed_mentions": discord.AllowedMentions.none(),
        "max_messages": None,
        "member_cache_flags": discord.MemberCacheFlags.none(),
        "chunk_guilds_at_startup": False,
        "proxy": settings.proxy or None,
        "activity": activity,
        "heartbeat_timeout": settings.pace.heartbeat_timeout_s,
        "guild_ready_timeout": settings.pace.guild_ready_s,
    }
    kind = ShardedClient if settings.shard_count > 1 else OneClient
    client = kind(settings, ears, hands, gate, **options)
    _outlive_odd_events(client)
    return client


def _outlive_odd_events(client: discord.Client) -> None:
    """Let an event that discord.py cannot read be lost alone; in 2.7 it would end the whole client."""
    parsers = client._connection.parsers  # noqa: SLF001  # there is no public place between the socket and the events
    for name in tuple(parsers):
        if name not in _VITAL_EVENTS:
            parsers[name] = _outliving(name, parsers[name])


def _outliving(name: str, read: Callable[[Any], None]) -> Callable[[Any], None]:
    def served(data: Any) -> None:
        try:
            read(data)
        except Exception as fault:  # noqa: BLE001  # whatever is odd about one event, the next ones must come in
            _log.warning("a %s event could not be read: %s", name, type(fault).__name__)

    return served
