"""Names that stand in the patterns of a file for what many of them share, `LEAD_EN` for "ok, well, please"."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

_DEPTH = 4  # a word may contain the name of another, that of a third
_OPTIONAL = (")*", ")?")
# The dot that stands for an apostrophe, and for no letter ("he looks" is no "he loo's"). Behind a word many people type
# none ("whats", "dont", "lets"); behind a choice of words it would be the end of one of them ("cats").
_APOSTROPHE = re.compile(r"(?:(?<=[a-z])|(?<=[)|: ]))\.(?=(?:s|t|m|d|ll|re|ve)(?![a-z]))")
_NO_LETTER = r"[^A-Za-z\d]"
_GIVE_ME = "give me"  # which many people type as one word


class NamedWords:
    """The words of one file of the tables by their names."""

    def __init__(self, rows: Mapping[str, Any]) -> None:
        self._rows = {str(name): str(text) for name, text in rows.items()}
        names = sorted(self._rows, key=len, reverse=True)
        self._names = re.compile("|".join(map(re.escape, names)) or "(?!)")
        for _ in range(_DEPTH):
            self._rows = {name: self._named(text, self._rows) for name, text in self._rows.items()}

    def put_in(self, pattern: str) -> str:
        """A pattern with what its names stand for."""
        return _as_typed(self._named(pattern, self._rows))

    def put_in_needed(self, pattern: str) -> str:
        """The same, shorter: of what a text need not contain only the place is left."""
        return _as_typed(self._named(pattern, self._needed))

    @cached_property
    def _needed(self) -> Mapping[str, str]:
        return {name: "()" if text.endswith(_OPTIONAL) else text for name, text in self._rows.items()}

    def _named(self, text: str, rows: Mapping[str, str]) -> str:
        return self._names.sub(lambda name: rows[name[0]], text)


def with_apostrophes(text: str) -> str:
    """A pattern whose dots fit an apostrophe, or what is typed for one, where they stand for one."""
    return _APOSTROPHE.sub(lambda dot: _NO_LETTER + "?" * text[dot.start() - 1].isalpha(), text)


def _as_typed(text: str) -> str:
    return with_apostrophes(text).replace(_GIVE_ME, f"(?:{_GIVE_ME}|gimme)")
