"""How people ask for several clips beside a clip: several.toml."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.errors import TableError
from core.punctuation import comma
from core.tables.named_words import NamedWords
from core.tables.patterns import (
    MARKS,
    NEVER,
    as_typed,
    compiled,
    in_small_letters,
    is_stammered,
    plainly,
)

_LONGEST = 240  # characters; a longer message describes something
_MANY = (
    "shapes",
    "styles",
    "of_one",
    "asks",
    "each",
    "counts",
    "counts_surely",
    "listed",
    "unlike",
    "shared",
    "aside",
)
_ONE = (
    *("ends", "clearly", "kinds", "both", "between", "parts_zh", "parts_en", "begins_part"),
    *("asked_in_front", "behind", "style_of", "prep", "tells_version", "shape"),
)


@dataclass(slots=True)
class SeveralAsked:
    """What a message says of several clips."""

    count: int = 0  # 0 where no number is told
    asks: bool = False  # some clause asks for several, or lists them as clips
    sure: bool = False  # of versions of the clip at hand, and nothing else
    unlike: bool = False  # they are to differ in something, and nobody says how
    shared: list[str] = field(default_factory=list)  # said of all of them
    parts: list[str] = field(default_factory=list)  # what each is to be
    kind: str = ""  # what these are: colours, flavours
    prep: str = ""  # of the last one that has one: "in red, blue and green"
    counted: int = 0  # how many of them say that they are a clip
    surely: int = 0  # how many of these with a word for a clip


@dataclass(frozen=True, slots=True)
class Several:
    """The patterns of several.toml; they are compiled when the first message is compared with them."""

    texts: Mapping[str, Sequence[str]]
    words: NamedWords
    groups: Mapping[str, Sequence[str]]
    numbers: Mapping[str, int]
    told: Mapping[str, str]
    _compiled: dict[str, tuple[re.Pattern[str], ...]] = field(default_factory=dict)

    def one(self, name: str) -> re.Pattern[str]:
        """The only pattern of this name."""
        return self._patterns(name)[0]

    def check(self, faults: list[str]) -> None:
        """Compile all patterns; faults are added to the list."""
        for name, texts in self.texts.items():
            self._compile(name, texts, faults)

    def _patterns(self, name: str) -> tuple[re.Pattern[str], ...]:
        faults: list[str] = []
        found = self._compiled.get(name) or self._compile(name, self.texts[name], faults)
        if faults:
            raise TableError(faults)
        return found

    def _compile(self, name: str, texts: Sequence[str], faults: list[str]) -> tuple[re.Pattern[str], ...]:
        where = f"several.toml {name}"
        written = map(self.words.put_in, texts)
        self._compiled[name] = tuple(compiled(one, where, faults) for one in written)
        return self._compiled[name]

    def read(self, text: str, *, is_offered: bool = False) -> SeveralAsked | None:
        """What a message asks for; None where it is no wish for several clips.

        Where several are on offer (`is_offered`), parts need no word for a clip.
        """
        if len(text) > _LONGEST:
            return None
        asked = SeveralAsked()
        clauses = [one.strip(f"{MARKS}、") for one in self.one("between").split(text)]
        for clause in clauses:
            plain = self.one("ends").sub("", clause)
            if plain:
                self._take(asked, plain)
        told = [self._told(one, asked.kind) for one in asked.parts]
        asked.parts = list(dict.fromkeys(one for one in told if one))
        if not asked.parts and asked.kind:
            asked.parts = list(self.groups.get(asked.kind, ()))
        if asked.counted == len(asked.parts) > 1 and (asked.surely or is_offered):
            asked.asks = True
            asked.sure = asked.sure or (text.isascii() and asked.surely == len(asked.parts))
        if not asked.asks or (not asked.sure and not all(map(self._tells_version, asked.parts))):
            return None
        return asked

    def both_shapes(self, text: str) -> tuple[list[str], str]:
        """The shapes that a message wants one clip each of, and what else it says; none where it names no two."""
        found = self._find("shapes", text.strip(MARKS)) if len(text) <= _LONGEST else None
        if found is None:
            return [], text
        listed = [one[0].strip() for one in self.one("shape").finditer(found["list"])]
        listed = [self.told.get(one, one) for one in listed]
        rest = [found[one].strip(f"{MARKS}、 ") for one in ("before", "rest") if one in found]
        return listed, comma(text).join(one for one in rest if one)

    def in_styles(self, text: str) -> tuple[list[str], str]:
        """The styles that a message wants a new clip in each of, and what the clips show; none where it lists no two."""
        found = self._find("styles", text.strip(MARKS)) if len(text) <= _LONGEST else None
        rest = (
            "".join(found.get(name, "") for name in ("before", "rest")).strip() if found is not None else ""
        )
        if found is None or not rest:
            return [], text
        by = self.one("parts_en" if found["list"].isascii() else "parts_zh")
        pieces = (piece for one in self.one("between").split(found["list"]) for piece in by.split(one))
        named = (one.strip(f"{MARKS}、 ") for one in pieces)
        listed = [
            self._told(f"as {one}" if one.isascii() and rest.isascii() else one, found["kind"])
            for one in named
            if one
        ]
        return (listed, rest) if len(listed) > 1 else ([], text)

    def of_one(self, text: str) -> tuple[str, list[str]]:
        """Of whom or what a message wants so many new clips as it lists, and what each shows; nothing where it lists none."""
        found = self._find("of_one", text.strip(MARKS)) if len(text) <= _LONGEST else None
        listed = self._parted(found["list"]) if found is not None else []
        is_counted = found is not None and self._number(found["count"]) == len(listed)
        return (found["item"].strip(), listed) if found is not None and is_counted else ("", [])

    def _parted(self, listed: str) -> list[str]:
        by = self.one("parts_en" if listed.isascii() else "parts_zh")
        pieces = (piece for one in self.one("between").split(listed) for piece in by.split(one))
        return [one for piece in pieces if (one := piece.strip(f"{MARKS}、 "))]

    def _take(self, asked: SeveralAsked, clause: str) -> None:
        """Add what one clause says."""
        if (found := self._find("asks", clause)) is not None and self._is_clear(clause):
            if not asked.asks:
                asked.count = self._number(found.get("count", ""))
                asked.sure = asked.sure or "sure" in found or "this" in found
            asked.asks = True
            asked.kind = found.get("kind", asked.kind)
            asked.unlike = asked.unlike or "unlike" in found or "different" in found
            if "rest" in found:
                self._list(asked, found["rest"])
        elif (found := self._find("unlike", clause)) is not None:
            asked.unlike = asked.unlike or "unlike" in found
        elif self.one("both").match(_small(clause)):
            asked.asks = asked.sure = len(asked.parts) > 1 or asked.asks
        elif self._find("aside", clause) is not None or self.one("kinds").match(_small(clause)):
            return
        elif (found := self._find("each", clause)) is not None:
            asked.kind = found.get("kind", "")
            asked.asks = asked.sure = True
            self._list(asked, found.get("list", ""))
        elif asked.asks and (found := self._find("shared", clause)) is not None:
            asked.shared.append(found["rest"].strip(MARKS))
        else:
            self._list(asked, clause)

    def _list(self, asked: SeveralAsked, clause: str) -> None:
        """Add the parts that a clause lists."""
        for group, parts in self.groups.items():
            if _small(clause).removeprefix("all ").removeprefix("the ") == group:
                asked.parts += parts
                return
        if (found := self._find("listed", clause)) is not None:
            asked.kind = found.get("kind", asked.kind)
            clause, asked.sure = found["item"], True
        pieces = self.one("begins_part").split(clause)
        if len(pieces) == 1 and self._counted(clause) is None:
            by = self.one("parts_en" if clause.isascii() else "parts_zh")
            pieces = by.split(clause)
        for piece in pieces:
            if len(pieces) > 1 and self._find("aside", piece) is not None:
                continue
            counted = self._counted(piece.strip(f"{MARKS}、"))
            word, is_sure = counted or (piece, False)
            asked.counted += counted is not None
            asked.surely += is_sure
            word = self.one("asked_in_front").sub("", word.strip(f"{MARKS}、"), count=1)
            prep = self.one("prep").match(_small(word))
            if counted is None and prep is None and asked.prep and word.isascii():
                word = f"{asked.prep} {word}"
            asked.prep = prep[0] if prep is not None else asked.prep
            asked.parts.append(word)

    def _counted(self, piece: str) -> tuple[str, bool] | None:
        """What a part is to be that says that it is a clip, and whether it can be nothing else."""
        for name in ("counts_surely", "counts"):
            found = self._find(name, piece)
            if found is not None:
                return found["item"], name == "counts_surely"
        return None

    def _told(self, part: str, kind: str) -> str:
        """A part as it is told in a description."""
        part = part.strip(f"{MARKS}、")
        found = self.one("style_of").match(part)
        if found is not None:
            return f"{found['item']} style"
        end = self.told.get(kind, "")
        part = self.one("behind").sub("", part)
        return part if not part or part.isascii() or part.endswith(end[-1:] or " ") else f"{part}{end}"

    def tells_where_or_how(self, asked: SeveralAsked) -> bool:
        """Whether each part only tells where, when or how the clip at hand is to be."""
        return bool(asked.parts) and all(self.one("prep").match(_small(one)) for one in asked.parts)

    def _tells_version(self, part: str) -> bool:
        return self.one("tells_version").search(_small(part)) is not None

    def _is_clear(self, clause: str) -> bool:
        return clause.isascii() or self.one("clearly").search(_small(clause)) is not None

    def _number(self, word: str) -> int:
        word = _small(word)
        return int(word) if word.isdecimal() else self.numbers.get(word, 0)

    def _find(self, name: str, clause: str) -> Mapping[str, str] | None:
        """The parts of a clause that the first fitting pattern of this name finds."""
        small = _small(clause)
        if is_stammered(small):
            return None
        found = next((match for one in self._patterns(name) if (match := one.match(small))), None)
        return as_typed(found, clause) if found is not None else None


def _small(text: str) -> str:
    return in_small_letters(plainly(text))


def read_several(raw: Mapping[str, Any], faults: list[str]) -> Several:
    """The table; a missing row is a fault."""
    listed = raw.get("several", {})
    faults += [f"several.toml {name}: is missing" for name in (*_MANY, *_ONE) if not listed.get(name)]
    faults += [f"several.toml {name}: means nothing" for name in listed if name not in (*_MANY, *_ONE)]
    texts = {name: tuple(map(str, listed.get(name, ()))) for name in _MANY}
    return Several(
        texts=texts | {name: (str(listed.get(name, NEVER.pattern)),) for name in _ONE},
        words=NamedWords(raw.get("words", {})),
        groups={str(name): tuple(parts) for name, parts in raw.get("groups", {}).items()},
        numbers={str(name): int(number) for name, number in raw.get("numbers", {}).items()},
        told={str(name): str(end) for name, end in raw.get("told", {}).items()},
    )
