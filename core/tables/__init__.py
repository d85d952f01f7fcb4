"""Reads core/data once at start into frozen values; a broken table stops the start with all its faults listed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.errors import TableError
from core.model import Language
from core.tables.advice import Advice, Asked, Recommendation, read_advice
from core.tables.asked import Found, Pointers, read_pointers
from core.tables.learned import Head, no_heads, read_heads
from core.tables.letters import load, without_consequences
from core.tables.messages import Catalogue, read_catalogues
from core.tables.models import ModelRow, read_models
from core.tables.paraphrases import Paraphrase, read_paraphrases
from core.tables.parted import Parted, read_parted
from core.tables.pointing import Pointing
from core.tables.revisions import Revisions, read_revisions
from core.tables.said import Sayings, Story, read_sayings
from core.tables.saying import Said
from core.tables.several import Several, read_several
from core.tables.talk import TalkWords, read_talk
from core.tables.wished import Wished, Wordings, hints, read_wished
from core.tables.words import Words, read_words

__all__ = [
    "Advice",
    "Asked",
    "Catalogue",
    "Found",
    "ModelRow",
    "Paraphrase",
    "Parted",
    "Pointers",
    "Pointing",
    "Recommendation",
    "Revisions",
    "Said",
    "Sayings",
    "Several",
    "Story",
    "Tables",
    "TalkWords",
    "Wished",
    "Wordings",
    "Words",
    "hints",
    "read_messages",
    "read_tables",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """All tables; `unknown` stands for a live model that models.toml does not know."""

    models: Mapping[str, ModelRow]
    unknown: ModelRow
    advice: Advice
    pointers: Pointers
    catalogues: Mapping[Language, Catalogue]
    paraphrases: tuple[Paraphrase, ...]
    parted: Parted
    revisions: Revisions
    sayings: Sayings
    several: Several
    talk: TalkWords
    wished: Wished
    words: Words
    heads: Mapping[str, Head]

    def model(self, key: str) -> ModelRow:
        """The row of a model, or the row for unknown ones."""
        return self.models.get(key, self.unknown)


def read_tables(*, learned: bool = True, checked: bool = True) -> Tables:
    """Read and check everything; raises TableError with every fault of every file.

    Without `learned` the heads know nothing, which learning and tests of the phrases alone need. Without `checked` a
    faulty pattern of asked.toml or said.toml is only found when a message is compared with it.
    """
    faults: list[str] = []
    models, unknown = read_models(load("models.toml", faults), faults)
    advice = read_advice(load("recommendations.toml", faults), models, faults)
    pointers = read_pointers(load("asked.toml", faults), faults)
    catalogues = _catalogues(faults)
    faults.extend(
        f"models.toml [model.{row.key}]: failure.{row.moderation} is no sentence"
        for row in models.values()
        if any(f"failure.{row.moderation}" not in one for one in catalogues.values())
    )
    paraphrases = read_paraphrases(load("paraphrases.toml", faults), faults)
    parted = read_parted(faults, learned=learned)
    revisions = read_revisions(load("revisions.toml", faults), faults)
    sayings = read_sayings(load("said.toml", faults), faults)
    several = read_several(load("several.toml", faults), faults)
    talk = read_talk(load("talk.toml", faults), faults)
    wished = read_wished(load("wished.toml", faults), faults)
    words = read_words(models, faults)
    heads = read_heads(faults) if learned else no_heads()
    checks = (*pointers.patterns.values(), *sayings.patterns.values(), *wished.patterns)
    for patterns in checks if checked else ():
        patterns.check(faults)
    if checked:
        several.check(faults)
    if faults:
        raise TableError(without_consequences(faults))
    return Tables(
        models=models,
        unknown=unknown,
        advice=advice,
        pointers=pointers,
        catalogues=catalogues,
        paraphrases=paraphrases,
        parted=parted,
        revisions=revisions,
        sayings=sayings,
        several=several,
        talk=talk,
        wished=wished,
        words=words,
        heads=heads,
    )


def read_messages() -> Mapping[Language, Catalogue]:
    """The catalogues alone; raises TableError with every fault of theirs."""
    faults: list[str] = []
    catalogues = _catalogues(faults)
    if faults:
        raise TableError(faults)
    return catalogues


def _catalogues(faults: list[str]) -> Mapping[Language, Catalogue]:
    raw: dict[Language, Mapping[str, Any]] = {
        "zh": load("messages.zh.toml", faults),
        "en": load("messages.en.toml", faults),
    }
    return read_catalogues(raw, faults)
