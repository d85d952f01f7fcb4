"""Clauses that only talk to us beside the content: whether they stay, and their features for the lessons."""

import math
import re
from collections.abc import Callable
from enum import Enum

from core.model import ParseContext
from core.parser.learned import Features, Learned, words_of
from core.parser.marks import STOPS
from core.parser.sheet import Sheet
from core.punctuation import ENDS, comma

CLAUSE = re.compile(f"[^{STOPS}]+(?:(?<=[0-9]):(?=[0-9])[^{STOPS}]+)*")  # "11:59" is one
_ASKS = re.compile("[?\uff1f]+")
_SURE, _LEAST = 3.0, 1e-6  # no clause alone says more than this
_QUOTES = '"\u201c\u201d\u300c\u300e'

# What tells, behind a name, where somebody is.
_SOMEWHERE = re.compile(r" (?:in|at|on|under|inside|by|near|through|across) [a-z]")


class Asides(Enum):
    """What becomes of clauses that only talk to us."""

    STAY = "stay"
    GO = "go"  # as long as content remains
    REMARKS_GO = "remarks go"  # the same, and remarks on the clip there is
    ALL_GO = "all go"  # even if nothing remains: the message changes the last job


def asides_of(sheet: Sheet, context: ParseContext, act: str, *, changes: bool) -> Asides:
    """What becomes of clauses that only talk to us; without a request they stay, being the message itself."""
    if act or sheet.is_long:
        return Asides.STAY
    if context.last_status is None and context.pending is None:
        return Asides.GO
    return Asides.ALL_GO if changes else Asides.REMARKS_GO


def clauses_of(row: str) -> list[tuple[int, int]]:
    """The clauses of a row that hold anything."""
    return [match.span() for match in CLAUSE.finditer(row) if not match[0].isspace()]


def clause_features(row: str, clauses: list[tuple[int, int]], index: int) -> Features:
    """The features of a clause: its words, and its place in the message."""
    last = len(clauses) - 1
    place = "?only" if not last else "?first" if not index else "?last" if index == last else "?within"
    return words_of(row[slice(*clauses[index])], place)


class Clauses:
    """The clauses of a message, and what the lessons say of each by its number, found out once.

    `head` answers "aside" or "content"; what `sets_scene` knows is content, whatever the lessons say.
    """

    def __init__(
        self, head: Learned, sheet: Sheet, sets_scene: Callable[[str, int], bool] | None = None
    ) -> None:
        self._sets_scene = sets_scene
        self.sheet = sheet
        self.places = clauses_of(sheet.row)
        self._head = head
        self._features: dict[int, Features] = {}
        self._likely: dict[int, tuple[str, float]] = {}

    def features(self, index: int) -> Features:
        """The features of a clause."""
        if index not in self._features:
            self._features[index] = clause_features(self.sheet.row, self.places, index)
        return self._features[index]

    def likely(self, index: int) -> tuple[str, float]:
        """The likeliest answer and how likely it is, 0 to 1."""
        if index not in self._likely:
            clause = self.sheet.row[slice(*self.places[index])]
            is_content = (self._sets_scene is not None and self._sets_scene(clause, index)) or (
                self.sheet.known and self._places_somebody(clause)
            )
            self._likely[index] = ("content", 1.0) if is_content else self._head.likely(self.features(index))
        return self._likely[index]

    def _places_somebody(self, clause: str) -> bool:
        """Whether a clause tells where somebody known by name is: "Miso in space"."""
        words = clause.casefold().strip()
        names = (one.casefold() for one in self.sheet.known)
        return any(words.startswith(one) and _SOMEWHERE.match(words, len(one)) for one in names)

    def odds(self, index: int) -> float:
        """The logarithm of the odds that a clause is none of the content; below 0 it looks like content."""
        answer, likely = self.likely(index)
        is_aside = likely if answer == "aside" else 1 - likely
        odds = math.log(max(is_aside, _LEAST) / max(1 - is_aside, _LEAST))
        return max(-_SURE, min(_SURE, odds))


def without_question(prompt: str) -> str:
    """A description without the first mark of a question, and with a comma or a stop where more follows it.

    Quotes keep theirs.
    """
    place = _ASKS.search(prompt)
    if place is None or any(one in prompt[: place.start()] for one in _QUOTES):
        return prompt
    before, behind = prompt[: place.start()].rstrip(ENDS), prompt[place.end() :].lstrip(ENDS)
    stop = ". " if behind[:1].isupper() else comma(prompt)
    return f"{before}{stop}{behind}" if behind else before


def without_particle(prompt: str, front: str, asks: tuple[str, ...], ends: tuple[str, ...]) -> str:
    """A Chinese wish without the particle of the question that it was put as, if the words in front of it ask."""
    asked = bool(front) and any(one in front for one in asks)
    return prompt.rstrip("".join(ends)) if asked else prompt
