"""What the taggers are to learn, from tests/core/marked/*.toml: parts of scenes, and changes of parts.

Marks stand around the parts of a scene: <s> who or what it is about, <d> what is done, <p> where, <t> when or in which
weather, <x> anything else. A frame of a change has places for what fills it, in the same letters; {a} is added, {r}
taken out, {old_s} gives way. Frames are filled from the lists of a clip.
"""

import hashlib
import random
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from core.continuity.parts import seen_beside
from core.model import ParseContext
from core.tables.tagged import Weights
from core.tagging import OUTSIDE, Seen, Tagger, Word, words_of
from tests.core.labelled import lessons, open_cases, turns
from tests.core.reading import HERE, parser, tables

MARKED = HERE / "marked"
LANGUAGES = ("zh", "en")
Marks = list[tuple[str, int, int]]  # a label, and where it begins and ends
Example = tuple[Seen, list[str]]  # what is seen of the words, and their labels

_TAG = re.compile(r"<(?P<end>/?)(?P<label>[sdptxar])>")
_SLOT = re.compile(r"\{(\w+)\}")
_FILLS = {"s": "s", "d": "d", "d_base": "d", "p": "p", "p_bare": "p", "t": "t", "a": "a", "r": "r"}
_GIVES_WAY = "w"  # {old_s}, {old_p}, {old_t}
_ANY = 0.6  # of the places, so many are filled with a part of any scene
_CHANGES = 5000  # examples made from each file of changes
_SCENES = 12  # of each way to ask for a video
_OFTEN = 2  # each of them counts so many times
_ALONE = 4500  # messages of each kind that change no part
_TALK = (
    "help", "list_models", "quote", "cancel", "retry", "status", "resend", "mine", "chitchat", "set_preference",
)  # fmt: skip
_IN = {"zh": ("在", "从", "到"), "en": ()}  # what a Chinese place keeps in front of it


def digest() -> str:
    """Tells one state of the marked texts from another."""
    found = hashlib.sha256()
    for path in sorted(MARKED.glob("*.toml")):
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


def unmarked(text: str) -> tuple[str, Marks]:
    """A text without its marks, and where they stood."""
    plain, marks, begun = "", [], ("", 0)
    for kept, end, label in _pieces(text):
        plain += kept
        if end:
            marks.append((begun[0], begun[1], len(plain)))
        elif label:
            begun = (label, len(plain))
    return plain, marks


def _pieces(text: str) -> Iterator[tuple[str, str, str]]:
    at = 0
    for tag in _TAG.finditer(text):
        yield text[at : tag.start()], tag["end"], tag["label"]
        at = tag.end()
    yield text[at:], "", ""


def labels_of(words: Sequence[Word], marks: Marks) -> list[str]:
    """The label of each word."""
    return [
        next((label for label, start, end in marks if start <= one.start and one.end <= end), OUTSIDE)
        for one in words
    ]


def scenes() -> Iterator[Example]:
    """Scenes with their parts, and with other parts put in."""
    for path, language in _files("changes", "scenes"):
        found = _read(path)
        for one in [*found.get("clip", ()), *found.get("scene", ())]:
            yield _example(*unmarked(one["text"]))
        for clip in found.get("clip", ()):
            yield from _varied(clip, language)


def _varied(clip: Mapping[str, Any], language: str) -> Iterator[Example]:
    text, marks = unmarked(clip["text"])
    for label in "sdpt":
        mine = [one for one in marks if one[0] == label]
        if len(mine) != 1:
            continue
        _, start, end = mine[0]
        for value in map(_plain, clip.get(label, ())):
            lead = next(
                (one for one in _IN[language] if text[start:end].startswith(one) and label == "p"), ""
            )
            new = value if value.startswith(lead) else lead + value
            moved = len(new) - (end - start)
            there = [(one, at + moved * (at > start), to + moved * (at >= start)) for one, at, to in marks]
            yield _example(text[:start] + new + text[end:], there)


def turns_beside(parts: Weights) -> Iterator[Example]:
    """Messages of approved conversations beside what the clip shows, whose parts are told by what was learned of them."""
    for path in sorted(MARKED.glob("turns_*.toml")):
        for one in _read(path)["turn"]:
            shown = [word.text for word in words_of(one["shown"])]
            labels = Tagger(parts).labels(seen_alone(shown))
            example = _beside(*unmarked(one["text"]), shown, [label.name for label in labels])
            yield from [example] * _OFTEN


def changes() -> Iterator[Example]:
    """Messages beside a clip: changes of its parts, and what changes none."""
    chance = random.Random(1)
    for path, language in _files("changes"):
        found = _read(path)
        around = _read(MARKED / "around.toml")[language]
        clips = [(one, *_clip(one["text"])) for one in found["clip"]]
        others = [one["text"] for one in found["other"]]
        for _ in range(_CHANGES):
            clip, words, labels = chance.choice(clips)
            told = filled(chance.choice(found["frame"])["text"], clip, parts_by_sort(language), chance)
            if chance.random() < 0.1:
                told = chance.choice(others), []
            if told is not None:
                yield _beside(*_with_more(*told, around, language, chance), words, labels)
    for language in LANGUAGES:
        clips = [_clip(one["text"]) for path, one in _clips(language)]
        for texts in (_ideas(language), _requests(language, chance), _talk(language), values_alone(language)):
            for text in chance.sample(texts, min(_ALONE, len(texts))):
                yield _beside(text, [], *chance.choice(clips))


def _with_more(
    text: str, marks: Marks, around: Mapping[str, Sequence[str]], language: str, chance: random.Random
) -> tuple[str, Marks]:
    """A change with a value, a greeting or thanks before or behind it, now and then."""
    comma, roll = ("，" if language == "zh" else ", "), chance.random()
    if language == "en" and chance.random() < 0.3:
        text = text[:1].upper() + text[1:]
    if roll < 0.12:
        text += comma + chance.choice(around["values"])
    if chance.random() < 0.2:
        text += chance.choice(around["after"])
    lead = ""
    if 0.12 < roll < 0.18:
        lead = chance.choice(around["values"]) + comma
    if chance.random() < 0.12:
        lead = chance.choice(around["before"]) + lead
    return lead + text, [(label, start + len(lead), end + len(lead)) for label, start, end in marks]


@cache
def parts_by_sort(language: str) -> dict[str, list[str]]:
    """Parts of all marked scenes, by what they can fill: the more different ones, the more the frames are learned from."""
    found: dict[str, set[str]] = {"s": set(), "d": set(), "p": set(), "t": set(), "a": set()}
    for path, spoken in _files("changes", "scenes"):
        if spoken != language:
            continue
        for one in [*_read(path).get("clip", ()), *_read(path).get("scene", ())]:
            text, marks = unmarked(one["text"])
            for label, start, end in marks:
                part = text[start:end]
                if language == "zh" and label == "p":
                    part = part.removeprefix("在")
                is_act = language == "zh" or part.split()[0].endswith("ing")
                if label in found and (label != "d" or is_act):
                    found[label].add(part)
                if label in ("s", "x"):
                    found["a"].add(part)
    return {label: sorted(parts) for label, parts in found.items()}


def filled(
    frame: str, clip: Mapping[str, Any], stock: Mapping[str, Sequence[str]], chance: random.Random
) -> tuple[str, Marks] | None:
    """A frame with what fills its places, of the clip or of any other; None where the clip has nothing for one."""
    text, marks, at = "", [], 0
    for slot in _SLOT.finditer(frame):
        values = clip.get(slot[1])
        if not values:
            return None
        others = stock.get(slot[1], ())
        value = _plain(chance.choice(others if others and chance.random() < _ANY else values))
        text += frame[at : slot.start()]
        marks.append((_FILLS.get(slot[1], _GIVES_WAY), len(text), len(text) + len(value)))
        text += value
        at = slot.end()
    return text + frame[at:], marks


def _example(text: str, marks: Marks) -> Example:
    words = words_of(text)
    return seen_alone([one.text for one in words]), labels_of(words, marks)


def seen_alone(words: Sequence[str]) -> Seen:
    """What is seen of the words of a text that stands beside no other."""
    return Seen(words, tables().parted.classes.of(words))


def _clip(text: str) -> tuple[Sequence[str], list[str]]:
    seen, labels = _example(*unmarked(text))
    return seen.words, labels


def _beside(text: str, marks: Marks, shown: Sequence[str], labels: list[str]) -> Example:
    words, parted = words_of(text), tables().parted
    said = [one.text for one in words]
    return seen_beside(said, shown, labels, parted.empty, parted.classes), labels_of(words, marks)


def _ideas(language: str) -> list[str]:
    """Scenes of their own, which change nothing."""
    found = {text for name, text in lessons("changes") if name == "new"}
    found |= {text for name, text in lessons("actions") if name == "generate"}
    found |= {text for name, _, text in turns() if name == "new"}
    found |= {shown for _, shown, _ in turns()}
    found |= {one["expect"]["prompt"] for one in open_cases() if one["expect"].get("prompt")}
    return in_language(language, found)


def _requests(language: str, chance: random.Random) -> list[str]:
    """Scenes of their own in the words of a request."""
    found: list[str] = []
    for path, spoken in _files("requests"):
        read = _read(path)
        around = _read(MARKED / "around.toml")[language]
        for frame in read["frame"] if spoken == language else ():
            fits = [one["text"] for one in read["scene"] if frame["takes"] in ("any", one["kind"])]
            for scene in chance.sample(fits, _SCENES):
                text = frame["text"].replace("{s}", scene)
                found.append(_SLOT.sub(chance.choice(around["values"]), text))
    return found


def _talk(language: str) -> list[str]:
    return in_language(language, {text for name, text in lessons("actions") if name in _TALK})


def values_alone(language: str) -> list[str]:
    """Changes of values and models alone, as the parser reads them."""
    there = ParseContext(last_status="success", last_prompt="x")
    texts = {text for name, text in lessons("actions", "changes") if name in ("edits", "changed")}
    read = ((text, parser().parse(text, there)) for text in sorted(texts))
    return in_language(language, {text for text, said in read if said.edit and not said.prompt})


def in_language(language: str, texts: set[str]) -> list[str]:
    return sorted(text for text in texts if (language == "en") is text.isascii())


def _plain(text: str) -> str:
    return _TAG.sub("", text)


@cache
def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def read_marked(kind: str, language: str, *lists: str) -> Iterator[list[list[dict[str, Any]]]]:
    """These lists of each file of a kind, those that it lacks as empty ones."""
    for path, spoken in _files(kind):
        if spoken == language:
            yield [_read(path).get(one, []) for one in lists]


def read_table(kind: str, language: str, name: str) -> list[str]:
    """A list of one language, from all files of a kind."""
    return [one for path in sorted(MARKED.glob(f"{kind}_*.toml")) for one in _read(path)[language][name]]


def _files(*kinds: str) -> Iterator[tuple[Path, str]]:
    for kind in kinds:
        for path in sorted(MARKED.glob(f"{kind}_*.toml")):
            yield path, path.stem.split("_")[1]


def _clips(language: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path, spoken in _files("changes"):
        if spoken == language:
            yield from ((path, one) for one in _read(path)["clip"])
