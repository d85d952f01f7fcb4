"""What operators and their machines read of a running service."""

from pathlib import Path

import aiohttp

from bot.health import HttpFace
from tests.e2e.process_demo import free_pair
from tests.platforms.on_feishu import on_feishu


async def test_health_readiness_and_numbers_are_told(tmp_path: Path) -> None:
    async with on_feishu(tmp_path / "data") as theatre:
        house, port = theatre.house, free_pair()
        assert house.app is not None
        face = HttpFace(house.app, host="127.0.0.1", port=port, platforms=house.platforms)
        await face.start()
        try:
            async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
                async with session.get("/healthz") as answer:
                    assert (await answer.json())["platforms"]["feishu"]["state"] == "up"
                async with session.get("/readyz") as answer:
                    assert answer.status == 200
                for _ in range(2):
                    async with session.get("/metrics") as answer:
                        text = await answer.text()
                        assert 'imabot_jobs{state="running"} 0.0' in text
                        assert 'imabot_platform_up{platform="feishu"} 1.0' in text
        finally:
            await face.stop()
