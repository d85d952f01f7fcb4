"""Phrases as they stand in the word tables, taken apart.

    [a|b]    may be there, one of these         {name}   a list of the tables' [parts], or a slot
    (a|b)    must be there, one of these        blank    may be typed or not
    [a|b]*   any number of these, {name}* too

Everything else stands for itself, in folded form. Slots: {model} a model's name, {value} one parameter or quality,
{values} any number of both, {quoted} words in quotes, {cut} what is known to be control wording, {some} a few words,
{number} a number, and at the very end of a phrase {end}: the clause ends here, or {more}, in [english] alone: it ends, and
more is told behind it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from sys import intern

_SLOTS = frozenset({"model", "value", "values", "quoted", "cut", "some", "number", "end", "more"})


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for something that is found otherwise."""

    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several; `optional` means that none will do, `many` that there may be any number."""

    ways: "tuple[Phrase, ...]"
    optional: bool = False
    many: bool = False


Phrase = tuple["str | Slot | Choice", ...]  # what stands after each other; a str is one character
_BLANK = Choice(((" ",),), optional=True)


class PhraseError(ValueError):
    """A phrase that cannot be read; the message says why."""


def read_phrase(typed: str, parts: Mapping[str, Choice]) -> Phrase:
    """One phrase, taken apart; raises PhraseError."""
    ways, place = _ways(typed, 0, parts)
    if place < len(typed):
        raise PhraseError(f"{typed!r}: {typed[place]} closes nothing")
    if len(ways) > 1:
        raise PhraseError(f"{typed!r}: | stands outside of brackets")
    if _may_be_nothing(ways[0]):
        raise PhraseError(f"{typed!r}: would fit where nothing is said")
    return ways[0]


def read_parts(listed: Mapping[str, Sequence[str]], faults: list[str]) -> Mapping[str, Choice]:
    """All parts; a part may use those that stand before it."""
    found: dict[str, Choice] = {}
    for name, phrases in listed.items():
        ways: list[Phrase] = []
        for phrase in phrases:
            try:
                ways.append(_ways(phrase, 0, found)[0][0])
            except PhraseError as fault:
                faults.append(f"[parts] {name}: {fault}")
        found[name] = Choice(tuple(ways))
    return found


def _may_be_nothing(phrase: Phrase) -> bool:
    """Whether a phrase also fits where nothing is said; only {end} alone may."""
    return all(
        isinstance(one, Choice) and (one.optional or any(_may_be_nothing(way) for way in one.ways))
        for one in phrase
    )


def _ways(typed: str, place: int, parts: Mapping[str, Choice]) -> tuple[list[Phrase], int]:
    """The alternatives up to a closing bracket or the end, and where they end."""
    ways: list[list[str | Slot | Choice]] = [[]]
    while place < len(typed) and typed[place] not in ")]":
        one = typed[place]
        place += 1
        if one == "|":
            ways.append([])
        elif one == "{":
            end = typed.find("}", place)
            if end < 0:
                raise PhraseError(f"{typed!r}: }} is missing")
            name = typed[place:end]
            place = end + 1
            if name in _SLOTS:
                ways[-1].append(Slot(name))
            elif name in parts:
                many = typed.startswith("*", place)
                place += many
                ways[-1].append(Choice(parts[name].ways, optional=many, many=many))
            else:
                raise PhraseError(f"{typed!r}: there is no part {{{name}}}")
        elif one in "[(":
            closing = "]" if one == "[" else ")"
            inside, place = _ways(typed, place, parts)
            if not typed.startswith(closing, place):
                raise PhraseError(f"{typed!r}: {closing} is missing")
            many = typed.startswith("*", place + 1)
            place += 1 + many
            ways[-1].append(Choice(tuple(inside), optional=one == "[" or many, many=many))
        else:
            ways[-1].append(_BLANK if one == " " else intern(one))
    return [tuple(way) for way in ways], place
