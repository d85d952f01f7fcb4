"""Words that nothing is to be made yet, beside what is asked for: its price is told, and a yes orders it."""

from dataclasses import replace

from core.desk.reading import beside_clip
from core.desk.turn import Turn
from core.model import Act, Intent
from core.punctuation import comma
from core.tables import Pointing

_MOST = 3
_AROUND = ("before", "rest")
_ASKED = frozenset({Act.GENERATE, Act.QUOTE, Act.SET_PREFERENCE})


def without_not_yet(turn: Turn, text: str) -> str:
    """The message without "don't make it yet" and "just asking" beside a request or a question for its price.

    Where a clip is being made, such words may stop that one: there only a question for a price keeps them away.
    """
    for _ in range(_MOST):
        found = turn.desk.tables.pointers.first(text, Pointing.NOT_YET)
        asked = [found.parts[one] for one in _AROUND if one in found.parts] if found is not None else []
        rest = comma(*asked).join(asked)
        is_running = turn.job is not None and not turn.job.phase.is_over
        read = beside_clip(turn, rest) if rest else None
        if read is None or not _asks(read) or (is_running and read.action is not Act.QUOTE):
            return text
        text, turn.only_price = rest, True
    return text


def _asks(read: Intent) -> bool:
    return read.action in _ASKED or _is_better(read)


def _is_better(read: Intent) -> bool:
    """Whether the clip at hand is wanted in the best quality, which also chooses models anew."""
    return read.action is Act.CLEAR_PREFERENCE and read.edit


def as_question(turn: Turn, read: Intent) -> Intent:
    """A request, or a model, that is not to be used yet, as the question what it would cost."""
    if not turn.only_price:
        return read
    if read.action is Act.GENERATE or _is_better(read):
        return replace(read, action=Act.QUOTE)
    for_good = turn.desk.tables.pointers.says(turn.incoming.text, Pointing.FROM_NOW_ON)
    if read.action is Act.SET_PREFERENCE and not for_good:
        return replace(read, action=Act.QUOTE, save_preference=False)
    return read
