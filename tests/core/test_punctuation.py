"""Marks of both scripts: where a clause ends, and what words are joined with."""

import pytest

from core.punctuation import clauses, colon, comma


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("too dear, make it 5 s", ["too dear", "make it 5 s"]),
        ("太贵了！！ 5秒就行。", ["太贵了", "5秒就行"]),
        ("use wan 2.6. no text", ["use wan 2.6", "no text"]),
        ("a cat\nno text", ["a cat", "no text"]),
        ("a cat", ["a cat"]),
        ("", []),
    ],
)
def test_a_text_is_parted_into_clauses(text: str, found: list[str]) -> None:
    assert [clause for clause, _ in clauses(text)] == found


@pytest.mark.parametrize(
    "text", ["…真的？ 好吧, 来一个。\n竖屏", "  a cat , no text . ", "3.5.", "，", "a.b"]
)
def test_clauses_and_their_marks_are_the_text_again(text: str) -> None:
    assert "".join(clause + mark for clause, mark in clauses(text)) == text


def test_texts_are_joined_with_the_marks_of_their_script() -> None:
    assert (comma("a cat", "a dog"), colon("a cat")) == (", ", ": ")
    assert (comma("a cat", "一只狗"), colon("一只狗")) == ("，", "：")
