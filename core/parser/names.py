"""Words that stand for a value: models, ratios, qualities. One pattern finds them all, the longest first."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from core.parser.marks import ENDS
from core.parser.slips import of_same_sound, one_letter_off
from core.parser.versions import JOINTS, Versions
from core.tables.words import Words
from core.text import HELD, Folded

_OF_LINES = "kp"  # behind the number of a resolution
_END = frozenset((*ENDS, *"0123456789", " "))
_LONG_NAME = 4  # letters: of shorter names a slip is too often a word of its own
_LATIN = re.compile("(?<![a-z])[a-z]{4,12}(?![a-z])")


@dataclass(frozen=True, slots=True)
class Named:
    """A word of the tables: `kind` is model, maker or a parameter's name; `everyday` words mean other things too."""

    kind: str
    value: str
    everyday: bool = False
    is_slip: bool = False


class Names:
    """All words of aliases.toml, compiled once."""

    def __init__(self, words: Words) -> None:
        self.entries: dict[str, Named] = {}
        spelled: list[str] = []
        for word, named in (*_names_of(words), *_words_of(words)):
            self._add(spelled, word, named)
        for typed, word in of_same_sound(words.letters):
            meant = self.entries[word]
            self._add(spelled, typed, Named(meant.kind, meant.value, everyday=True))
        self.pattern = re.compile(_trie(spelled))
        latin = _trie(one for one in spelled if one[0].isascii())
        # The same for a text of Latin letters alone, in half the time.
        self._latin = re.compile(f"(?<![a-z0-9])(?:{latin})")
        self.versions = Versions(words)
        self._slips = _slips(words)
        self._shapes = words.alone
        self._counting = tuple(words.typed["tool.counting"])
        self._shape = re.compile(f"[{''.join(words.alone)}]")
        # What may stand between a maker's name and its model's.
        self.joining = ("", " ", "-", "_", *words.plain["version.of"])
        seconds = (one for one in words.letters.units["second"] if len(one) == 1)
        self._begin = _END.union(_OF_LINES, seconds)

    def entry(self, typed: str) -> Named | None:
        """What a matched word stands for."""
        return self.entries.get(typed) or self.entries.get(JOINTS.sub("", typed))

    def slips(self, text: str, folded: Folded) -> Iterable[tuple[re.Match[str], Named]]:
        """Latin words of a folded text that are a slip of the finger away from one of the tables.

        Of the text some words may be hidden.
        """
        words = folded.words if text is folded.text else _LATIN.findall(text)
        may_be = folded.is_held or not self._slips.keys().isdisjoint(words)
        return self._all_slips(text) if may_be else ()

    def _all_slips(self, text: str) -> Iterable[tuple[re.Match[str], Named]]:
        for match in _LATIN.finditer(text):
            loose = HELD.sub(r"\1", match.group())
            named = self._slips.get(match.group()) or self._slips.get(loose)
            if named is None and loose != match.group():
                named = self.entries.get(loose)
            if named is not None:
                yield match, named

    def found(self, text: str, gaps: frozenset[int]) -> Iterable[re.Match[str]]:
        """All words of the tables in folded text, but names of one character that are the end of a number."""
        for match in self._matches(text, gaps):
            start, end = match.span()
            if end - start > 1 or not text.endswith(self._counting, 0, start):
                yield match

    def _matches(self, text: str, gaps: frozenset[int]) -> Iterable[re.Match[str]]:
        if not gaps:
            return (self._latin if text.isascii() else self.pattern).finditer(text)
        return self._found_beside(text, gaps)

    def _found_beside(self, text: str, gaps: frozenset[int]) -> Iterable[re.Match[str]]:
        """The same in a text from which blanks were dropped."""
        place = 0
        while match := self.pattern.search(text, place):
            start, end = match.span()
            if not gaps.isdisjoint(range(start + 1, end)):
                # A name behind a dropped blank borrows nothing from before it.
                behind = (self.pattern.match(text, gap) for gap in range(start + 1, end) if gap in gaps)
                match = next((one for one in behind if one is not None and one.end() >= end), match)
            yield match
            place = match.end()

    def shapes(self, text: str, gaps: frozenset[int]) -> Iterable[tuple[int, str]]:
        """Where a single character stands alone that says a ratio, and which."""
        return self._standing_alone(text, gaps) if self._shape.search(text) else ()

    def _standing_alone(self, text: str, gaps: frozenset[int]) -> Iterable[tuple[int, str]]:
        for match in self._shape.finditer(text):
            start, end = match.span()
            is_begun = not start or start in gaps or text[start - 1] in self._begin
            if is_begun and (end == len(text) or end in gaps or text[end] in _END):
                yield start, self._shapes[match.group()]

    def _add(self, spelled: list[str], word: str, named: Named) -> None:
        first = self.entries.setdefault(JOINTS.sub("", word), named)
        if (first.kind, first.value) == (named.kind, named.value):
            spelled.append(word)


def _names_of(words: Words) -> Iterable[tuple[str, Named]]:
    """Names of models and of other makers' products."""
    for name, brand in words.brands.items():
        yield from ((word, Named("model", name)) for word in brand.words)
        yield from ((word, Named("model", name, everyday=True)) for word in brand.everyday)
        yield from ((word, Named("model", name, everyday=True, is_slip=True)) for word in brand.slips)
    yield from ((word, Named("maker", word)) for word in words.makers)
    yield from ((word, Named("maker", word, everyday=True)) for word in words.everyday_makers)


def _words_of(words: Words) -> Iterable[tuple[str, Named]]:
    """Words of the parameters."""
    for kind, values in words.values.items():
        for value, listed in values.items():
            yield from ((word, Named(kind, value, everyday=word in words.everyday)) for word in listed)


def _slips(words: Words) -> dict[str, Named]:
    """Every spelling that is one Latin letter away from a brand's name."""
    long = re.compile(f"[a-z]{{{_LONG_NAME},}}")
    names = {
        word: Named("model", name, everyday=True, is_slip=True)
        for name, brand in words.brands.items()
        for word in (*brand.words, *brand.everyday)
        if long.fullmatch(word)
    }
    found: dict[str, Named] = {}
    for word, named in names.items():
        for one in one_letter_off(word):
            if one not in names and one not in words.not_slips:
                found.setdefault(one, named)
    return found


def _trie(words: Iterable[str]) -> str:
    """One pattern for many words; a Latin word needs edges, a blank may be left out or be a hyphen."""
    root: dict[str, dict] = {}  # type: ignore[type-arg]  # a tree of itself
    for word in words:
        node = root
        for one in word.replace("-", " "):
            node = node.setdefault(one, {})
        node[""] = {}
    alternatives = []
    for first, node in root.items():
        edge = f"(?<![a-z0-9]{first})" if first.isascii() else ""
        alternatives.append(f"{re.escape(first)}{edge}{_branch(node, first)}")
    return "|".join(alternatives)


def _branch(node: dict[str, dict], last: str) -> str:  # type: ignore[type-arg]
    choices = [
        ("[ _-]?" if one == " " else re.escape(one)) + _branch(node[one], one)
        for one in sorted(node, reverse=True)
        if one
    ]
    if "" in node:
        edge = "(?:(?![a-z])|(?=[oqv][0-9]))" if last.isascii() and last.isalpha() else ""
        choices.append(edge)
    return choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"
