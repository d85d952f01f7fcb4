"""How often we speak: sliding windows that hold in every interval, not only on average.

The platform allows 5 messages a second to one chat (shared by all bots of it), 50 calls a second and 1000 a minute
to each of its interfaces; we stay below each.
"""

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Callable

_CHATS_KEPT = 2_000


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
    """All windows of one app."""

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] | None = None,
        per_chat: int = 4,
        per_second: int = 40,
        per_minute: int = 950,
    ) -> None:
        self._clock = clock
        self._sleep = sleep or asyncio.sleep
        self._per_chat, self._per_second, self._per_minute = per_chat, per_second, per_minute
        self._chats: OrderedDict[str, Window] = OrderedDict()
        self._interfaces: dict[str, tuple[Window, Window]] = {}

    async def turn(self, interface: str, chat: str = "") -> None:
        """Wait for our turn at an interface and, for a new message, in a chat."""
        pause = self.reserve(interface, chat)
        if pause > 0:
            waiting = self._sleep(pause)
            assert asyncio.iscoroutine(waiting)
            await waiting

    def reserve(self, interface: str, chat: str = "") -> float:
        """Take the next free place and tell how many seconds away it is."""
        windows = list(self._windows(interface))
        if chat:
            windows.append(self._chat(chat))
        now = self._clock()
        at = max(window.earliest(now) for window in windows)
        for window in windows:
            window.take(at)
        return at - now

    def is_busy(self, interface: str) -> bool:
        """Whether a call would have to wait: what is dispensable is left out then."""
        now = self._clock()
        return any(window.earliest(now) > now for window in self._windows(interface))

    def _windows(self, interface: str) -> tuple[Window, Window]:
        if interface not in self._interfaces:
            self._interfaces[interface] = (Window(self._per_second, 1.0), Window(self._per_minute, 60.0))
        return self._interfaces[interface]

    def _chat(self, chat: str) -> Window:
        window = self._chats.pop(chat, None) or Window(self._per_chat, 1.0)
        self._chats[chat] = window
        if len(self._chats) > _CHATS_KEPT:
            self._chats.popitem(last=False)
        return window
