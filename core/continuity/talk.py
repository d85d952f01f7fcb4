"""Tells words that only speak to us from words that describe what is shown.

Learned from descriptions, and from what people say beside them (docs/decisions/0007).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from core.continuity.parts import SAID
from core.tables.parted import Parted
from core.tagging import Tagger, words_of

LEADS = 300  # twentieths: so surely a word speaks to us that stands alone in front of a description
_SURELY = 600  # the same of several words together, in all
_QUITE_SURELY = 1250  # the same where nothing else tells that they do


def talk_in(text: str, parted: Parted, places: Sequence[tuple[int, int]] = ()) -> int:
    """How surely words of a text outside these places speak to us, in twentieths; 0 where none does."""
    words = words_of(text)
    labels = Tagger(parted.talk).labels([one.text for one in words])
    return sum(
        label.lead
        for word, label in zip(words, labels, strict=True)
        if label.name == SAID and not any(start <= word.start < end for start, end in places)
    )


def has_talk(text: str, parted: Parted) -> bool:
    """Whether words of a text surely only speak to us."""
    runs = _runs(text, parted)
    is_led = bool(runs) and runs[0].start == 0 and runs[0].end < len(text) and runs[0].lead >= LEADS
    return is_led or any(one.count > 1 and one.lead >= _SURELY for one in runs)


def surely_said(text: str, parted: Parted) -> str:
    """The words of a run that surely only speaks to us; empty where all of a text may describe something."""
    found = [
        one for one in _runs(text, parted) if one.count > 1 and one.lead / one.count**0.5 >= _QUITE_SURELY
    ]
    return text[found[0].start : found[0].end] if found else ""


@dataclass(frozen=True, slots=True)
class _Run:
    start: int
    end: int
    count: int  # words
    lead: int


def _runs(text: str, parted: Parted) -> list[_Run]:
    words = words_of(text)
    labels = Tagger(parted.talk).labels([one.text for one in words])
    found: list[_Run] = []
    for is_said, run in groupby(zip(words, labels, strict=True), key=lambda one: one[1].name == SAID):
        some = list(run)
        if is_said:
            lead = sum(label.lead for _, label in some)
            found.append(_Run(some[0][0].start, some[-1][0].end, len(some), lead))
    return found
