"""Reads talk.toml: whole messages that answer a question or are small talk, and words that say little of a language."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from core.model import FirstFrame, PictureUse
from core.punctuation import clauses
from core.tables.letters import simplified
from core.tables.patterns import MARKS, compiled

_FILE = "talk.toml"
_ANSWERS = frozenset((*FirstFrame, *PictureUse))  # the values of both, as the table has them
_SMALL = ("hello", "thanks", "glad", "ok")
_WORDS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkWords:
    """Maps folded whole messages to what they answer, or to their kind of small talk."""

    answers: Mapping[str, str]
    small: Mapping[str, str]
    neutral: frozenset[str]
    pictures: tuple[str, ...]
    people: re.Pattern[str]
    scene: re.Pattern[str]  # begins what sets the scene, or names what is to be shown
    behind: re.Pattern[str]  # the same, but not where a message begins
    letters: Mapping[int, str]  # traditional characters to simplified ones

    def answer(self, text: str) -> str:
        """What a whole message answers to a question with named answers; empty when nothing."""
        return self.answers.get(self._plain(text), "")

    def small_talk(self, text: str) -> str:
        """The kind of small talk of a whole message, else of one of its parts; thanks count most."""
        plain = self._plain(text)
        if plain in self.small:
            return self.small[plain]
        found = {self.small.get(clause.strip(), "other") for clause, _ in clauses(plain)}
        return next((one for one in ("thanks", "glad", "hello", "ok") if one in found), "other")

    def _plain(self, text: str) -> str:
        return text.strip(MARKS).translate(self.letters).casefold()

    def tells_language(self, text: str) -> bool:
        """Whether a message has words of one language, besides those used in any (ok, 1080p, a name)."""
        return any(word.casefold() not in self.neutral for word in _WORDS.findall(text))

    def names_picture(self, text: str) -> bool:
        """Whether a message speaks of a picture explicitly."""
        folded = self._plain(text)
        return any(word in folded for word in self.pictures)

    def is_of_people(self, text: str) -> bool:
        """Whether a sentence speaks of us, of the person or of theirs, as the description of a scene seldom does."""
        return self.people.search(self._plain(text)) is not None

    def people_in(self, folded: str) -> int:
        """Where such words begin in a folded text; its length where there are none."""
        found = self.people.search(folded)
        return len(folded) if found is None else found.start()

    def sets_scene(self, folded: str, place: int) -> bool:
        """Whether a folded clause at this place of a message sets the scene for others, or names what is to be shown."""
        said = folded.strip(MARKS)
        return self.scene.match(said) is not None or (place > 0 and self.behind.match(said) is not None)


def read_talk(raw: Mapping[str, Any], faults: list[str]) -> TalkWords:
    """The lists; a message in two places is a fault."""
    return TalkWords(
        answers=_by_message(raw.get("answers", {}), _ANSWERS, f"{_FILE} [answers]", faults),
        small=_by_message(raw.get("small_talk", {}), _SMALL, f"{_FILE} [small_talk]", faults),
        neutral=frozenset(word.casefold() for word in raw.get("neutral", {}).get("words", ())),
        pictures=tuple(word.casefold() for word in raw.get("pictures", {}).get("words", ())),
        people=compiled(raw.get("people", {}).get("words", ""), f"{_FILE} [people] words", faults),
        scene=compiled(raw.get("scene", {}).get("words", ""), f"{_FILE} [scene] words", faults),
        behind=compiled(raw.get("scene", {}).get("behind", ""), f"{_FILE} [scene] behind", faults),
        letters=simplified(),
    )


def _by_message(
    raw: Mapping[str, list[str]], known: Collection[str], where: str, faults: list[str]
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
