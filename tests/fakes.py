"""Fakes for the ports: a chat that writes down what it is told, and a clock that moves only when somebody waits."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from core.errors import ChatError, FetchError
from core.model import Address, Kind, Picture, Post
from core.ports import Traits
from tests.house import technical_words


class ManualClock:
    """Time moves when something sleeps, and never past `until`: a test holds it there to speak in between."""

    def __init__(self, start: float = 1_800_000_000.0) -> None:
        self.start = start
        self.time = start
        self.until = float("inf")
        self.held = 0
        self._released = asyncio.Event()
        self._woken: set[str] = set()

    @property
    def speed(self) -> float:
        return 1.0

    @property
    def elapsed_s(self) -> float:
        return self.time - self.start

    def now(self) -> float:
        return self.time

    async def sleep(self, seconds: float, *, job_id: str = "") -> None:
        target = self.time + seconds
        await asyncio.sleep(0)
        while target > self.until:
            if job_id in self._woken:
                self._woken.discard(job_id)
                return
            self.time = max(self.time, self.until)
            self.held += 1
            try:
                await self._released.wait()
            finally:
                self.held -= 1
        self.time = max(self.time, target)

    def wake(self, job_id: str) -> None:
        self._woken.add(job_id)
        self._turn()

    def hold_at(self, seconds: float) -> None:
        """Let time run up to this second since the start, and no further."""
        self.until = self.start + seconds
        self._turn()

    def run_on(self) -> None:
        """Let time run freely."""
        self.until = float("inf")
        self._turn()

    def _turn(self) -> None:
        released, self._released = self._released, asyncio.Event()
        released.set()


@dataclass(slots=True)
class Row:
    """One thing that was shown: when, to which request, whether it changed an earlier message."""

    at_s: float
    address: Address
    post: Post
    key: str
    handle: str
    is_edit: bool = False


@dataclass(slots=True)
class FakeChat:
    """Port Chat that keeps what it is told; `refuse` raises for the sends that it returns an error for."""

    now_s: Callable[[], float]
    traits_: Traits = field(default_factory=Traits)
    rows: list[Row] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    deleted: list[str] = field(default_factory=list)
    refuse: Callable[[Post], ChatError | None] = lambda _post: None
    on_row: Callable[[Row], None] = lambda _row: None

    def traits(self, address: Address) -> Traits:
        return self.traits_

    async def send(self, address: Address, post: Post, *, key: str) -> str:
        fault = self.refuse(post)
        if fault is not None:
            raise fault
        for row in self.rows:
            if row.key == key and not row.is_edit:
                return row.handle
        return self._keep(address, post, key, f"m{len(self.rows) + 1}", is_edit=False)

    async def edit(self, address: Address, handle: str, post: Post, *, key: str) -> str:
        return self._keep(address, post, key, handle, is_edit=True)

    async def delete(self, address: Address, handle: str) -> None:
        self.deleted.append(handle)

    async def fetch(self, picture: Picture) -> bytes:
        try:
            return self.files[picture.ref["name"]]
        except KeyError:
            raise FetchError("missing") from None

    def kinds(self) -> list[Kind]:
        return [row.post.kind for row in self.rows if not row.is_edit]

    def texts(self, kind: Kind | None = None) -> list[str]:
        return [row.post.text for row in self.rows if kind is None or row.post.kind is kind]

    def _keep(self, address: Address, post: Post, key: str, handle: str, *, is_edit: bool) -> str:
        assert not technical_words(post.text), post.text
        row = Row(self.now_s(), address, post, key, handle, is_edit)
        self.rows.append(row)
        self.on_row(row)
        return handle
