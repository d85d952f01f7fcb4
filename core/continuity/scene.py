"""A description with its parts, as others are put into it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from core.continuity.ends import join
from core.continuity.labels import DEED
from core.continuity.parts import parts_of
from core.model import Language
from core.tables import Revisions
from core.tables.parted import Parted
from core.tagging import Stretch


@dataclass(frozen=True, slots=True)
class Scene:
    """A description, its parts, and the words about parts."""

    text: str
    parts: Sequence[Stretch]
    parted: Parted
    revisions: Revisions

    @property
    def language(self) -> Language:
        """The language of the description, which is that of what is put in."""
        return "en" if self.text.isascii() else "zh"

    def all_of(self, sort: str) -> list[Stretch]:
        """The parts of one sort, in their order."""
        return [one for one in self.parts if one.label == sort]

    def words(self, part: Stretch) -> str:
        """The words of a part."""
        return self.text[part.start : part.end]

    def with_instead(self, part: Stretch, new: str) -> str:
        """The description with other words in the place of a part."""
        return self.text[: part.start] + new + self.text[part.end :]

    def with_added(self, new: str) -> str:
        """The description with words added at its end."""
        return join(self.text, new, self.revisions, self.language)


def scene_of(description: str, parted: Parted, revisions: Revisions) -> Scene:
    """A description with its parts told apart."""
    return Scene(
        description, _with_verbs(description, parts_of(description, parted), revisions), parted, revisions
    )


def _with_verbs(description: str, parts: list[Stretch], revisions: Revisions) -> list[Stretch]:
    """The parts of a Chinese description, where no deed begins behind its verb: "carrying" is not parted in its middle."""
    found = list(parts)
    for at, (before, one) in enumerate(pairwise(parts)):
        aspect = re.match(revisions.seen.not_done_aspect, description[one.start : one.start + 1])
        if one.label == DEED and aspect is not None and before.end == one.start > before.start + 1:
            found[at] = replace(before, end=before.end - 1)
            found[at + 1] = replace(one, start=one.start - 1)
    return found


def has_preposition(scene: Scene, words: str) -> bool:
    """Whether one stands in English words, as in "at night", "late at night"."""
    return not scene.parted.prepositions.isdisjoint(words.casefold().split()[:2])


def first_of(words: str) -> str:
    """The first word, folded."""
    return words.partition(" ")[0].casefold()
