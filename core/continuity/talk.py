"""Tells words that only speak to us from words that describe what is shown.

Learned from descriptions, and from what people say beside them (docs/decisions/0007).
"""

from itertools import groupby

from core.tables.parted import Parted
from core.tagging import Tagger, words_of

SAID = "k"  # the label of such a word
_FEWEST = 2  # words of a run
_SURELY = 900  # twentieths, over the root of the number of words


def is_all_said(text: str, told: "list[tuple[int, int]]", parted: Parted) -> bool:
    """Whether all words outside of these places only speak to us."""
    words = words_of(text)
    labels = Tagger(parted.talk).labels([one.text for one in words])
    return all(
        label.name == SAID or not word.text[0].isalnum() or any(a <= word.start < b for a, b in told)
        for word, label in zip(words, labels, strict=True)
    )


def surely_said(text: str, parted: Parted) -> str:
    """The words of the longest run that surely only speaks to us; empty where all of a text may describe something."""
    words = words_of(text)
    labels = Tagger(parted.talk).labels([one.text for one in words])
    best, found = 0.0, ""
    for is_said, run in groupby(zip(words, labels, strict=True), key=lambda one: one[1].name == SAID):
        some = list(run)
        if not is_said or len(some) < _FEWEST:
            continue
        strength = sum(label.lead for _, label in some) / len(some) ** 0.5
        if strength >= max(best, _SURELY):
            best, found = strength, text[some[0][0].start : some[-1][0].end]
    return found
