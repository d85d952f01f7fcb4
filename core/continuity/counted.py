"""How many a description shows: another number for what it counts, and new words without a number that stands there."""

import re

from core.continuity import attribute
from core.continuity.agreement import told_of_many, told_of_one
from core.continuity.ends import swap_lead
from core.punctuation import PART
from core.tables import Revisions
from core.tables.patterns import any_of

_CLAUSE_START = re.compile("[^，,。；;]*$")
# What may stand between a number and its thing.
_LOOKS = r"(?:(?!(?:of|in|on|at|with|and|to|by|from|for|a|an|the)\b)[a-z-]+ ){0,4}"
_LONGEST_LOOK = 10  # characters between a number and its thing, their mark among them
_SHORTEST = 3  # letters of a name; "10 s" counts nothing that is shown
_SINGLE = ("a", "an", "the", "one", "my", "his", "her")
_SEVERAL = ("two", "three", "four", "five", "six", "several", "many", "some", "the")
_WITH = "with "  # "again, with two boats"
# A few words without an article that end in a plural: "red chopsticks", not "glass", "a lens".
_BARE_MANY = re.compile(
    r"(?!.*\b(?:lens|news|tennis)$)(?:[a-z-]+ ){0,2}[a-z]{3,}(?<![suia])s$", re.IGNORECASE
)


def told_anew(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description with so many of the thing that the words count; None where it shows none, or counts it not."""
    said = words[len(swap_lead(words, revisions)) :].strip().removeprefix(_WITH)
    return _english(prompt, said, revisions) if said.isascii() else _chinese(prompt, said, revisions)


def _chinese(prompt: str, said: str, revisions: Revisions) -> str | None:
    for pattern in revisions.counted:
        count = pattern.match(revisions.plain(said))
        if count is None:
            continue
        kind, many = _kind_counted(said, count, revisions)
        if kind is not None:
            return _of_kind(prompt, many, kind, revisions, pattern)
        name = said[count.end() :].removeprefix(revisions.look_mark)
        if not name:
            return _only_counted(prompt, count, pattern)
        at = prompt.find(name) if len(name) > 1 else -1
        if at < 0 or prompt.count(name) > 1:
            return None
        clause = _CLAUSE_START.search(prompt, 0, at)
        there = list(pattern.finditer(prompt, clause.start() if clause is not None else 0, at))
        # "a girl who holds a balloon": the number whose measure goes with the thing is meant.
        beside = [one for one in there if one.end() == at]
        fitting = beside or [one for one in there if one["of"] == count["of"]] or there
        if len(fitting) != 1:
            return None
        return prompt[: fitting[0].start()] + said[: count.end()] + prompt[fitting[0].end() :]
    return None


def crowded(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The Chinese description with more or fewer people, by one step; None where it tells no such number, or no further one."""
    otherwise = revisions.otherwise
    is_more = otherwise.crowd_more.fullmatch(words) is not None
    if not is_more and otherwise.crowd_fewer.fullmatch(words) is None:
        return None
    kinds = [shown for names, shown in revisions.absent_kinds if names.fullmatch(words[:1])]
    steps = [None, *otherwise.crowds, None]
    told = [
        (at, named.start("count"), named.end("count"))
        for named in revisions.subject["zh"].finditer(prompt)
        for at, many in enumerate(steps)
        if named["count"] is not None and many == named["count"]
    ]
    told = told or [
        (at, one.start(), one.end())
        for at, many in enumerate(steps)
        if many is not None
        for one in re.finditer(many, prompt)
        if any(kind.match(prompt, one.end()) for kind in kinds)
    ]
    instead = steps[told[0][0] + (1 if is_more else -1)] if len(told) == 1 else None
    if instead is not None:
        return prompt[: told[0][1]] + instead + prompt[told[0][2] :]
    return told_anew(prompt, otherwise.crowds[1] + words[:1], revisions) if is_more and not told else None


def _kind_counted(
    said: str, count: re.Match[str], revisions: Revisions
) -> tuple[re.Pattern[str] | None, str]:
    """How those whom a word for all of their kind counts stand in a description, and the number: "two people"."""
    end = count.end("at") + 1  # a measure is one character
    kinds = (shown for names, shown in revisions.absent_kinds if names.fullmatch(said[end:]))
    return next(kinds, None), said[:end]


def _of_kind(
    prompt: str, many: str, kind: re.Pattern[str], revisions: Revisions, pattern: re.Pattern[str]
) -> str | None:
    """The description with so many of the only ones of this kind that it shows."""
    found = [one for one in revisions.subject["zh"].finditer(revisions.plain(prompt)) if kind.search(one[0])]
    if not found:  # "a crowd of people"
        there = [one for one in pattern.finditer(prompt) if kind.match(prompt, one.end("at") + 1)]
        return (
            prompt[: there[0].start()] + many + prompt[there[0].end("at") + 1 :] if len(there) == 1 else None
        )
    if len(found) > 1:
        return None
    start, end = found[0].span("count") if found[0]["count"] is not None else (found[0].start(),) * 2
    return prompt[:start] + many + prompt[end:]


def _only_counted(prompt: str, count: re.Match[str], pattern: re.Pattern[str]) -> str | None:
    """The description with so many of the only thing that it counts with the same measure."""
    there = [one for one in pattern.finditer(prompt) if one["of"] == count["of"]]
    if len(there) != 1 or there[0].group() == count.group():
        return None
    return prompt[: there[0].start()] + count.group() + prompt[there[0].end() :]


def _english(prompt: str, said: str, revisions: Revisions) -> str | None:
    english = revisions.english
    number = english.many.match(said)
    if number is None and not said.startswith(english.only_one):
        return None
    many = number[0] if number is not None else english.only_one
    name = said[len(many) :].strip()
    if len(name) < _SHORTEST or not name.replace("-", "").isalpha():
        return None
    counts = _SEVERAL if number is None else _SINGLE
    names = _plurals(name, revisions) if number is None else [name, *_singulars(name, revisions)]
    sought = rf"\b{any_of(counts)} (?P<looks>{_LOOKS}){any_of(names)}\b"
    found = list(re.finditer(sought, prompt, re.IGNORECASE))
    if len(found) != 1:
        return None
    after = prompt[found[0].end() :]
    after = told_of_many(after) if number is not None else told_of_one(after, revisions)
    return f"{prompt[: found[0].start()]}{many}{found[0]['looks']}{name}{after}"


def _singulars(name: str, revisions: Revisions) -> list[str]:
    found = [one for one, several in revisions.english.plurals.items() if several == name.casefold()]
    if name.endswith("ies"):
        found.append(name[:-3] + "y")
    if name.endswith("es"):
        found.append(name[:-2])
    return [*found, name[:-1]] if name.endswith("s") else found


def _plurals(name: str, revisions: Revisions) -> list[str]:
    known = revisions.english.plurals.get(name.casefold())
    return [known] if known else [name + "s", name + "es", name[:-1] + "ies"]


def uncounted(prompt: str, start: int, words: str, revisions: Revisions, *, within: bool = False) -> str:
    """The words without their number and its measure where those stand in front of the place already.

    `within` tells that other words of the same clause may stand between them: "a street drummer".
    """
    for count in revisions.counted:
        number = count.match(words)
        before = _CLAUSE_START.search(prompt, 0, start)
        begin = before.start() if within and before is not None else 0
        found = count.finditer(prompt, begin, start)
        if number is not None and any(
            within or one.end() == start or attribute.is_known(prompt[one.end() : start], revisions)
            for one in found
        ):
            return words[number.start("of") + 1 :]  # a measure is one character
    return words


def without_other_count(before: str, words: str, revisions: Revisions) -> str:
    """The text in front of new words, without its number or article where these have another number of their own."""
    if words.isascii():
        new_many, new_one = revisions.english.many.match(words), revisions.english.single.match(words)
        many, one = revisions.english.many_before.search(before), revisions.english.either.search(before)
        is_many = new_many is not None or _BARE_MANY.match(words) is not None
        is_many = is_many or revisions.english.mass.fullmatch(words) is not None  # "in a storm", "in snow"
        there = one if is_many else many if new_one is not None else None
        there = many if new_many is not None and many is not None and many[0] != new_many[0] else there
        return before[: there.start()] if there is not None else before
    number = next((found for one in revisions.counted if (found := one.match(words))), None)
    if number is not None:
        before = revisions.size_before.sub("", before)  # "a small cake" gives way as a whole
    there = _count_before(before, revisions)
    is_other = number is not None and there is not None and number[0] != there[0]
    return before[: there.start()] if there is not None and is_other else before


def without_described(before: str, words: str, revisions: Revisions) -> str:
    """The text in front of new Chinese words with a number of their own, without the look and number of what they replace."""
    if not before.endswith(revisions.look_mark) or not any(one.match(words) for one in revisions.counted):
        return before
    found = [
        one
        for count in revisions.counted
        for one in count.finditer(before)
        if 0 < len(before) - one.end() <= _LONGEST_LOOK and PART.search(before, one.end()) is None
    ]
    return before[: found[-1].start()] if found else before


def is_counted_otherwise(name: str, measure: str, revisions: Revisions) -> bool:
    """Whether what a Chinese text begins with has measures of its own, and not this one, the one for people."""
    subject = revisions.subject["zh"].match(name)
    if subject is None or subject["count"]:
        return False
    fits = [fit for fit, ends in revisions.measures if ends.search(subject.group())]
    return bool(fits) and not any(measure in fit for fit in fits)


def with_measure(before: str, name: str, revisions: Revisions) -> str:
    """The text in front of a Chinese name, with a measure that goes with it: a girl is counted otherwise than a dog."""
    there = _count_before(before, revisions)
    measures = next((fit for fit, ends in revisions.measures if ends.search(name)), "")
    if there is None or not measures or there["of"] in measures:
        return before
    return before[: there.start("of")] + measures[0]


def _count_before(before: str, revisions: Revisions) -> re.Match[str] | None:
    """The Chinese number and measure at the end of a text."""
    found = (match for one in revisions.counted for match in one.finditer(before))
    return next((match for match in found if match.end() == len(before)), None)
