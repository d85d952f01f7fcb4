"""When Discord shows no player under a clip's address, the clip itself may be attached instead (off by default)."""

import asyncio
import logging

from adapters.discord.channels import Channels
from adapters.discord.delivery import Refused
from adapters.discord.outbound import Letter
from adapters.discord.ports import Clips
from adapters.discord.settings import Pace
from core.errors import ChatError

_log = logging.getLogger(__name__)
UPLOAD_LIMIT = 10 * 1024 * 1024  # what every server allows
_NAME = "video.mp4"


class PlayerWatch:
    """Looks at our result messages after some seconds; without `clips` it does nothing."""

    def __init__(self, channels: Channels, pace: Pace, clips: Clips | None) -> None:
        self._channels = channels
        self._pace = pace
        self._clips = clips
        self._tasks: set[asyncio.Task[None]] = set()

    def watch(self, channel: int, message: int, letter: Letter) -> None:
        """Look after this message if it should show a player."""
        if self._clips is None or not letter.url:
            return
        task = asyncio.get_running_loop().create_task(self._look(channel, message, letter.url, self._clips))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Stop looking."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _look(self, channel: int, message: int, url: str, clips: Clips) -> None:
        await asyncio.sleep(self._pace.player_s)
        try:
            if await self._channels.shows_player(channel, message):
                return
            data = await clips(url, UPLOAD_LIMIT)
            if data:
                await self._channels.attach(channel, message, _NAME, data)
        except (Refused, ChatError) as fault:
            _log.info("no player and no upload: %s", fault)
