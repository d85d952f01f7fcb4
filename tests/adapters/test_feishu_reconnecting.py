"""How long the bot is deaf when connecting takes several tries."""

import asyncio

import pytest

from tests.adapters.feishu.desk import world


async def test_a_bootstrap_that_hangs_is_given_up() -> None:
    async with world(timings={"bootstrap_s": 0.1}) as w:
        w.feishu.socket.endpoint_codes = [-1]
        await w.feishu.socket.drop()
        await w.feishu.socket.connected(2)


async def test_a_connection_that_stood_is_made_again_at_once_whatever_went_before(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("WARNING", "adapters.feishu.long_connection")
    async with world(timings={"steady_s": 0.01, "back_off_max_s": 0.3}) as w:
        w.feishu.socket.endpoint_codes = [1, 1, 1, 1]
        await w.feishu.socket.drop()
        await w.feishu.socket.connected(2)
        await asyncio.sleep(0.02)
        await w.feishu.socket.drop()
        await w.feishu.socket.connected(3)
    pauses = [float(one.message.split()[-2]) for one in caplog.records if "next try in" in one.message]
    assert len(pauses) == 6
    assert pauses[-1] <= 0.02 < pauses[-2]
