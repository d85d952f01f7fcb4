"""The service's HTTP face: /healthz, /readyz, /metrics, and what platforms mount on it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from aiohttp import web

from bot.app import App
from bot.platforms import Platform
from core.model import Json

if TYPE_CHECKING:
    from bot.metrics import Metrics

_STOP_S = 1.0


class HttpFace:
    """Listens on HTTP_HOST:HTTP_PORT; `platforms` tell their state."""

    def __init__(
        self,
        app: App,
        *,
        host: str,
        port: int,
        platforms: Sequence[Platform],
    ) -> None:
        self._app, self._host, self._port, self._platforms = app, host, port, platforms
        self._runner: web.AppRunner | None = None
        self._measured: Metrics | None = None

    async def start(self) -> None:
        """Listen (raises OSError when the port is taken)."""
        server = web.Application(client_max_size=1024 * 1024)
        server.router.add_get("/healthz", self._health)
        server.router.add_get("/readyz", self._ready)
        server.router.add_get("/metrics", self._metrics)
        for platform in self._platforms:
            server.router.add_routes(platform.routes)
        runner = web.AppRunner(server, access_log=None, handle_signals=False, shutdown_timeout=_STOP_S)
        await runner.setup()
        self._runner = runner
        await web.TCPSite(runner, self._host, self._port).start()

    async def stop(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _health(self, _: web.Request) -> web.Response:
        """200 while the loop runs and the store answers; the studio's trouble must not restart the bot."""
        await self._app.memory.jobs.get("healthz")
        return web.json_response(
            {
                "status": "ok",
                "platforms": {one.name: {"state": one.state(), **one.detail()} for one in self._platforms},
            }
        )

    async def _ready(self, _: web.Request) -> web.Response:
        states: dict[str, Json] = {one.name: one.state() for one in self._platforms}
        ready = self._app.is_ready and all(state == "up" for state in states.values())
        return web.json_response({"ready": ready, "platforms": states}, status=200 if ready else 503)

    async def _metrics(self, _: web.Request) -> web.Response:
        if self._measured is None:
            # Imported when first asked for: a bot that nobody measures saves two MiB.
            from bot.metrics import Metrics  # noqa: PLC0415

            self._measured = Metrics(self._app, self._platforms)
        return web.Response(body=self._measured.text(), content_type="text/plain")
