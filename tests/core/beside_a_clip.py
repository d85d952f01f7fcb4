"""What the heads are to learn that judge a request beside a clip: does it change the clip, or show something else?"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import cycle, islice

from core.model import ParseContext
from core.parser import Parser
from core.parser.change import change_features, is_short
from core.parser.learned import Features, Learned, words_of
from core.tables.learned import Head, no_heads
from tests.core.labelled import lessons, open_cases, turns
from tests.core.reading import says_so, sheet_of, tables

EDIT, LAST = "edit", "likeness"  # by the words alone; by what the clip shows, learned when all others are
HALVES = (0, 1)
_BESIDE_ANY = 1
_NEW_TOO, _NEW_ALONE = 4, 10  # one of so many requests: beside a last clip a change is about as likely
_EDITS = {"changed": "changed", "edits": "changed", "new": "new", "generate": "new"}


def edit_examples(*, without: int | None = None) -> Iterator[tuple[Features, str]]:
    """Whether a message changes the last clip or asks for another; of those said without one there some will do.

    `without` is the half of the turns that is not to be learned from.
    """
    for index, (name, text) in enumerate(lessons("changes", "actions")):
        if name in _EDITS and (name != "generate" or not index % _NEW_TOO):
            yield _edit_features(text), _EDITS[name]
    for index, (name, _, text) in enumerate(turns()):
        if index % len(HALVES) != without:
            yield _edit_features(text), name
    alone = (case for case in open_cases() if "task_type" in case["expect"] and not case.get("context"))
    for case in islice(alone, 0, None, _NEW_ALONE):
        yield _edit_features(case["text"]), "new"


def _edit_features(text: str) -> Features:
    sheet = sheet_of(text)
    sheet.words = words_of(sheet.line)
    return change_features(sheet, says_so=says_so(sheet, short=is_short(text)))


class _Listening(Learned):
    """A head that keeps what it is asked about, and knows no answer."""

    def __init__(self) -> None:
        super().__init__(no_heads()["edit"])
        self.asked: list[Features] = []

    def likely(self, features: Features) -> tuple[str, float]:
        self.asked.append(features)
        return super().likely(features)


def turn_examples(heads: Mapping[str, Head], half: int) -> list[tuple[Features, str]]:
    """Whether a request of one half of the turns changes the clip at hand, as a parser with these heads asks it."""
    parser, asks = Parser(replace(tables(), heads=heads)), _Listening()
    parser.deciding.requests.changes.beside = asks
    told = list(turns())
    ideas = (text for name, text in lessons("changes") if name == "new")
    shown = cycle([shown for _, shown, _ in told])
    told += [("new", next(shown), text) for text in islice(ideas, 0, None, _BESIDE_ANY)]
    found: list[tuple[Features, str]] = []
    for name, there, text in told[half :: len(HALVES)]:
        asks.asked.clear()
        parser.parse(text, ParseContext(last_status="success", last_prompt=there))
        found += [(features, name) for features in asks.asked[-1:]]
    return found
