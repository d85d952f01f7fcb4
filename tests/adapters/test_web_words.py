import json
import re
from pathlib import Path

import adapters.web

PAGE = Path(adapters.web.__file__).parent / "page"
WORDS = json.loads((PAGE / "words.json").read_text("utf-8"))


def used() -> set[str]:
    """The keys that the page's files ask for."""
    found: set[str] = set()
    for file in PAGE.iterdir():
        text = file.read_text("utf-8")
        if file.suffix == ".html":
            found |= set(re.findall(r'data-word(?:-\w+)?="(\w+)"', text))
        if file.suffix == ".js":
            for call in re.findall(r"\bword\(([^()]*)", text):
                found |= set(re.findall(r'"(\w+)"', call))
            found |= set(re.findall(r'"(example_\d)"', text))
    return found


def test_both_languages_have_the_same_words_with_the_same_blanks() -> None:
    assert WORDS["zh"].keys() == WORDS["en"].keys()
    for key, chinese in WORDS["zh"].items():
        assert set(re.findall(r"\{\w+\}", chinese)) == set(re.findall(r"\{\w+\}", WORDS["en"][key])), key


def test_every_word_that_the_page_uses_is_there_and_none_is_left_over() -> None:
    assert used() == set(WORDS["en"])


def test_the_page_loads_nothing_from_elsewhere_and_writes_no_markup() -> None:
    for file in PAGE.iterdir():
        text = file.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r'(?:src|href|url\(|import|from)\s*[=(]?\s*["\']?(?:https?:)?//', text), (
            file.name
        )
        if file.suffix == ".js":
            assert not re.search(
                r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", text
            )
        if file.suffix == ".html":
            assert not re.search(r"\son\w+=|<style|\sstyle=|javascript:", text)
            assert not re.search(r"<script(?![^>]*\ssrc=)", text)
