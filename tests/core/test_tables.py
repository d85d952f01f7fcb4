"""The tables: complete as the specification's, and a broken one stops the start with every fault named."""

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from itertools import chain
from typing import Any

import pytest

from core import tables as reader
from core.errors import TableError
from core.model import Failure, TaskType
from core.tables import Pointing, Said, Tables, read_tables
from core.tables.letters import parsed


def test_every_supported_model_is_there_for_its_tasks(tables: Tables) -> None:
    count = dict.fromkeys(TaskType, 0)
    for row in tables.models.values():
        for task_type in row.ids:
            count[task_type] += 1
    assert count == {
        TaskType.TEXT: 14,
        TaskType.IMAGE: 14,
        TaskType.FRAMES: 10,
        TaskType.REFERENCE: 9,
    }


@pytest.mark.parametrize(
    ("key", "estimate_s", "report_s"),
    [
        ("wan-2.6", (60, 120), 30),
        ("kling-o1", (180, 360), 60),
        ("kling-2.6", (120, 240), 45),
        ("veo-3.1", (120, 300), 50),
        ("sora-2-pro", (180, 360), 60),
        ("seedance-1.5-pro", (90, 180), 40),
        ("pixverse-4.5", (60, 120), 30),
        ("kling-2.1-master", (90, 180), 40),
        ("veo-3.0", (180, 360), 60),
        ("wan-2.5", (90, 180), 40),
    ],
)
def test_times_are_the_specifications(
    tables: Tables, key: str, estimate_s: tuple[int, int], report_s: int
) -> None:
    row = tables.models[key]
    assert (row.estimate_s, row.poll_s, row.report_s) == (estimate_s, 8, report_s)


def test_every_failure_has_a_sentence_in_both_languages(tables: Tables) -> None:
    for language in ("zh", "en"):
        for failure in Failure:
            assert tables.catalogues[language][f"failure.{failure}"]


def test_all_faults_of_all_files_are_listed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str, faults: list[str]) -> Mapping[str, Any]:
        raw = tomllib.loads(files("core.data").joinpath(name).read_text(encoding="utf-8"))
        if name == "models.toml":
            raw["model"]["wan-2.6"]["estimate_s"] = [120, 60]
            raw["model"]["kling-o1"]["stand_ins"] = ["nobody"]
            raw["model"]["sora-2-pro"]["moderation"] = "modesty"
        if name == "recommendations.toml":
            raw["best"]["models"] = ["somebody"]
        if name == "messages.en.toml":
            del raw["start"]["text"]
            raw["link"]["text"] = "no blank"
        if name == "said.toml":
            raw["retold"] |= {"known": "", "there": "somebody is there"}
        if name == "revisions.toml":
            del raw["english"]["function"]
        return raw

    monkeypatch.setattr(reader, "load", broken)
    with pytest.raises(TableError) as caught:
        read_tables(learned=False, checked=False)
    told = "\n".join(caught.value.faults)
    for part in (
        "estimate_s",
        "'nobody'",
        "failure.modesty is no sentence",
        "'somebody'",
        "start.text is missing",
        "link.text has other blanks",
        "[retold] known: is empty",
        "[retold] there: needs {who}",
        "[english] function: is missing",
    ):
        assert part in told


def test_of_a_file_that_cannot_be_read_only_that_is_told_and_all_faults_of_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(name: str, faults: list[str]) -> Mapping[str, Any]:
        if name == "asked.toml":
            return parsed(name, b"[asked]\nwhich = [", faults)
        raw = tomllib.loads(files("core.data").joinpath(name).read_text(encoding="utf-8"))
        if name == "messages.en.toml":
            del raw["start"]["text"]
        return raw

    monkeypatch.setattr(reader, "load", broken)
    with pytest.raises(TableError) as caught:
        read_tables(learned=False, checked=False)
    assert [one.partition(":")[0] for one in caught.value.faults] == ["asked.toml", "messages.en.toml"]


def test_a_faulty_row_makes_no_faults_of_those_that_refer_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str, faults: list[str]) -> Mapping[str, Any]:
        raw = tomllib.loads(files("core.data").joinpath(name).read_text(encoding="utf-8"))
        if name == "models.toml":
            raw["model"]["wan-2.6"] |= {"estimate_s": [120, 60], "stand_ins": ["hailuo-9"]}
        return raw

    monkeypatch.setattr(reader, "load", broken)
    with pytest.raises(TableError) as caught:
        read_tables(learned=False, checked=False)
    assert len(caught.value.faults) == 2, caught.value.faults
    assert "estimate_s" in caught.value.faults[0]
    assert "hailuo-9" in caught.value.faults[1]


def test_a_faulty_pattern_is_told_at_the_start_or_else_when_a_message_is_held_against_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(name: str, faults: list[str]) -> Mapping[str, Any]:
        raw = tomllib.loads(files("core.data").joinpath(name).read_text(encoding="utf-8"))
        if name == "asked.toml":
            raw["asked"]["which"][0] = "(never closed"
        if name == "said.toml":
            raw["said"]["sends"][0] = "(?P<nobody>knows this group)"
            raw["said"]["sends"][1] = r"(a letter) and \1 again"
        return raw

    monkeypatch.setattr(reader, "load", broken)
    with pytest.raises(TableError) as caught:
        read_tables(learned=False)
    assert len(caught.value.faults) == 3, caught.value.faults
    assert "asked.toml [asked] which: '(never closed'" in caught.value.faults[0]
    assert "said.toml [said] sends" in caught.value.faults[1]
    assert "unknown groups" in caught.value.faults[1]
    assert "a group by its number" in caught.value.faults[2]

    unchecked = read_tables(learned=False, checked=False)
    with pytest.raises(TableError, match="never closed"):
        unchecked.pointers.says("the second one", Pointing.WHICH)
    with pytest.raises(TableError, match="unknown groups"):
        unchecked.sayings.says("here it is", Said.SENDS)


def test_no_text_of_a_table_holds_a_backspace() -> None:
    """In quotation marks "\\b" is one, where the edge of a word was meant."""

    def texts(held: Any) -> Iterator[str]:
        if isinstance(held, str):
            yield held
        elif isinstance(held, Mapping):
            yield from chain.from_iterable(texts(one) for one in held.values())
        elif isinstance(held, list):
            yield from chain.from_iterable(texts(one) for one in held)

    named = (one for one in files("core.data").iterdir() if one.name.endswith(".toml"))
    tables = {one.name: tomllib.loads(one.read_text(encoding="utf-8")) for one in named}
    assert [(name, text) for name, held in tables.items() for text in texts(held) if "\b" in text] == []
