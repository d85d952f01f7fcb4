"""Rules of the house that no linter knows: where text may live, and which words a person never reads."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import write_example
from core.tables import Tables
from tests.house import NEVER_SAID

ROOT = Path(__file__).parents[1]
SOURCES = sorted(path for folder in ("bot", "adapters", "core") for path in (ROOT / folder).rglob("*.py"))
_CHINESE = re.compile(r"[\u3400-\u9fff]")
# All that code may hold of letters that are not Latin: the two ends of a range of them.
_RANGES = ("\u3400-\u9fff", "\u3000-\u9fff", "\uf900-\ufaff", "\u3040-\u30ff", "\U00010000-")
# Three words in a row, or what begins like a sentence. Keys, patterns and signs of the parser are none of these.
_ENGLISH = re.compile(r"[A-Za-z]{2,}[,;:]?(?: [a-z']+[,;:]?){2,}|^[A-Z][a-z']+,? [a-z']|^[A-Z][a-z]+[.!?]$")
# Who reads what these say is an operator at a terminal, or at the start.
_FOR_OPERATORS = (
    "bot/__main__.py", "bot/doctor.py", "bot/feishu_setup.py", "bot/metrics.py", "bot/parse_command.py", "bot/settings.py",
    "core/tables/",
)  # fmt: skip
_FOR_THE_LOG = {
    "renewing the lists",
    "looking for open jobs",
}  # names of tasks, besides what a logger is given
_NUMBERS = re.compile(r"\\u([0-9a-fA-F]{4})")
_LAST_LATIN = 0x24F
_LOGGERS = {"_log", "log"}

_ALLOWED = {"failure.unauthorized", "failure.unauthorized_step"}  # the specification's own words


def test_no_sentence_for_people_is_written_in_code() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {line}"
        for path in SOURCES
        for line in path.read_text(encoding="utf-8").splitlines()
        if _CHINESE.search(line)
    ]
    assert not found


def test_no_word_of_another_script_is_hidden_in_code_behind_its_numbers() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {text}"
        for path in SOURCES
        for text in _texts(ast.parse(path.read_text(encoding="utf-8")))
        if _hides_a_word(text)
    ]
    assert not found


@pytest.mark.parametrize(
    ("code", "hides"),
    [
        (r'words = "\u518d|again"', True),
        (r'f"(?:{names})(?:\u662f)?"', True),
        (r'unit = r"(?:fps|\u5e27)"', True),
        (r'letters = "[\u4e00-\u9fa5]"', True),
        (r'letters = "[\u3400-\u9fff]"', False),
        (r'stops = "\u3002\uff0c\u300a"', False),
    ],
)
def test_a_hidden_word_is_told_from_a_range_and_from_marks(code: str, hides: bool) -> None:
    assert any(map(_hides_a_word, _texts(ast.parse(code)))) is hides


@pytest.mark.parametrize(
    "path",
    [path for path in SOURCES if not str(path.relative_to(ROOT)).startswith(("adapters/", *_FOR_OPERATORS))],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_no_english_sentence_for_people_is_written_in_code(path: Path) -> None:
    texts = _texts(ast.parse(path.read_text(encoding="utf-8")), of_programs=False)
    assert not [text for text in texts if _ENGLISH.search(text) and text not in _FOR_THE_LOG]


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ('post("Sorry, please try again.")', 1),
        ('post("your clip is ready")', 1),
        ('post(f"It costs {points} points.")', 1),
        ('post("Done.")', 1),
        ('post(words("trouble.busy"), key="start")', 0),
        ('_log.warning("job %s: the list could not be read", job)', 0),
        ('raise LookupError("no such job was opened")', 0),
        ('"""A sentence that explains a module."""', 0),
    ],
)
def test_a_sentence_for_people_is_told_from_one_for_programmers(code: str, count: int) -> None:
    texts = _texts(ast.parse(code), of_programs=False)
    assert len([text for text in texts if _ENGLISH.search(text)]) == count


def _texts(tree: ast.Module, *, of_programs: bool = True) -> Iterator[str]:
    """All texts of a module as they are when it runs, without explanations.

    Unless `of_programs`, also without what a logger is given and what an exception says.
    """
    left_out: set[ast.AST] = set()
    for node in ast.walk(tree):
        is_explanation = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        is_logged = (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id in _LOGGERS
        )
        if is_explanation or (not of_programs and (is_logged or isinstance(node, ast.Raise))):
            left_out.update(ast.walk(node))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in left_out:
            yield node.value


def _hides_a_word(text: str) -> bool:
    """Whether a text has letters that are not Latin, besides the ranges of them that are allowed."""
    text = _NUMBERS.sub(lambda number: chr(int(number[1], 16)), text)  # a pattern reads them itself
    for allowed in _RANGES:
        text = text.replace(allowed, "")
    return any(one.isalpha() and ord(one) > _LAST_LATIN for one in text)


def test_a_module_stays_readable_in_one_sitting() -> None:
    lines = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES
    }
    assert not {path: count for path, count in lines.items() if count > 300}


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
