"""A browser, a studio and a demo; the demo is the one place to put another in, such as the real process."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, expect

from adapters.ima.sandbox import SandboxStudio
from tests.e2e.browser import chromium
from tests.e2e.staged_demo import StagedDemo

# A patience and no bar: five seconds are too few where three workers share two slow cores.
expect.set_options(timeout=20_000)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def studio() -> AsyncIterator[SandboxStudio]:
    async with SandboxStudio() as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def demo(tmp_path: Path, studio: SandboxStudio) -> AsyncIterator[StagedDemo]:
    opened = StagedDemo(tmp_path, studio)
    await opened.start()
    yield opened
    await opened.stop()
