"""The labelled messages: how many of each category are read right, for the open half and the half kept aside.

Run with `-s` to see the scores. Rules are written against the open half only (corpus/README.md). Of its 16,600 messages
every fifth is read, which takes a fifth of the time and tells the same; WHOLE_CORPUS=1 reads them all.
"""

import os
import re
import tomllib
import unicodedata
from collections import defaultdict
from typing import Any

import pytest

from core.model import ParseContext, TaskType
from tests.core.reading import HERE, meaning, parser

CATEGORIES = (
    "tables", "models", "parameters", "task_types", "preferences", "traps", "commands", "real_world", "conversation",
    "messy",
)  # fmt: skip
# What `python -m bot parse` prints, by the words of the corpus; absent means nothing was asked.
FIELDS = {
    "task_type": "task", "model_id": "model_id", "model_name": "model_name", "duration": "duration",
    "resolution": "resolution", "aspect_ratio": "aspect_ratio", "quality": "quality", "save_preference": "saves",
    "clear_preference": "clears", "notice": "notices",
}  # fmt: skip
_STEP = {"open": 1 if os.environ.get("WHOLE_CORPUS") else 5, "kept_aside": 1}
_EDGES = " ,.;:!?，。；：！？、…~-—\"'“”「」()（）"


def cases(half: str, category: str) -> list[dict[str, Any]]:
    path = HERE / "corpus" / f"{half}_{category}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))["case"] if path.exists() else []


def read(case: dict[str, Any]) -> dict[str, Any]:
    last = (case.get("context") or {}).get("last_job") or {}
    context = ParseContext(
        images=case.get("images", 0),
        last_status=last.get("status"),
        last_task_type=TaskType(last["task_type"]) if last else None,
    )
    intent = parser().parse(case["text"], context)
    return meaning(intent) | {
        "model_id": intent.model_id,
        "model_name": intent.model_name,
        "prompt": intent.prompt,
    }


def clean(prompt: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", prompt)).strip(_EDGES).casefold()


def means_the_same(got: dict[str, Any], expect: dict[str, Any]) -> bool:
    """Action, task, model, every parameter, quality, saving: what an order is made of."""
    if got["action"] != expect["action"]:
        return False
    fields = [name for name in FIELDS if name in expect]
    if expect["action"] == "generate" and "task_type" in expect:
        fields = list(FIELDS)
    return all((got.get(FIELDS[name]) or None) == (expect.get(name) or None) for name in fields)


def reads_the_same(got: dict[str, Any], expect: dict[str, Any], case: dict[str, Any]) -> bool:
    """The language, and the prompt word for word."""
    if "language" in expect and got["language"] != expect["language"]:
        return False
    if "prompt" in expect and clean(got["prompt"]) != clean(expect["prompt"]):
        return False
    prompt = unicodedata.normalize("NFKC", got["prompt"]).casefold()
    keeps = expect.get("keeps", case.get("keeps", []))
    drops = expect.get("drops", case.get("drops", []))
    return all(unicodedata.normalize("NFKC", one).casefold() in prompt for one in keeps) and not any(
        one.casefold() in prompt for one in drops
    )


def score(case: dict[str, Any]) -> tuple[bool, bool]:
    """Whether the meaning is right, and whether the prompt and the language are right as well."""
    got, expect = read(case), case["expect"]
    readings = [expect]
    for other in case.get("also", []):
        if other.get("action", expect["action"]) == expect["action"]:
            readings.append(expect | other)
        elif got["action"] == other["action"]:
            return True, True
    right = [reading for reading in readings if means_the_same(got, reading)]
    return bool(right), any(reads_the_same(got, reading, case) for reading in right)


def scores(half: str) -> dict[str, list[tuple[bool, bool]]]:
    found: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for category in CATEGORIES:
        found[category] += [score(case) for case in cases(half, category)[:: _STEP[half]]]
    return {category: right for category, right in found.items() if right}


def print_scores(half: str, found: dict[str, list[tuple[bool, bool]]]) -> None:
    print(f"\n{half:<16} meaning         with the prompt")
    everything = [one for right in found.values() for one in right]
    for category, right in [*found.items(), ("all", everything)]:
        meant, whole = (sum(column) for column in zip(*right, strict=True))
        of = len(right)
        print(
            f"  {category:<14} {meant:>3}/{of:<3} {100 * meant / of:5.1f} %   {whole:>3}/{of:<3} {100 * whole / of:5.1f} %"
        )


def test_of_the_open_half_97_in_100_are_right_and_no_category_is_under_93() -> None:
    """Right means action, task, model, every parameter, quality and saving; prompts have a bar of their own."""
    found = scores("open")
    print_scores("open", found)
    share = {name: sum(meant for meant, _ in right) / len(right) for name, right in found.items()}
    everything = [one for right in found.values() for one in right]
    assert sum(meant for meant, _ in everything) >= 0.97 * len(everything)
    assert sum(whole for _, whole in everything) >= 0.93 * len(everything)
    assert not {name: right for name, right in share.items() if right < 0.93}


def test_the_half_kept_aside_is_scored_too() -> None:
    """Printed, with no bar: a bar would invite to fit the rules to these messages."""
    found = scores("kept_aside")
    if not found:
        pytest.skip("no half is kept aside here")
    print_scores("kept aside", found)
