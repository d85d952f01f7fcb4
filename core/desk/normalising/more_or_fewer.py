"""Another number told by the difference: "add two more" beside a clip of three ducklings makes it five."""

import re

from core.desk.clips.changes import base_of
from core.desk.turn import Turn
from core.model import Language
from core.tables import Found, Pointing

_SIGNS = {Pointing.SO_MANY_MORE: 1, Pointing.SO_MANY_FEWER: -1, Pointing.SO_MANY: 0}
_LONGEST = 40  # characters; a longer message tells more than a number
_NEAR = 10  # characters behind a Chinese number in which its thing stands


def with_number_in_all(turn: Turn, text: str) -> str:
    """The message with the number of all in the place of how many more or fewer; as it is where nothing was counted."""
    base, pointers = base_of(turn), turn.desk.tables.pointers
    if base is None or len(text) > _LONGEST or turn.incoming.pictures:
        return text
    for what, sign in _SIGNS.items():
        found = pointers.first(text, what)
        if found is not None:
            return _in_all(turn, base.order.prompt, found, sign) or text
    return text


def _in_all(turn: Turn, shown: str, found: Found, sign: int) -> str:
    """The change to the number of all; empty where the description counts no such thing, or several."""
    pointers = turn.desk.tables.pointers
    language: Language = "en" if shown.isascii() else "zh"
    there = list(pointers.reach[f"counted_{language}"].finditer(shown))
    measure, thing = found.parts.get("of"), found.parts.get("what", "").strip()
    if measure is not None:
        there = [
            one
            for one in there
            if one["of"] == measure and shown.find(thing, one.end(), one.end() + _NEAR) >= 0
        ]
    elif thing:
        there = [one for one in there if one["what"].split()[-1] in (thing, f"{thing}s")]
    if len(there) != 1:
        return ""
    before, n = _number(turn, there[0]["n"]), _number(turn, found.parts["n"])
    after = 0 if not (before and n) else before + sign * n if sign else n
    word = _word(turn, after, language)
    if not word:
        return ""
    what = there[0]["what" if measure is None else "of"]
    named = _one_of(what) if measure is None and after == 1 else what
    return pointers.so_many[language].format(n=word, what=named)


def _number(turn: Turn, word: str) -> int:
    return int(word) if word.isdecimal() else turn.desk.tables.pointers.numbers.get(word.casefold(), 0)


def _word(turn: Turn, number: int, language: Language) -> str:
    """The word for a number; empty for none at all and beyond the last that has one."""
    words = turn.desk.tables.pointers.counts[language].split()
    return words[number - 1] if 0 < number <= len(words) else ""


def _one_of(many: str) -> str:
    """The thing itself: "ducklings" are several of a "duckling"."""
    return re.sub("ies$", "y", many) if many.endswith("ies") else many.removesuffix("s")
