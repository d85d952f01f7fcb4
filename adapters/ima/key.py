"""The studio's key, and the headers it travels in; it is never printed."""

from typing import Protocol

from core.errors import Certainty, StudioError
from core.model import Failure, Language

USER_AGENT = "ima-video-bot"


class Secret(Protocol):
    """A value that does not print itself (pydantic's SecretStr)."""

    def get_secret_value(self) -> str:
        """The value."""
        ...


class Key:
    """A key as it was set, which may be no key at all."""

    __slots__ = ("_value",)

    def __init__(self, value: str | Secret) -> None:
        self._value = (value if isinstance(value, str) else value.get_secret_value()).strip()

    def __repr__(self) -> str:
        return "Key(…)"

    def reveal(self) -> str:
        """The key (raises StudioError UNAUTHORIZED for one that fits no header, as if it had been refused)."""
        value = self._value
        if not value or not value.isascii() or not value.isprintable() or " " in value:
            raise StudioError(Failure.UNAUTHORIZED, Certainty.NOT_SENT, detail="the key is empty or garbled")
        return value

    def headers(self, language: Language) -> dict[str, str]:
        """The headers of every call to the main host, and of no other."""
        return {
            "Authorization": f"Bearer {self.reveal()}",
            "Content-Type": "application/json",
            "User-Agent": USER_AGENT,
            "x-app-source": "ima_skills",
            "x_app_language": language,
        }
