"""Lessons made of others: what people add to a scene, so that a word is learned with many scenes and a scene with many
words.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import cycle, islice

from core.parser.marks import MODEL
from core.text import CJK
from tests.core.labelled import (
    ASKED,
    ASKED_END,
    SCENE,
    SCENE_END,
    Labelled,
    cases,
    labelled,
    marked,
    open_cases,
)

_TURNS = 2  # so often a scene that speaks of a value is taught
_NAMED, _VALUED = 4, 2  # one of so many scenes is taught with the name of a model in front, with a value
_VALUES = (
    "S，[竖屏]", "S [10秒]", "S[10秒]", "S, [1080p]", "S [横屏]", "S，[8秒]", "[10秒]，S", "S [9:16]", "S，[方形]", "S[5秒]",
    "S [高清]", "S，[带声音]", "[竖屏] S", "S [竖屏] [10秒]",
)  # fmt: skip
_LATIN_VALUES = (
    "S, [vertical]", "S [9:16]", "S, [10s]", "S in [1080p]", "S [10 seconds]", "S, [landscape]", "S in [vertical]",
    "S, [square]", "S [8s]", "[10 seconds], S", "can you do S in [vertical]?", "S [with audio]", "[vertical], S",
    "S in [landscape], [5s]",
)  # fmt: skip
# ... around scenes that speak of a value themselves
_BESIDE = (
    "[10秒]，(S)", "[竖屏] (S)", "(S)，[8秒]", "用海螺生成(S)", "生成(S)", "可灵2.6 (S)", "帮我做个视频：(S)", "来个[5秒]的(S)",
)  # fmt: skip
_LATIN_BESIDE = (
    "[10 seconds], (S)", "[vertical], (S)", "(S), [8s]", "use hailuo to generate (S)", "make a video of (S)",
    "I'd like a video: (S)", "using Kling O1, (S)", "could you generate a video of (S)? thanks!", "video of (S) in [9:16]",
)  # fmt: skip

_FILLERS = (
    "S，谢谢啦", "S哈哈哈", "那个，S", "S，辛苦", "哈喽，S", "S谢谢", "S～", "嗯…S", "S，急用", "S😂", "亲，S", "S！！！", "S，拜托了",
)  # fmt: skip
_LATIN_FILLERS = (
    "S thanks", "hey, S", "S lol", "um so S", "S haha", "S pls", "hi there! S", "S!!!", "S, cheers", "ok so S", "S :)", "yo S",
    "S thank you so much!!",
)  # fmt: skip
_OTHERWISE = 2  # one of so many lessons is taught as others would type it
_INTO_LATIN = re.compile(f"(?<=[{CJK}])([{ASKED}{SCENE}]?)(?=[A-Za-z0-9])")
_OUT_OF_LATIN = re.compile(f"(?<=[A-Za-z0-9])([{ASKED_END}{SCENE_END}]?)(?=[{CJK}])")
_STOPS = re.compile(r"[,.!?;](?= |$)")


def typed_otherwise(text: str) -> str:
    """A lesson as others would type it: blanks between Chinese and figures, or no stops between English words.

    Where there is nothing to change it comes back as it is.
    """
    if text.isascii():
        return _STOPS.sub("", text) if '"' not in text else text
    return _OUT_OF_LATIN.sub(r"\1 ", _INTO_LATIN.sub(r" \1", text))


def with_others(texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Lessons, and some of them once more as others would type them."""
    for index, (name, text) in enumerate(texts):
        yield name, text
        otherwise = typed_otherwise(text)
        if not index % _OTHERWISE and otherwise != text:
            yield name, otherwise


def with_fillers(text: str, index: int) -> str:
    """A message with what people put around any of them; `index` tells with what."""
    fillers = _LATIN_FILLERS if text.isascii() else _FILLERS
    return fillers[index % len(fillers)].replace("S", text.rstrip(" .!\u3002\uff01~"), 1)


def labelled_otherwise() -> Iterator[Labelled]:
    """Labelled messages, and some of them once more as others would type them."""
    for index, one in enumerate(labelled()):
        yield one
        otherwise = typed_otherwise(one.text)
        if not index % _OTHERWISE and otherwise != one.text:
            kept = tuple(map(typed_otherwise, one.kept))
            yield replace(one, text=otherwise, kept=kept)


def named_scenes() -> Iterator[str]:
    """Scenes with the name of a model in front."""
    for scene in islice(_scenes(), 0, None, _NAMED):
        yield f"{MODEL} {scene}"


def scenes_with_values() -> Iterator[str]:
    """Scenes beside a value that is asked for, some that speak of a value themselves; marked as lessons are."""
    plain = (scene for scene in _scenes() if not marked(scene)[0].spans)
    yield from _varied(islice(plain, 0, None, _VALUED), _VALUES, _LATIN_VALUES)
    traps = [case["trap"] for case in cases("cases/*.toml") if "trap" in case]
    speaking = [
        scene for scene in (*traps, *_scenes()) if not all(span.is_name for span in marked(scene)[0].spans)
    ]
    for turn in range(_TURNS):
        yield from _varied(speaking[turn:], _BESIDE, _LATIN_BESIDE)


def _varied(scenes: Iterable[str], ways: tuple[str, ...], latin_ways: tuple[str, ...]) -> Iterator[str]:
    chinese, latin = cycle(ways), cycle(latin_ways)
    marks = str.maketrans({"[": ASKED, "]": ASKED_END, "(": SCENE, ")": SCENE_END})
    for scene in scenes:
        yield next(latin if scene.isascii() else chinese).translate(marks).replace("S", scene, 1)


def _scenes() -> Iterator[str]:
    """Messages of the open half that are a description and nothing else."""
    for case in open_cases():
        expect = case["expect"]
        if (
            expect["action"] == "generate"
            and expect.get("prompt") == case["text"]
            and not case.get("context")
        ):
            yield case["text"]
