"""The models that words name."""

from collections.abc import Sequence

from core.desk.reading import said_in
from core.desk.turn import Turn


def names_typed(turn: Turn, words: str) -> list[str]:
    """The names of models in these words, as typed and in their order."""
    sheet = turn.desk.parser.sheet(words)
    return [sheet.folded.typed(one.start, one.end) for one in sheet.spans if one.is_name]


def models_named(turn: Turn, words: str) -> list[str]:
    """Our keys of the models that these words name, in their order."""
    return models_called_so(turn, names_typed(turn, words))


def models_called_so(turn: Turn, names: Sequence[str]) -> list[str]:
    """Our keys of the models that are called so, each once."""
    said = (said_in(turn, name).model for name in names)
    return list(dict.fromkeys(one for one in said if one is not None))
