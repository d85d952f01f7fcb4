"""Tells words that only speak to us from words that describe what is shown.

Learned from descriptions, and from what people say beside them (docs/decisions/0007).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from core.continuity.parts import Told
from core.punctuation import clauses
from core.tables.parted import Parted
from core.tagging import Seen, Tagger, Word, words_of

SAID = "k"  # the label of a word that only speaks to us
LEADS = 300  # twentieths: so surely a word speaks to us that stands alone in front of a description
_SURELY = 600  # the same of several words together, in all
_QUITE_SURELY = 1250  # the same where nothing else tells that they do


@lru_cache(maxsize=16)  # one text is asked about several times
def _leads(text: str, parted: Parted) -> tuple[tuple[Word, int], ...]:
    """The words of a text, each with how surely it only speaks to us, in twentieths; 0 where it may describe something."""
    words = words_of(text)
    said = [one.text for one in words]
    labels = Tagger(parted.talk).labels(Seen(said, parted.classes.of(said)))
    return tuple(
        (word, max(1, label.lead) if label.name == SAID else 0)
        for word, label in zip(words, labels, strict=True)
    )


def talk_in(text: str, parted: Parted, places: Sequence[tuple[int, int]] = ()) -> int:
    """How surely words of a text outside these places speak to us, in twentieths; 0 where none does."""
    return sum(
        lead
        for word, lead in _leads(text, parted)
        if not any(start <= word.start < end for start, end in places)
    )


def is_told_alone(message: str, changes: Sequence[Told], description: str, parted: Parted) -> bool:
    """Whether nothing but words that only speak to us stand around the parts that a message tells.

    An English word that the description has as well speaks of what is shown.
    """
    shown = {one.text for one in words_of(description)} if message.isascii() else set()
    shown -= parted.empty | parted.prepositions | parted.articles
    told = [(one.start, one.start + len(one.text)) for one in changes]
    told += _not_wanted(message, parted)
    words = [
        (word, lead, any(start <= word.start < end for start, end in told))
        for word, lead in _leads(message, parted)
    ]
    for at, (word, lead, is_told) in enumerate(words):
        is_whom = word.text in parted.whom
        if is_told or is_whom or not word.text[0].isalnum() or (lead and word.text not in shown):
            continue
        ahead, behind = (
            words[at - 1] if at else words[at],
            words[at + 1] if at + 1 < len(words) else words[at],
        )
        is_slip = bool(behind[1]) and (bool(ahead[1]) or not at) and word.text not in shown
        if not is_slip and not (word.text in parted.articles and behind[2]):
            return False
    return True


def _not_wanted(message: str, parted: Parted) -> list[tuple[int, int]]:
    """Where a message tells what is not wanted: "… instead of the fog", up to the end of the clause."""
    found: list[tuple[int, int]] = []
    at = 0
    for clause, mark in clauses(message):
        match = parted.around.rather.search(clause)
        if match is not None:
            found.append((at + match.span()[1], at + len(clause)))
        at += len(clause) + len(mark)
    return found


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
    found: list[_Run] = []
    for is_said, run in groupby(_leads(text, parted), key=lambda one: one[1] > 0):
        some = list(run)
        if is_said:
            found.append(_Run(some[0][0].start, some[-1][0].end, len(some), sum(lead for _, lead in some)))
    return found
