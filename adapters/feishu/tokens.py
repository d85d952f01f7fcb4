"""The tenant token: fetched ahead of its end, off the hot path, by one caller at a time."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from adapters.feishu.codes import Refusal

_log = logging.getLogger(__name__)

_AHEAD_S = 1_200.0  # the platform gives a new token only in the last half hour of the old one
_RETRY_S = (1.0, 2.0, 5.0, 10.0, 30.0)
_MARGIN_S = 3.0

FetchToken = Callable[[], Awaitable[tuple[str, float]]]


class TenantToken:
    """One app's token; `fetch` returns the token and the seconds it lives."""

    def __init__(self, fetch: FetchToken) -> None:
        self._fetch = fetch
        self._token = ""
        self._ends = 0.0
        self._under_way: asyncio.Task[str] | None = None
        self._keeper: asyncio.Task[None] | None = None

    async def get(self) -> str:
        """A token that is good now; raises Refusal when there is none to be had."""
        if self._token and self._now() < self._ends - _MARGIN_S:
            return self._token
        return await self._renewed()

    async def replace(self, refused: str) -> str:
        """A token other than this one, which the platform no longer takes."""
        if self._token == refused:
            self._token = ""
        return await self.get()

    def start(self) -> None:
        """Keep a good token in memory from now on."""
        if self._keeper is None:
            self._keeper = asyncio.create_task(self._keep(), name="feishu token")

    async def stop(self) -> None:
        """End the keeping."""
        running = [task for task in (self._keeper, self._under_way) if task is not None]
        self._keeper = self._under_way = None
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _keep(self) -> None:
        failures = 0
        while True:
            try:
                await self._renewed()
                failures = 0
                left = self._ends - self._now()
                pause = max(left - _AHEAD_S, left / 2, 0.05)
            except Refusal as refusal:
                pause = _RETRY_S[min(failures, len(_RETRY_S) - 1)]
                failures += 1
                _log.warning("feishu token not renewed, next try in %.0f s: %s", pause, refusal)
            await asyncio.sleep(pause)

    async def _renewed(self) -> str:
        if self._under_way is None or self._under_way.done():
            self._under_way = asyncio.create_task(self._renew(), name="feishu token renewal")
        return await asyncio.shield(self._under_way)

    async def _renew(self) -> str:
        token, lives_s = await self._fetch()
        self._token, self._ends = token, self._now() + lives_s
        return token

    def _now(self) -> float:
        return asyncio.get_running_loop().time()
