"""Makes the labels of words agree: in whole words, whole names and whole clauses, where a tagger takes one by one."""

from collections.abc import Sequence
from itertools import groupby

from core.punctuation import ENDS
from core.tables.classes import INNER, VERBS, Classes
from core.tables.parted import Parted
from core.tables.tagged import Weights
from core.tagging import OUTSIDE, Word
from core.text import IS_CJK

WHO, DEED, PLACE, TIME, ELSE = "s", "d", "p", "t", "x"
ADDED, TAKEN, GIVES_WAY = "a", "r", "w"
_SURELY = 50  # twentieths: what leads by less is hardly known
_WITH = "with"
_BE, _DOING = "be", "ing"
_MODALS = frozenset({"should", "must", "could", "can", "to"})
_NAMES = (WHO, ADDED, TAKEN)
_FEW = 2  # words; so few with another label within a run are a slip


def of_description(words: Sequence[Word], labels: Sequence[str], parted: Parted) -> list[str]:
    """The labels of a description that agree."""
    closed = _in_whole_words(words, _closed(words, labels), parted.classes)
    return _as_one(words, _grown(words, closed, parted), parted)


def of_message(
    words: Sequence[Word], labels: Sequence[str], leads: Sequence[int], parted: Parted
) -> list[str]:
    """The labels of a message that agree; `leads` tell how surely each was given, in twentieths."""
    closed = _in_whole_words(words, _closed(words, labels), parted.classes)
    joined = _named_whole(words, _joined(words, closed, leads, parted.told), parted)
    return _whole(words, _without_states(words, joined), parted)


def _without_states(words: Sequence[Word], labels: Sequence[str]) -> list[str]:
    """The labels without a state taken for a deed: in "the station should be empty" nobody does anything."""
    kept, is_state = list(labels), False
    for at, word in enumerate(words):
        is_first = at > 1 and words[at - 1].text == _BE and words[at - 2].text in _MODALS
        is_state = kept[at] == DEED and (is_state or is_first) and not word.text.endswith(_DOING)
        if is_state:
            kept[at] = OUTSIDE
    return kept


def _closed(words: Sequence[Word], labels: Sequence[str]) -> list[str]:
    """The labels with a mark taken for an end, and a single word between two alike for one of them."""
    closed = [OUTSIDE if word.text in ENDS else label for word, label in zip(words, labels, strict=True)]
    for at in range(1, len(labels) - 1):
        before, behind = closed[at - 1], labels[at + 1]
        if before == behind != closed[at] == OUTSIDE and words[at].text[0].isalnum():
            closed[at] = before
    return closed


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
    """The labels of a description with what is told beside the main thing as one: "with a dog watching"."""
    one = _with_what_is_worn(words, _done_there(words, labels, parted), parted)
    begin, has_somebody = 0, False
    for end in range(len(words) + 1):
        if end < len(words) and words[end].text not in ENDS:
            continue
        clause = range(begin, end)
        told = [one[at] for at in clause if one[at] != OUTSIDE]
        if has_somebody and told and told[0] == ELSE and {*told} & {WHO, DEED}:
            one[begin:end] = [ELSE] * len(clause)
        led = next((at for at in clause if words[at].text == _WITH and one[at] == ELSE), end)
        _go_on(words, one, range(led + 1, end), parted)
        has_somebody = has_somebody or WHO in told
        begin = end + 1
    return one


def _with_what_is_worn(words: Sequence[Word], labels: Sequence[str], parted: Parted) -> list[str]:
    """The labels with an article as what follows it, and Chinese "wearing" as what is worn."""
    one = list(labels)
    for at in range(1, len(words)):
        if one[at - 1] != OUTSIDE != one[at] and words[at - 1].text in parted.articles:
            one[at] = one[at - 1]
        is_worn = words[at - 1].text in parted.still and _is_chinese(words[at])
        if at > 1 and one[at] == ELSE and one[at - 2 : at] == [WHO, WHO] and is_worn:
            one[at - 2 : at] = [ELSE, ELSE]
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
    for at in range(len(words) - 1):
        if whole[at] == OUTSIDE and whole[at + 1] in _NAMES and words[at].text in parted.articles:
            whole[at] = whole[at + 1]
    begin = 0
    for at in range(1, len(words)):
        begin = at - 1 if at == 1 or whole[at - 2] != whole[at - 1] else begin
        is_name = whole[at - 1] in _NAMES and words[begin].text in parted.articles
        is_thing = (
            bool(known[at]) and not set(known[at]) <= verbs and words[at].text not in parted.prepositions
        )
        if is_name and is_thing and whole[at] == OUTSIDE and words[at - 1].text[0].isalnum():
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
