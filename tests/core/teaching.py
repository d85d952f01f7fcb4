"""What each head is to learn from the lessons.

Where they lie: labelled.py.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from core.parser.asides import clause_features, clauses_of
from core.parser.command import act_features
from core.parser.learned import words_of
from core.parser.marks import STOPS
from core.parser.picture import look_features, point_features
from core.parser.sheet import Sheet, Span
from core.parser.tool import wish_features
from core.parser.values import value_features
from tests.core.beside_a_clip import edit_examples
from tests.core.labelled import ASKED, SCENE, Labelled, cases, lessons, marked, open_cases
from tests.core.reading import pictures_of, sheet_of, tables
from tests.core.variations import (
    labelled_otherwise,
    named_scenes,
    scenes_with_values,
    with_fillers,
    with_others,
)

Example = tuple[Iterable[str], str]

_AUDIO = {"on": True, "off": False}
_LOOKS = {
    "image_to_video": "animate", "reference_image_to_video": "reference", "first_last_frame_to_video": "frames",
}  # fmt: skip
_ASKED_TOO = 5  # one of so many lessons is taught as if a question were open, too
_ACTS = {"edits": "generate", "jobs": "mine"}
_WITH_FILLERS = 3  # one of so many messages is taught with thanks, a laugh or a greeting as well
_RARE = 3  # a clause that looks like talk and is content is seldom met, and counts as so many
_WITH_A_SCENE = (
    "uses", "once", "named", "others_taste", "auto", "best", "budget", "plain", "thing", "no_picture", "mixed",
)  # fmt: skip
_CHOICES = {
    "auto": "auto", "best": "best", "budget": "budget", "plain": "plain", "generate": "plain", "edits": "plain",
    "thing": "plain", "quote": "plain",
}  # fmt: skip
_MARKED = {("turned_down", SCENE): "turned_down", ("turned_down", ASKED): ""}
_WISHES = {
    name: name for name in ("uses", "keeps", "once", "turned_down", "named", "others_taste", "asked", "thing")
} | {"plain": "thing"}
_ELSEWHERE = {
    "set_preference": "keeps", "list_models": "asked", "quote": "asked", "generate": "thing", "no_picture": "thing",
}  # fmt: skip


def examples() -> dict[str, list[Example]]:
    """What each head is to learn: features and the right answer."""
    return {
        "act": list(_acts()),
        "wish": list(_wishes()),
        "asked": list(_values()),
        "look": list(_looks()),
        "points": list(_points()),
        "choice": list(_choices()),
        "clause": list(_clauses()),
        "edit": list(edit_examples()),
    }


def _acts() -> Iterator[Example]:
    yield from _acts_alone()
    for name, text in lessons("wishes", "values", "pictures"):
        if name in _WITH_A_SCENE or name.startswith(("asked_", "scene_")):
            yield words_of(marked(text)[0].line), "generate"
    for case in cases("cases/*.toml"):
        if "trap" in case:
            yield words_of(sheet_of(case["trap"]).line), "generate"
        means = case.get("means", {})
        act = means.get("action", "generate" if means.get("prompt") else "")
        if "say" in case and act and not {"images", "pending", "last"} & case.keys():
            yield words_of(sheet_of(case["say"]).line), act
    for index, case in enumerate(open_cases()):
        if not case.get("images"):
            act = case["expect"]["action"]
            status = (case.get("context") or {}).get("last_job", {}).get("status")
            typed = (
                [case["text"]] if index % _WITH_FILLERS else [case["text"], with_fillers(case["text"], index)]
            )
            for text in typed:
                yield act_features(words_of(sheet_of(text).line), status, is_asked=False), _ACTS.get(act, act)
    for scene in named_scenes():
        yield words_of(sheet_of(scene).line), "generate"


def _acts_alone() -> Iterator[Example]:
    """Messages of one class each, and what they mean while a question is open."""
    for index, (name, text) in enumerate(lessons("actions")):
        words = words_of(sheet_of(text).line)
        yield words, _ACTS.get(name, name)
        if not index % _ASKED_TOO:
            yield act_features(words, None, is_asked=True), _ACTS.get(name, name)
    for name, text in lessons("answers"):
        words = words_of(sheet_of(text).line)
        yield words, _ACTS.get(name, name)
        yield act_features(words, None, is_asked=True), _ACTS.get(name, name)


def _wishes() -> Iterator[Example]:
    for name, text in with_others(lessons("wishes")):
        sheet, marks = marked(text)
        for span in sheet.spans:
            mark = next((mark for start, end, mark in marks if start < span.end and span.start < end), "")
            answer = _WISHES.get(_MARKED.get((name, mark), name))
            if span.is_name and answer:
                yield wish_features(sheet, span), answer
    for name, text in lessons("actions", "values", "pictures"):
        sheet, _ = marked(text)
        for span in sheet.spans:
            if span.is_name and name in _ELSEWHERE:
                yield wish_features(sheet, span), _ELSEWHERE[name]
    for one in labelled_otherwise():
        sheet, _ = marked(one.text)
        names = [span for span in sheet.spans if span.is_name]
        if len(names) == 1 and one.named is not None:
            yield wish_features(sheet, names[0]), _wish(names[0].role, named=one.named, saves=one.saves)
        elif len(names) > 1 and one.model:
            yield from _wishes_of_several(sheet, names, one)


def _wishes_of_several(sheet: Sheet, names: list[Span], one: Labelled) -> Iterator[Example]:
    """Of several names that stand for different models the label tells which one counts."""
    meant = [span for span in names if one.model in _names_of(span)]
    if len(meant) != 1:
        return
    kept = sheet_of(" ".join(one.kept)).text
    for span in names:
        if span is meant[0]:
            yield wish_features(sheet, span), _wish(span.role, named=True, saves=one.saves)
        elif sheet.text[span.start : span.end] in kept:
            yield wish_features(sheet, span), "thing"
        else:
            yield wish_features(sheet, span), "others_taste" if span.role == "taste" else "turned_down"


def _names_of(span: Span) -> set[str]:
    """Every name that the live list has for the model that a stretch stands for."""
    row = tables().models.get(str(span.value))
    return {row.name, *row.names.values()} if row else set()


def _wish(role: str, *, named: bool, saves: bool) -> str:
    """The class of a name whose label says only whether it counts and whether it is saved."""
    if not named:
        return {"not": "turned_down", "taste": "others_taste"}.get(role, "thing")
    if saves:
        return "keeps" if role in ("keep", "like") else "uses"
    return "once" if role == "once" else "named"


def _values() -> Iterator[Example]:
    made = (("mixed", text) for text in scenes_with_values())
    for name, text in chain(with_others(lessons("values")), made):
        sheet, marks = marked(text)
        for span in sheet.spans:
            for start, end, mark in marks:
                if not span.is_name and start < span.end and span.start < end:
                    asked = name.startswith("asked") or (name == "mixed" and mark == ASKED)
                    yield value_features(sheet, span), "asked" if asked else "scene"
    for one in labelled_otherwise():
        sheet, _ = marked(one.text)
        for span in sheet.spans:
            wanted = one.values.get(span.kind)
            several = sum(other.kind == span.kind for other in sheet.spans) > 1
            # Of several values those that were not taken are part of the scene or were taken back: nobody can tell.
            if span.kind in one.values and not (several and wanted not in (None, span.value)):
                meant = _AUDIO.get(str(span.value), span.value)
                asked = wanted == meant or (span.kind == "duration" and wanted is not None)
                yield value_features(sheet, span), "asked" if asked else "scene"


def _looks() -> Iterator[Example]:
    for name, text in lessons("pictures"):
        look = name.removeprefix("missing_").removeprefix("two_")
        if look in _LOOKS.values():
            yield _look(text, 0 if name.startswith("missing_") else 2 if name.startswith("two_") else 1), look
    for index, (name, text) in enumerate(lessons("actions")):
        if (
            name == "generate" and index % 2
        ):  # a plain description: the picture moves, two pictures are frames
            images = 1 if index % 4 == 1 else 2
            yield _look(text, images), "animate" if images == 1 else "frames"
    for case in open_cases():
        look, images = _LOOKS.get(case["expect"].get("task_type", ""), ""), case.get("images", 0)
        if look and images < 3 and (images or "image_missing" in case["expect"].get("notice", ())):
            yield _look(case["text"], images), look


def _look(text: str, images: int) -> list[str]:
    sheet, _ = marked(text)
    return look_features(sheet, images, pictures_of(sheet, images))


def _points() -> Iterator[Example]:
    for name, text in lessons("pictures", "actions", "values"):
        missing = name.startswith("missing_")
        if missing or name.startswith(("no_picture", "scene_")) or name in ("generate", "edits"):
            yield from _point(text, missing=missing)
    for case in open_cases():
        if not case.get("images") and case["expect"]["action"] == "generate":
            yield from _point(case["text"], missing="image_missing" in case["expect"].get("notice", ()))


def _point(text: str, *, missing: bool) -> Iterator[Example]:
    sheet, _ = marked(text)
    pointing = pictures_of(sheet, 0)
    if missing or pointing.wording or pointing.points or sheet.heard("picture.words"):
        yield point_features(sheet, pointing), "points" if missing else "none"


def _choices() -> Iterator[Example]:
    for name, text in lessons("wishes", "actions"):
        if name in _CHOICES:
            yield words_of(marked(text)[0].line), _CHOICES[name]
    for case in open_cases():
        expect = case["expect"]
        if expect["action"] == "generate" and "task_type" in expect:
            chosen = expect.get("quality") or ("auto" if expect.get("clear_preference") else "plain")
            yield words_of(sheet_of(case["text"]).line), chosen


def _clauses() -> Iterator[Example]:
    """A clause is content, or an aside to us; where a message is labelled with its prompt, that tells."""
    for name, text in lessons("clauses"):
        if name == "mixed":
            sheet, marks = marked(text)
            yield from _clauses_of(sheet, [(start, end) for start, end, mark in marks if mark == ASKED])
    for case in cases("cases/*.toml"):
        prompt = case.get("trap") or case.get("means", {}).get("prompt")
        if prompt:
            sheet = sheet_of(case.get("trap") or case["say"])
            found = list(_clauses_of(sheet, _places_of(sheet, prompt) or []))
            yield from found * (_RARE if "trap" in case and len(found) > 1 else 1)
    for case in open_cases():
        expect = case["expect"]
        if expect["action"] == "generate" and "prompt" in expect:
            sheet = sheet_of(case["text"])
            content = _places_of(sheet, expect["prompt"])
            if content is not None:
                yield from _clauses_of(sheet, content)
        elif expect["action"] == "generate":
            sheet = sheet_of(case["text"])
            kept = [place for one in _kept(case) for place in _places_of(sheet, one) or ()]
            yield from (one for one in _clauses_of(sheet, kept) if one[1] == "content")


def _kept(case: dict[str, Any]) -> list[str]:
    """What a label says must stay in the prompt."""
    return [*case.get("keeps", ()), *case["expect"].get("keeps", ())]


def _clauses_of(sheet: Sheet, content: list[tuple[int, int]]) -> Iterator[Example]:
    clauses = clauses_of(sheet.row)
    for index, (begin, end) in enumerate(clauses):
        is_content = any(start < end and begin < stop for start, stop in content)
        yield clause_features(sheet.row, clauses, index), "content" if is_content else "aside"


def _places_of(sheet: Sheet, prompt: str) -> list[tuple[int, int]] | None:
    """Where the pieces of a prompt stand in the message; nothing when one of them cannot be found."""
    found: list[tuple[int, int]] = []
    begin = 0
    for piece in re.findall(f"[^{STOPS} ]+", sheet_of(prompt).folded.text):
        start = sheet.folded.text.find(piece, begin)
        if start < 0:
            return None
        begin = start + len(piece)
        found.append((start, begin))
    return found
