"""What the adapter is told when it is made; it reads no environment of its own."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """The waiting times of the adapter, in wall seconds; the defaults are for the real Discord."""

    acknowledge_s: float = 2.6  # an interaction must be answered within 3 s
    acknowledge_try_s: float = 0.8  # one attempt of that answer
    deliver_s: float = 45.0  # after this much trying a message is given back to the core
    attempt_s: float = 35.0  # one request, the library's own waiting for a rate limit included
    retry_s: float = 0.5  # first pause of our own retries, doubled each time
    retry_cap_s: float = 5.0
    reconnect_s: float = 0.5  # first pause before a new client, doubled each time
    reconnect_cap_s: float = 5.0
    long_trouble_s: float = 600.0  # trouble older than this is retried at the long cap
    long_cap_s: float = 60.0
    settled_s: float = 60.0  # a connection that lived this long forgets earlier trouble
    patience_s: float = 6.0  # a lost connection may resume by itself for this long
    connect_patience_s: float = 30.0  # from the start of a client to its READY
    identify_pause_s: float = 5.0  # between two IDENTIFYs; Discord allows one in 5 s
    heartbeat_timeout_s: float = 60.0
    guild_ready_s: float = 2.0
    close_s: float = 2.0
    react_within_s: float = 0.1
    typing_after_s: float = 1.0
    typing_every_s: float = 8.0
    typing_for_s: float = 30.0
    presence_s: float = 15.0
    player_s: float = 8.0  # after this a player should have appeared under a link
    token_s: float = 14 * 60.0  # an interaction's token lives 15 minutes
    double_press_s: float = 3.0
    catch_up_s: float = 600.0  # older messages are never answered
    look_back_s: float = 120.0  # after a start, our own earlier answers are looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscordSettings:
    """One Discord application. Empty addresses mean the real Discord; `listen` off means that it only speaks."""

    token: str = field(repr=False)
    data_dir: Path
    api_base: str = ""  # with /api/v10
    gateway_url: str = ""  # a full ws address
    proxy: str = ""
    shard_count: int = 0  # above 1: that many connections in this process
    message_content: bool = False  # the privileged intent; must be on in the portal too
    upload_missing_player: bool = False
    listen: bool = True
    pace: Pace = field(default_factory=Pace)
