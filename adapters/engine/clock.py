"""The wall clock, with waits that can be cut short."""

import asyncio
import time


class SystemClock:
    """Port Clock over the event loop; thousands of waits cost one timer each."""

    def __init__(self, speed: float = 1.0) -> None:
        self._speed = speed
        self._waits: dict[str, set[asyncio.Future[None]]] = {}

    @property
    def speed(self) -> float:
        """Job seconds per wall second."""
        return self._speed

    def now(self) -> float:
        """Wall seconds since the epoch."""
        return time.time()

    async def sleep(self, seconds: float, *, job_id: str = "") -> None:
        """Wait wall seconds, or until the job is woken."""
        if not job_id or seconds <= 0:
            await asyncio.sleep(max(0.0, seconds))
            return
        loop = asyncio.get_running_loop()
        wait: asyncio.Future[None] = loop.create_future()
        waits = self._waits.setdefault(job_id, set())
        waits.add(wait)
        timer = loop.call_later(seconds, _end, wait)
        try:
            await wait
        finally:
            timer.cancel()
            waits.discard(wait)
            if not waits and self._waits.get(job_id) is waits:
                del self._waits[job_id]

    def wake(self, job_id: str) -> None:
        """End the waits of this job (a cancel came)."""
        for wait in self._waits.get(job_id, ()):
            _end(wait)


def _end(wait: asyncio.Future[None]) -> None:
    if not wait.done():
        wait.set_result(None)
