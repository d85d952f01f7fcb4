"""Part of stage "find": names of models that are letters on something in the scene: "a T-shirt that reads KLING O1"."""

import re

from core.parser.marks import STOPS
from core.parser.sheet import Span
from core.tables import Words
from core.tables.patterns import any_of

_WINDOW = 60  # characters in front of a name
_WORDS = f"[^{STOPS}]{{0,30}}"
_QUOTED = "[ :]*[\"'\u201c\u300c\u300e]?$"  # between what announces the letters and their first


class Inscribed:
    """Leaves out names that can be read on a thing; whether they have a version tells nothing there."""

    def __init__(self, words: Words) -> None:
        sure, said, called, on, behind = (
            any_of(words.typed[f"tool.inscribed{name}"]) for name in ("", "_said", "_named", "_on", "_behind")
        )
        thing = f"(?<![a-z]){on}(?![a-z])"
        self._anything = re.compile(f"{sure}|{on}")
        self._announced = re.compile(
            f"(?:(?<![a-z]){sure}|{thing}{_WORDS} {said}|{thing}[ ]?{called}){_QUOTED}"
        )
        self._thing = re.compile(f"{thing}{_WORDS}$")
        self._joined = re.compile(f" ?{any_of(words.typed['tool.inscribed_joined'])} ?")
        self._behind = re.compile(f"[\"'\u201d\u300d\u300f]?[ ]?{behind}(?![a-z])")

    def without(self, text: str, names: list[Span]) -> list[Span]:
        """The names of a text that may be tools."""
        if self._anything.search(text) is None:
            return names  # as in most messages
        kept: list[Span] = []
        end = -1  # where letters end
        for one in names:
            if one.is_name and (self._goes_on(text, end, one.start) or self._is_read(text, one)):
                end = one.end
            else:
                kept.append(one)
        return kept

    def _goes_on(self, text: str, end: int, start: int) -> bool:
        """Whether a name that begins here is joined to letters that end there."""
        return end >= 0 and self._joined.fullmatch(text, end, start) is not None

    def _is_read(self, text: str, span: Span) -> bool:
        before = text[max(0, span.start - _WINDOW) : span.start]
        if self._announced.search(before):
            return True
        return self._behind.match(text, span.end) is not None and self._thing.search(before) is not None
