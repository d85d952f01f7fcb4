"""What the tagger of talk is to learn: which words of a text describe what is shown, and which only speak to us.

Descriptions are those of marked scenes and of labelled messages; talk is what people say beside them: commands,
questions, and the words around a change or a request.
"""

import random
import re
from collections.abc import Iterator

from core.continuity.talk import SAID
from core.tagging import words_of
from tests.core.labelled import lessons, open_cases, turns
from tests.core.marked_texts import (
    LANGUAGES,
    Example,
    filled,
    in_language,
    labels_of,
    parts_by_sort,
    read_marked,
    read_table,
    seen_alone,
    unmarked,
    values_alone,
)

_TALK = (
    "help", "list_models", "cancel", "retry", "status", "resend", "mine", "chitchat", "set_preference",
    "clear_preference", "yes", "no", "second", "first", "show_preferences", "forget", "confirm",
)  # fmt: skip
_LONGEST = 40  # words of talk
_LONGEST_QUOTE = {"zh": 16, "en": 10}  # a longer question of a price tells a scene as well
_PAIRS = 6000  # descriptions of two parts
_CHANGES = 1800  # from each file of changes
_OFTEN = 8  # what only sounds like talk is taught so many times, alone and behind a description
_SCENES = 8  # of each way to ask for a video
_COMMA = {"zh": "，", "en": ", "}
_SLOT = re.compile(r"\{\w+\}")

Piece = tuple[str, bool]  # some words, and whether they only speak to us


def talk() -> Iterator[Example]:
    """Texts whose words are labelled as talk, or as outside of it."""
    chance = random.Random(7)
    for language in LANGUAGES:
        shown, said = _shown(language), _said(language)
        comma = _COMMA[language]
        for one in shown:
            yield _labelled((one, False))
        for one in read_table("talk", language, "shown"):
            for _ in range(_OFTEN):
                yield _labelled((one, False))
                yield _labelled((chance.choice(shown) + comma + one, False))
        for _ in range(_PAIRS):
            yield _labelled((chance.choice(shown) + comma + chance.choice(shown), False))
        for one in said:
            yield _beside_a_scene(one, chance.choice(shown), comma, chance)
        yield from _changes(language, chance)
        yield from _requests(language, chance)


def _beside_a_scene(said: str, shown: str, comma: str, chance: random.Random) -> Example:
    """Talk alone, or before or behind a description; often only some of its words, as a reading leaves them."""
    roll = chance.random()
    if roll < 0.3:
        return _labelled((said, True))
    some = _some_of(said, chance)
    if roll < 0.5:
        return _labelled((some, True))
    if roll < 0.85:
        return _labelled((shown + comma, False), (some, True))
    return _labelled((some, True), (comma + shown, False))


def _changes(language: str, chance: random.Random) -> Iterator[Example]:
    for clips, frames in read_marked("changes", language, "clip", "frame"):
        for _ in range(_CHANGES):
            clip = chance.choice(clips)
            told = filled(chance.choice(frames)["text"], clip, parts_by_sort(language), chance)
            if told is None:
                continue
            text, marks = told
            pieces: list[Piece] = []
            at = 0
            for _, start, end in marks:
                pieces += [(text[at:start], True), (text[start:end], False)]
                at = end
            pieces.append((text[at:], True))
            if chance.random() < 0.3 and pieces[0][0].strip():
                pieces[0] = (_some_of(pieces[0][0], chance), True)
            if chance.random() < 0.5:
                pieces.insert(0, (unmarked(clip["text"])[0] + _COMMA[language], False))
            yield _labelled(*pieces)


def _requests(language: str, chance: random.Random) -> Iterator[Example]:
    for scenes, frames in read_marked("requests", language, "scene", "frame"):
        for frame in frames:
            fits = [one["text"] for one in scenes if frame["takes"] in ("any", one["kind"])]
            before, _, behind = frame["text"].partition("{s}")
            for scene in chance.sample(fits, min(_SCENES, len(fits))):
                yield _labelled((_SLOT.sub("", before), True), (scene, False), (_SLOT.sub("", behind), True))


def _shown(language: str) -> list[str]:
    """Descriptions, and parts of such."""
    found = {part for parts in parts_by_sort(language).values() for part in parts}
    for kind in ("changes", "scenes"):
        for scenes in read_marked(kind, language, "clip", "scene"):
            for one in (one for some in scenes for one in some):
                text, marks = unmarked(one["text"])
                if marks:
                    found.add(text[min(start for _, start, _ in marks) : max(end for _, _, end in marks)])
    for (scenes,) in read_marked("requests", language, "scene"):
        found |= {one["text"] for one in scenes}
    found |= {one["expect"]["prompt"] for one in open_cases() if one["expect"].get("prompt")}
    found |= {shown for _, shown, _ in turns()}
    return in_language(language, {one.strip() for one in found if one.strip()})


def _said(language: str) -> list[str]:
    """What speaks to us alone."""
    found = {
        text
        for name, text in lessons("actions", "answers")
        if len(words_of(text)) <= (_LONGEST_QUOTE[language] if name == "quote" else _LONGEST)
        and name in (*_TALK, "quote")
    }
    return in_language(language, found | set(values_alone(language)))


def _some_of(text: str, chance: random.Random) -> str:
    """A text, or some words of its beginning or end."""
    words = words_of(text)
    if len(words) < 4 or chance.random() < 0.5:
        return text
    left = chance.randint(1, max(1, len(words) // 2))
    return text[words[left].start :] if chance.random() < 0.7 else text[: words[-left - 1].end]


def _labelled(*pieces: Piece) -> Example:
    text, marks = "", []
    for words, is_talk in pieces:
        if is_talk:
            marks.append((SAID, len(text), len(text) + len(words)))
        text += words
    words_found = words_of(text)
    return seen_alone([one.text for one in words_found]), labels_of(words_found, marks)
