"""Words that stand for a value: models, ratios, qualities. One pattern finds them all, the longest first."""

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.parser.marks import ENDS
from core.parser.slips import of_same_sound, one_letter_off
from core.tables.letters import Letters
from core.tables.words import Brand, Words

UNKNOWN_VERSION = "?"  # before a brand's name: a version that the tables do not know
_BLANKS = re.compile("[ ._,;\u3002-]+")
_TAIL = re.compile(r"[ -]?(?:[tir]2v|generate-preview|preview)(?![a-z0-9])")
_SUFFIX = re.compile(
    "[ -]?(?:fast|turbo|lite|flash|mini|max|plus|ultra|\u6781\u901f\u7248|\u5feb\u901f\u7248)(?![a-z0-9])"
)  # a version of its own, which is not the one before it
_BEGIN = frozenset(f"{ENDS}0123456789kps\u79d2")  # ... or a figure stands before it: "10s", "4k"
_END = frozenset(f"{ENDS}0123456789")
_VERSION_REACH = 12  # characters in front of a name in which its version is looked for
_VERSION_AHEAD = re.compile(
    r"(?<![a-z0-9.])(?:v ?)?(?P<version>[0-9]\.[0-9]|o[1-3]|q[1-3])[ ]?(?:\u7248|\u7248\u672c)?\u7684?[ ]?$"
)
_LONG_NAME = 4  # letters: of shorter names a slip is too often a word of its own
_LATIN = re.compile("(?<![a-z])[a-z]{4,12}(?![a-z])")
_STUCK = re.compile(r"([a-z])\1{2,}")  # a key that stuck
_STEP = re.compile(r"[ -]?(?P<mode>std|standard|pro)(?![a-z0-9])")


@dataclass(frozen=True, slots=True)
class Named:
    """A word of the tables: `kind` is model, maker or a parameter's name; `everyday` words mean other things too."""

    kind: str
    value: str
    everyday: bool = False
    is_slip: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """A model with its version: our key, or empty for one that our tables do not know."""

    end: int
    key: str
    mode: str = ""
    mode_end: int = 0


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
        self._latin = re.compile(
            f"(?<![a-z0-9])(?:{latin})"
        )  # the same for a text of nothing else, in half the time
        self.brands = words.brands
        units = "|".join(
            re.escape(one) + ("(?![a-z])" if one.isascii() else "")
            for name in ("second", "minute", "short_minute")
            for one in words.letters.units[name]
        )
        guard = rf"(?![ ]?(?:{units}|%|:[0-9]))(?!\.?[0-9])"
        whole = rf"(?![ ]?(?:{'|'.join(words.parts['measure'])}))"
        said = {
            name: {**brand.versions, **_spoken(brand.versions, words.letters)}
            for name, brand in words.brands.items()
        }
        self._versions = {
            name: _version_pattern(brand, said[name], guard, whole, _any_spoken(words.letters))
            for name, brand in words.brands.items()
        }
        self._keys = {
            name: {_BLANKS.sub("", one): key for one, key in versions.items()}
            for name, versions in said.items()
        }
        self._slips = _slips(words)
        self._shapes = words.alone
        self._shape = re.compile(f"[{''.join(words.alone)}]")
        corrections = "|".join(map(re.escape, sorted(words.typed["frame.correction"], key=len, reverse=True)))
        self._correction = re.compile(rf"\u5427?[ ,.;!\u2026\u2014-]*(?:{corrections})[ ,.!\u2026-]*")

    def entry(self, typed: str) -> Named | None:
        """What a matched word stands for."""
        return self.entries.get(typed) or self.entries.get(_BLANKS.sub("", typed))

    def slips(self, text: str) -> Iterable[tuple[re.Match[str], Named]]:
        """Latin words of folded text that are a slip of the finger away from one of the tables."""
        if self._slips.keys().isdisjoint(_LATIN.findall(text)) and _STUCK.search(text) is None:
            return
        for match in _LATIN.finditer(text):
            loose = _STUCK.sub(r"\1", match.group())
            named = self._slips.get(match.group()) or self._slips.get(loose)
            if named is None and loose != match.group():
                named = self.entries.get(loose)
            if named is not None:
                yield match, named

    def found(self, text: str, gaps: frozenset[int]) -> Iterable[re.Match[str]]:
        """All words of the tables in folded text."""
        if not gaps:
            yield from (self._latin if text.isascii() else self.pattern).finditer(text)
            return
        place = 0
        while match := self.pattern.search(text, place):
            start, end = match.span()
            # A name behind a dropped blank borrows nothing from before it.
            behind = (self.pattern.match(text, gap) for gap in range(start + 1, end) if gap in gaps)
            match = next((one for one in behind if one is not None and one.end() >= end), match)
            yield match
            place = match.end()

    def shapes(self, text: str, gaps: frozenset[int]) -> Iterable[tuple[int, str]]:
        """Where a single character stands alone that says a ratio, and which."""
        for match in self._shape.finditer(text):
            start, end = match.span()
            is_begun = not start or start in gaps or text[start - 1] in _BEGIN
            if is_begun and (end == len(text) or end in gaps or text[end] in _END):
                yield start, self._shapes[match.group()]

    def before(self, brand: str, text: str, start: int) -> tuple[int, str] | None:
        """A version right in front of a brand's name, "V3.5\u7684pixverse": where it begins, and our key."""
        head = text[max(0, start - _VERSION_REACH) : start]
        match = _VERSION_AHEAD.search(head)
        key = self._keys[brand].get(_BLANKS.sub("", match["version"])) if match is not None else None
        return (start - len(head) + match.start(), key) if match is not None and key is not None else None

    def corrected(self, brand: str, text: str, end: int) -> Version | None:
        """Another version of the same model right behind a correction: "2.0, no, 2.3"."""
        said = self._correction.match(text, end)
        match = self._versions[brand].match(text, said.end()) if said else None
        known = match["known"] if match else None
        if match is None or not known or known.isdecimal():
            return None
        return Version(match.end(), self._keys[brand][_BLANKS.sub("", known)])

    def version(self, brand: str, text: str, end: int) -> Version:
        """The version that follows a brand's name ending at `end`; without one the brand's default."""
        match = self._versions[brand].match(text, end)
        key, stop = self.brands[brand].default, end
        if match is not None:
            stop = match.end()
            key = self._keys[brand][_BLANKS.sub("", match["known"])] if match["known"] else ""
            suffix = _SUFFIX.match(text, stop)
            if suffix is not None:
                return Version(suffix.end(), "")
        tail = _TAIL.match(text, stop)
        if tail is not None:
            stop = tail.end()
        step = _STEP.match(text, stop)
        if step is None:
            return Version(stop, key)
        return Version(stop, key, "pro" if step["mode"] == "pro" else "std", step.end())

    def _add(self, spelled: list[str], word: str, named: Named) -> None:
        first = self.entries.setdefault(_BLANKS.sub("", word), named)
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


def _spoken(versions: Mapping[str, str], letters: Letters) -> dict[str, str]:
    """Versions as they are said: "two point six", in both languages and half in figures."""
    found: dict[str, str] = {}
    for version, key in versions.items():
        whole, point, part = version.partition(".")
        if point and whole.isdecimal() and part.isdecimal():
            for point in letters.units["point"]:
                ways = [
                    f" {point} ".join(pair) if point.isascii() else point.join(pair)
                    for pair in itertools.product(_digit(whole, letters), _digit(part, letters))
                ]
                found.update(dict.fromkeys(ways, key))
    return found


def _digit(figure: str, letters: Letters) -> list[str]:
    """A figure and the words for it."""
    worth = int(figure)
    listed = (letters.digits, letters.numbers)
    return [figure, *(word for words in listed for word, value in words.items() if value == worth)]


def _any_spoken(letters: Letters) -> str:
    """A version said in Chinese, whichever it is."""
    digit = f"[{''.join(letters.digits)}]"
    return f"{digit}(?:{'|'.join(one for one in letters.units['point'] if not one.isascii())}){digit}"


def _version_pattern(
    brand: Brand, versions: Mapping[str, str], guard: str, whole: str, spoken: str
) -> re.Pattern[str]:
    """What may follow a brand's name; a whole number must not count or measure what comes behind it."""
    ordered = sorted(versions, key=len, reverse=True)
    known = "|".join(_spaced(one) + (whole if one.isdecimal() else "") for one in ordered)
    other = f"[0-9]{{1,2}}[.][0-9]{{1,2}}|{spoken}"
    if not brand.everyday:
        other += rf"|(?<![ ])[0-9]{{1,2}}{whole}(?![ ]?[a-z])"
        other += r"|[0-9]{1,2}(?=[ ]?(?:$|[,;:!?\n]))"
    return re.compile(
        rf"[ ._-]{{0,2}}(?:v|version |\u7248\u672c)?[ ]?(?:(?P<known>{known})|(?P<other>{other}))(?![a-z]){guard}"
    )


def _spaced(version: str) -> str:
    """A version as people type it: blanks, dots, hyphens and slips for a dot between its parts are all one."""
    pieces = re.findall(r"[0-9]+|[a-z]+|[^0-9a-z. ]+", version)
    # A set of characters that holds a Chinese one takes long to compile, and there are hundreds of these.
    return "(?: ?[._-]? ?|[,;](?=[0-9])|\u3002(?=[0-9]))".join(re.escape(one) for one in pieces)


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
