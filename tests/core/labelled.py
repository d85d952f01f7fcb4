"""Where the lessons are: lessons/*.toml, the cases beside the word tables, and the open half of the corpus.

A file of lessons holds a list of messages for each class; the first word of its name says what its classes are about.
Marks stand in a message around what is asked for, or is content, and around what is not: ASKED and SCENE.
The half kept aside is no lesson.
"""

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from core.parser.sheet import Sheet
from tests.core.reading import HERE, by_phrases

ASKED, ASKED_END = "\u27e6\u27e7"
SCENE, SCENE_END = "\u27ea\u27eb"
_CLOSING = {ASKED: ASKED_END, SCENE: SCENE_END}
_KINDS = ("duration", "aspect_ratio", "resolution", "quality", "audio", "mode", "shot_type")
_PRINTED = ("duration", "aspect_ratio", "resolution", "quality")


def digest() -> str:
    """Tells one state of the lessons from another."""
    found = hashlib.sha256()
    folders = (
        (HERE / "lessons").glob("*.toml"),
        (HERE / "cases").glob("*.toml"),
        (HERE / "corpus").glob("open_*.toml"),
    )
    for path in sorted(path for paths in folders for path in paths):
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


def lessons(*kinds: str) -> Iterator[tuple[str, str]]:
    """Every lesson of these kinds: its class and its text."""
    for kind in kinds:
        for path in sorted((HERE / "lessons").glob(f"{kind}_*.toml")):
            for name, texts in tomllib.loads(path.read_text(encoding="utf-8")).items():
                yield from ((name, text) for text in texts)


def turns() -> Iterator[tuple[str, str, str]]:
    """Every lesson that is said beside a clip: its class, what the clip shows, and the text."""
    for path in sorted((HERE / "lessons").glob("turns_*.toml")):
        for name, pairs in tomllib.loads(path.read_text(encoding="utf-8")).items():
            yield from ((name, shown, text) for shown, text in pairs)


@cache
def cases(pattern: str) -> tuple[dict[str, Any], ...]:
    return tuple(
        case
        for path in sorted(HERE.glob(pattern))
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    )


def open_cases() -> tuple[dict[str, Any], ...]:
    return cases("corpus/open_*.toml")


@dataclass(frozen=True, slots=True)
class Labelled:
    """What a labelled message says of names and values; `named` is None where its label does not tell.

    `model` is the name of the model that counts; `kept` are words that must stay in the prompt.
    """

    text: str
    named: bool | None
    saves: bool
    values: dict[str, Any]
    model: str = ""
    kept: tuple[str, ...] = ()


def labelled() -> Iterator[Labelled]:
    for case in open_cases():
        expect = case["expect"]
        if expect["action"] == "generate" and "task_type" in expect:
            named = None if "notice" in expect else expect.get("model_id") is not None
            values = {kind: expect.get(kind) for kind in _PRINTED}
            kept = (*case.get("keeps", ()), *expect.get("keeps", ()), expect.get("prompt", ""))
            saves = bool(expect.get("save_preference"))
            yield Labelled(case["text"], named, saves, values, expect.get("model_name", ""), kept)
    for case in cases("cases/*.toml"):
        means = case.get("means", {})
        if "say" in case:
            values = {kind: means[kind] for kind in _KINDS if kind in means}
            yield Labelled(
                case["say"], True if means.get("model") else None, bool(means.get("saves")), values
            )
        if "trap" in case:
            yield Labelled(case["trap"], named=False, saves=False, values=dict.fromkeys(_KINDS))


def marked(text: str) -> tuple[Sheet, list[tuple[int, int, str]]]:
    """The sheet of a lesson after the phrases have spoken, and where its marks stood."""
    plain: list[str] = []
    marks: list[tuple[int, int, str]] = []
    begun: list[tuple[int, str]] = []
    for letter in text:
        if letter in _CLOSING:
            begun.append((len(plain), letter))
        elif letter in _CLOSING.values():
            start, mark = begun.pop()
            marks.append((start, len(plain), mark))
        else:
            plain.append(letter)
    sheet = by_phrases("".join(plain))
    places = {place: at for at, place in reversed(list(enumerate(sheet.folded.places)))}
    return sheet, [(places.get(start, start), places.get(end, end), mark) for start, end, mark in marks]
