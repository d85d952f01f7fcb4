"""Reads revisions.toml: how a change of content is worked into the description so far."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.model import Language


@dataclass(frozen=True, slots=True)
class Revisions:
    """Patterns with the groups old and new; words to drop at either end; what joins old and new words."""

    patterns: tuple[re.Pattern[str], ...]
    lead: tuple[str, ...]
    tail: tuple[str, ...]
    separator: Mapping[Language, str]


def read_revisions(raw: Mapping[str, Any], faults: list[str]) -> Revisions:
    """The revisions; every pattern is compiled and must name its groups."""
    patterns: list[re.Pattern[str]] = []
    for number, text in enumerate(raw.get("patterns", []), start=1):
        try:
            pattern = re.compile(text, re.IGNORECASE)
        except re.error as fault:
            faults.append(f"revisions.toml pattern {number}: {fault}")
            continue
        if set(pattern.groupindex) != {"old", "new"}:
            faults.append(f"revisions.toml pattern {number}: needs the groups old and new")
        patterns.append(pattern)
    separator = raw.get("separator", {})
    if set(separator) != {"zh", "en"}:
        faults.append("revisions.toml: separator needs zh and en")
    return Revisions(tuple(patterns), tuple(raw.get("lead", ())), tuple(raw.get("tail", ())), separator)
