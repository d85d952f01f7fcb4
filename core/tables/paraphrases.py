"""Reads paraphrases.toml: everyday wordings for values, and how the parser knows them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.model import Language
from core.tables.advice import both
from core.tables.named_words import NamedWords
from core.tables.patterns import MARKS, compiled, is_stammered, plainly

_FILE = "paraphrases.toml"
_LONGEST = 60  # characters; a longer clause describes something


@dataclass(frozen=True, slots=True, kw_only=True)
class Paraphrase:
    """Wordings for one value, and how the parser knows it."""

    name: str  # of the parameter
    new: bool  # also in a new request
    heard: bool | None  # only beside others, where the clip at hand has sound, or has none
    frames: bool  # only beside a clip between a first and a last frame
    says: Mapping[Language, str]
    patterns: tuple[re.Pattern[str], ...]

    def read(self, clause: str) -> tuple[str, str] | None:
        """What stands around the value in a clause, and the value as the parser knows it; None if it says more."""
        stripped = clause.strip(MARKS)
        if not 0 < len(stripped) <= _LONGEST or is_stammered(stripped):
            return None
        plain = plainly(stripped)
        found = next((match for one in self.patterns if (match := one.match(plain))), None)
        if found is None:
            return None
        parts = [name for name in ("before", "after") if name in found.re.groupindex]
        others = "".join(stripped[slice(*found.span(name))] for name in parts)
        return others.strip(MARKS), self.says["en" if stripped.isascii() else "zh"]


def read_paraphrases(raw: Mapping[str, Any], faults: list[str]) -> tuple[Paraphrase, ...]:
    """The paraphrases in the order of the file."""
    words = NamedWords(raw.get("words", {}))
    return tuple(_read(one, words, faults) for one in raw.get("paraphrase", ()))


def _read(raw: Mapping[str, Any], words: NamedWords, faults: list[str]) -> Paraphrase:
    name = str(raw.get("name", ""))
    where = f"{_FILE} {name}"
    if not name or not raw.get("patterns"):
        faults.append(f"{where}: needs a name and patterns")
    return Paraphrase(
        name=name,
        new=bool(raw.get("new", False)),
        heard=raw.get("heard"),
        frames=bool(raw.get("frames", False)),
        says=both(raw.get("says"), f"{where} says", faults),
        patterns=tuple(compiled(words.put_in(one), where, faults) for one in raw.get("patterns", ())),
    )
