"""The adapter's own sentences and names are complete in every language."""

import re
import tomllib
from pathlib import Path

import discord

import adapters.discord
from adapters.discord.words import spoken, value_name
from core.tables import read_messages

FOLDER = Path(adapters.discord.__file__).parent
COMMANDS = tomllib.loads((FOLDER / "commands.toml").read_text(encoding="utf-8"))


def test_every_sentence_is_used_and_every_used_one_is_there() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in FOLDER.glob("*.py"))
    used = set(re.findall(r'"(discord\.[a-z_]+)"', code)) - {"discord.com"}
    sentences = {key for key in read_messages()["en"] if key.startswith("discord.")}
    permissions = {key for key in sentences if key.startswith("discord.permission_")}
    assert used == sentences - permissions
    assert permissions == {"discord.permission_embed_links", "discord.permission_read_message_history"}


def test_every_command_has_its_names_in_three_languages() -> None:
    for name, one in COMMANDS.items():
        if name != "values":
            assert set(one["name"]) == {"en", "zh-CN", "zh-TW"}, name


def test_values_are_named_in_the_readers_language_or_stay_as_they_are() -> None:
    assert value_name("aspect_ratio", "9:16", discord.Locale.chinese) == "9:16 竖屏"
    assert value_name("aspect_ratio", "5:4", discord.Locale.german) == "5:4"
    assert value_name("duration", "10", discord.Locale.taiwan_chinese) == "10 秒"
    assert spoken("help", "zh") == "帮助"
