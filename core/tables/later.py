"""Patterns of Python's own that are read at the start and compiled when a text first needs them.

Python takes a second for the seven hundred of the tables, where PCRE2 takes a thirtieth; but for the short texts of a
chat Python's are twice as fast (seen 2026-11-29). So PCRE2 finds the faults at the start, and few of the patterns are
ever compiled by Python.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, cast

import pcre2

_DO = ("match", "fullmatch", "search", "finditer", "findall", "split", "sub")


class _Later:
    """Stands in for a pattern; its methods are the pattern's, from the first use on."""

    def __init__(self, pattern: str, flags: int, groupindex: Mapping[str, int]) -> None:
        self.pattern, self.flags, self.groupindex = pattern, flags, groupindex

    def __getattr__(self, name: str) -> Any:
        if name not in _DO:
            raise AttributeError(name)
        with suppress(re.error):
            one = re.compile(self.pattern, self.flags)
            self.__dict__.update({method: getattr(one, method) for method in _DO})
            return self.__dict__[name]
        # What only PCRE2 can read, it matches.
        return getattr(_read(self.pattern, self.flags), name)


def compiled_later(pattern: str, flags: int) -> re.Pattern[str]:
    """A pattern that is compiled at its first use; raises pcre2.PatternError where nobody can read it."""
    return cast("re.Pattern[str]", _Later(pattern, flags, _read(pattern, flags).groupindex))


def _read(pattern: str, flags: int) -> Any:
    chosen = pcre2.IGNORECASE if flags & re.IGNORECASE else 0
    return pcre2.compile(pattern, flags=chosen, jit=False)
