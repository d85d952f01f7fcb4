"""The cases beside the word tables: every alias is read where it is meant, and left alone where it is not.

Those of the folder `unlearned` are no lessons of `make learn`: the rules alone must read them.
"""

import re
import tomllib
from typing import Any

import pytest

from core.model import ParseContext
from tests.core.reading import HERE, context_of, meaning, parser, tables

CASES = [
    pytest.param(case, id=f"{path.stem}: {case.get('say', case.get('trap'))}"[:80])
    for path in sorted((HERE / "cases").rglob("*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]
FOR_THE_DESK = {"asked_s", "unavailable", "nearest", "names", "contradictions", "continuity"}
SPOKEN = {"action": "generate", "task": "text_to_video"}


def cases_of(file: str) -> list[dict[str, Any]]:
    paths = sorted((HERE / "cases").rglob(file))
    return [case for path in paths for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]]


@pytest.mark.parametrize("case", CASES)
def test_a_case_means_what_it_says(case: dict[str, Any]) -> None:
    if "say" in case:
        said = meaning(parser().parse(case["say"], context_of(case)))
        wanted = case["means"]
        assert {name: said.get(name) for name in wanted} == wanted
        if case.get("only"):
            extra = said.keys() - wanted.keys() - {"language", "prompt", *SPOKEN, *FOR_THE_DESK}
            assert not extra, {name: said[name] for name in extra}
    if "trap" in case:
        said = meaning(parser().parse(case["trap"], ParseContext()))
        read = {name: value for name, value in said.items() if name not in FOR_THE_DESK}
        assert read == {**SPOKEN, "prompt": case["trap"], "language": said["language"]}


def test_every_name_of_a_model_has_a_case_and_a_trap() -> None:
    words = tables().words
    known = {
        word for brand in words.brands.values() for word in (*brand.words, *brand.everyday, *brand.slips)
    }
    known |= {*words.makers, *words.everyday_makers}
    cases = cases_of("models.toml")
    assert known - {case.get("alias") for case in cases if "say" in case} == set()
    assert known - {case.get("alias") for case in cases if "trap" in case} == set()
    versions = {f"{name} {version}" for name, brand in words.brands.items() for version in brand.versions}
    assert versions - {case.get("version") for case in cases} == set()


def test_every_word_of_a_parameter_has_a_case_and_a_trap() -> None:
    words = tables().words
    known = {word for kind in words.values.values() for listed in kind.values() for word in listed}
    known |= words.alone.keys()
    cases = cases_of("parameters.toml")
    assert known - {case["alias"] for case in cases if "say" in case} == set()
    assert known - {case["alias"] for case in cases if "trap" in case} == set()


def test_every_command_has_at_least_three_cases_and_a_trap() -> None:
    cases = cases_of("commands.toml")
    for list_name in tables().words.typed:
        table, _, name = list_name.partition(".")
        if table != "command" or name == "filler":
            continue
        own = [case for case in cases if case["command"] == name]
        assert len([case for case in own if "say" in case]) >= 3, name
        assert [case for case in own if "trap" in case], name


def test_a_case_names_only_words_that_the_tables_have() -> None:
    words = tables().words
    known = {
        word for brand in words.brands.values() for word in (*brand.words, *brand.everyday, *brand.slips)
    }
    known |= {*words.makers, *words.everyday_makers, *words.alone}
    known |= {word for kind in words.values.values() for listed in kind.values() for word in listed}
    for file in ("models.toml", "parameters.toml"):
        assert not [
            case["alias"] for case in cases_of(file) if "alias" in case and case["alias"] not in known
        ]


def test_the_tables_hold_each_word_in_folded_form() -> None:
    words = tables().words
    folding = parser()._folding
    listed = [
        word for brand in words.brands.values() for word in (*brand.words, *brand.everyday, *brand.slips)
    ]
    listed += [word for kind in words.values.values() for values in kind.values() for word in values]
    listed += [phrase for phrases in words.typed.values() for phrase in phrases]
    listed += [phrase for phrases in words.parts.values() for phrase in phrases]
    strange = [
        word
        for word in listed
        if folding.fold(re.sub(r"[ |\[\](){}]+", "", word)).text != re.sub(r"[ |\[\](){}]+", "", word)
    ]
    assert not strange
