"""Whole conversations on Discord and Feishu, as they were approved."""

import os
from pathlib import Path

import pytest

from tests.platforms.on_discord import on_discord
from tests.platforms.on_feishu import on_feishu
from tests.platforms.play import replay, settings_of, steering

FOLDER = Path(__file__).parent


@pytest.mark.parametrize("path", sorted((FOLDER / "discord").glob("*.txt")), ids=lambda path: path.stem)
async def test_a_conversation_on_discord_goes_as_it_was_approved(path: Path, tmp_path: Path) -> None:
    lines = steering(path.read_text(encoding="utf-8"))
    async with on_discord(tmp_path / "data", **settings_of(lines)) as theatre:
        _approve(path, await replay(theatre, lines))


@pytest.mark.parametrize("path", sorted((FOLDER / "feishu").glob("*.txt")), ids=lambda path: path.stem)
async def test_a_conversation_on_feishu_goes_as_it_was_approved(path: Path, tmp_path: Path) -> None:
    lines = steering(path.read_text(encoding="utf-8"))
    async with on_feishu(tmp_path / "data", **settings_of(lines)) as theatre:
        _approve(path, await replay(theatre, lines))


def _approve(path: Path, played: str) -> None:
    if os.environ.get("APPROVE"):
        path.write_text(played, encoding="utf-8")
    assert played == path.read_text(encoding="utf-8")
