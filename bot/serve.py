"""`python -m bot serve`: every platform whose credentials are set, and the HTTP face, until stopped."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack

from bot.app import App
from bot.health import HttpFace
from bot.memory import Memory
from bot.parts import Gateway
from bot.settings import Settings

_log = logging.getLogger(__name__)


async def serve(settings: Settings) -> int:
    """Run the service until it is cancelled (raises StoreError; OSError when the port is taken)."""
    async with AsyncExitStack() as stack:
        memory = await Memory.open(settings.data_dir, settings.database_url.get_secret_value())
        stack.push_async_callback(memory.close)
        app = App(settings, memory)
        gateways: list[Gateway] = []
        states: dict[str, Callable[[], str]] = {}
        if not gateways:
            _log.warning("No platform is configured: only the HTTP face runs. See python -m bot doctor.")
        face = HttpFace(app, host=settings.http_host, port=settings.http_port, states=lambda: _states(states))
        stack.push_async_callback(app.stop)
        await app.start(gateways)
        if settings.http_port:
            await face.start()
            stack.push_async_callback(face.stop)
        await asyncio.Event().wait()
    return 0


def _states(states: Mapping[str, Callable[[], str]]) -> Mapping[str, str]:
    return {name: state() for name, state in states.items()}
