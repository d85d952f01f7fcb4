"""The adapter's own sentences and names are complete in every language."""

import re
import string
import tomllib
from pathlib import Path

import discord

import adapters.discord
from adapters.discord.words import spoken, value_name

FOLDER = Path(adapters.discord.__file__).parent
PHRASES = tomllib.loads((FOLDER / "phrases.toml").read_text(encoding="utf-8"))
COMMANDS = tomllib.loads((FOLDER / "commands.toml").read_text(encoding="utf-8"))


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_sentences_with_the_same_blanks() -> None:
    assert set(PHRASES["zh"]) == set(PHRASES["en"])
    for key, text in PHRASES["zh"].items():
        assert blanks(text) == blanks(PHRASES["en"][key]), key


def test_every_sentence_is_used_and_every_used_one_is_there() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in FOLDER.glob("*.py"))
    used = set(re.findall(r'"(discord_[a-z_]+)"', code))
    permissions = {key for key in PHRASES["en"] if key.startswith("discord_permission_")}
    assert used == set(PHRASES["en"]) - permissions
    assert permissions == {"discord_permission_embed_links", "discord_permission_read_message_history"}


def test_every_command_has_its_names_in_three_languages() -> None:
    for name, one in COMMANDS.items():
        if name != "values":
            assert set(one["name"]) == {"en", "zh-CN", "zh-TW"}, name


def test_values_are_named_in_the_readers_language_or_stay_as_they_are() -> None:
    assert value_name("aspect_ratio", "9:16", discord.Locale.chinese) == "9:16 竖屏"
    assert value_name("aspect_ratio", "5:4", discord.Locale.german) == "5:4"
    assert value_name("duration", "10", discord.Locale.taiwan_chinese) == "10 秒"
    assert spoken("help", "zh") == "帮助"
