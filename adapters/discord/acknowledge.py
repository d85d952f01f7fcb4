"""The first answer to an interaction, within Discord's three seconds.

discord.py repeats a 5xx after a pause that eats the time, and gives up on a dropped connection; so each attempt is
cut short and made again at once.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
import discord

from adapters.discord.delivery import Code
from adapters.discord.settings import Pace

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
_PAUSE_S = 0.1
_SERVER = 500
_TOO_MANY = 429


async def in_time(first: Callable[[], Awaitable[_T]], pace: Pace) -> tuple[bool, _T | None]:
    """Give the first answer; (False, None) when another process has answered the interaction, or it is lost.

    (True, None) means that Discord has the answer of an attempt whose receipt we never saw.
    """
    end = asyncio.get_running_loop().time() + pace.acknowledge_s
    doubt = False
    while True:
        left = end - asyncio.get_running_loop().time()
        if left <= 0:
            _log.warning("an interaction could not be answered in time")
            return doubt, None
        try:
            async with asyncio.timeout(min(pace.acknowledge_try_s, left)):
                return True, await first()
        except discord.HTTPException as fault:
            if fault.code == Code.INTERACTION_TAKEN:
                return doubt, None
            if fault.status < _SERVER and fault.status != _TOO_MANY:
                if fault.code != Code.UNKNOWN_INTERACTION:
                    _log.warning(
                        "an interaction's first answer was refused: HTTP %s, %s", fault.status, fault.code
                    )
                return False, None
        except (TypeError, KeyError):
            # Taken, but the receipt was empty, which discord.py 2.7 cannot read.
            return True, None
        except aiohttp.ClientConnectorError:
            pass
        except (aiohttp.ClientError, OSError, TimeoutError):
            doubt = True
        await asyncio.sleep(_PAUSE_S)
