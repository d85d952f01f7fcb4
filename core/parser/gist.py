"""Reads what a clause of everyday words is about.

Nobody can list all ways to say, beside an order, that we may choose the model or that it is only for this once. But
hardly a word of such a clause is about anything but models, wishes, or me and you, while a description always has
other words. So a clause whose words all have a topic in gist.toml is read by its topics; others are left alone.
"""

import re
from dataclasses import dataclass

from core.parser.lexicon import Lexicon
from core.parser.marks import EMOJI, ENDS, STOPS, VALUE, WORDS_END
from core.tables.words import Rule

LONGEST = 60  # a longer message describes something
_IDLE = frozenset(
    {
        "use",
        "other",
        "show",
        "later",
        "like",
        "good",
        "thanks",
        "greet",
        "again",
        "remember",
        "once",
        "preference",
        "model",
    }
)
_ASIDE = frozenset(
    {"use", "other", "show", "again", "remember", "later", "preference", "model", "auto", "not"}
)
_LASTING = frozenset({"later", "like", "preference"})
_ASKING = frozenset({"ask", "price", "wait", "progress", "link", "points"})
_STRANGE = 1  # words without a topic that a message of two topics may have


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics of a text, how many of its words have none, and how many words there are."""

    names: frozenset[str]
    strange: int
    words: int


class Gist:
    """Reads short messages by their topics."""

    def __init__(self, lexicon: Lexicon, rules: tuple[Rule, ...]) -> None:
        self._machine = lexicon.topics
        # Characters of no phrase and no longer word: each is a word without a topic.
        known = re.escape("".join(sorted(lexicon.topics.alphabet)))
        self._strange = re.compile(f"[^a-z0-9 {STOPS}{EMOJI}{known}]")
        self._rules = rules

    def choice(self, clause: str) -> tuple[bool, bool]:
        """Whether a clause leaves the choice of the model to us; whether it at least speaks of choosing alone."""
        topics = self.topics(clause)
        if topics is None or not topics.names:
            return False, False
        is_aside = not topics.strange and topics.names <= _ASIDE
        if not topics.names & {"model", "preference"}:
            return False, is_aside
        enough = topics.strange == 0 or topics.words > 2 + topics.strange
        wishes = any(rule.needs <= topics.names and not rule.without & topics.names for rule in self._rules)
        return enough and wishes, is_aside

    def role(self, clause: str) -> str | None:
        """How a model is named in a clause without descriptive words: keep, once, not, or empty.

        None when the clause has descriptive words.
        """
        topics = self.topics(clause)
        if topics is None or topics.strange:
            return None
        if topics.names & _ASKING and not topics.names & _LASTING:
            return None
        if topics.names & {"once"}:
            return "once"
        if topics.names & _LASTING:
            return "not" if topics.names & {"not", "delete", "stop"} else "keep"
        return "not" if topics.names & {"not", "stop", "delete"} and topics.names & {"use", "model"} else ""

    def is_idle(self, text: str) -> bool:
        """Whether words beside an order add nothing to it: praise, politeness, talk of using and trying."""
        topics = self.topics(text)
        return topics is not None and not topics.strange and topics.names <= _IDLE

    def topics(self, text: str) -> Topics | None:
        """The topics of all words; nothing when the text is too long or has too many words without one."""
        if len(text) > LONGEST or VALUE in text or len(self._strange.findall(text)) > _STRANGE:
            return None
        names: set[str] = set()
        strange = words = place = 0
        while place < len(text):
            letter = text[place]
            if letter == " " or (letter in ENDS and letter != "?"):
                place += 1
                continue
            words += 1
            ends = self._machine.read(text, place)
            if not ends:
                strange += 1
                if strange > _STRANGE:
                    return None
                place = _behind_word(text, place)
                continue
            end = max(ends.values())
            names.update(name.removeprefix("topic.") for name, far in ends.items() if far == end)
            place = end
        return Topics(frozenset(names - {"plain"}), strange, words)


def _behind_word(text: str, place: int) -> int:
    """Where a word that nobody knows ends: a Latin one at its edge, a Chinese one after its character."""
    if text[place] not in WORDS_END:
        return place + 1
    while place < len(text) and text[place] in WORDS_END:
        place += 1
    return place
