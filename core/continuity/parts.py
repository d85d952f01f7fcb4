"""Tells the parts of a description apart, and which of them a message changes.

Both are learned from marked texts (docs/decisions/0007). A description has who or what it is about, what is done,
where, when, and anything else; a message beside it may put another part in, add something, or take something out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

from core.punctuation import ENDS
from core.tables.classes import INNER, VERBS, Classes
from core.tables.parted import Parted
from core.tables.tagged import Weights
from core.tagging import OUTSIDE, Seen, Stretch, Tagger, Word, stretches, words_of
from core.text import CJK, IS_CJK

WHO, DEED, PLACE, TIME, ELSE = "s", "d", "p", "t", "x"
ADDED, TAKEN, GIVES_WAY = "a", "r", "w"
_NOTHING = "-"
_SURELY = 50  # twentieths: what leads by less is hardly known
_BLANK = re.compile(rf"(?<=[{CJK}]) (?=[{CJK}])")
_WITH = "with"
_NAMES = (WHO, ADDED, TAKEN)
_SOMEBODY = ("person", "animal", "creature")
_FEW = 2  # words; so few with another label within a run are a slip


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that a message tells of a clip: a part of this sort, in its own words, and where these begin."""

    sort: str
    text: str
    start: int = 0


def parts_of(description: str, parted: Parted) -> list[Stretch]:
    """The parts of a description, in their order."""
    words = words_of(_with_commas(description))
    closed = _in_whole_words(words, _closed(words, _names(parted, words)), parted.classes)
    labels = _as_one(words, _grown(words, closed, parted), parted)
    found = _without_marks(description, stretches(words, labels))
    return [_with_preposition(one, description, parted) for one in found]


@lru_cache(maxsize=16)  # one message is asked about several times
def told(message: str, description: str, parted: Parted) -> tuple[Told, ...]:
    """What a message changes in a description, part by part; empty where it changes none."""
    shown, words = words_of(_with_commas(description)), words_of(message)
    seen = seen_beside(
        [one.text for one in words],
        [one.text for one in shown],
        _names(parted, shown),
        parted.empty,
        parted.classes,
    )
    scored = Tagger(parted.told).labels(seen)
    closed = _in_whole_words(words, _closed(words, [one.name for one in scored]), parted.classes)
    joined = _named_whole(words, _joined(words, closed, [one.lead for one in scored], parted.told), parted)
    labels = _whole(words, joined, parted)
    found = _without_marks(message, stretches(words, labels))
    return tuple(_in_their_place([_told(one, message, parted) for one in found], message, parted))


def _names(parted: Parted, words: Sequence[Word]) -> list[str]:
    shown = [one.text for one in words]
    return [one.name for one in Tagger(parted.parts).labels(Seen(shown, parted.classes.of(shown)))]


def _told(part: Stretch, message: str, parted: Parted) -> Told:
    """A part of a message, an English one without "it's" in front of it."""
    text = message[part.start : part.end]
    lead, _, rest = text.partition(" ")
    if rest and lead.casefold() in parted.lead:
        return Told(part.label, rest, part.end - len(rest))
    return Told(part.label, text, part.start)


def _in_their_place(told: Sequence[Told], message: str, parted: Parted) -> list[Told]:
    """What a message tells, with a thing that takes no place by what it names: "a mouse" is nowhere, and comes as well if it says so."""
    found: list[Told] = []
    for one in told:
        sort = one.sort
        lead, last = one.text.casefold().split()[0], one.text.casefold().split()[-1]
        if (
            sort == PLACE
            and one.text.isascii()
            and lead not in parted.prepositions
            and parted.classes.are(last, *_SOMEBODY)
        ):
            sort = WHO
        if (
            sort in (WHO, PLACE)
            and parted.around.comes_too.search(message)
            and not (sort == PLACE and lead in parted.prepositions)
        ):
            sort = ADDED
        found.append(Told(sort, one.text, one.start))
    return found


def asks_to_take(message: str, changes: Sequence[Told], parted: Parted) -> bool:
    """Whether a word around the parts that a message tells asks for something to go."""
    for one in changes:
        message = message.replace(one.text, " ", 1)
    return parted.around.takes.search(message) is not None


def seen_beside(
    said: Sequence[str], shown: Sequence[str], labels: Sequence[str], empty: frozenset[str], classes: Classes
) -> Seen:
    """The words of a message beside a description, with the part of it that has a word, or another one of its class."""
    of_said = classes.of(said)
    return Seen(said, of_said, _signs(said, shown, labels, empty), _alike(of_said, classes.of(shown), labels))


def _alike(said: Sequence[str], shown: Sequence[str], labels: Sequence[str]) -> list[str]:
    """For each word of a message the first part of the description with a word of its class."""
    first: dict[str, str] = {}
    for classes, label in zip(shown, labels, strict=True):
        if label != OUTSIDE:
            for one in classes.rstrip(INNER):
                first.setdefault(one, label)
    return [next((first[one] for one in classes if one in first), _NOTHING) for classes in said]


def _signs(
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


def _with_commas(description: str) -> str:
    """A description with a comma for each blank between Chinese words, which parts clauses as one does."""
    return _BLANK.sub("，", description)


def _in_whole_words(words: Sequence[Word], labels: Sequence[str], classes: Classes) -> list[str]:
    """The labels with the characters of one Chinese word alike: as most of them are, or its last one."""
    whole, known = list(labels), classes.of([one.text for one in words])
    at = 0
    while at < len(words):
        end = at + 1
        while end < len(words) and known[end].endswith(INNER):
            end += 1
        within = whole[at:end]
        if len(set(within)) > 1:
            most = max(reversed(within), key=within.count)
            whole[at:end] = [most] * (end - at)
        at = end
    return whole


def _as_one(words: Sequence[Word], labels: Sequence[str], parted: Parted) -> list[str]:
    """The labels of a description with what is told beside the main thing as one: "with a dog watching", "a ship far off"."""
    one = _done_there(words, labels, parted)
    for at in range(1, len(words)):
        before = words[at - 1].text
        if one[at - 1] != OUTSIDE != one[at] and before in parted.articles:
            one[at] = one[at - 1]  # what belongs to an article
    for at in range(2, len(words)):
        is_worn = words[at - 1].text in parted.still and _is_chinese(words[at])
        if one[at] == ELSE and one[at - 2 : at] == [WHO, WHO] and is_worn:
            one[at - 2 : at] = [ELSE, ELSE]  # "wearing" goes with what is worn
    begin, has_somebody = 0, False
    for end in range(len(words) + 1):
        if end < len(words) and words[end].text not in ENDS:
            continue
        clause = range(begin, end)
        told = [one[at] for at in clause if one[at] != OUTSIDE]
        if has_somebody and told and told[0] == ELSE and {*told} & {WHO, DEED}:
            for at in clause:
                one[at] = ELSE
        for at in clause:
            if words[at].text == _WITH and one[at] == ELSE:
                _go_on(words, one, range(at + 1, end), parted)
                break
        has_somebody = has_somebody or WHO in told
        begin = end + 1
    return one


def _done_there(words: Sequence[Word], labels: Sequence[str], parted: Parted) -> list[str]:
    """The labels with "in" that only says that something is being done, in Chinese, as a part of the deed."""
    done, known = list(labels), parted.classes.of([one.text for one in words])
    verbs = parted.classes.codes(*VERBS)
    for at in range(len(words) - 1):
        if words[at].text not in parted.doing or done[at] != PLACE or (at and done[at - 1] == PLACE):
            continue
        end = at + 1
        while end < len(words) and done[end] == PLACE:
            end += 1
        is_deed = end == at + 1 and end < len(words) and done[end] == DEED
        is_verb = not verbs.isdisjoint(known[at + 1]) and words[end - 1].text not in parted.inside
        if is_deed or (is_verb and end > at + 1):
            done[at:end] = [DEED] * (end - at)
    return done


def _go_on(words: Sequence[Word], labels: list[str], places: range, parted: Parted) -> None:
    """Take what follows "with" for the same part, up to a place or a time."""
    for at in places:
        if labels[at] in (PLACE, TIME) and words[at].text in parted.prepositions:
            return
        labels[at] = ELSE


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


def _named_whole(words: Sequence[Word], labels: Sequence[str], parted: Parted) -> list[str]:
    """The labels of an English message with a name that begins with an article read to its end: "a chocolate | cake"."""
    whole, known = list(labels), parted.classes.of([one.text for one in words])
    verbs = parted.classes.codes(*VERBS)
    for at in range(1, len(words)):
        before, word = words[at - 1], words[at]
        starts = next((i for i in range(at - 1, -1, -1) if i == 0 or whole[i - 1] != whole[at - 1]), at)
        is_name = whole[at - 1] in _NAMES and whole[at] == OUTSIDE and words[starts].text in parted.articles
        is_thing = bool(known[at]) and not set(known[at]) <= verbs and word.text not in parted.prepositions
        if is_name and is_thing and before.text[0].isalnum():
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
