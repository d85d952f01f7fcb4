"""Folding: one spelling for every way to type the same words, and the places of it in what was typed.

Words are looked up in the folded copy; everything that leaves the program is cut from the original.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

CJK = "\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff"

_UNSEEN = "\u00ad\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f\u20e3\r"  # zero width, joiners, variants of emoji
# Blanks and unseen characters, but not one blank between words of Latin letters.
_RUNS = re.compile(f"(?: (?=[ \n{CJK}{_UNSEEN}]|$)|(?<![^\n{CJK}]) |[{_UNSEEN}])[ {_UNSEEN}]*")
# Whether there is one; beginning with a set it is found sooner.
_HAS_RUN = re.compile(f"[ {_UNSEEN}](?:(?<=[{_UNSEEN}])|(?=[ \n{CJK}{_UNSEEN}]|$)|(?<![^\n{CJK}] ))")
_LAST_CAPITAL = 0x1E921
_PICTOGRAM = "\u263a"  # stands for each letter of an emoticon
_LATIN = re.compile("[a-z]+")
HELD = re.compile(r"([a-z])\1{2,}")  # a letter that was held down
_TWICE = re.compile(r"([a-z])\1+")
_LATIN_WORD = re.compile("(?<![a-z0-9'])[a-z]+(?![a-z0-9'])")
IS_CJK = re.compile(f"[{CJK}]")

# Full width forms to ASCII, all blanks to one blank, dashes and quotes that keyboards put in on their own.
_LETTERS: dict[int, str] = {
    **{0xFF01 + n: chr(0x21 + n).lower() for n in range(94)},
    **dict.fromkeys((0x09, 0x0B, 0x0C, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " "),
    **dict.fromkeys((0x85, 0x2028, 0x2029), "\n"),
    **dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2212), "-"),
    **dict.fromkeys((0x2018, 0x2019, 0x02BC), "'"),
    0x2236: ":",
    0x301C: "~",
    0x00D7: "x",
}


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded copy. Its character i stands at `places[i]` in the original; `places` has one more entry for the end.

    `gaps` holds the positions before which a blank was dropped: beside Chinese a blank says nothing about words,
    but it may still part two items of a list. `words` are the Latin ones, and `is_held` tells whether a letter is held
    down in one ("sooo").
    """

    original: str
    text: str
    places: Sequence[int]
    gaps: frozenset[int]
    words: Sequence[str]
    is_held: bool

    def typed(self, start: int, end: int) -> str:
        """What was typed for this stretch of the folded copy."""
        return self.original[self.places[start] : self.places[end - 1] + 1] if start < end else ""


class Folding:
    """Folds text; `pairs` maps single characters, traditional ones to simplified ones.

    `spellings` maps Latin words that are mistyped to the word that is meant; `stretched` are words that are read
    though a letter is held down ("hellooo"); `emoticons` are the names that chats write in brackets for a pictogram.
    A blank between stretches of Chinese is read as the comma that others write, but not before one of `numerals`.
    """

    def __init__(
        self,
        pairs: Mapping[str, str],
        spellings: Mapping[str, str] | None = None,
        emoticons: Iterable[str] = (),
        stretched: Iterable[str] = (),
        numerals: Iterable[str] = (),
    ) -> None:
        named = "|".join(map(re.escape, emoticons))
        self._emoticon = re.compile(rf"\[(?:{named})\]") if named else None
        counts = "".join(numerals)
        before = f"(?![{counts}])" if counts else ""
        self._apart = re.compile(f"(?<=[{CJK}][{CJK}][{CJK}]) +{before}(?=[{CJK}]{{3}})")
        self._spellings = dict(spellings or {})
        self._squeezed = {_TWICE.sub(r"\1", word): word for word in stretched}
        # Capitals whose lower case has two characters are left out: nothing may change the length. One at a time: lists of
        # them all would take 8 MiB that a process never gives back.
        small = {
            one: low
            for one in map(chr, range(_LAST_CAPITAL + 1))
            if (low := one.lower()) != one and len(low) == 1
        }
        letters = {chr(code): other for code, other in _LETTERS.items()} | dict(pairs)
        self._letters = small | {one: small.get(other, other) for one, other in letters.items()}
        if not self._letters.keys().isdisjoint(self._letters.values()):
            raise ValueError(
                "a letter stands for one that another stands for: they are replaced in any order"
            )
        # A pattern tests a set of these in one step.
        plane = "".join(one for one in self._letters if one <= "\uffff")
        self._others = re.compile(f"[{re.escape(plane)}\U00010000-{chr(_LAST_CAPITAL)}]")

    def fold(self, text: str) -> Folded:
        """The folded copy: letters one for one, without the blanks that mean nothing, words as they are meant.

        Takes linear time.
        """
        folded = self._fold(text)
        if folded.is_held or not self._spellings.keys().isdisjoint(folded.words):
            return self._respelled(folded)
        return folded

    def _meant(self, word: str) -> str | None:
        meant = self._spellings.get(word)
        if meant is None and HELD.search(word):
            meant = self._squeezed.get(_TWICE.sub(r"\1", word))
        return meant

    def _fold(self, text: str) -> Folded:
        if text.isascii() and text.isprintable() and "  " not in (words := text.strip(" ")):
            begin = len(text) - len(text.lstrip(" "))
            return _folded(text, words.lower(), range(begin, begin + len(words) + 1), frozenset())
        flat = text
        for one in set(self._others.findall(text)):  # none stands for another one of them
            flat = flat.replace(one, self._letters.get(one, one))
        if self._emoticon is not None and "[" in flat:
            flat = self._emoticon.sub(lambda match: _PICTOGRAM * len(match.group()), flat)
        if _HAS_RUN.search(flat) is None:
            return _folded(text, flat, range(len(flat) + 1), frozenset())
        pieces: list[str] = []
        places: list[int] = []
        gaps: set[int] = set()
        done = 0
        length = 0
        for run in _RUNS.finditer(flat):
            start, end = run.span()
            pieces.append(flat[done:start])
            places.extend(range(done, start))
            length += start - done
            done = end
            if " " not in run.group():
                continue
            if start == 0 or end == len(flat) or "\n" in (flat[start - 1], flat[end]):
                continue
            if self._apart.match(flat, start):
                pieces.append(",")
                places.append(start)
                length += 1
                continue
            if IS_CJK.match(flat[start - 1]) or IS_CJK.match(flat[end]):
                gaps.add(length)
                continue
            pieces.append(" ")
            places.append(start)
            length += 1
        pieces.append(flat[done:])
        places.extend(range(done, len(flat) + 1))
        return _folded(text, "".join(pieces), places, frozenset(gaps))

    def _respelled(self, folded: Folded) -> Folded:
        """The same with every mistyped word spelled right; its letters point at those that were typed."""
        text = folded.text
        pieces: list[str] = []
        places: list[int] = []
        gone_to: list[int] = []  # where each character stands now
        done = 0
        for word in _LATIN_WORD.finditer(text):
            meant = self._meant(word.group())
            if meant is None:
                continue
            start, end = word.span()
            pieces += (text[done:start], meant)
            gone_to += range(len(places), len(places) + start - done)
            places += folded.places[done:start]
            gone_to += (len(places) for _ in range(start, end))
            typed = folded.places[start:end]
            places += (typed[min(at, len(typed) - 1)] for at in range(len(meant) - 1))
            places.append(typed[-1])
            done = end
        pieces.append(text[done:])
        gone_to += range(len(places), len(places) + len(text) - done + 1)
        places += folded.places[done:]
        return _folded(
            folded.original, "".join(pieces), places, frozenset(gone_to[gap] for gap in folded.gaps)
        )


def _folded(original: str, text: str, places: Sequence[int], gaps: frozenset[int]) -> Folded:
    words = _LATIN.findall(text)
    return Folded(original, text, places, gaps, words, bool(words) and HELD.search(text) is not None)


def is_brief(text: str, *, characters: int, words: int) -> bool:
    """Whether a text has fewer words than this or, with Chinese in it, fewer characters."""
    return len(text.split()) < words if text.isascii() else len(text) < characters
