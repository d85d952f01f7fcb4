"""Tells the parts of a description apart, and which of them a message changes.

Both are learned from marked texts (docs/decisions/0007). A description has who or what it is about, what is done,
where, when, and anything else; a message beside it may put another part in, add something, or take something out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

from core.punctuation import ENDS
from core.tables.parted import Parted
from core.tables.tagged import Weights
from core.tagging import OUTSIDE, Stretch, Tagger, Word, stretches, words_of
from core.text import IS_CJK

WHO, DEED, PLACE, TIME, ELSE = "s", "d", "p", "t", "x"
ADDED, TAKEN, GIVES_WAY = "a", "r", "w"
_NOTHING = "-"
_SURELY = 50  # twentieths: what leads by less is hardly known
_FEW = 2  # words; so few with another label within a run are a slip


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that a message tells of a clip: a part of this sort, in its own words, and where these begin."""

    sort: str
    text: str
    start: int = 0


def parts_of(description: str, parted: Parted) -> list[Stretch]:
    """The parts of a description, in their order."""
    words = words_of(description)
    labels = _grown(words, _closed(words, _names(parted.parts, words)), parted)
    found = _without_marks(description, stretches(words, labels))
    return [_with_preposition(one, description, parted) for one in found]


@lru_cache(maxsize=16)  # one message is asked about several times
def told(message: str, description: str, parted: Parted) -> tuple[Told, ...]:
    """What a message changes in a description, part by part; empty where it changes none."""
    shown, words = words_of(description), words_of(message)
    said = [one.text for one in words]
    signs = signs_beside(said, [one.text for one in shown], _names(parted.parts, shown), parted.empty)
    scored = Tagger(parted.told).labels(said, signs)
    closed = _closed(words, [one.name for one in scored])
    labels = _whole(words, _joined(words, closed, [one.lead for one in scored], parted.told), parted)
    found = _without_marks(message, stretches(words, labels))
    return tuple(_told(one, message, parted) for one in found)


def _names(weights: Weights, words: Sequence[Word]) -> list[str]:
    return [one.name for one in Tagger(weights).labels([one.text for one in words])]


def _told(part: Stretch, message: str, parted: Parted) -> Told:
    """A part of a message, an English one without "it's" in front of it."""
    text = message[part.start : part.end]
    lead, _, rest = text.partition(" ")
    if rest and lead.casefold() in parted.lead:
        return Told(part.label, rest, part.end - len(rest))
    return Told(part.label, text, part.start)


def asks_to_take(message: str, changes: Sequence[Told], parted: Parted) -> bool:
    """Whether a word around the parts that a message tells asks for something to go."""
    for one in changes:
        message = message.replace(one.text, " ", 1)
    return parted.around.takes.search(message) is not None


def signs_beside(
    said: Sequence[str], shown: Sequence[str], labels: Sequence[str], empty: frozenset[str]
) -> list[str]:
    """For each word of a message the part of the description that has it too; a capital where its neighbour is there as well."""
    alone: dict[str, str] = {}
    for word, label in zip(shown, labels, strict=True):
        if label != OUTSIDE and word not in empty:
            alone.setdefault(word, label)
    pairs = {pair: label for pair, label in zip(pairwise(shown), labels, strict=False) if label != OUTSIDE}
    found: list[str] = []
    for at, word in enumerate(said):
        beside = [pairs.get(pair) for pair in pairwise(said[max(0, at - 1) : at + 2])]
        whole = next((one.upper() for one in reversed(beside) if one), "")
        found.append(whole or alone.get(word, _NOTHING))
    return found


def _with_preposition(part: Stretch, description: str, parted: Parted) -> Stretch:
    """An English place or time with the word in front of it that belongs to it."""
    before = description[: part.start].rstrip()
    word = before.rpartition(" ")[2]
    if part.label not in (PLACE, TIME) or word.casefold() not in parted.prepositions:
        return part
    return Stretch(part.label, len(before) - len(word), part.end)


def _closed(words: Sequence[Word], labels: Sequence[str]) -> list[str]:
    """The labels with a mark taken for an end, and a single word between two alike for one of them."""
    closed = [OUTSIDE if word.text in ENDS else label for word, label in zip(words, labels, strict=True)]
    for at in range(1, len(labels) - 1):
        before, behind = closed[at - 1], labels[at + 1]
        if before == behind != closed[at] == OUTSIDE and words[at].text[0].isalnum():
            closed[at] = before
    return closed


def _grown(words: Sequence[Word], labels: Sequence[str], parted: Parted) -> list[str]:
    """The labels of a description with each Chinese character that no part has given to the part that it touches.

    All of a description is content: what is left between two parts is only what joins them.
    """
    grown = _within_blanks(words, labels)
    for step in (1, -1):
        for at in range(len(words))[::step]:
            if not 0 <= at - step < len(words) or grown[at] != OUTSIDE:
                continue
            one, beside = words[at], words[at - step]
            touches = beside.end == one.start if step == 1 else one.end == beside.start
            if touches and _is_chinese(one) and one.text not in parted.between:
                grown[at] = grown[at - step]
    return grown


def _within_blanks(words: Sequence[Word], labels: Sequence[str]) -> list[str]:
    """The labels with a Chinese character in front of a blank taken for the part that it touches, not the one behind."""
    within = list(labels)
    for at in range(1, len(words) - 1):
        before, one, behind = words[at - 1 : at + 2]
        ends = one.end < behind.start and before.end == one.start and _is_chinese(one) and _is_chinese(behind)
        if ends and within[at - 1] != within[at] == within[at + 1]:
            within[at] = within[at - 1]
    return within


def _is_chinese(word: Word) -> bool:
    return IS_CJK.match(word.text) is not None


def _whole(words: Sequence[Word], labels: Sequence[str], parted: Parted) -> list[str]:
    """The labels of an English message with what cannot end a part, as "a", leading on to the next word.

    Where one part follows another at once, the second begins with a preposition or tells a deed; else it goes on with
    the first.
    """
    whole = list(labels)
    for at in range(1, len(words)):
        before, word = words[at - 1], words[at]
        if whole[at - 1] == OUTSIDE or _is_chinese(word) or not word.text[0].isalnum():
            continue
        is_open = before.text in parted.articles or before.text in parted.open
        is_new = word.text in parted.prepositions or word.text.endswith("ing")
        if is_open or (whole[at] not in (OUTSIDE, whole[at - 1]) and not is_new and before.text[0].isalnum()):
            whole[at] = whole[at - 1]
    return whole


def _joined(
    words: Sequence[Word], labels: Sequence[str], leads: Sequence[int], weights: Weights
) -> list[str]:
    """The labels with what lies in one run taken for one thing.

    A word outside that no frame of a change has, or hardly, belongs to the run beside it; within a run the longest
    label counts.
    """
    joined = list(labels)
    for step in (1, -1):
        for at in range(len(words))[::step]:
            beside = joined[at - step] if 0 <= at - step < len(words) else OUTSIDE
            is_word = words[at].text[0].isalnum()
            is_surely_outside = leads[at] >= _SURELY and weights.of(f"w{words[at].text}") is not None
            if joined[at] == OUTSIDE != beside and is_word and not is_surely_outside:
                joined[at] = beside
    for is_outside, run in groupby(range(len(words)), key=lambda at: joined[at] == OUTSIDE):
        places = list(run)
        parts = [(label, len(list(same))) for label, same in groupby(joined[at] for at in places)]
        if is_outside or len(parts) == 1:
            continue
        longest = max(count for _, count in parts)
        main = next(label for label, count in parts if count == longest)
        at = places[0]
        for _, count in parts:
            if count <= _FEW and count < longest:
                joined[at : at + count] = [main] * count
            at += count
    return joined


def _without_marks(text: str, found: Sequence[Stretch]) -> list[Stretch]:
    """Stretches without the marks and blanks at their ends; those of nothing else are left out."""
    kept: list[Stretch] = []
    for one in found:
        words = text[one.start : one.end]
        start = one.start + len(words) - len(words.lstrip(f"{ENDS} "))
        end = one.end - (len(words) - len(words.rstrip(f"{ENDS} ")))
        if start < end:
            kept.append(Stretch(one.label, start, end))
    return kept
