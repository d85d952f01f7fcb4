"""The sign on a request: OnIt at once, DONE or CrossMark in the end. A sign that fails never fails anything."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Coroutine

from adapters.feishu.codes import Refusal
from adapters.feishu.rest import Call, FeishuApi

_log = logging.getLogger(__name__)

_KEPT = 2_000
WORKING, DONE, FAILED = "OnIt", "DONE", "CrossMark"


class Reactions:
    """Signs by message; at most one of ours stands on a message as far as we remember."""

    def __init__(self, api: FeishuApi) -> None:
        self._api = api
        self._signs: OrderedDict[str, str] = OrderedDict()  # message → the sign last asked for
        self._standing: OrderedDict[str, str] = OrderedDict()  # message → id of the OnIt that stands there
        self._tasks: set[asyncio.Task[None]] = set()
        self._locks: dict[str, asyncio.Lock] = {}

    def working(self, message: str) -> None:
        """The request was taken in."""
        if message and message not in self._signs and not self._api.pace.is_busy("reaction"):
            self._note(message, WORKING)
            self._run(self._put(message, WORKING))

    def over(self, message: str, *, ok: bool) -> None:
        """The request's story is told."""
        sign = DONE if ok else FAILED
        if message and self._signs.get(message) != sign:
            self._note(message, sign)
            self._run(self._replace(message, sign))

    def clear(self, message: str) -> None:
        """The answer speaks for itself."""
        if self._signs.get(message) == WORKING:
            self._note(message, "")
            self._run(self._replace(message, ""))

    async def stop(self) -> None:
        """Drop what is still under way."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _put(self, message: str, sign: str) -> None:
        async with self._lock(message):
            path = f"/open-apis/im/v1/messages/{message}/reactions"
            answer = await self._api.call(
                Call("reaction", "POST", path, body={"reaction_type": {"emoji_type": sign}})
            )
            data = answer.get("data")
            found = data.get("reaction_id") if isinstance(data, dict) else None
            if sign == WORKING and isinstance(found, str):
                self._standing[message] = found
                _trim(self._standing)

    async def _replace(self, message: str, sign: str) -> None:
        async with self._lock(message):
            standing = self._standing.pop(message, "")
        if standing:
            path = f"/open-apis/im/v1/messages/{message}/reactions/{standing}"
            try:
                await self._api.call(Call("reaction", "DELETE", path))
            except Refusal as refusal:
                _log.debug("feishu: a reaction stays: %s", refusal)
        if sign:
            await self._put(message, sign)

    def _run(self, work: Coroutine[None, None, None]) -> None:
        async def quietly() -> None:
            try:
                await work
            except Refusal as refusal:
                _log.debug("feishu: no reaction: %s", refusal)

        task = asyncio.create_task(quietly(), name="feishu reaction")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _note(self, message: str, sign: str) -> None:
        self._signs[message] = sign
        _trim(self._signs)

    def _lock(self, message: str) -> asyncio.Lock:
        lock = self._locks.get(message)
        if lock is None:
            lock = self._locks[message] = asyncio.Lock()
            for known in [name for name, other in self._locks.items() if not other.locked()][:-_KEPT]:
                del self._locks[known]
        return lock


def _trim(kept: OrderedDict[str, str]) -> None:
    while len(kept) > _KEPT:
        kept.popitem(last=False)
