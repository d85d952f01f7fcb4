"""Subjects and what came before: names given, names known, the same one again, the next shot, the last picture."""

import re
from dataclasses import dataclass

from core.model import Continuity
from core.parser.sheet import Sheet
from core.tables.phrase import STOPS
from core.tables.words import Words
from core.text import CJK, Folding

_LATIN_NAME = re.compile(r"[A-Z][\w'-]{1,20}")
_CHINESE_NAME = re.compile(f"[{CJK}]{{2,4}}")
_SHORT_NAME = 3


@dataclass(frozen=True, slots=True)
class Hanging:
    """How a message hangs on earlier ones."""

    continuity: Continuity | None
    no_reference: bool
    names: tuple[str, ...]
    known: tuple[str, ...]


class Subjects:
    """Reads names and continuity."""

    def __init__(self, words: Words, folding: Folding) -> None:
        self._folding = folding
        self._continuity = (
            (Continuity.ANIMATE, re.compile(words.pattern("continuity.animate"))),
            (Continuity.NEXT, re.compile(words.pattern("continuity.next"))),
            (Continuity.SAME, re.compile(words.pattern("continuity.same"))),
        )
        self._no_reference = re.compile(words.pattern("continuity.no_reference"))
        self._naming = re.compile(words.pattern("continuity.names"))
        self._not_names = tuple(words.phrases["continuity.not_names"])

    def read(self, sheet: Sheet, known: tuple[str, ...]) -> Hanging:
        """What a request says of subjects and earlier clips."""
        text = sheet.text
        continuity = next((kind for kind, pattern in self._continuity if pattern.search(text)), None)
        mentioned = tuple(name for name in known if self._folding.fold(name).text in text) if known else ()
        return Hanging(
            continuity, self._no_reference.search(text) is not None, self._names_given(sheet), mentioned
        )

    def _names_given(self, sheet: Sheet) -> tuple[str, ...]:
        found: list[str] = []
        for match in self._naming.finditer(sheet.text):
            rest = sheet.folded.typed(match.end(), min(match.end() + 24, len(sheet.text))).lstrip(
                " \"'\u201c\u300c"
            )
            name = self._name(rest)
            if name and name not in found:
                found.append(name)
        return tuple(found)

    def _name(self, rest: str) -> str:
        latin = _LATIN_NAME.match(rest)
        if latin:
            return latin.group()
        chinese = _CHINESE_NAME.match(rest)
        if chinese is None or rest.startswith(self._not_names):
            return ""
        name = re.split(f"[{STOPS}\u7684\u5728\u662f]", chinese.group())[0]
        return name[:_SHORT_NAME] if len(name) > 1 else ""
