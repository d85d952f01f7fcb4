"""`python -m bot demo`: the whole bot in a browser page on loopback, with the sandbox studio."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from adapters.ima.sandbox import DEMO_KEY, SandboxStudio
from adapters.web import PLATFORM, Guard, Transcript, WebChat, WebGateway, read_or_make_token
from bot.app import App, keep_loaded
from bot.memory import Memory
from bot.settings import Settings

HOST = "127.0.0.1"


@asynccontextmanager
async def demo(
    settings_of: Callable[[str, str], Settings], *, data_dir: Path, port: int, speed: float
) -> AsyncIterator[str]:
    """Studio, service and page, started in order and stopped in the opposite one; gives the page's address.

    `settings_of` makes the settings for a studio's address and key. Raises StoreError, and OSError when the port is
    taken. Jobs that run at the end go on at the next start.
    """
    async with AsyncExitStack() as stack:
        memory = await Memory.open(data_dir)
        stack.push_async_callback(memory.close)
        # The studio keeps its port and its tasks, so that clips of an earlier start still play.
        studio = SandboxStudio(speed=speed, state_file=data_dir / "sandbox.json")
        await studio.start(HOST, port + 1 if port else 0)
        stack.push_async_callback(studio.stop)
        transcript = await Transcript.open(data_dir / "web.db")
        stack.push_async_callback(transcript.close)
        chat = WebChat(transcript, memory.files, now=time.time)
        app = App(settings_of(studio.url, DEMO_KEY), memory)
        app.chats.add(PLATFORM, chat)

        async def forget(person: str) -> None:
            await chat.forget(person.removeprefix(f"{PLATFORM}:"))

        memory.history.also_forget.append(forget)
        app.sweeps.append(lambda before: chat.sweep(before=before))
        gateway = WebGateway(
            app.take,
            transcript=transcript,
            pictures=memory.files,
            guard=Guard(read_or_make_token(data_dir / "web.token"), media=[studio.url]),
            now=time.time,
        )
        stack.push_async_callback(app.stop)
        await app.start()
        stack.push_async_callback(gateway.stop)
        await gateway.start(HOST, port)
        keep_loaded()
        yield gateway.url
