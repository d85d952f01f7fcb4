"""Reads names and references to earlier results: the same one again, the next shot, the last picture."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.model import Continuity
from core.parser.marks import ENDS, STOPS
from core.parser.sheet import Sheet
from core.tables.patterns import any_of
from core.tables.words import Words
from core.text import CJK, Folding

# Chinese may follow without a blank: its characters are no part of the name.
_LATIN_NAME = re.compile(rf"(?:(?:Mrs?|Ms|Dr|St)\.? )?[A-Z](?:(?![{CJK}])[\w'-]){{1,20}}")
_CHINESE_NAME = re.compile(f"[{CJK}]{{2,4}}")
_CONTINUITY = (
    (Continuity.NEXT, "continuity.last_frame"),  # "take the last frame and animate it"
    (Continuity.ANIMATE, "continuity.animate"),
    (Continuity.NEXT, "continuity.next"),
    (Continuity.SAME, "continuity.same"),
)
_SAID = frozenset((*(name for _, name in _CONTINUITY), "continuity.no_reference", "continuity.names"))
_SHORT_NAME = 3
_JOINS = (",", ":", "-")  # what a clause of its own ends with, in front of what it announces
_NAME_REACH = 24


@dataclass(frozen=True, slots=True)
class Hanging:
    """How a message builds on earlier ones."""

    continuity: Continuity | None
    no_reference: bool
    names: tuple[str, ...]
    known: tuple[str, ...]


_NOTHING = Hanging(None, no_reference=False, names=(), known=())


class Subjects:
    """Reads names and continuity."""

    def __init__(self, words: Words, folding: Folding) -> None:
        self._folding = folding
        self._not_names = words.typed["continuity.not_names"]
        self._deed_to = frozenset(words.typed["edit.deed_to"])
        self._no_deed = frozenset(words.typed["edit.no_deed"])
        self._who = frozenset(words.typed["edit.who"])
        self._installment = words.typed["continuity.installment"]
        self._next_shot = words.typed["continuity.next_shot"]
        self._name_ends = re.compile(f"[{STOPS}]|{any_of(words.typed['continuity.name_ends'])}")

        kinds = any_of(words.typed["continuity.kinds"])
        self._pet_name = re.compile(f"{kinds}(?P<name>(?P<half>[{CJK}])(?P=half))")
        self._not_pets = words.typed["continuity.not_pets"]

    def known(self, sheet: Sheet, names: tuple[str, ...]) -> tuple[str, ...]:
        """Which of the names that subjects have in this chat the message holds."""
        return names and tuple(name for name in names if _holds(sheet.text, self._folding.fold(name).text))

    def does(self, sheet: Sheet) -> bool:
        """Whether a message says at its head what somebody with a name does: "Milo finds a treasure"."""
        for name in sheet.known:
            rest = sheet.line.removeprefix(f"{self._folding.fold(name).text} ")
            verb, _, told = rest.partition(" ")
            is_deed = verb.isascii() and verb.endswith("s") and verb not in self._no_deed
            if rest != sheet.line and is_deed and told.partition(" ")[0] in self._deed_to:
                return True
        return False

    def read(self, sheet: Sheet, *, has_clip: bool) -> Hanging:
        """What a request says about subjects and earlier clips."""
        pets = self._pets(sheet)
        if not sheet.known and not pets and _SAID.isdisjoint(sheet.said):
            return _NOTHING
        said = (kind for kind, name in _CONTINUITY if any(self._ties(sheet, name, has_clip=has_clip)))
        continuity = next(said, None)
        no_reference = bool(sheet.heard("continuity.no_reference"))
        return Hanging(continuity, no_reference, self._names_given(sheet, pets), sheet.known)

    def _pets(self, sheet: Sheet) -> list[str]:
        """New names that only say a character twice, behind a word for a pet or a child."""
        if sheet.text.isascii() or self._pet_name.search(sheet.text) is None:
            return []
        names = [one["name"] for one in self._pet_name.finditer(sheet.text)]
        return [one for one in names if one not in self._not_pets and one not in sheet.known]

    def _ties(self, sheet: Sheet, name: str, *, has_clip: bool) -> Iterator[tuple[int, int]]:
        """The phrases of this list, without "she is ..." behind words of the same message that tell who she is.

        Where there is no clip yet, any clause in front tells it.
        """
        told = min((end for _, end in sheet.heard("continuity.told")), default=len(sheet.row))
        for start, end in sheet.heard(name):
            is_somebody = sheet.row[start] in self._who
            if is_somebody and not has_clip and not ENDS.isdisjoint(sheet.row[:start]):
                continue
            if start < told or not is_somebody or sheet.row[start - 1] not in ENDS:
                yield start, end

    def _names_given(self, sheet: Sheet, pets: Iterable[str]) -> tuple[str, ...]:
        found: list[str] = []
        for _, end in sheet.heard("continuity.names"):
            rest = sheet.folded.typed(end, min(end + _NAME_REACH, len(sheet.text)))
            name = self._name(rest.lstrip(" \"'\u201c\u300c"))
            if name and name not in found:
                found.append(name)
        return tuple(dict.fromkeys((*found, *pets)))

    def _name(self, rest: str) -> str:
        latin = _LATIN_NAME.match(rest)
        if latin:
            return latin.group()
        chinese = _CHINESE_NAME.match(rest)
        if chinese is None or rest.startswith(self._not_names):
            return ""
        name = self._name_ends.split(chinese.group())[0]
        return name[:_SHORT_NAME] if len(name) > 1 else ""

    def cut_ties(self, sheet: Sheet) -> None:
        """Cut the words that tie a request to earlier ones from the prompt."""
        if _SAID.isdisjoint(sheet.said):
            return
        sheet.cuts += sheet.heard("continuity.no_reference")
        sheet.cuts += sheet.heard("continuity.animate")
        sheet.cuts += sheet.heard("continuity.last_frame")
        sheet.cuts += [
            one
            for one in sheet.heard("continuity.next")
            if _stands_alone(sheet.row, *one)
            or self._counts(sheet.row, *one)
            or self._tells_next(sheet.row, *one)
        ]

    def _tells_next(self, row: str, start: int, end: int) -> bool:
        """Whether these words begin the message and name the next shot, with what it shows behind them."""
        return start == 0 and end < len(row) and row.startswith(self._next_shot)

    def _counts(self, row: str, start: int, end: int) -> bool:
        """Whether these words at the head of a clause only count an installment: "part 2", and more behind them."""
        at_head = not start or row[start - 1] in ENDS
        return at_head and end < len(row) and row[start:end].rstrip().endswith(self._installment)


def _stands_alone(row: str, start: int, end: int) -> bool:
    """Whether a stretch is a clause of its own, with more behind it."""
    return (
        (not start or row[start - 1] in ENDS)
        and (row[start:end].rstrip().endswith(_JOINS) or row[end : end + 1] in ENDS)
        and end < len(row)
    )


def _holds(text: str, name: str) -> bool:
    """Whether a folded text holds a name as a word of its own, perhaps with an "s" behind it: no bench is of Ben."""
    if name not in text:
        return False
    before = "(?<![a-z])" if name[:1].isascii() else ""
    behind = "s?(?![a-z])" if name[-1:].isascii() else ""
    return re.search(f"{before}{re.escape(name)}{behind}", text) is not None
