"""The adapter's own few words in both languages, from phrases.toml."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from core.model import Language

LANGUAGES: tuple[Language, ...] = ("zh", "en")
LOCALES: Mapping[Language, str] = {"zh": "zh_cn", "en": "en_us"}


@cache
def _table() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    loaded: Mapping[str, Mapping[str, Mapping[str, str]]] = tomllib.loads(
        files("adapters.feishu").joinpath("phrases.toml").read_text(encoding="utf-8")
    )
    return loaded


def keys() -> tuple[str, ...]:
    """Every key that can be said, as `group.name`."""
    return tuple(f"{group}.{name}" for group, names in _table().items() for name in names)


def say(key: str, language: Language, **blanks: str) -> str:
    """The text of a key in one language, its blanks filled."""
    group, name = key.split(".")
    text = _table()[group][name][language]
    return text.format(**blanks) if blanks else text


def both(key: str, **blanks: str) -> dict[str, str]:
    """The text of a key by the platform's locale, so that each reader sees their own."""
    return {LOCALES[language]: say(key, language, **blanks) for language in LANGUAGES}


def knows(key: str) -> bool:
    """Whether there is such a key."""
    return key in keys()
