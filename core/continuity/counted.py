"""Gives somebody or something that a description shows another number: two cranes instead of one."""

import re
from collections.abc import Iterable

from core.tables import Revisions

_CLAUSE_START = re.compile("[^，,。；;]*$")
# What may stand between a number and its thing.
_LOOKS = r"(?:(?!(?:of|in|on|at|with|and|to|by|from|for|a|an|the)\b)[a-z-]+ ){0,4}"
_SHORTEST = 3  # letters of a name; "10 s" counts nothing that is shown
_SINGLE = ("a", "an", "the", "one", "my", "his", "her")
_SEVERAL = ("two", "three", "four", "five", "six", "several", "many", "some", "the")
_BE = {" is ": " are ", " has ": " have ", " isn't ": " aren't "}


def told_anew(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description with so many of the thing that the words count; None where it shows none, or counts it not."""
    plain = revisions.plain(words)
    lead = next((one for one in revisions.swap if plain.casefold().startswith(one)), "")
    said = words[len(lead) :].strip()
    return _english(prompt, said, revisions) if said.isascii() else _chinese(prompt, said, revisions)


def _chinese(prompt: str, said: str, revisions: Revisions) -> str | None:
    for pattern in revisions.counted:
        count = pattern.match(revisions.plain(said))
        if count is None:
            continue
        name = said[count.end() :].removeprefix(revisions.look_mark)
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
    sought = rf"\b(?:{_any(counts)}) (?P<looks>{_LOOKS})(?:{_any(names)})\b"
    found = list(re.finditer(sought, prompt, re.IGNORECASE))
    if len(found) != 1:
        return None
    after = prompt[found[0].end() :]
    for one, several in _BE.items():
        before, behind = (one, several) if number is not None else (several, one)
        if after.startswith(before):
            after = behind + after[len(before) :]
    return f"{prompt[: found[0].start()]}{many}{found[0]['looks']}{name}{after}"


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))


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
