"""How people part the things that they list: said.toml [listed]."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.punctuation import comma
from core.tables.patterns import MARKS, compiled

_MARKS = f"{MARKS}、"
_PIECES = re.compile(r"\s*[,，、;；]\s*")
_PATTERNS = ("counts", "shared", "all", "begins", "placed", "pronoun", "numbered", "ordinal", "counters")
_OTHERS = (
    *("parts", "thirds", "each_zh", "each_en", "in_full_zh", "in_full_en", "pictured_zh", "pictured_en"),
    *("at_zh", "at_en", "times"),
)


@dataclass(frozen=True, slots=True)
class Listed:
    """Patterns that part a list, the surest first, and what only counts in front of a part ("one of").

    `shared` begins what is told of all parts behind the last of them, `all` are the words that only say so. `begins` is where
    the words about one of them begin.
    """

    parts: Sequence[re.Pattern[str]]
    counts: re.Pattern[str]
    shared: re.Pattern[str]
    all: re.Pattern[str]
    each: Mapping[bool, str]  # asks for one clip of each of the parts `list`, by whether it is English
    in_full: Mapping[bool, str]  # asks for `count` clips that show a `list`, by whether it is English
    begins: re.Pattern[str]
    pictured: Mapping[bool, str]  # takes `who` in a picture as a reference, by whether it is English
    placed: re.Pattern[str]
    pronoun: re.Pattern[str]
    numbered: re.Pattern[str]
    ordinal: re.Pattern[str]  # "the first": the groups mark, and nth, word, part or digit
    thirds: Mapping[str, int]  # the number of a part
    counters: re.Pattern[str]
    at: Mapping[bool, str]  # where somebody is, at the `place`, by whether it is English
    times: Sequence[
        tuple[re.Pattern[str], str]
    ]  # a time that stands alone, and how `who` is told at that `time`

    def parted(self, text: str, count: int, told: str) -> list[str]:
        """The parts of a list, each with what is told of all of them, if there are so many; else none.

        What the description `told` does not have is none of them: it was a value.
        """
        listed, *behind = self.shared.split(text, maxsplit=1)
        for one in self.parts:
            pieces = [piece.strip(_MARKS) for piece in one.split(listed)]
            pieces = [piece for piece in pieces if piece and self._plain(piece) in told]
            counted = sum(self.counts.match(piece) is not None for piece in pieces[:count])
            if len(pieces) == count or (len(pieces) > count == counted):
                shared = [
                    self.all.sub("", piece).strip(_MARKS) for piece in (*pieces[count:], *_pieces(behind))
                ]
                shared = [piece for piece in shared if piece and piece in told]
                return [comma(text).join((self._plain(piece), *shared)) for piece in pieces[:count]]
        return []

    def with_all(self, scenes: Sequence[str]) -> list[str]:
        """The scenes, each with what is told of all of them behind the last one."""
        if not scenes:
            return []
        last, *behind = self.shared.split(scenes[-1])
        if not behind:
            return [*scenes]
        told = [one for words in behind if (one := self.all.sub("", words).strip(_MARKS))]
        return [comma(one).join((one.strip(_MARKS), *told)) for one in (*scenes[:-1], last)]

    def without_number(self, scene: str) -> str:
        """What one of them shows, without the words that only count it."""
        return self.numbered.sub("", scene)

    def at_place(self, place: str) -> str:
        """A place as the words for where something is: "a forest" is "in a forest"."""
        if self.placed.match(place) is not None:
            return place
        return self.at[place.isascii()].format(place=place)

    def at_time(self, who: str, scene: str) -> str:
        """Somebody or something at the time that is all of a scene: "in spring"; empty where it tells more."""
        told = (told for pattern, told in self.times if pattern.fullmatch(scene.casefold()) is not None)
        return next(told, "").format(who=who, time=scene)

    def uncounted(self, who: str) -> str:
        """Somebody without the words that count, as a description may name them."""
        return who.rsplit(maxsplit=1)[-1] if who.isascii() else self.counters.sub("", who)

    def is_pronoun(self, who: str) -> bool:
        """Whether these words only point at somebody, like "it"."""
        return self.pronoun.fullmatch(who) is not None

    def with_article(self, who: str) -> str:
        """Somebody with the article for one of a kind, unless they are several."""
        return who if who.endswith("s") else f"{'an' if who[:1] in 'aeiou' else 'a'} {who}"

    def once_each(self, listed: str) -> str:
        """A wish for one clip of each part of a list."""
        return self.each[listed.isascii()].format(list=listed)

    def told_in_full(self, scenes: Sequence[str], *, is_english: bool) -> str:
        """A wish for as many clips, with what each of them shows."""
        told = ("; " if is_english else "；").join(scenes)
        return self.in_full[is_english].format(count=len(scenes), list=told)

    def _plain(self, piece: str) -> str:
        return self.counts.sub("", piece).strip(_MARKS)


def _pieces(behind: Sequence[str]) -> list[str]:
    return [piece for text in behind for piece in _PIECES.split(text)]


def read_listed(raw: Mapping[str, Any], where: str, faults: list[str]) -> Listed:
    """The section; a missing one is a fault."""
    faults += [f"{where} {name}: is missing" for name in (*_PATTERNS, *_OTHERS) if not raw.get(name)]
    return Listed(
        parts=tuple(compiled(str(one), f"{where} parts", faults) for one in raw.get("parts", ())),
        at={False: str(raw.get("at_zh", "")), True: str(raw.get("at_en", ""))},
        times=tuple(
            (compiled(str(one), f"{where} times", faults), str(told)) for one, told in raw.get("times", ())
        ),
        thirds={str(word): int(number) for word, number in raw.get("thirds", {}).items()},
        pictured={False: str(raw.get("pictured_zh", "")), True: str(raw.get("pictured_en", ""))},
        in_full={False: str(raw.get("in_full_zh", "")), True: str(raw.get("in_full_en", ""))},
        each={False: str(raw.get("each_zh", "")), True: str(raw.get("each_en", ""))},
        **{name: compiled(str(raw.get(name, "(?!)")), f"{where} {name}", faults) for name in _PATTERNS},
    )
