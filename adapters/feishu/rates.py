"""Limits how often we speak, in every interval and not only on average.

The platform allows 5 messages a second to one chat (shared by all bots of it) or changes of one card, 50 calls a second
and 1000 a minute to each of its interfaces; we stay below each.
"""

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

_PLACES_KEPT = 2_000


class Window:
    """At most `limit` passes in any `per_s` seconds; passes are handed out in the order they were asked for."""

    def __init__(self, limit: int, per_s: float) -> None:
        self._per_s = per_s
        self._granted: deque[float] = deque(maxlen=limit)

    def earliest(self, now: float) -> float:
        """When the next pass could be."""
        if len(self._granted) < (self._granted.maxlen or 0):
            return now
        return max(now, self._granted[0] + self._per_s)

    def take(self, at: float) -> None:
        """Note a pass."""
        self._granted.append(at)


class Pace:
    """All limits of one app."""

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        per_place: int = 4,
        place_s: float = 1.0,
        per_second: int = 40,
        per_minute: int = 950,
    ) -> None:
        self._clock = clock
        self._per_place, self._place_s = per_place, place_s
        self._per_second, self._per_minute = per_second, per_minute
        self._places: OrderedDict[str, asyncio.Semaphore] = OrderedDict()
        self._interfaces: dict[str, tuple[Window, Window]] = {}

    @asynccontextmanager
    async def turn(self, interface: str, place: str = "") -> AsyncIterator[None]:
        """Our turn at an interface and, for what shows in a chat or on a card, at that place.

        A place is free again a second after the answer, not after the sending: calls that were held up on the way
        never arrive in one bunch.
        """
        if not place:
            await self._wait(interface)
            yield
            return
        gate = self._place(place)
        await gate.acquire()
        try:
            await self._wait(interface)
            yield
        finally:
            asyncio.get_running_loop().call_later(self._place_s, gate.release)

    def reserve(self, interface: str) -> float:
        """Take the next free pass of an interface and tell how many seconds away it is."""
        windows = self._windows(interface)
        now = self._clock()
        at = max(window.earliest(now) for window in windows)
        for window in windows:
            window.take(at)
        return at - now

    def is_busy(self, interface: str) -> bool:
        """Whether a call would have to wait; dispensable ones are then left out."""
        now = self._clock()
        return any(window.earliest(now) > now for window in self._windows(interface))

    async def _wait(self, interface: str) -> None:
        pause_s = self.reserve(interface)
        if pause_s > 0:
            await asyncio.sleep(pause_s)

    def _windows(self, interface: str) -> tuple[Window, Window]:
        if interface not in self._interfaces:
            self._interfaces[interface] = (Window(self._per_second, 1.0), Window(self._per_minute, 60.0))
        return self._interfaces[interface]

    def _place(self, place: str) -> asyncio.Semaphore:
        gate = self._places.pop(place, None) or asyncio.Semaphore(self._per_place)
        self._places[place] = gate
        if len(self._places) > _PLACES_KEPT:
            self._places.popitem(last=False)
        return gate
