"""The end of a letter: "Best regards, Tom". It is none of the content, and its words wish for nothing."""

import re

from core.parser.names import Names
from core.parser.sheet import Sheet
from core.tables import Words
from core.tables.patterns import any_of
from core.text import CJK

_STOP = "[.!?;,\\n\u3002\u2026~]"
_LATIN = "[a-z][a-z'.-]*(?: [a-z][a-z'.-]*)"
_HAN = f"[{CJK}]"
_ROLE = r"(?: ?\([^()\n]{1,20}\))?"  # "(marketing)"


class Farewells:
    """Finds a farewell at the end of a message, and hides it from all that look for wishes."""

    def __init__(self, words: Words, names: Names) -> None:
        self._names = names.pattern
        sure, short, shown, named, titles = (
            any_of(words.typed[f"farewell.{name}"]) for name in ("sure", "short", "shown", "named", "titles")
        )
        self._sure = re.compile(
            rf"{_STOP}[ ]*(?P<all>{sure}(?![a-z])[ ]*[,.!~\n]*[ ]*(?:{_LATIN}{{0,3}}{_ROLE}|{_HAN}{{1,8}})?)[ .!~\u3002]*$"
        )
        self._short = re.compile(
            rf"{_STOP}[ ]*(?P<all>{short}(?![a-z])[ ]*[,.!~\n\u3002]+[ ]*"
            rf"(?P<name>{_LATIN}?{_ROLE}|{named}{_HAN}{{1,2}}|{_HAN}{{1,3}}{titles}))[ .!~\u3002]*$"
        )
        self._shown = re.compile(shown)
        # Most messages have none of these words.
        self._either = re.compile(rf"{_STOP}[ ]*(?:{sure}|{short})(?![a-z])")

    def hide(self, sheet: Sheet) -> None:
        """Take the farewell out of the text, unless the message tells of something written."""
        if self._either.search(sheet.text) is None:
            return
        found = self._sure.search(sheet.text) or self._short.search(sheet.text)
        if found is None or self._shown.search(sheet.text, 0, found.start()):
            return
        name = found.groupdict().get("name")
        if name and self._names.search(sheet.text, *found.span("name")):
            return  # "best, Kling"
        # Of "best" and "love" only what is written like a name tells that they are none.
        if name and name[0].isascii():
            typed = sheet.folded.typed(*found.span("name"))
            if not all(one[:1].isupper() or one[:1] == "(" for one in typed.split()):
                return
        begin = found.start("all")
        sheet.hide([(begin, len(sheet.text))], " ")
        sheet.cuts.append((begin, len(sheet.text)))
