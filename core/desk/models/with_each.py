"""A clip with each of several models: "a dog on the grass, one with Wan and one with Kling"."""

from core.desk.clips.changes import base_of
from core.desk.reading import models_called_so, names_typed
from core.desk.turn import Turn
from core.model import Language
from core.punctuation import comma
from core.tables import Pointing
from core.tables.asked import LONGEST, Found
from core.tables.patterns import MARKS

FEWEST, MOST = 2, 6
_NAME = "\N{BLACK DIAMOND}"  # stands for the name of a model where a pattern is compared


def without_models(turn: Turn, text: str) -> str:
    """The message without the models that it wants a clip of each with; beside a clip, only these where it says no more."""
    found, names, _ = _told(turn, text, Pointing.WITH_EACH)
    if found is None:
        return text
    pointers = turn.desk.tables.pointers
    rest = [found.parts[one].strip(f"{MARKS}、 ") for one in ("before", "rest") if one in found.parts]
    said = comma(text).join(one for one in rest if one)
    if said and not pointers.says(said, Pointing.ONLY_IT):
        turn.each = tuple(names)
        return said
    if base_of(turn) is None:
        return text
    language: Language = "en" if text.isascii() else "zh"
    return pointers.each_with[language].format(names=pointers.each_join[language].join(names))


def compared(turn: Turn) -> tuple[str, list[str]]:
    """The scene for which several models are to be compared, and these; else nothing."""
    found, _, keys = _told(turn, turn.incoming.text, Pointing.COMPARES_FOR)
    return (found.parts["rest"].strip(MARKS), keys) if found is not None else ("", [])


def _told(turn: Turn, text: str, what: Pointing) -> tuple[Found | None, list[str], list[str]]:
    """How a message says this of several models, their names as typed, and our keys of them."""
    pointers = turn.desk.tables.pointers
    if len(text) > LONGEST or not pointers.says(text, Pointing.MAY_NAME_SEVERAL):
        return None, [], []
    if pointers.says(text, Pointing.ASKS_PRICE):
        return None, [], []  # that is answered as a question
    names = names_typed(turn, text)
    if not FEWEST <= len(names) <= MOST:
        return None, [], []
    keys = models_called_so(turn, names)
    if len(keys) != len(names):
        return None, [], []
    masked = text
    for one in names:
        masked = masked.replace(one, _NAME, 1)
    return pointers.first(masked, what), names, keys
