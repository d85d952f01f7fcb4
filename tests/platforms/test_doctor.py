"""`doctor` asks the platforms themselves, and says one line and what to do for each thing that is missing."""

from pathlib import Path
from typing import Any

from bot.doctor import Finding, examine
from bot.settings import Settings
from tests.adapters.discord.stand_in.server import StandIn
from tests.adapters.discord.stand_in.world import TOKEN
from tests.adapters.feishu.events import APP_ID
from tests.adapters.feishu.stand_in import SECRET, LocalFeishu
from tests.core.reading import tables

_NOWHERE = "http://127.0.0.1:9"


async def _found(folder: Path, name: str, **values: Any) -> list[Finding]:
    settings = Settings(_env_file=None, data_dir=folder, ima_base_url=_NOWHERE, **values)  # type: ignore[call-arg]
    return [one async for one in examine(settings, has_env_file=False, read=tables) if name in one.what]


async def test_a_right_token_is_called_by_name_and_missing_intents_are_told(tmp_path: Path) -> None:
    async with StandIn() as discord:
        found = await _found(
            tmp_path,
            "Discord",
            discord_bot_token=TOKEN,
            discord_api_base=discord.api_base,
            discord_message_content=True,
        )
    assert [one.ok for one in found] == [True, False]
    assert found[0].what == "Discord: the bot is called IMA"
    assert "/bot" in found[1].todo


async def test_a_wrong_token_is_told_with_what_to_do(tmp_path: Path) -> None:
    async with StandIn() as discord:
        (found,) = await _found(
            tmp_path, "Discord", discord_bot_token="wrong", discord_api_base=discord.api_base
        )
    assert found.ok is False
    assert "reset the token" in found.todo


async def test_feishu_tells_its_checks_and_where_to_grant_what_is_missing(tmp_path: Path) -> None:
    async with LocalFeishu().running() as feishu:
        found = await _found(
            tmp_path,
            "Feishu",
            feishu_app_id=APP_ID,
            feishu_app_secret=SECRET,
            feishu_domain=feishu.origin,
        )
    assert [one.ok for one in found] == [True, True, True, True, False]
    assert "im:resource" in found[-1].what
    assert "/auth?q=" in found[-1].todo


async def test_a_wrong_secret_ends_feishus_checks(tmp_path: Path) -> None:
    async with LocalFeishu().running() as feishu:
        (found,) = await _found(
            tmp_path,
            "Feishu",
            feishu_app_id=APP_ID,
            feishu_app_secret="wrong",
            feishu_domain=feishu.origin,
        )
    assert found.ok is False
    assert "/baseinfo" in found.todo


async def test_without_a_network_each_platform_says_so_in_a_line(tmp_path: Path) -> None:
    away = {
        "discord_bot_token": TOKEN,
        "discord_api_base": f"{_NOWHERE}/api/v10",
        "feishu_app_id": APP_ID,
        "feishu_app_secret": SECRET,
        "feishu_domain": _NOWHERE,
    }
    (on_discord,) = await _found(tmp_path, "Discord", **away)
    (on_feishu,) = await _found(tmp_path, "Feishu", **away)
    assert on_discord.ok is False
    assert on_feishu.ok is False
    assert "network" in on_discord.todo
    assert "network" in on_feishu.todo
    assert SECRET not in str(on_feishu)
