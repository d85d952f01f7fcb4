"""What every test gets: no socket outside this machine, no real studio, a fresh stage."""

import os
import socket
from collections.abc import AsyncIterator, Generator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from core.tables import Tables
from tests.core import reading
from tests.stage import Stage, on_stage

_HERE = ("127.", "::1", "localhost", "/")
# What is slow on a busy machine is not wrong: the benchmark measures speed, no test does.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A contributor's machine may lack a tool; CI may not: there a skip is a failure."""
    report = yield
    if report.skipped and os.environ.get("CI") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, which CI does not allow: {report.longrepr}"
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first: a worker that began it last would leave the other one idle."""
    items.sort(key=lambda item: item.get_closest_marker("crash") is None)


@pytest.fixture(autouse=True)
def _stay_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection to anywhere else is a mistake of the test, not a network problem."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else str(address)
        if not str(host).startswith(_HERE):
            raise AssertionError(f"a test tried to reach {host}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    for name in ("IMA_API_KEY", "IMA_BASE_URL", "SPEED", "DATA_DIR", "DATABASE_URL", "DISCORD_BOT_TOKEN"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def tables() -> Tables:
    return reading.tables()


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with on_stage(tmp_path / "data") as one:
        yield one
