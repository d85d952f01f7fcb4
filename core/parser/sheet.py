"""The working sheet of one message: what the stages of the parser have found out so far."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field

from core.parser.automaton import REACH
from core.parser.learned import NO_FEATURES, Features
from core.parser.marks import CLOSING, CUT, EMOJI, MODEL, STOPS, VALUE
from core.text import Folded

_CLAUSE_REACH = 60  # how far around a stretch its clause is looked at
_WORDS = ("quality", "audio", "mode", "shot_type")
_END = re.compile(f"[{STOPS}{EMOJI}]")  # what ENDS holds
_NOWHERE: list[tuple[int, int]] = []


@dataclass(slots=True)
class Span:
    """A stretch of the folded text that may be control wording.

    `kind` is model, maker or the name of a parameter. `role` says how a model's name is meant: one of the lists of
    [tool], or "bare". `taken` is decided by `place`; `cut` is what leaves the prompt with it.
    """

    start: int
    end: int
    kind: str
    value: int | str
    everyday: bool = False
    is_slip: bool = False
    has_version: bool = False
    settles: bool = False  # another version of the model named before it, which is the one that counts
    role: str = ""
    taken: bool = False
    denied: bool = False  # its neighbours make it part of the scene, or turn it down
    refused: bool = False  # turned down, and not the right value of a correction
    cut: tuple[int, int] = (0, 0)
    clause: tuple[int, int] | None = None  # where the clause around it begins and ends; filled on demand
    is_name: bool = field(init=False)  # names a model or another maker's product

    def __post_init__(self) -> None:
        self.is_name = self.kind in ("model", "maker")

    @property
    def is_thing(self) -> bool:
        """Whether it is a name that is no tool here and nobody's taste, once that is decided: a person, a place."""
        return self.is_name and not (self.taken or self.role)


@dataclass(slots=True)
class Quote:
    """Words in quotes or in a code block: content, whatever they say."""

    start: int
    end: int
    inner_start: int
    inner_end: int


@dataclass(slots=True)
class Sheet:
    """One message on its way through the stages."""

    folded: Folded
    text: str  # folded; each character of quoted words is QUOTED
    quotes: list[Quote] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    cuts: list[tuple[int, int]] = field(default_factory=list)  # further stretches that leave the prompt
    image_urls: list[str] = field(default_factory=list)
    negative: list[str] = field(default_factory=list)
    seed: int | None = None
    row: str = ""  # the text with MODEL and VALUE where something was found, taken or not
    line: str = ""  # the same, but words of quality and sound stand as they are
    words: Features = NO_FEATURES  # of the line, for the lessons
    is_long: bool = False  # so long that it is a description, whatever it says
    is_scene: bool = False  # almost certainly a request, whatever it says about prices
    known: tuple[str, ...] = ()  # subjects with a name in this chat that it names
    opening: Mapping[str, int] | None = None  # where phrases end that begin the row; filled on demand
    # By place in the row: the frames that stand there, as far as they have been read.
    frames: Mapping[int, Mapping[str, int]] = field(default_factory=dict)
    # By list: the phrases found in the row.
    said: Mapping[str, list[tuple[int, int]]] = field(default_factory=dict)

    @property
    def has_settings(self) -> bool:
        """Whether it says a seed or what must not appear: "again" with these is a change."""
        return self.seed is not None or bool(self.negative)

    def heard(self, name: str) -> list[tuple[int, int]]:
        """Where phrases of this list stand in the row."""
        return self.said.get(name, _NOWHERE)

    def is_heard(self, name: str, start: int, end: int) -> bool:
        """Whether a phrase of this list begins between these positions."""
        found = self.said.get(name)
        if not found:
            return False
        first = bisect_left(found, (start, 0))
        return first < len(found) and found[first][0] < end

    def ends_with(self, name: str) -> bool:
        """Whether the message ends with a phrase of this list."""
        if name not in self.said:
            return False
        last = len(self.row.rstrip(CLOSING))
        return any(end >= last for _, end in self.said[name])

    def covering(self, name: str, start: int, end: int) -> list[tuple[int, int]]:
        """The phrases of this list around this stretch."""
        found = self.said.get(name, _NOWHERE)
        first = bisect_left(found, (start - REACH, 0))
        last = bisect_left(found, (start + 1, 0))
        return [one for one in found[first:last] if one[1] >= end]

    def mark_kinds(self) -> None:
        """Write the row, and the line that commands are read from: there words of quality stay words."""
        if not self.spans:
            self.row = self.line = self.text
            return
        marks = [(one.start, one.end, MODEL if one.is_name else VALUE) for one in self.spans]
        self.row = self.line = masked(self.text, marks)
        others = [mark for mark, one in zip(marks, self.spans, strict=True) if one.kind not in _WORDS]
        if len(others) < len(marks):
            self.line = masked(self.text, others)

    def clause_of(self, span: Span) -> tuple[int, int]:
        """Where the clause around a name or value begins and ends."""
        if span.clause is None:
            span.clause = clause_around(self.row, span.start, span.end)
        return span.clause

    def hide(self, stretches: list[tuple[int, int]], mark: str) -> None:
        """Put `mark` for every character of these stretches."""
        self.text = masked(self.text, [(start, end, mark) for start, end in stretches])

    def without_control(self) -> str:
        """The text with CUT for all that is known to be control wording."""
        if not self.spans and not self.cuts:
            return self.text
        taken = [(*one.cut, CUT) for one in self.spans if one.cut != (0, 0)]
        taken += [(start, end, CUT) for start, end in self.cuts]
        return masked(self.text, taken)


def masked(text: str, stretches: list[tuple[int, int, str]]) -> str:
    """The text with each stretch replaced by its mark, same length; where stretches overlap, the later one shows."""
    for start, end, mark in stretches:
        text = text[:start] + mark * (end - start) + text[end:]
    return text


def clause_around(row: str, start: int, end: int) -> tuple[int, int]:
    """Where the clause around a stretch begins and ends."""
    floor, ceiling = max(0, start - _CLAUSE_REACH), min(len(row), end + _CLAUSE_REACH)
    # Reading backwards from the stretch, the first stop is the last one before it.
    before = _END.search(row[floor:start][::-1])
    behind = _END.search(row, end, ceiling)
    return (
        start - before.start() if before is not None else floor,
        behind.start() if behind is not None else ceiling,
    )
