"""The adapter's own few words in both languages, from the catalogue's `feishu_…` sections.

Both languages are needed side by side: a card's title and a hint are shown in the language of the reader's own client.
"""

from collections.abc import Mapping
from functools import cache

from core.model import Language
from core.tables import Catalogue, read_messages

LANGUAGES: tuple[Language, ...] = ("zh", "en")
LOCALES: Mapping[Language, str] = {"zh": "zh_cn", "en": "en_us"}
_SECTIONS = "feishu_"


@cache
def _catalogues() -> Mapping[Language, Catalogue]:
    return {
        language: {
            key.removeprefix(_SECTIONS): text for key, text in one.items() if key.startswith(_SECTIONS)
        }
        for language, one in read_messages().items()
    }


def keys() -> tuple[str, ...]:
    """Every key that can be said, as `group.name`."""
    return tuple(_catalogues()["en"])


def say(key: str, language: Language, **blanks: str) -> str:
    """The text of a key in one language, its blanks filled."""
    text = _catalogues()[language][key]
    return text.format(**blanks) if blanks else text


def both(key: str, **blanks: str) -> dict[str, str]:
    """The text of a key by the platform's locale, so that each reader sees their own."""
    return {LOCALES[language]: say(key, language, **blanks) for language in LANGUAGES}


def knows(key: str) -> bool:
    """Whether there is such a key."""
    return key in _catalogues()["en"]
