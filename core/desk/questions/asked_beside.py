"""Questions beside what waits that are no answer to it: how it would look, when it is ready, whether it has a value."""

from dataclasses import asdict

from core.desk import reports
from core.desk.clips.facts import line_of
from core.desk.models.times import usual_time
from core.desk.pictures.of_message import pictures_of
from core.desk.reading import said_in
from core.desk.turn import Turn
from core.model import Act, Draft, Intent
from core.planner.values import same
from core.tables import Pointing

_ENDS = frozenset({Act.CANCEL, Act.DECLINE})


async def asked_beside(turn: Turn) -> bool:
    """Handle such a question: it is answered in short, and what waits goes on waiting."""
    if turn.incoming.text.isascii() or turn.intent.action in _ENDS or pictures_of(turn.incoming):
        return False
    return await _asked_for_sample(turn) or await _asked_whether_soon(turn) or await _checks_value(turn)


async def _asked_for_sample(turn: Turn) -> bool:
    """Handle "can I see a sample first?": there is none, and something cheaper can be tried."""
    question = turn.order_in_question
    if (question is None and turn.job is not None) or not _says(turn, Pointing.ASKS_SAMPLE):
        return False
    waits = turn.words("quote.waiting") if question is not None else ""
    await turn.say(turn.desk.phrases.lines(turn.words("quote.no_sample"), waits))
    return True


async def _asked_whether_soon(turn: Turn) -> bool:
    """Handle "will it be ready in a minute?": tell how far it is, or how long one usually takes."""
    if not _says(turn, Pointing.ASKS_SOON):
        return False
    if any(not one.phase.is_over for one in await turn.own_jobs(also_forgotten=True)):
        await reports.status(turn)
    else:
        await usual_time(turn)
    return True


async def _checks_value(turn: Turn) -> bool:
    """Handle "it is landscape, right?" beside an order that waits: yes or no, and what it is made with."""
    question = turn.order_in_question
    found = turn.desk.tables.pointers.first(turn.raw, Pointing.CHECKS_VALUE) if question is not None else None
    if found is None or question is None:
        return False
    said = said_in(turn, found.parts["rest"])
    if said.prompt or not said.names_something or said.quality is not None:
        return False
    key = "facts.is_so" if all(_has(one, said) for one in question.drafts[:1]) else "facts.not_so"
    line = line_of(turn, "facts.waits", question.drafts[0])
    await turn.say(turn.desk.phrases.lines(turn.words(key), line))
    return True


def _has(draft: Draft, said: Intent) -> bool:
    """Whether an order has the model and all the values that are named."""
    if said.model is not None and said.model != draft.order.model:
        return False
    named = {name: value for name, value in asdict(said.wishes).items() if value not in (None, "", ())}
    params = draft.order.params
    return all(
        same(params["duration" if name == "duration_s" else name], value)
        for name, value in named.items()
        if ("duration" if name == "duration_s" else name) in params
    )


def _says(turn: Turn, what: Pointing) -> bool:
    return turn.desk.tables.pointers.says(turn.raw, what)
