"""Trying again where discord.py does not: 503, dropped connections, refusals by the network in front of Discord.

The library itself waits for rate limits and repeats 500, 502, 504 and 524. What is repeated here is safe to repeat:
sends carry a nonce, edits and deletions are the same the second time.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from enum import IntEnum
from typing import TypeVar

import aiohttp
import discord

from adapters.discord.settings import Pace
from core.errors import ChatError

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
_TOO_MANY = 429
_SERVER = 500
_GIVE_BACK_S = 15.0


class Code(IntEnum):
    """Discord's error codes that change what we do."""

    UNKNOWN_CHANNEL = 10003
    UNKNOWN_MESSAGE = 10008
    UNKNOWN_INTERACTION = 10062
    INTERACTION_TAKEN = 40060
    NO_ACCESS = 50001
    NO_PERMISSION = 50013
    NO_HISTORY_TO_REPLY = 160002


class Refused(Exception):  # noqa: N818  # it is an answer, told from a fault by its name
    """Discord said no for a reason that another way may avoid; `code` is Discord's."""

    def __init__(self, status: int, code: int) -> None:
        super().__init__(f"HTTP {status}, code {code}")
        self.status = status
        self.code = code


async def persistently(call: Callable[[], Awaitable[_T]], pace: Pace, *, what: str, again: bool = True) -> _T:
    """Make a call until it is taken, for at most `pace.deliver_s`.

    Raises Refused for a readable refusal, ChatError when time is up. `again` False stops at the first doubt, for a
    call that Discord would carry out twice; what certainly was not taken is repeated even then.
    """
    loop = asyncio.get_running_loop()
    end = loop.time() + pace.deliver_s
    pause = pace.retry_s
    while True:
        wait = pause
        try:
            async with asyncio.timeout(pace.attempt_s):
                return await call()
        except discord.RateLimited as fault:
            wait, reason = fault.retry_after, "rate limit"
        except discord.HTTPException as fault:
            if fault.status < _SERVER and fault.status != _TOO_MANY:
                raise Refused(fault.status, fault.code) from fault
            wait, reason = max(pause, _retry_after(fault)), f"HTTP {fault.status}"
        except aiohttp.ClientConnectorError as fault:
            reason = type(fault).__name__
        except (aiohttp.ClientError, OSError, TimeoutError) as fault:
            reason = type(fault).__name__
            if not again:
                raise ChatError(f"{what}: {reason}, not repeated") from fault
        if loop.time() + wait > end:
            raise ChatError(f"{what}: {reason}", retry_after_s=max(wait, _GIVE_BACK_S))
        _log.info("%s: %s, again in %.1f s", what, reason, wait)
        await asyncio.sleep(wait)
        pause = min(pause * 2, pace.retry_cap_s)


def _retry_after(fault: discord.HTTPException) -> float:
    """What the answer itself asks for, in seconds; Cloudflare says it in a header only."""
    try:
        return float(fault.response.headers.get("Retry-After", 0))
    except (TypeError, ValueError):
        return 0.0
