"""What exists on the local Discord: one application, servers, channels, people, messages, interactions."""

import itertools
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any, Literal

EPOCH_MS = 1420070400000
TOKEN = "a-token-for-tests"
APPLICATION = 700000000000000001
BOT = 700000000000000002
GUILD = 710000000000000001
BOT_ROLE = 710000000000000002
OTHER_ROLE = 710000000000000003
CHANNEL = 720000000000000001
SECOND_CHANNEL = 720000000000000002
THREAD = 720000000000000003
MEMBERS_ALL = 0x0007_FFFF_FFFF_FFFF
LOADING = 1 << 7
EPHEMERAL = 1 << 6

Json = dict[str, Any]
What = int | Literal["drop", "drop after", "cloudflare", "limit", "slow"]


@dataclass
class Fault:
    """The next requests that match get this instead of (or after) their answer."""

    method: str
    path: str  # a part of the path
    what: What
    times: int = 1
    seconds: float = 0.05
    code: int = 0


@dataclass
class Request:
    """One request as it came."""

    method: str
    path: str
    body: Any
    at: float
    query: dict[str, str] = field(default_factory=dict)
    files: tuple[str, ...] = ()


@dataclass
class Asked:
    """One interaction and what became of it."""

    id: int
    token: str
    type: int
    channel: int
    at: float
    user_install: bool = False
    in_guild: bool = True
    answered: Json | None = None
    answered_after_s: float = 0.0
    original: int = 0
    follow_ups: int = 0
    has_message: bool = False


@dataclass
class World:
    """The state, and what went wrong in the eyes of Discord."""

    requests: list[Request] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    faults: deque[Fault] = field(default_factory=deque)
    messages: dict[int, Json] = field(default_factory=dict)
    log: list[tuple[str, Json]] = field(
        default_factory=list
    )  # "post" or "edit" and the message as it then was
    deleted: list[int] = field(default_factory=list)
    nonces: dict[tuple[int, str], int] = field(default_factory=dict)
    reactions: list[tuple[int, str]] = field(default_factory=list)
    typing: list[int] = field(default_factory=list)
    commands: list[Json] = field(default_factory=list)
    command_puts: int = 0
    interactions: dict[str, Asked] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    expired_files: set[str] = field(default_factory=set)
    direct: dict[int, int] = field(default_factory=dict)  # person -> channel
    closed_channels: set[int] = field(default_factory=set)
    closed_people: set[int] = field(default_factory=set)
    permissions: int = MEMBERS_ALL
    guild_locale: str = "en-US"
    players: bool = True
    receipts: bool = True
    token: str = TOKEN
    base: str = ""
    gateway_url: str = ""
    clock_ahead_s: float = 0.0
    _numbers: Any = field(default_factory=lambda: itertools.count(1))

    def now(self) -> float:
        """The stand-in's clock; a test may set it ahead to let tokens die."""
        return time.time() + self.clock_ahead_s

    def snowflake(self, *, age_s: float = 0.0) -> int:
        """A new id, made now or some seconds ago."""
        ms = int((self.now() - age_s) * 1000) - EPOCH_MS
        return (ms << 22) | (next(self._numbers) & 0x3FFFFF)

    def fault_for(self, method: str, path: str) -> Fault | None:
        """The fault that this request runs into."""
        for fault in self.faults:
            if fault.method in (method, "*") and fault.path in path:
                fault.times -= 1
                if fault.times <= 0:
                    self.faults.remove(fault)
                return fault
        return None

    def sent(self, method: str, part: str) -> list[Request]:
        """The requests of this method whose path holds this part."""
        return [one for one in self.requests if one.method == method and part in one.path]

    def ours(self, channel: int) -> list[Json]:
        """The bot's messages that stand in a channel, oldest first."""
        return [
            one
            for one in self.messages.values()
            if int(one["channel_id"]) == channel and int(one["author"]["id"]) == BOT
        ]

    def direct_channel(self, person: int) -> int:
        """The direct conversation with a person, opened when there is none."""
        if person not in self.direct:
            self.direct[person] = self.snowflake()
        return self.direct[person]

    def violation(self, text: str) -> None:
        """Note that a rule was broken."""
        self.violations.append(text)
