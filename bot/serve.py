"""`python -m bot serve`: every platform whose credentials are set, and the HTTP face, until stopped."""

import logging
from contextlib import AsyncExitStack

from bot.app import App, keep_loaded
from bot.health import HttpFace
from bot.memory import Memory
from bot.platforms import connect
from bot.settings import Settings

_log = logging.getLogger(__name__)


async def serve(settings: Settings) -> int:
    """Run the service until it is cancelled (raises StoreError; OSError when the port is taken)."""
    async with AsyncExitStack() as stack:
        memory = await Memory.open(settings.data_dir, settings.database_url.get_secret_value())
        stack.push_async_callback(memory.close)
        app = App(settings, memory)
        platforms = connect(app, settings)
        if not platforms:
            _log.warning("No platform is configured: only the HTTP face runs. See python -m bot doctor.")
        stack.push_async_callback(app.stop)
        await app.start([one.gateway for one in platforms])
        if settings.http_port:
            face = HttpFace(app, host=settings.http_host, port=settings.http_port, platforms=platforms)
            await face.start()
            stack.push_async_callback(face.stop)
        keep_loaded()
        _log.info("Ready: %s.", ", ".join(one.name for one in platforms) or "no platform")
        await app.lost.wait()
    return 1
