"""The product lists in memory: served at once, renewed in the background."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from adapters.ima.patience import Sleep
from core.errors import StudioError
from core.model import Product, TaskType

_log = logging.getLogger(__name__)
_FIRST_PAUSE_S = 5.0
_JITTER = 0.1

Read = Callable[[TaskType], Awaitable[tuple[Product, ...]]]


class Shelf:
    """One list per task type; however many ask for a new one, the studio is asked once."""

    def __init__(self, read: Read, *, sleep: Sleep, random: Callable[[], float]) -> None:
        self._read = read
        self._sleep = sleep
        self._random = random
        self._lists: dict[TaskType, tuple[Product, ...]] = {}
        self._reading: dict[TaskType, asyncio.Task[tuple[Product, ...]]] = {}

    async def products(self, task_type: TaskType) -> tuple[Product, ...]:
        """The list from memory, however old; the studio is asked only if it was never read."""
        known = self._lists.get(task_type)
        return known if known is not None else await self.refresh(task_type)

    def known(self, task_type: TaskType) -> tuple[Product, ...]:
        """The list as it is in memory; empty when it was never read."""
        return self._lists.get(task_type, ())

    async def refresh(self, task_type: TaskType) -> tuple[Product, ...]:
        """The list, asked for now; joins a request that is on its way."""
        reading = self._reading.get(task_type)
        if reading is None:
            reading = asyncio.create_task(self._renew(task_type), name=f"ima list {task_type}")
            self._reading[task_type] = reading
            reading.add_done_callback(lambda task: self._done(task_type, task))
        # One of several who wait may be cancelled; the others still want the list.
        return await asyncio.shield(reading)

    async def keep_fresh(self, *, every_s: float, task_types: Sequence[TaskType]) -> None:
        """Renew all lists for ever, whatever goes wrong with one; after a failure sooner, with growing pauses."""
        sooner_s = _FIRST_PAUSE_S
        while True:
            if await self._renew_all(task_types):
                pause_s = min(every_s, sooner_s)
                sooner_s = 2 * pause_s
            else:
                pause_s, sooner_s = every_s, _FIRST_PAUSE_S
            await self._sleep(pause_s * (1 + _JITTER * (2 * self._random() - 1)))

    async def close(self) -> None:
        """Stop what is being read."""
        reading = list(self._reading.values())
        for task in reading:
            task.cancel()
        await asyncio.gather(*reading, return_exceptions=True)

    async def _renew_all(self, task_types: Sequence[TaskType]) -> bool:
        """Whether any list could not be renewed."""
        outcomes = await asyncio.gather(*(self.refresh(one) for one in task_types), return_exceptions=True)
        failed = False
        for task_type, outcome in zip(task_types, outcomes, strict=True):
            if isinstance(outcome, StudioError):
                failed = True
                _log.warning("the list of %s could not be renewed: %s", task_type, outcome)
            elif isinstance(outcome, Exception):
                failed = True
                _log.error(
                    "the list of %s could not be renewed, a fault of ours", task_type, exc_info=outcome
                )
            elif isinstance(outcome, BaseException):
                raise outcome
        return failed

    async def _renew(self, task_type: TaskType) -> tuple[Product, ...]:
        products = await self._read(task_type)
        self._lists[task_type] = products
        return products

    def _done(self, task_type: TaskType, task: asyncio.Task[tuple[Product, ...]]) -> None:
        self._reading.pop(task_type, None)
        if not task.cancelled():
            task.exception()  # marks it as seen, for when nobody waits any more
