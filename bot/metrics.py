"""The numbers of /metrics, read when asked for."""

from collections.abc import Iterable, Sequence

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.app import App
from bot.platforms import Platform


class Metrics(Collector):
    """Jobs of this process, and which platforms are connected."""

    def __init__(self, app: App, platforms: Sequence[Platform]) -> None:
        self._app, self._platforms = app, platforms
        self._registry = CollectorRegistry()
        self._registry.register(self)

    def text(self) -> bytes:
        """All numbers as they are now, as Prometheus reads them."""
        return generate_latest(self._registry)

    def collect(self) -> Iterable[Metric]:
        """Jobs running, waiting and open; clips that could not be posted; each platform."""
        jobs = GaugeMetricFamily("imabot_jobs", "Jobs in this process by state.", labels=["state"])
        jobs.add_metric(["running"], self._app.gate.running)
        jobs.add_metric(["waiting"], self._app.gate.waiting)
        jobs.add_metric(["open"], self._app.engine.running)
        yield jobs
        unposted = CounterMetricFamily("imabot_unposted", "Clips that were made and could not be posted.")
        unposted.add_metric([], self._app.runner.endings.unposted)
        yield unposted
        connected = GaugeMetricFamily("imabot_platform_up", "1 = connected.", labels=["platform"])
        for one in self._platforms:
            connected.add_metric([one.name], 1 if one.state() == "up" else 0)
        yield connected
