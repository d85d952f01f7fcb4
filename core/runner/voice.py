"""Says each thing about a job once and redraws it; a posted message is remembered before the next step."""

import logging

from core.errors import ChatError
from core.model import Job, Post
from core.runner.outside import Outside

_log = logging.getLogger(__name__)
_PATIENCE_S = 3600.0  # how long an unreachable platform is tried again, in wall seconds
_LONGEST_PAUSE_S = 60.0


class Voice:
    """The job's side of a Chat."""

    def __init__(self, outside: Outside) -> None:
        self._chat, self._jobs, self._clock = outside.chat, outside.jobs, outside.clock

    def draws_on_start(self, job: Job) -> bool:
        """Whether progress belongs on the start message here."""
        return self._chat.traits(job.address).progress_on_start

    async def say(self, job: Job, post: Post, key: str, *, patience_s: float = _PATIENCE_S) -> str | None:
        """Post once under this key; returns the handle, None when it cannot be posted.

        Tries again as long as the platform says that it makes sense, at most `patience_s` (an hour), and not for a job
        that is cancelled, unless the message is its last. The platform gets a stable key too, which covers a crash
        between posting and remembering.
        """
        handle = await self._jobs.sent(job.id, key)
        if handle is not None:
            return handle
        until = self._clock.now() + patience_s
        pause_s = 1.0
        while True:
            try:
                handle = await self._chat.send(job.address, post, key=f"{job.id}:{key}")
            except ChatError as fault:
                if fault.retry_after_s is None or self._clock.now() >= until:
                    _log.warning("job %s: message %s could not be posted: %s", job.id, key, fault)
                    return None
                if not await self._pause(job, post, max(fault.retry_after_s, pause_s)):
                    return None
                pause_s = min(pause_s * 2, _LONGEST_PAUSE_S)
                continue
            await self._jobs.mark_sent(job.id, key, handle)
            return handle

    async def _pause(self, job: Job, post: Post, seconds: float) -> bool:
        """Wait before the next try; False when the job was cancelled in the meantime and this need not be said."""
        if await self._is_needless(job, post):
            return False
        await self._clock.sleep(seconds, job_id=job.id)
        return not await self._is_needless(job, post)

    async def _is_needless(self, job: Job, post: Post) -> bool:
        current = None if post.is_final else await self._jobs.get(job.id)
        return current is not None and current.cancel_asked

    async def redraw(self, job: Job, post: Post, key: str) -> None:
        """Change a message posted under this key; without one, nothing. A failed redraw never harms the job."""
        handle = await self._jobs.sent(job.id, key)
        if handle is None:
            return
        try:
            new_handle = await self._chat.edit(job.address, handle, post, key=f"{job.id}:{key}")
        except ChatError as fault:
            _log.warning("job %s: message %s could not be changed: %s", job.id, key, fault)
            return
        if new_handle != handle:
            await self._jobs.mark_sent(job.id, key, new_handle)
