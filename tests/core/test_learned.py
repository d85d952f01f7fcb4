"""What was learned: the files belong to the lessons, a broken file is said at start, and learning learns."""

from importlib.resources import files

import pytest

from core.tables.learned import HEADS, MOST, read_head
from tests.core.labelled import digest
from tests.core.learn import FEWEST, hardly_taught, learn


@pytest.mark.parametrize("head", HEADS)
def test_the_weights_were_learned_from_the_lessons_as_they_are(head: str) -> None:
    """After a change of the lessons, the cases or the open corpus: `make learn`."""
    first = files("core.data").joinpath(f"learned/{head}.txt").read_text(encoding="utf-8").split("\n", 1)[0]
    assert f"state {digest()};" in first


def test_an_answer_with_hardly_any_lessons_is_not_learned() -> None:
    enough = [(["red"], "warm")] * FEWEST
    assert hardly_taught(enough) == ["warm"]
    assert hardly_taught([*enough, (["blue"], "cold")]) == ["cold"]
    assert hardly_taught([*enough, *[(["blue"], "cold")] * FEWEST]) == []


def test_learning_tells_two_classes_apart_and_gives_the_same_weights_again() -> None:
    lessons = [(["red", "shared"], "warm"), (["blue", "shared"], "cold")] * 4
    answers, rows = learn(lessons)
    cold, warm = answers.index("cold"), answers.index("warm")
    assert rows["red"][warm] > rows["red"][cold]
    assert rows["blue"][cold] > rows["blue"][warm]
    assert max(abs(one) for row in rows.values() for one in row) <= MOST
    assert learn(lessons) == (answers, rows)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "holds no weights"),
        ("# note\nyes no\nword\t1", "line 3: 2 whole numbers"),
        ("# note\nyes no\nword\t1 two", "line 3: 2 whole numbers"),
        ("# note\nyes no\nword\t1 999", "line 3: 2 whole numbers"),
    ],
)
def test_a_broken_file_is_told_with_its_line(text: str, fault: str) -> None:
    faults: list[str] = []
    read_head("act", text.splitlines(keepends=True), faults)
    assert len(faults) == 1
    assert fault in faults[0]
    assert "learned/act.txt" in faults[0]
