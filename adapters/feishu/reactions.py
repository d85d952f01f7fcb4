"""The sign on a request: OnIt at once, DONE or CrossMark in the end. A sign that fails never fails anything."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from adapters.feishu.codes import Refusal
from adapters.feishu.notes import Notes
from adapters.feishu.rest import Call, FeishuApi
from adapters.feishu.settings import FeishuSettings

_log = logging.getLogger(__name__)

_KEPT = 2_000
_NOTE = "sign"
WORKING, DONE, FAILED = "OnIt", "DONE", "CrossMark"


class Reactions:
    """Signs by message; at most one of ours stands on a message, also after a restart."""

    def __init__(self, settings: FeishuSettings, api: FeishuApi, notes: Notes) -> None:
        self._app_id = settings.app_id
        self._api = api
        self._notes = notes
        self._signs: OrderedDict[str, str] = OrderedDict()  # message → the sign last asked for
        self._standing: OrderedDict[str, str] = OrderedDict()  # message → id of the OnIt that stands there
        self._tasks: set[asyncio.Task[None]] = set()
        self._locks: dict[str, asyncio.Lock] = {}

    def working(self, message: str) -> None:
        """Show that the request was taken in."""
        if not message or message in self._signs:
            return
        if self._api.pace.is_busy("reaction"):
            self._remember(message, "")
            return
        self._remember(message, WORKING)
        self._run(lambda: self._put(message, WORKING))

    def note(self, message: str, job_id: str) -> None:
        """Write the sign down with the job that came of the request, for the process that will end it."""
        if self._signs.get(message) == WORKING:
            self._run(lambda: self._write_down(message, job_id))

    def over(self, message: str, *, ok: bool, job_id: str = "") -> None:
        """Show that the request has ended, well or not."""
        sign = DONE if ok else FAILED
        if message and self._signs.get(message) != sign:
            self._change(message, sign, job_id)

    def clear(self, message: str) -> None:
        """Take the sign away: the answer speaks for itself."""
        if message and self._signs.get(message, WORKING) == WORKING:
            self._change(message, "", "")

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

    async def _write_down(self, message: str, job_id: str) -> None:
        async with self._lock(message):
            standing = self._standing.get(message, "")
        if standing:
            await self._notes.write(job_id, _NOTE, f"{WORKING} {standing}")

    def _change(self, message: str, sign: str, job_id: str) -> None:
        of_earlier_process = message not in self._signs
        self._remember(message, sign)
        self._run(lambda: self._replace(message, sign, job_id, of_earlier_process=of_earlier_process))

    async def _replace(self, message: str, sign: str, job_id: str, *, of_earlier_process: bool) -> None:
        async with self._lock(message):
            standing = self._standing.pop(message, "")
        if of_earlier_process:
            last, _, standing = (await self._notes.read(job_id, _NOTE)).partition(" ")
            if last and last == sign:
                return
            standing = standing if last else await self._find(message)
        if standing:
            path = f"/open-apis/im/v1/messages/{message}/reactions/{standing}"
            try:
                await self._api.call(Call("reaction", "DELETE", path))
            except Refusal as refusal:
                _log.debug("feishu: a reaction stays: %s", refusal)
        if sign:
            await self._put(message, sign)
            await self._notes.write(job_id, _NOTE, sign)

    async def _find(self, message: str) -> str:
        """The id of our OnIt from the platform's list, where the process that set it died before writing it down."""
        path = f"/open-apis/im/v1/messages/{message}/reactions"
        query = {"reaction_type": WORKING, "page_size": "50"}
        try:
            answer = await self._api.call(Call("reactions", "GET", path, query=query))
        except Refusal as refusal:
            _log.debug("feishu: the signs on a message are not shown: %s", refusal)
            return ""
        data = answer.get("data")
        items = data.get("items") if isinstance(data, dict) else None
        for item in items if isinstance(items, list) else ():
            if not isinstance(item, dict):
                continue
            operator = item.get("operator")
            if isinstance(operator, dict) and operator.get("operator_id") == self._app_id:
                return str(item.get("reaction_id") or "")
        return ""

    def _run(self, work: Callable[[], Awaitable[None]]) -> None:
        async def quietly() -> None:
            try:
                await work()
            except Refusal as refusal:
                _log.debug("feishu: no reaction: %s", refusal)
            except Exception as error:  # noqa: BLE001
                # The disk may be full; the job itself reports that, a missing sign need not.
                _log.warning("feishu: a sign was not noted: %s", type(error).__name__)

        task = asyncio.create_task(quietly(), name="feishu reaction")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _remember(self, message: str, sign: str) -> None:
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
