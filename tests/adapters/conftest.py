"""The sandbox studio and a client of it, on a clock that moves when a test says so."""

from collections.abc import AsyncIterator

import pytest

from adapters.ima.sandbox import SandboxStudio
from tests.adapters.sandbox_client import Client, ManualClock


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def client(clock: ManualClock) -> AsyncIterator[Client]:
    async with SandboxStudio(clock=clock, sleep=clock.sleep) as studio, Client(studio) as client:
        yield client
