"""The whole service on a stage: real desk, runner, store and studio client; fake chat, manual clock, no engine file."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from adapters.engine import InMemoryEngine
from adapters.ima.sandbox import DEMO_KEY, SandboxStudio
from adapters.ima.sandbox.uploads import GET_PREFIX
from bot.app import App
from bot.memory import Memory
from bot.settings import Settings
from core.model import Action, Address, Incoming, Job, Language, Picture, PictureSource, Verb
from core.ports import Traits
from tests.core.reading import parser, tables
from tests.fakes import FakeChat, ManualClock

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000001000000010080200000090916836000000164944415478da"
    "6330683840126218d530aa61f86a0000140d70100020816c0000000049454e44ae426082"
)
_TICK_S = 0.002
_PATIENCE_TICKS = 5000
_STILL_TICKS = 3  # so long nothing moves before it counts as waiting
_PATIENCE_S = 20.0


@dataclass(slots=True)
class Stage:
    """One bot and its people; `say` speaks and waits until everything that came of it is over."""

    app: App
    chat: FakeChat
    clock: ManualClock
    studio: SandboxStudio
    engine: InMemoryEngine
    open_app: Callable[[], Awaitable[App]]
    count: int = 0
    jobs: list[str] = field(default_factory=list)
    heard: list[Incoming] = field(default_factory=list)
    pictures: dict[str, bytes] = field(
        default_factory=dict
    )  # shown so far, whether they can still be fetched or not

    def incoming(
        self,
        text: str = "",
        *,
        user: str = "ada",
        room: str = "c1",
        direct: bool = True,
        pictures: int = 0,
        quoted: int | tuple[Picture, ...] = 0,
        reply_to: str = "",
        action: Action | None = None,
        language: Language | None = None,
        message: str = "",
    ) -> Incoming:
        self.count += 1
        message = message or f"u{self.count}"
        pictures_quoted = tuple(self._picture() for _ in range(quoted)) if isinstance(quoted, int) else quoted
        incoming = Incoming(
            id=f"stage-{message}",
            address=Address(platform="stage", chat=room, user=user, message=message, direct=direct),
            text=text,
            at=self.clock.now(),
            pictures=tuple(self._picture() for _ in range(pictures)),
            quoted_pictures=pictures_quoted,
            reply_to=reply_to,
            action=action,
            language=language,
        )
        self.heard.append(incoming)
        return incoming

    def _picture(self) -> Picture:
        name = f"p{len(self.pictures) + 1}"
        # Each picture is another one: a private chunk after the image tells them apart.
        self.pictures[name] = self.chat.files[name] = PNG + name.encode()
        return Picture(PictureSource.PLATFORM, {"name": name}, platform="stage")

    async def say(self, text: str = "", *, until_s: float | None = None, **more: Any) -> list[Job]:
        """Speak; wait for the end of what it started, or with `until_s` for that many seconds on the clock."""
        return await self.take(self.incoming(text, **more), until_s=until_s)

    async def take(self, incoming: Incoming, *, until_s: float | None = None) -> list[Job]:
        if until_s is not None:
            self.clock.hold_at(self.clock.elapsed_s)
        opened = await self.app.converse(incoming)
        self.jobs += opened
        if until_s is not None:
            await self.hold()  # all that is said at once is said before time goes on
            self.clock.hold_at(until_s)
            await self.hold()
            return []
        if len(opened) > 1:
            # All of them begin before time goes on.
            self.clock.hold_at(self.clock.elapsed_s)
            await self.hold()
        self.clock.run_on()
        async with asyncio.timeout(_PATIENCE_S):
            ended = await self.app.over(opened)
            await self._last_words()
        return ended

    async def press(self, verb: Verb, job_id: str = "", value: str = "", **more: Any) -> list[Job]:
        return await self.say(action=Action(verb, job_id, value), **more)

    async def hold(self) -> None:
        """Wait until every running job waits for the clock."""
        still = 0
        for _ in range(_PATIENCE_TICKS):
            await asyncio.sleep(_TICK_S)
            waits = self.clock.held >= self.engine.running - self.app.gate.waiting
            still = still + 1 if waits else 0
            if still == _STILL_TICKS:
                return
        raise AssertionError("the jobs never came to wait")

    async def pass_time(self, until_s: float) -> None:
        """Let time run to this second since the start."""
        self.clock.hold_at(until_s)
        if self.engine.running:
            await self.hold()
        self.clock.time = max(self.clock.time, self.clock.start + until_s)

    async def finish(self) -> list[Job]:
        """Let time run until everything is over."""
        self.clock.run_on()
        async with asyncio.timeout(_PATIENCE_S):
            ended = await self.app.over(self.jobs)
            await self._last_words()
        return ended

    async def _last_words(self) -> None:
        """Wait until nothing runs: a job is over before its last message is out, or changed."""
        while self.engine.running:
            await asyncio.sleep(_TICK_S)

    async def settle(self) -> None:
        """Wait until what a start took up again is answered, and its jobs are over."""
        async with asyncio.timeout(_PATIENCE_S):
            while await self.app.memory.inbox.unanswered():
                await asyncio.sleep(_TICK_S)
        await self.finish()

    async def restart(self) -> None:
        """Stop the service and start it again on the same folder; the engine's records outlive it."""
        await self.app.stop()
        await self.app.memory.close()
        self.app = await self.open_app()

    async def kept(self, job_id: str = "stage-u1") -> Job:
        """A job as it stands in the store."""
        job = await self.app.memory.jobs.get(job_id)
        assert job is not None
        return job

    @property
    def orders(self) -> list[dict[str, Any]]:
        """The bodies of the orders that the studio accepted."""
        return [entry.body for entry in self.studio.ledger.entries]

    def pictures_of(self, order: dict[str, Any]) -> list[str]:
        """The names of the sent pictures in an order, in its sequence; any other picture is a "?"."""
        found = []
        for address in order["src_img_url"]:
            data = self.studio.uploads.bytes_of(urlsplit(address).path.removeprefix(GET_PREFIX))
            found.append(next((name for name, sent in self.pictures.items() if sent == data), "?"))
        return found

    @property
    def params(self) -> list[dict[str, Any]]:
        """The inner parameters of those orders."""
        return [body["parameters"][0]["parameters"] for body in self.orders]


@asynccontextmanager
async def on_stage(
    folder: Path,
    *,
    traits: Traits | None = None,
    balance: int = 100_000,
    studio_speed: float = 1.0,
    **settings: Any,
) -> AsyncIterator[Stage]:
    clock = ManualClock()
    async with SandboxStudio(clock=clock.now, balance=balance, speed=studio_speed) as studio:
        engine = InMemoryEngine()
        chat = FakeChat(lambda: clock.elapsed_s, traits or Traits())
        values = {
            "ima_api_key": DEMO_KEY,
            "ima_base_url": studio.url,
            "ima_upload_base_url": studio.url,
            "data_dir": folder,
            **settings,
        }

        async def open_app() -> App:
            app = App(
                Settings(_env_file=None, **values),
                await Memory.open(folder, now=clock.now),
                tables=tables(),
                parser=parser(),
                clock=clock,
                engine=engine,
            )
            app.chats.add("stage", chat)
            await app.start()
            return app

        stage = Stage(await open_app(), chat, clock, studio, engine, open_app)
        try:
            yield stage
        finally:
            clock.run_on()
            await stage.app.stop()
            await stage.app.memory.close()


def transcript(stage: Stage, *, since: int = 0) -> str:
    """What was shown, for reading: one block a message, the studio's address left out."""
    blocks: list[str] = []
    for row in stage.chat.rows[since:]:
        text = row.post.text.replace(stage.studio.url, "http://studio").strip()
        head = f"bot @{row.at_s:.0f}s {'edit' if row.is_edit else row.post.kind}"
        body = "\n".join(f"    {line}".rstrip() for line in text.splitlines())
        labels = [one.label for one in row.post.buttons]
        under = f"\n    [{'] ['.join(labels)}]" if labels else ""
        blocks.append(f"{head}\n{body}{under}")
    return "\n".join(blocks)
