"""Words that only begin or end like the wording around a request: content, from their first letter to their last."""

import re
from collections.abc import Mapping, Sequence

from core.parser.marks import STOPS
from core.tables.patterns import any_of


class Whole:
    """The words of [frame] that must not be cut in two: of "make-up" the verb asks for nothing."""

    def __init__(self, typed: Mapping[str, Sequence[str]]) -> None:
        self._words = frozenset(typed["frame.one_word"])
        deed, times, itself = (any_of(typed[f"frame.again_{name}"]) for name in ("deed", "times", "itself"))
        self._compound = re.compile(
            f"{any_of(typed['frame.compound'])}(?![a-z])|{deed}{times}(?!{itself}|[{STOPS} ]|$)"
        )

    def parted(self, text: str, end: int) -> bool:
        """Whether a cut that ends or begins here parts a word of two characters."""
        return text[end - 1 : end + 1] in self._words

    def holds(self, text: str, place: int, end: int) -> bool:
        """Whether what looks like politeness, from here to there, is the beginning of a word."""
        return self.parted(text, end) or self.begins(text, place)

    def begins(self, text: str, place: int) -> bool:
        """Whether words of several parts begin here that belong together: "please stand by"."""
        return self._compound.match(text, place) is not None
