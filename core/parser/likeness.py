"""Tells by what the clip at hand shows whether a request changes it, or shows something else.

The words alone cannot tell: "the dog wears a hat" changes a clip of a dog, and is another idea beside one of a ship.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from math import log

from core.parser.learned import Features, words_in
from core.text import IS_CJK

_ENDING = re.compile(r"(?:ing|ies|es|ed|s)$")
_SHORTEST = 3  # letters of a word that can be shared
_MOST_SHARED = 3
_PARTS = 4
_FEW = 4  # words that tell of a scene
_SIZES, _SIZE, _LATIN_SIZE = 6, 5, 15  # lengths are told apart in steps of so many characters
_STEP, _STEPS = 1.5, 4  # of the odds that the words alone give


class Likeness:
    """Holds a request against the description of the clip at hand.

    `empty` are words that tell nothing of a scene; `sets` stand in front of what is known already ("the", "his"); `who`
    speaks of somebody in the clip ("her"); `one` begins with somebody new ("a", "two"); `how` begins no scene of its own
    ("with", "from").
    """

    def __init__(
        self,
        *,
        empty: Sequence[str],
        sets: Sequence[str],
        who: Sequence[str],
        one: Sequence[str],
        how: Sequence[str],
    ) -> None:
        self._empty = frozenset((*empty, *sets, *who, *one, *how))
        self._sets = frozenset(sets)
        self._who = frozenset(who)
        self._opening = {"the": frozenset(sets), "one": frozenset(one), "how": frozenset(how)}

    def features(self, content: str, shown: str, likely: tuple[float, float], *signs: str) -> Features | None:
        """What tells whether a folded content changes a folded description.

        None where their languages differ, or the content tells nothing that is not shown. `likely` is how likely it
        changes something by the words of the message and by those of the content, 0 to 1; `signs` are what the phrases
        say.
        """
        is_latin = IS_CJK.search(content) is None
        if is_latin is not (IS_CJK.search(shown) is None):
            return None
        words = words_in(content)
        found, there = self._things(words), self._things(words_in(shown))
        shared = found.keys() & there.keys()
        if len(shared) == len(found) > 0:
            return None
        first = words[0] if words else ""
        told = [
            f"shared:{min(len(shared), _MOST_SHARED)}",
            f"part:{round(_PARTS * len(shared) / max(1, len(found)))}",
            f"length:{min(_SIZES, len(content) // (_LATIN_SIZE if is_latin else _SIZE))}",
            f"words:{_odds(likely[0])}",
            f"content:{_odds(likely[1])}",
        ]
        told += ["the"] * any(found[one] in self._sets for one in shared)
        opens = next(iter(found), "")
        before = next((name for name, known in self._opening.items() if first in known), "")
        size = "long" if len(found) > _FEW else "short"
        told.append(f"opens:{before}:{opens in shared}:{size}")
        told += ["who"] * (not self._who.isdisjoint(words))
        return Features([], signs=[*told, *signs])

    def _things(self, words: Sequence[str]) -> dict[str, str]:
        """The words that tell of a scene, without endings, and what stands in front of each; of Chinese the pairs."""
        found: dict[str, str] = {}
        for before, one in pairwise(("", *words)):
            if one.isascii():
                if len(one) >= _SHORTEST and one not in self._empty:
                    found[_ENDING.sub("", one) or one] = before
            elif self._tells(before) and self._tells(one):
                found[before + one] = ""
        return found

    def _tells(self, character: str) -> bool:
        """Whether this is a Chinese character that tells something of a scene."""
        return character not in self._empty and IS_CJK.fullmatch(character) is not None


def _odds(likely: float) -> int:
    """The odds in steps, from hardly to almost surely."""
    likely = min(max(likely, 0.001), 0.999)
    return max(-_STEPS, min(_STEPS, round(log(likely / (1 - likely)) / _STEP)))
