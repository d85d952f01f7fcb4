"""Reads classes.toml: what sort of thing a word names, for some thousand words of both languages.

The taggers learn from it what a word that no example has may be: "dusting" is done with something, "tea" is a drink as
coffee is.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from string import ascii_letters
from typing import Any
from zlib import crc32

from core.tables.letters import load

FILE = "classes.toml"
CLASSES = (
    "person", "animal", "creature", "vehicle", "plant", "food", "drink", "garment", "body", "instrument", "device",
    "furniture", "thing", "effect", "nature", "water", "sky", "building", "room", "street", "named", "surface", "hour",
    "season", "weather", "colour", "look", "mood", "light", "style", "camera", "move", "do", "rest", "express", "become",
)  # fmt: skip
VERBS = ("move", "do", "rest", "express", "become")
SOMEBODY = ("person", "animal", "creature")
PLACES = ("nature", "water", "sky", "building", "room", "street", "named", "surface", "furniture", "vehicle")
APART = "apart"  # Chinese words of no class, which no other word begins within
_DESCRIBE = ("look", "mood", "weather", "season", "hour")
INNER = "'"  # behind the classes of a Chinese character that is not the first of its word
_LANGUAGES = ("zh", "en")
_CODES = dict(zip(CLASSES, ascii_letters, strict=False))
_VERBS = frozenset(_CODES[name] for name in VERBS)
_LONGEST = {True: 3, False: 6}  # words of an English entry, characters of a Chinese one
_LATIN = re.compile("[a-z0-9']")
_WORD = re.compile(r"[a-z0-9']+|[^\s\W]")
_SEPARATOR = re.compile(r"\s*[,、]\s*")
_SHORTEST = 2  # letters of the first form of a word
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1$")


class Classes:
    """The classes of words: a letter for each, several where a word may be several things.

    Words are kept as checksums: of some twenty thousand hardly any two share one, and as texts they took 3 MiB.
    """

    def __init__(self, of: Mapping[str, str]) -> None:
        self._sets = tuple(dict.fromkeys(of.values()))
        numbers = {classes: at for at, classes in enumerate(self._sets)}
        rows = sorted((_checksum(word), numbers[classes]) for word, classes in of.items())
        self._words = array("I", [word for word, _ in rows])
        self._classes = array("H", [number for _, number in rows])

    def _of(self, word: str) -> str | None:
        """The classes of an entry, none for a word of [zh] apart; None where there is no entry."""
        key = _checksum(word)
        at = bisect_left(self._words, key)
        return self._sets[self._classes[at]] if at < len(self._words) and self._words[at] == key else None

    def of(self, words: Sequence[str]) -> list[str]:
        """The classes of each folded word, empty where none is known; a Chinese word's characters share those of the word."""
        found = [""] * len(words)
        at = 0
        while at < len(words):
            is_latin = _LATIN.match(words[at]) is not None
            for count in range(min(_LONGEST[is_latin], len(words) - at), 0, -1):
                classes = self._whole(words[at : at + count], is_latin=is_latin)
                if classes is not None:
                    inner = classes + INNER if classes and not is_latin else classes
                    found[at : at + count] = [classes] + [inner] * (count - 1)
                    at += count
                    break
            else:
                at += 1
        return found

    def are(self, word: str, *names: str) -> bool:
        """Whether a folded word may be of one of these classes."""
        return not self.codes(*names).isdisjoint(self.of([word])[0])

    def begins_with_deed(self, words: Sequence[str]) -> bool:
        """Whether the first of these folded words, with those that belong to it, can be nothing but what is done."""
        first = self.of(words)[:1]
        return bool(first and first[0]) and _VERBS.issuperset(first[0])

    def codes(self, *names: str) -> frozenset[str]:
        """The letters of these classes."""
        return frozenset(_CODES[name] for name in names)

    def tell_only(self, text: str, name: str) -> bool:
        """Whether the last word of a text is of this class, and all others of it or only describe: "foggy morning"."""
        words = _WORD.findall(text.casefold())
        found = [one.rstrip(INNER) for one in self.of(words)]
        ways = self.codes(name, *_DESCRIBE)
        return bool(found) and _CODES[name] in found[-1] and all(not ways.isdisjoint(one) for one in found)

    def in_text(self, text: str, name: str) -> bool:
        """Whether a text has a word that can be nothing but of this class."""
        found = (one.rstrip(INNER) for one in self.of(_WORD.findall(text.casefold())))
        return any(one == _CODES[name] for one in found)

    def _whole(self, words: Sequence[str], *, is_latin: bool) -> str | None:
        """The classes of some words as one entry."""
        if not is_latin:
            return self._of("".join(words))
        text = " ".join(words)
        return self._of(text) or next(filter(None, self._stemmed(text)), None)

    def _stemmed(self, text: str) -> Iterator[str]:
        """The classes of what an English word may be a form of."""
        for ending, instead, is_deed in (
            ("ies", "y", False), ("es", "", False), ("s", "", False), ("'s", "", False), ("ing", "", True),
            ("ing", "e", True), ("ied", "y", True), ("ed", "", True), ("ed", "e", True),
        ):  # fmt: skip
            if not text.endswith(ending) or len(text) < len(ending) + _SHORTEST:
                continue
            stem = text[: -len(ending)] + instead
            found = self._of(stem) or self._of(_DOUBLED.sub(r"\1", stem)) or ""
            yield "".join(one for one in found if one in _VERBS) if is_deed else found


def read_classes(faults: list[str]) -> Classes:
    """The words of classes.toml; faults are added to the list."""
    return classes_in(load(FILE, faults), faults)


def classes_in(raw: Mapping[str, Any], faults: list[str]) -> Classes:
    """The classes of the words in these tables, by language and class; faults are added to the list."""
    found: dict[str, str] = {}
    for language in _LANGUAGES:
        table: Mapping[str, Any] = raw.get(language, {})
        known = {*_CODES, APART} if language == "zh" else _CODES
        faults += [f"{FILE} [{language}] {name}: is no class" for name in table if name not in known]
        for name in CLASSES:
            words = _SEPARATOR.split(str(table.get(name, "")).strip().casefold())
            if not words[0]:
                faults.append(f"{FILE} [{language}] {name}: is missing")
            for word in words:
                found[word] = found.get(word, "") + _CODES[name]
    apart = _SEPARATOR.split(str(raw.get("zh", {}).get(APART, "")).strip())
    return Classes({**dict.fromkeys(filter(None, apart), ""), **found})


def _checksum(word: str) -> int:
    return crc32(word.encode())
