"""English wording around a request, whose parts people put together in many ways: each list as one pattern.

As states of a machine these ways would take more memory than all other phrases.
"""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import takewhile

import pcre2

from core.parser.marks import CUT, EMOJI, MODEL, QUOTED, STOPS, VALUE
from core.tables import Words
from core.tables.patterns import Pattern
from core.tables.phrase import Choice, Phrase, Slot

_REACH = 60  # characters of the longest phrase that is read backwards
_HINTS = re.compile("[a-z]+|[:>\u2014\u2192]")
_BEHIND_CUT = re.compile(f"{CUT} [a-z]+")
_ARTICLES = ("a ", "an ")  # what begins with these is a clip, or none of the wording
_BLANK_AND_ONE = 2
_MANY = 6  # ways; what has fewer is written wherever it stands
_BLANK_ALONE: tuple[Phrase, ...] = ((" ",),)
_BLANK_MAYBE: tuple[Phrase, ...] = ((Choice(_BLANK_ALONE, optional=True),),)
_NOTHING = ((), *_BLANK_MAYBE)
_MARKS = f"{CUT}{MODEL}{VALUE}"
_FIRST = re.compile(f"[a-z]+|[{_MARKS}-]")  # what a phrase may begin with
_END = f"(?=[ ]?-?(?:[{STOPS}{EMOJI}]|$))"
_SLOTS = {
    "some": f"[^ {STOPS}{EMOJI}{_MARKS}{QUOTED}]{{1,14}}+",  # here a word
    "values": f"(?:[{_MARKS}](?:[ ,]*[{_MARKS}])*)?",
    "marks": f"[{_MARKS}](?:[ ,]*[{_MARKS}])*",  # the same, but at least one
    "model": f"{MODEL}+",
    "value": f"{VALUE}+",
    "quoted": f"{QUOTED}+",
    "cut": f"{CUT}+",
    "number": "[0-9]+",
    "end": _END,
    "more": "(?=[ ]*[.!?;:\\n]+[ \\n]*(?!thank|thx|please|pls|cheers)[^.!?\\n]{12})",
    "never": "(?!)",
}
_END_OR_CUT = f"(?=[ ]?-?(?:[{STOPS}{EMOJI}{CUT}]|$))"
_ALONE = "frame.alone"  # clauses of control words
_BLANK = "(?&_)"  # may lack where no two words would become one
_DEFINED_BLANK = "(?<_>(?> |(?<![a-z0-9])|(?![a-z0-9])))"
_WHOLE = "(?:(?<![a-z0-9])|(?![a-z0-9]))"  # the last word of a phrase ends here


Listed = tuple[
    str, Pattern, frozenset[str]
]  # a list: its name, its pattern, and the words that its phrases begin with


class Phrasing:
    """Reads lists of phrases forwards from a position, or backwards when they say what stands before it.

    `names` maps the lists to the names that `read` gives them. Without one of the hints of a list none of it can fit.
    """

    def __init__(self, words: Words, names: Mapping[str, str], *, backwards: bool = False) -> None:
        lists = words.lists(*names)
        self._lists = [
            (
                named,
                _compiled(lists[name], backwards=backwards, is_whole=named == _ALONE),
                frozenset(one.replace("{cut}", CUT) for one in words.typed[name.replace(".", ".hints_")]),
                _first_words(lists[name]),
            )
            for name, named in names.items()
        ]
        self.of = lru_cache(maxsize=8)(self._of)  # several stages ask about the same text

    def _of(self, text: str) -> Sequence[Listed]:
        """The lists that may fit somewhere in this text."""
        words = {*_HINTS.findall(text)}
        if CUT in text:
            words.update(_BEHIND_CUT.findall(text))
        return [
            (name, pattern, first)
            for name, pattern, hints, first in self._lists
            if not hints.isdisjoint(words)
        ]

    def read(self, text: str, place: int, lists: Sequence[Listed]) -> Mapping[str, int]:
        """The far end of a phrase of each of these lists at this position."""
        found: dict[str, int] = {}
        begins = _FIRST.match(text, place)
        if begins is None or text[place - 1 : place].isalnum():
            return found
        word = begins[0]
        is_clip = not text.startswith(_ARTICLES, place) or any(name != _ALONE for name, _, _ in lists)
        for name, pattern, first in lists:
            if word in first and is_clip:
                with suppress(pcre2.LibraryError):  # too many ways to read it
                    if (one := pattern.search(text, place)) is not None:
                        found[name] = one.span()[1]
        return found

    def ends(self, text: str, end: int) -> Mapping[str, int]:
        """Where the longest phrase of each list begins that ends here."""
        begin = max(0, end - _REACH)
        found: dict[str, int] = {}
        for name, pattern, _ in self.of(text[begin:end]):
            with suppress(pcre2.LibraryError):
                if (one := pattern.search(text, begin, end)) is not None:
                    found[name] = one.span()[0]
        return found


def _compiled(phrases: Sequence[Phrase], *, backwards: bool, is_whole: bool) -> Pattern:
    writing = _Writing()
    one = writing.one_of(phrases)
    if backwards:
        written = f"{_WHOLE}{one}$"
    else:
        # Fixed by a sign to where the search begins: PCRE2 runs no machine code for an anchored match. A clause of control
        # words is read to its end, if any phrase leads there.
        written = rf"\G(?:{one}{_END_OR_CUT}|{one}{_WHOLE})" if is_whole else rf"\G{one}{_WHOLE}"
    found: Pattern = pcre2.compile(f"(?(DEFINE){writing.defined}){written}", jit=True)
    return found


def _first_words(phrases: Sequence[Phrase]) -> frozenset[str]:
    """The words that these begin with, and the marks that stand for such."""
    return frozenset().union(*(_first(phrase)[0] for phrase in phrases))


def _first(phrase: Phrase) -> tuple[frozenset[str], bool]:
    """The words that a phrase begins with, and whether it may be nothing."""
    found: frozenset[str] = frozenset()
    for place, one in enumerate(phrase):
        if isinstance(one, str):
            letters = takewhile(lambda one: isinstance(one, str) and one.isalpha(), phrase[place:])
            word = "".join(map(str, letters))
            return found | {word or one}, False
        if isinstance(one, Slot):
            found |= frozenset(_MARKS)
            if one.name not in ("values", "end", "more"):
                return found, False
            continue
        ways = [_first(way) for way in one.ways]
        found = found.union(*(words for words, _ in ways))
        if not (one.optional or one.many or any(is_nothing for _, is_nothing in ways)):
            return found, False
    return found, True


def _of_something(way: Phrase) -> Phrase:
    """A way through a loop, which must go on with each of its turns."""
    is_blank = way in _NOTHING
    marks = (Slot("marks") if one == Slot("values") else one for one in way)
    return (Slot("never"),) if is_blank else tuple(marks) if len(way) <= _BLANK_AND_ONE else way


class _Writing:
    """Writes phrases as a pattern; what stands in several of them is written once."""

    def __init__(self) -> None:
        self._names: dict[tuple[Phrase, ...], str] = {}
        self._defined: list[str] = []

    @property
    def defined(self) -> str:
        """What the patterns refer to."""
        return "".join((_DEFINED_BLANK, *self._defined))

    def one_of(self, phrases: Sequence[Phrase]) -> str:
        """A pattern for any one of these."""
        return self._shared(tuple(phrases), at_least=0)

    def _one_of(self, phrases: Sequence[Phrase]) -> str:
        """Any one of these: plain ones by their first letter, the longest first."""
        plain: dict[str, list[str]] = {}
        others: list[str] = []
        is_empty = False
        for phrase in phrases:
            if not phrase:
                is_empty = True
            elif isinstance(phrase[0], str):
                plain.setdefault(phrase[0], []).append(self._written(phrase[1:]))
            else:
                others.append(self._written(phrase))
        ways = []
        for first, rest in plain.items():
            behind = "|".join(sorted(set(rest), key=len, reverse=True))
            ways.append(f"{re.escape(first)}(?:{behind})" if behind else re.escape(first))
        ways += sorted(others, key=len, reverse=True)
        is_plain = (
            not others
            and not is_empty
            and all(isinstance(one, str) or one in _BLANK_MAYBE[0] for way in phrases for one in way)
        )
        return f"({'?>' if is_plain else '?:'}{'|'.join(ways + [''] * is_empty)})"

    def _written(self, phrase: Phrase) -> str:
        return "".join(map(self._part, phrase))

    def _part(self, one: str | Slot | Choice) -> str:
        if isinstance(one, str):
            return re.escape(one)
        if isinstance(one, Slot):
            return _SLOTS[one.name]
        if one.ways in (_BLANK_ALONE, _BLANK_MAYBE) and not one.many:
            return _BLANK
        if one.many:
            ways = self._shared(tuple(map(_of_something, one.ways)))
            return f"(?:{ways}{_BLANK})*+"
        ways = self._shared(tuple(way if way in _NOTHING else _of_something(way) for way in one.ways))
        return f"{ways}?" if one.optional else ways

    def _shared(self, ways: tuple[Phrase, ...], at_least: int = _MANY) -> str:
        if len(ways) < at_least:
            return self._one_of(ways)
        if ways not in self._names:
            written = self._one_of(ways)
            self._names[ways] = name = f"p{len(self._names)}"
            self._defined.append(f"(?<{name}>{written})")
        return f"(?&{self._names[ways]})"
