"""Decides what a dead connection means: when to try again, or what the operator has to do."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import discord

from adapters.discord.settings import Pace

_FATAL_CLOSES = {
    4004: (
        "Discord refused the token",
        "Check DISCORD_BOT_TOKEN: reset the token in the developer portal, page Bot.",
    ),
    4010: ("Discord refused the shard number", "Check the number of shards."),
    4011: ("this bot is in too many servers for one connection", "Set a number of shards above 1."),
    4012: ("Discord no longer speaks this version", "Update the bot."),
    4013: ("Discord does not know one of the intents", "Update the bot."),
    4014: (
        "an intent that must be allowed first was asked for",
        "Allow the message content intent in the developer portal, page Bot, or turn that setting off.",
    ),
}
_DISALLOWED_INTENTS = 4014
_BAD_TOKEN = 4004
_FALLS = 3  # the loss itself and two failed attempts to resume
_AFTER_INVALID_S = 1.0


class Phase(StrEnum):
    """The state of the connection, as health shows it."""

    STOPPED = "stopped"
    CONNECTING = "connecting"
    CONNECTED = "connected"
    WAITING = "waiting"  # between two attempts
    SPEAKING = "speaking"  # this process only sends
    FATAL = "fatal"


@dataclass(frozen=True, slots=True)
class GatewayState:
    """What health may know. `fault` and `remedy` are for the operator; `attempts` counts deaths in a row."""

    phase: Phase = Phase.STOPPED
    since: float = 0.0
    fault: str = ""
    remedy: str = ""
    attempts: int = 0
    latency_s: float | None = None

    @property
    def is_healthy(self) -> bool:
        """Whether messages come in, or none are wanted here."""
        return self.phase in (Phase.CONNECTED, Phase.SPEAKING)


def fatal_cause(fault: BaseException) -> tuple[str, str] | None:
    """What is wrong and what to do, for a fault that trying again cannot cure; else None."""
    if isinstance(fault, discord.LoginFailure):
        return _FATAL_CLOSES[_BAD_TOKEN]
    if isinstance(fault, discord.PrivilegedIntentsRequired):
        return _FATAL_CLOSES[_DISALLOWED_INTENTS]
    if isinstance(fault, discord.ConnectionClosed):
        return _FATAL_CLOSES.get(fault.code)
    return None


class Backoff:
    """Pauses between attempts: short at first, capped, and longer only when trouble has lasted long."""

    def __init__(self, pace: Pace, clock: Callable[[], float]) -> None:
        self._pace = pace
        self._clock = clock
        self._trouble_since: float | None = None
        self.attempts = 0

    def pause_s(self, *, lived_s: float) -> float:
        """The pause after an attempt that was connected for `lived_s`."""
        now = self._clock()
        if lived_s >= self._pace.settled_s:
            self.attempts, self._trouble_since = 0, None
        if self._trouble_since is None:
            self._trouble_since = now
        self.attempts += 1
        long = now - self._trouble_since > self._pace.long_trouble_s
        cap = self._pace.long_cap_s if long else self._pace.reconnect_cap_s
        full = min(cap, self._pace.reconnect_s * 2.0 ** min(self.attempts - 1, 16))
        return full * random.uniform(0.75, 1.0)  # noqa: S311  # spreads bots out, guards nothing


class IdentifyGate:
    """Lets one IDENTIFY through in five seconds, whichever client it comes from: Discord takes no more."""

    def __init__(self, pace: Pace, clock: Callable[[], float]) -> None:
        self._pace = pace
        self._clock = clock
        self._turn = asyncio.Lock()
        self._last: float | None = None

    async def enter(self, *, initial: bool) -> None:
        """Wait for the turn; after an invalid session a little longer, as Discord asks."""
        async with self._turn:
            since = self._pace.identify_pause_s if self._last is None else self._clock() - self._last
            pause = self._pace.identify_pause_s - since
            if not initial:
                pause = max(pause, min(_AFTER_INVALID_S, self._pace.identify_pause_s))
            if pause > 0:
                await asyncio.sleep(pause)
            self._last = self._clock()


class Connection:
    """Whether the present client is connected, and since when; tells when the library has tried long enough."""

    def __init__(self, pace: Pace, clock: Callable[[], float], *, shards: int = 1) -> None:
        self._pace = pace
        self._clock = clock
        self._shards = max(1, shards)
        self._changed = asyncio.Event()
        self.up = False
        self.was_up = False
        self.up_since = 0.0
        self._falls = 0

    def rises(self) -> None:
        """Connected, or connected again."""
        if not self.up:
            self.up, self.was_up, self.up_since, self._falls = True, True, self._clock(), 0
        self._changed.set()

    def falls(self) -> None:
        """Lost, or an attempt to get it back failed; the library goes on trying by itself."""
        self.up = False
        self._falls += 1
        self._changed.set()

    @property
    def lived_s(self) -> float:
        """For how long it has been connected without a break."""
        return self._clock() - self.up_since if self.up else 0.0

    async def give_up(self) -> None:
        """Return when the connection has been down for so long that the library should not be left to it.

        discord.py 2.7 pauses up to 17 minutes between its own attempts, and waits a minute for a silent gateway.
        """
        # It never gets over a failure of its very first attempt (AttributeError, Rapptz/discord.py#10520).
        while self._falls < (_FALLS * self._shards if self.was_up else 1):
            patience = None
            if not self.up:
                patience = self._pace.patience_s if self.was_up else self._pace.connect_patience_s
                patience *= self._shards  # they take turns
            self._changed.clear()
            try:
                async with asyncio.timeout(patience):
                    await self._changed.wait()
            except TimeoutError:
                return
