"""Words that nothing is to be made yet, beside what is asked for: its price is told, and a yes orders it."""

from dataclasses import replace

from core.desk.reading import beside_clip, said_in
from core.desk.turn import Turn
from core.model import Act, Intent
from core.punctuation import clauses, comma, ends_asking
from core.tables import Pointing
from core.tables.patterns import MARKS

_MOST = 3
_AROUND = ("before", "rest")
_VALUES = ("rest", "also")  # in the middle of a question for a price, and at its end
_ASKED = frozenset({Act.GENERATE, Act.QUOTE, Act.SET_PREFERENCE})


def without_not_yet(turn: Turn, text: str) -> str:
    """The message without "don't make it yet" and "just asking" beside a request or a question for its price.

    Where a clip is being made, such words may stop that one: there only a question for a price keeps them away.
    """
    if asks_briefly(turn, text):
        turn.only_price = True
    text = _without_price(turn, text)
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


def _without_price(turn: Turn, text: str) -> str:
    """The message without the question behind a request what a clip with such values costs; the values stay."""
    *before, (question, _) = clauses(text) or [("", "")]
    found = turn.desk.tables.pointers.first(question, Pointing.PRICE_BEHIND) if before else None
    if found is None or (turn.job is not None and "rest" not in found.parts):
        return text  # beside a clip "that" may be what it shows
    scene = "".join(clause + mark for clause, mark in before).strip(MARKS)
    value = " ".join(found.parts[one] for one in _VALUES if found.parts.get(one))
    read = beside_clip(turn, value) if value else None
    if read is not None and (read.prompt or not read.names_something):
        return text
    asked = beside_clip(turn, scene)
    if asked.action is not Act.GENERATE or not asked.prompt:
        return text
    turn.only_price = True
    return f"{scene}{comma(scene)}{value}" if value else scene


def _asks(read: Intent) -> bool:
    return read.action in _ASKED or _is_better(read)


def _is_better(read: Intent) -> bool:
    """Whether the clip at hand is wanted in the best quality, which also chooses models anew."""
    return read.action is Act.CLEAR_PREFERENCE and read.edit


def asks_briefly(turn: Turn, text: str) -> bool:
    """Whether "cheaper?" asks about a clip that is there: a question of a word or two is no order for another one."""
    job = turn.job
    if job is None or not turn.owns_job or not job.phase.is_over or turn.order_in_question is not None:
        return False
    found = turn.desk.tables.pointers.first(text, Pointing.ASKS_BRIEFLY)
    return found is not None and ("asks" in found.parts or ends_asking(text))


def _asked_of_clip(turn: Turn) -> Intent | None:
    """What "can it be 4K?" asks of the clip or the order at hand, and not of all models; None if it asks no such thing."""
    at_hand = turn.order_in_question is not None or (turn.job is not None and turn.owns_job)
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.ASKS_BRIEFLY) if at_hand else None
    if found is None or "rest" not in found.parts:
        return None
    wishes = said_in(turn, found.parts["rest"]).wishes
    return Intent(action=Act.QUOTE, edit=True, wishes=wishes, language=turn.intent.language)


def as_question(turn: Turn, read: Intent) -> Intent:
    """A request, or a model, that is not to be used yet, as the question what it would cost."""
    if read.action is Act.LIST_MODELS and (asked := _asked_of_clip(turn)) is not None:
        return asked
    if not turn.only_price:
        is_order = read.action is Act.GENERATE and turn.job is not None
        invites = is_order and turn.desk.tables.pointers.says(turn.incoming.text, Pointing.INVITES)
        return replace(read, action=Act.QUOTE) if invites else read
    if read.action is Act.GENERATE or _is_better(read):
        return replace(read, action=Act.QUOTE)
    for_good = turn.desk.tables.pointers.says(turn.incoming.text, Pointing.FROM_NOW_ON)
    if read.action is Act.SET_PREFERENCE and not for_good:
        return replace(read, action=Act.QUOTE, save_preference=False)
    return read
