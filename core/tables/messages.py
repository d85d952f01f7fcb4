"""Reads the message catalogues: every sentence a person can see, in two languages that say the same."""

import re
from collections.abc import Mapping
from typing import Any

from core.model import Failure, Language

Catalogue = Mapping[str, str]  # "start.text" → template

_BLANK = re.compile(r"\{(\w*)\}")


def read_catalogues(
    raw: Mapping[Language, Mapping[str, Any]], faults: list[str]
) -> Mapping[Language, Catalogue]:
    """Flat catalogues by language; checks that keys and blanks agree and that every Failure has its sentence."""
    flat = {language: _flatten(sections, language, faults) for language, sections in raw.items()}
    zh, en = flat["zh"], flat["en"]
    faults.extend(f"messages.en.toml: {key} is missing" for key in sorted(zh.keys() - en.keys()))
    faults.extend(f"messages.zh.toml: {key} is missing" for key in sorted(en.keys() - zh.keys()))
    faults.extend(
        f"messages: {key} has other blanks in zh than in en"
        for key in sorted(zh.keys() & en.keys())
        if set(_BLANK.findall(zh[key])) != set(_BLANK.findall(en[key]))
    )
    faults.extend(
        f"messages.zh.toml: failure.{one} is missing" for one in Failure if f"failure.{one}" not in zh
    )
    return flat


def _flatten(sections: Mapping[str, Any], language: str, faults: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for section, entries in sections.items():
        if not isinstance(entries, dict):
            faults.append(f"messages.{language}.toml: {section} is no section")
            continue
        for key, text in entries.items():
            if not isinstance(text, str) or not text.strip():
                faults.append(f"messages.{language}.toml: {section}.{key} is no text")
                continue
            found[f"{section}.{key}"] = text
    return found
