"""Commands: a message is one only when all of it is made of command phrases and polite words."""

import re

from core.model import Act
from core.tables.phrase import EMOJI, STOPS
from core.tables.words import Words

LONGEST = 90  # a longer message is no command
_ACTS: tuple[str, ...] = (
    "help", "list_models", "cancel", "retry", "status", "resend", "mine", "quote", "budget", "forget",
    "show_preferences", "clear_preference", "confirm", "yes", "first", "second", "third", "no",
)  # fmt: skip
_SKIP = re.compile(f"[ {STOPS}{EMOJI}-]*")
_WEAK = ("talk", "yes", "no", "polite")


class Commands:
    """Reads whole messages as commands."""

    def __init__(self, words: Words) -> None:
        self._phrases = [(act, re.compile(words.pattern(f"command.{act}"))) for act in _ACTS]
        self._phrases.append(("talk", re.compile(words.pattern("chitchat.talk"))))
        self._phrases.append(("polite", re.compile(words.pattern("frame.opening", "frame.closing"))))
        self._clearing = re.compile(words.pattern("command.clear_preference"))
        self._price = re.compile(words.pattern("question.price"))
        self._asked = re.compile(words.pattern("question.asked"))

    def read(self, row: str) -> str:
        """The command's name ("talk" and "polite" included); empty when the message is more than a command."""
        if len(row) > LONGEST:
            return ""
        found: list[str] = []
        place = _SKIP.match(row).end()  # type: ignore[union-attr]  # matches always
        if place == len(row):
            return "talk"
        while place < len(row):
            best, name = place, ""
            for act, pattern in self._phrases:
                match = pattern.match(row, place)
                if match is not None and match.end() > best:
                    best, name = match.end(), act
            if not name:
                return ""
            found.append(name)
            place = _SKIP.match(row, best).end()  # type: ignore[union-attr]  # matches always
        strong = [name for name in found if name not in _WEAK]
        if strong:
            return strong[-1]
        for name in ("yes", "no", "talk"):
            if name in found:
                return name
        return "polite"

    def asks_price(self, row: str) -> tuple[int, int] | None:
        """Where a message asks what something would cost."""
        match = self._price.search(row)
        return match.span() if match else None

    def clearing(self, text: str, start: int) -> int:
        """Where a wish for automatic choice ends that begins at `start`; -1 when there is none."""
        match = self._clearing.match(text, start)
        return match.end() if match and match.end() > start else -1


ACT_OF = {act: Act(act) for act in _ACTS if act in list(Act)}
