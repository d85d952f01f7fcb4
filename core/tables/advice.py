"""Reads recommendations.toml: what we would choose, and what to say for it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.model import Language, TaskType
from core.tables.patterns import MARKS, compiled, plainly

_FILE = "recommendations.toml"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A model and the reason for it, for a task and for requests with one of these folded words (none = all)."""

    task_type: TaskType
    words: tuple[str, ...]
    model: str
    reason: Mapping[Language, str]


@dataclass(frozen=True, slots=True)
class Style:
    """The models for a look that is asked about with one of these folded words (the first live one), and why."""

    words: tuple[str, ...]
    models: tuple[str, ...]
    reason: Mapping[Language, str]  # with the blank heard where it depends on sound

    @property
    def is_heard(self) -> bool:
        """Whether the reason tells what the model costs with sound."""
        return any("{heard}" in one for one in self.reason.values())


class Asked(StrEnum):
    """What a question about models or videos wants to know."""

    CHEAPER = "cheaper"
    FASTER = "faster"
    RANKED = "ranked"  # which is the best, the cheapest
    TAKES = "takes"  # how long a video takes
    TOOK = "took"  # how long the last one took
    REMAINS = "remains"  # how long a video in the making still takes
    ONE_MORE = "one_more"  # what one more of the clip at hand costs, and perhaps how long it takes
    OF_FRAMES = "of_frames"  # about models that take a first and a last picture
    OF_REFERENCES = "of_references"  # about those that take reference pictures
    OF_PICTURE = "of_picture"  # about those that animate a picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """All of recommendations.toml; models are our keys."""

    recommendations: tuple[Recommendation, ...]
    default: Mapping[TaskType, str]
    premium: Mapping[TaskType, str]
    budget: Mapping[TaskType, str]
    best: tuple[str, ...]
    rank: tuple[str, ...]
    permissive: tuple[str, ...]
    mode_of_resolution: Mapping[str, str]
    people: tuple[str, ...]
    not_people: tuple[str, ...]
    part_words: Mapping[Language, tuple[str, ...]]
    ways: Mapping[Language, re.Pattern[str]]  # a scene leads from its `start` to its `end`
    between: Mapping[Language, str]
    station: Mapping[Language, str]  # a part of such a scene, with what is there
    next_words: Mapping[Language, str]
    next_alone: frozenset[str]
    without_words: Mapping[TaskType, Mapping[Language, str]]
    manner: frozenset[str]
    left_out: Mapping[Language, str]
    left_out_look: Mapping[Language, str]  # the same for how it must not look, `looks`
    looks: re.Pattern[str]
    styles: tuple[Style, ...]
    asked: Mapping[Asked, re.Pattern[str]]

    def place(self, model: str) -> int:
        """The place of a model in our ranking, from 0; one that is not in it comes after all others."""
        return self.rank.index(model) if model in self.rank else len(self.rank)

    def asks(self, text: str, what: Asked) -> bool:
        """Whether a message asks this."""
        plain = plainly(text.strip(MARKS))
        return self.asked[what].search(plain) is not None

    def style_of(self, text: str) -> Style | None:
        """The first style that a message names."""
        folded = plainly(text).casefold()
        return next((one for one in self.styles if any(word in folded for word in one.words)), None)

    def is_look(self, absent: str) -> bool:
        """Whether what is to be kept out is nothing but how a clip must not look."""
        return self.looks.fullmatch(absent.casefold()) is not None

    @property
    def left_out_words(self) -> tuple[str, ...]:
        """All such words."""
        return (*self.left_out.values(), *self.left_out_look.values())

    def is_without_words(self, prompt: str) -> bool:
        """Whether a description is one of ours, for pictures that came without any words."""
        return any(prompt == text for texts in self.without_words.values() for text in texts.values())

    def is_manner(self, prompt: str) -> bool:
        """Whether a description only tells how something goes on: "slowly"."""
        return prompt.strip(MARKS).casefold() in self.manner

    def says_only_next(self, text: str) -> bool:
        """Whether a description only asks for the next shot, without saying what is in it."""
        return text.strip(MARKS).casefold() in self.next_alone


def read_advice(raw: Mapping[str, Any], models: Mapping[str, object], faults: list[str]) -> Advice:
    """The advice, with every reference to a model checked."""
    found = _read_recommendations(raw.get("recommendation", []), models, faults)
    by_level: dict[str, dict[TaskType, str]] = {"default": {}, "premium": {}, "budget": {}}
    for task, entry in raw.get("fallback", {}).items():
        for level, key in entry.items():
            if task not in list(TaskType) or level not in by_level:
                faults.append(f"{_FILE} [fallback.{task}] {level}: unknown task or level")
                continue
            by_level[level][TaskType(task)] = key
            _check(key, models, f"{_FILE} [fallback.{task}] {level}", faults)
    for task_type in TaskType:
        if task_type not in by_level["default"]:
            faults.append(f"{_FILE} [fallback.{task_type}]: default is missing")
        if not any(row.task_type is task_type and not row.words for row in found):
            faults.append(f"{_FILE}: no recommendation without words for {task_type}")
    lists: dict[str, tuple[str, ...]] = {}
    for name in ("best", "rank", "permissive"):
        lists[name] = tuple(raw.get(name, {}).get("models", ()))
        if not lists[name]:
            faults.append(f"{_FILE} [{name}]: models is empty")
        for key in lists[name]:
            _check(key, models, f"{_FILE} [{name}]", faults)
    people, next_shot = raw.get("people", {}), raw.get("next", {})
    shot = raw.get("shot", {})
    texts, left_out = raw.get("without_words", {}), raw.get("left_out", {})
    without_words: dict[TaskType, Mapping[Language, str]] = {
        task_type: both(texts.get(task_type), f"{_FILE} [without_words] {task_type}", faults)
        for task_type in (TaskType.IMAGE, TaskType.FRAMES, TaskType.REFERENCE)
    }
    return Advice(
        recommendations=tuple(found),
        default=by_level["default"],
        premium=by_level["premium"],
        budget=by_level["budget"],
        best=lists["best"],
        rank=lists["rank"],
        permissive=lists["permissive"],
        mode_of_resolution=dict(raw.get("mode_of_resolution", {})),
        people=tuple(word.casefold() for word in people.get("words", ())),
        not_people=tuple(word.casefold() for word in people.get("not_words", ())),
        part_words=_parts(shot.get("parts", {}), faults),
        ways={
            language: compiled(text, f"{_FILE} [shot] ways", faults)
            for language, text in both(shot.get("ways"), f"{_FILE} [shot] ways", faults).items()
        },
        between=both(shot.get("between"), f"{_FILE} [shot] between", faults),
        station=both(shot.get("station"), f"{_FILE} [shot] station", faults),
        next_words=both(next_shot.get("words"), f"{_FILE} [next] words", faults),
        next_alone=frozenset(text.casefold() for text in next_shot.get("alone", ())),
        without_words=without_words,
        manner=frozenset(text.casefold() for text in texts.get("manner", ())),
        left_out=both(left_out.get("words"), f"{_FILE} [left_out] words", faults),
        left_out_look=both(left_out.get("look_words"), f"{_FILE} [left_out] look_words", faults),
        looks=compiled(str(left_out.get("looks", "(?!)")), f"{_FILE} [left_out] looks", faults),
        styles=_read_styles(raw.get("style", ()), models, faults),
        asked=_read_asked(raw.get("asked", {}), faults),
    )


def _read_recommendations(
    entries: Iterable[Any], models: Mapping[str, object], faults: list[str]
) -> list[Recommendation]:
    found: list[Recommendation] = []
    for number, entry in enumerate(entries, start=1):
        try:
            reason = entry["reason"]
            row = Recommendation(
                TaskType(entry["task"]),
                tuple(word.casefold() for word in entry["words"]),
                entry["model"],
                {"zh": reason["zh"], "en": reason["en"]},
            )
        except (KeyError, ValueError, AttributeError, TypeError) as fault:
            faults.append(
                f"{_FILE} recommendation {number}: needs task, words, model, reason.zh, reason.en ({fault})"
            )
            continue
        found.append(row)
        _check(row.model, models, f"{_FILE} recommendation {number}", faults)
    return found


def _read_styles(
    entries: Iterable[Any], models: Mapping[str, object], faults: list[str]
) -> tuple[Style, ...]:
    found: list[Style] = []
    for number, entry in enumerate(entries, start=1):
        where = f"{_FILE} style {number}"
        reason = both(entry.get("reason"), f"{where} reason", faults)
        found.append(Style(tuple(entry.get("words", ())), tuple(entry.get("models", ())), reason))
        if not found[-1].words or not found[-1].models:
            faults.append(f"{where}: needs words and models")
        for key in found[-1].models:
            _check(key, models, where, faults)
    return tuple(found)


def _read_asked(raw: Mapping[str, str], faults: list[str]) -> Mapping[Asked, re.Pattern[str]]:
    faults += [f"{_FILE} [asked] {one}: is empty" for one in Asked if not raw.get(one)]
    return {one: compiled(raw.get(one, ""), f"{_FILE} [asked] {one}", faults) for one in Asked}


def _parts(raw: Mapping[str, Iterable[str]], faults: list[str]) -> Mapping[Language, tuple[str, ...]]:
    found: dict[Language, tuple[str, ...]] = {"zh": tuple(raw.get("zh", ())), "en": tuple(raw.get("en", ()))}
    for language, texts in found.items():
        if len(texts) != 4:  # noqa: PLR2004  (first, middle, last, one of several)
            faults.append(f"{_FILE} [shot] parts: needs four words in {language}")
            found[language] = ("", "", "", "")
    return found


def both(raw: Any, where: str, faults: list[str]) -> Mapping[Language, str]:
    """A text in each language."""
    if not isinstance(raw, dict) or set(raw) != {"zh", "en"}:
        faults.append(f"{where}: needs zh and en")
        return {"zh": "", "en": ""}
    return {"zh": str(raw["zh"]), "en": str(raw["en"])}


def _check(key: str, models: Mapping[str, object], where: str, faults: list[str]) -> None:
    if key not in models:
        faults.append(f"{where}: {key!r} is no model")
