"""Reads the rows of revisions.toml by which one style of a picture gives way to another."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.tables.patterns import NEVER, compiled

_FILE = "revisions.toml [styles]"
_GROUPS = {"name", "kind"}


@dataclass(frozen=True, slots=True)
class Styles:
    """Names of styles, `name`, with the word for a style behind them, `kind`."""

    told: tuple[re.Pattern[str], ...]  # anywhere in a description
    said: tuple[re.Pattern[str], ...]  # a change that names a style and nothing else
    lead: re.Pattern[str]  # in front of a style that goes


def read_styles(raw: Mapping[str, Any], faults: list[str]) -> Styles:
    """The rows, with the lists of names put in; every pattern is compiled."""

    def rows(name: str) -> tuple[re.Pattern[str], ...]:
        found = []
        for text in raw.get(name, ()):
            for language in ("names_zh", "names_en"):
                text = text.replace(language.upper(), f"(?:{raw.get(language, '')})")  # noqa: PLW2901
            found.append(compiled(text, _FILE, faults))
        if not found or any(one is not NEVER and set(one.groupindex) != _GROUPS for one in found):
            faults.append(f"{_FILE} {name}: is empty, or has other groups than name and kind")
        return tuple(found)

    return Styles(rows("told"), rows("said"), compiled(str(raw.get("lead", "$")), f"{_FILE} lead", faults))
