"""Rules of the house that no linter knows: where text may live, and which words a person never reads."""

import re
from pathlib import Path

import pytest

from bot.settings import write_example
from core.tables import Tables
from tests.house import NEVER_SAID

ROOT = Path(__file__).parents[1]
SOURCES = sorted(path for folder in ("bot", "adapters", "core") for path in (ROOT / folder).rglob("*.py"))
_CHINESE = re.compile(r"[\u3400-\u9fff]")

_ALLOWED = {"failure.unauthorized", "failure.unauthorized_step"}  # the specification's own words


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_sentence_for_people_is_written_in_code(path: Path) -> None:
    found = [line for line in path.read_text(encoding="utf-8").splitlines() if _CHINESE.search(line)]
    assert not found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_stays_readable_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_message_says_a_technical_word(tables: Tables, language: str) -> None:
    said = {
        key: text
        for key, text in tables.catalogues[language].items()  # type: ignore[index]
        if key not in _ALLOWED and NEVER_SAID.search(re.sub(r"https?://\S+|\{\w+\}", "", text))
    }
    assert not said


def test_chinese_sentences_are_chinese_and_english_ones_are_not(tables: Tables) -> None:
    assert not {key: text for key, text in tables.catalogues["en"].items() if _CHINESE.search(text)}


def test_the_example_settings_are_those_of_the_code() -> None:
    assert (ROOT / ".env.example").read_text(encoding="utf-8") == write_example()


def test_no_lock_file_names_where_packages_come_from() -> None:
    for path in ROOT.glob("requirements*.lock"):
        assert not re.search(r"https?://|--index|--extra|--find-links", path.read_text(encoding="utf-8"))
