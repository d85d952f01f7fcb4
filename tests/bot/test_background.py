"""What runs in the background does not end in silence."""

import asyncio

import pytest

from bot.background import Background


async def test_a_task_that_breaks_is_logged_with_what_it_was_for(caplog: pytest.LogCaptureFixture) -> None:
    async def break_off() -> None:
        raise OverflowError("too large")

    background = Background()
    background.start(break_off(), "renewing the lists")
    for _ in range(3):
        await asyncio.sleep(0)
    assert "renewing the lists" in caplog.text
    assert "OverflowError: too large" in caplog.text


async def test_a_stop_ends_what_runs_and_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    ended = asyncio.Event()

    async def go_on() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    background = Background()
    background.start(go_on(), "going on")
    await asyncio.sleep(0)
    await background.stop()
    assert ended.is_set()
    assert caplog.text == ""
