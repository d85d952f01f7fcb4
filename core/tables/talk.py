"""Reads talk.toml: whole messages that answer a question or are small talk."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_ANSWERS = ("1", "2", "3", "reference")
_SMALL = ("hello", "thanks", "ok")


@dataclass(frozen=True, slots=True)
class Talk:
    """Folded whole messages to what they answer, and to the kind of small talk they are."""

    answers: Mapping[str, str]
    small: Mapping[str, str]


def read_talk(raw: Mapping[str, Any], faults: list[str]) -> Talk:
    """The two lists; a message in two places is a fault."""
    return Talk(
        _by_message(raw.get("answers", {}), _ANSWERS, "talk.toml [answers]", faults),
        _by_message(raw.get("small_talk", {}), _SMALL, "talk.toml [small_talk]", faults),
    )


def _by_message(
    raw: Mapping[str, list[str]], known: tuple[str, ...], where: str, faults: list[str]
) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for meaning, messages in raw.items():
        if meaning not in known:
            faults.append(f"{where}: {meaning!r} means nothing")
        for message in messages:
            if message.casefold() in found:
                faults.append(f"{where}: {message!r} stands twice")
            found[message.casefold()] = meaning
    return found
