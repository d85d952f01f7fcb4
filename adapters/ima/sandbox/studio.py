"""The sandbox studio: its state, its life, and how tests steer it."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING, Any, Self

from aiohttp import web

from adapters.ima.sandbox.faults import Script
from adapters.ima.sandbox.ledger import Entry, Ledger
from adapters.ima.sandbox.products import Catalogue
from adapters.ima.sandbox.record import Record
from adapters.ima.sandbox.routes import application
from adapters.ima.sandbox.tasks import Task
from adapters.ima.sandbox.uploads import Uploads

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable
    from pathlib import Path

Json = dict[str, Any]

DEMO_KEY = "ima_sandbox_demo_key"
"""A key the sandbox takes; so it does any other that begins with ima_."""

DEFAULT_BALANCE = 100_000
DEFAULT_PORT = 8090
PICTURES_SUFFIX = ".pictures"


class SandboxStudio:
    """An HTTP server that plays the whole studio on one origin, as strictly as its contract is known.

    Renderings take their usual time divided by `speed`. `clock` gives the seconds tasks live by, `now` the unix time
    uploads are checked against, `sleep` is used for scripted slowness only. With a `state_file`, tasks, charges and
    pictures survive a restart; addresses of clips do in any case, on the same port.
    """

    def __init__(
        self,
        *,
        speed: float = 1.0,
        balance: int = DEFAULT_BALANCE,
        refused_keys: Iterable[str] = (),
        state_file: Path | None = None,
        clock: Callable[[], float] = time.time,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.speed, self.clock, self.sleep = speed, clock, sleep
        self.refused_keys = frozenset(refused_keys)
        self.catalogue = Catalogue()
        self.ledger = Ledger(balance)
        self.faults = Script()
        self.record = Record()
        self.tasks: dict[str, Task] = {}
        self.uploads = Uploads(now, state_file.with_suffix(PICTURES_SUFFIX) if state_file else None)
        self.url = ""
        self._state_file = state_file
        self._runner: web.AppRunner | None = None
        self._load()

    @property
    def requests(self) -> list[Any]:
        """Every request so far, oldest first (`record.Request`)."""
        return list(self.record.requests)

    @property
    def violations(self) -> list[Any]:
        """Every refusal a correct client would not have met (`record.Violation`); scripted ones do not count."""
        return list(self.record.violations)

    def script(
        self, on: str, fault: str, *, times: int = 1, where: Json | None = None, **details: Any
    ) -> None:
        """Plan a fault for the next `times` requests of one kind (-1: for all); see `faults` for the words.

        `where` picks requests by task_type, model_id, model_name, model_version, task_id or path.
        """
        self.faults.add(on, fault, times=times, where=where, **details)

    def reprice(
        self,
        product: str = "",
        *,
        task_type: str = "",
        factor: float = 1.0,
        add: int = 0,
        new_ids: bool = False,
    ) -> None:
        """Change prices now, of a product (leaf id, name or model id) or of all."""
        for one in self.catalogue.find(task_type, product):
            one.reprice(factor=factor, add=add, new_ids=new_ids)

    def withdraw(self, product: str, *, task_type: str = "") -> None:
        """Take a product off the list now."""
        for one in self.catalogue.find(task_type, product):
            one.offered = False

    def restore(self, product: str = "", *, task_type: str = "") -> None:
        """Put a product, or all, on the list again."""
        for one in self.catalogue.find(task_type, product):
            one.offered = True

    def elapsed_s(self, task: Task) -> float:
        """Studio seconds since a task began."""
        return (self.clock() - task.created_at) * self.speed

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> Self:
        """Listen; `url` then holds the origin for both base addresses."""
        self._runner = web.AppRunner(application(self), access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        name = f"[{host}]" if ":" in host else host
        self.url = f"http://{name}:{self._runner.addresses[0][1]}"
        return self

    async def stop(self) -> None:
        """Stop listening and keep what is to be kept."""
        self.save()
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def state(self) -> Json:
        """Ledger, tasks, violations and requests as JSON."""
        tasks = [task.write() for task in self.tasks.values()]
        return {"url": self.url, "ledger": self.ledger.write(), "tasks": tasks, **self.record.write()}

    def save(self) -> None:
        """Write the state file, if there is one, in one piece."""
        if self._state_file is None:
            return
        kept = {
            "tasks": [task.write() for task in self.tasks.values()],
            "ledger": self.ledger.write(),
        }
        self._state_file.parent.mkdir(parents=True, exist_ok=True)
        draft = self._state_file.with_suffix(".draft")
        draft.write_text(json.dumps(kept, ensure_ascii=False), "utf-8")
        draft.replace(self._state_file)

    def _load(self) -> None:
        if self._state_file is None or not self._state_file.is_file():
            return
        kept = json.loads(self._state_file.read_text("utf-8"))
        self.tasks = {task["id"]: Task.read(task) for task in kept["tasks"]}
        self.ledger = Ledger(
            kept["ledger"]["opening"], [Entry(**entry) for entry in kept["ledger"]["entries"]]
        )


async def run_sandbox(
    port: int = DEFAULT_PORT,
    *,
    speed: float = 1.0,
    host: str = "127.0.0.1",
    state_file: Path | None = None,
    announce: Callable[[str], object] = lambda _url: None,
) -> None:
    """Serve until cancelled; `announce` is told the origin once it listens."""
    studio = await SandboxStudio(speed=speed, state_file=state_file).start(host, port)
    announce(studio.url)
    try:
        await asyncio.Event().wait()
    finally:
        await studio.stop()
