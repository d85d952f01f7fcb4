"""What several tests of adapters stand on: the sandbox studio with a client and a clock, and the store on each database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.ima.sandbox import SandboxStudio
from adapters.store import Database, SqlJobs
from tests.adapters.sandbox_client import Client, ManualClock
from tests.adapters.store_samples import KINDS, NOW, a_database


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def client(clock: ManualClock) -> AsyncIterator[Client]:
    async with SandboxStudio(clock=clock, sleep=clock.sleep) as studio, Client(studio) as client:
        yield client


@pytest.fixture(params=KINDS)
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    async with a_database(request.param, tmp_path) as opened:
        yield opened


@pytest.fixture
def jobs(database: Database) -> SqlJobs:
    return SqlJobs(database, now=lambda: NOW)
