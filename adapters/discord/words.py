"""The names of commands and their fields in Discord's languages, read from `commands.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import discord
from discord import app_commands

from core.model import Language

_FILE = Path(__file__).with_name("commands.toml")
_LOCALES = {
    discord.Locale.chinese: "zh-CN",
    discord.Locale.taiwan_chinese: "zh-TW",
}
FALLBACK = "en"


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def named(path: str) -> app_commands.locale_str:
    """The words at a place of the table ("video.name"), for Discord to show in the reader's language."""
    return app_commands.locale_str(_words(path)[FALLBACK], path=path)


def spoken(command: str, language: Language) -> str:
    """What a command says to the core, as a person would have typed it."""
    return str(_table()[command]["say"][language])


def value_name(field: str, value: str, locale: discord.Locale) -> str:
    """What a value is called in the list that opens while one types."""
    values = _table()["values"].get(field, {})
    place = _LOCALES.get(locale, FALLBACK)
    if "suffix" in values:
        return value + str(values["suffix"][place])
    return str(values.get(value, {}).get(place, value))


def _words(path: str) -> Mapping[str, str]:
    words: Any = _table()
    for part in path.split("."):
        words = words[part]
    return {str(place): str(text) for place, text in words.items()}


class TableTranslator(app_commands.Translator):
    """Gives discord.py the names in the languages that the table has."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        _context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """The words at the string's place in this language; None leaves the English ones."""
        place = _LOCALES.get(locale)
        path = string.extras.get("path")
        return _words(path).get(place) if place and path else None
