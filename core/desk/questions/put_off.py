"""An answer that is none yet, or that leaves things as they are: nothing is ordered, and what waits goes on waiting."""

from dataclasses import replace

from core.desk.models import comparing
from core.desk.normalising.courtesy import was_told_something
from core.desk.pictures.of_message import pictures_of
from core.desk.prices import quotes
from core.desk.questions.answers import decline, orders_all, tells_it_waits
from core.desk.reading import said_in
from core.desk.turn import Turn
from core.model import Act, Pending
from core.punctuation import clauses
from core.tables import Pointing

_TALK = (Pointing.FINDS_DEAR, Pointing.GLAD, Pointing.THANKS, Pointing.TOO_MANY)
_YES = frozenset({Act.CONFIRM, Act.RETRY})
_NO_WISH = frozenset({Act.CHITCHAT, Act.DECLINE})


async def no_answer(turn: Turn) -> bool:
    """Handle what is no yes: a plain no, "let me think about it", "let's keep this one"."""
    return (
        await _too_dear(turn)
        or await _refused(turn)
        or await _put_off(turn)
        or await _objected(turn)
        or await _kept_as_it_is(turn)
    )


async def prefers_earlier(turn: Turn) -> bool:
    """Handle "too dear, rather the one from before": what waits is given up for what was priced before, or made."""
    question, pointers = turn.order_in_question, turn.desk.tables.pointers
    if question is None or orders_all(question) or not _is_of_what_waits(turn):
        return False
    parts = [clause for clause, _ in clauses(turn.incoming.text) if clause.strip()]
    found = [one for one in (pointers.first(part, Pointing.PREFERS_EARLIER) for part in parts) if one]
    if not found or not _is_only(turn, Pointing.PREFERS_EARLIER):
        return False
    noes = (Pointing.FINDS_DEAR, Pointing.REFUSES)
    # What only talks in front of the wish is no longer in the message as it is read.
    is_refused = any(pointers.says(part, one) for part, _ in clauses(turn.typed) for one in noes)
    if "weak" in found[0].parts and not is_refused:
        return False
    waits = question.drafts[0]
    before = [one for one in question.priced if one.order != waits.order]
    if before:
        turn.ask(replace(question, drafts=(before[-1],), priced=(*question.priced, waits)))
        await quotes.in_question(turn, turn.talk.question or question)
    elif is_refused or (turn.job is not None and turn.job.phase.is_made):
        await decline(turn)
    else:
        await turn.tell("confirm.sure", model=waits.order.model_name, points=waits.order.points)
    return True


async def _too_dear(turn: Turn) -> bool:
    """Handle "that's too much for me, thanks anyway": nothing that waits is ordered by a later yes.

    Without a thanks or a no, what costs less is named once more.
    """
    question, pointers = turn.order_in_question, turn.desk.tables.pointers
    if question is None or pictures_of(turn.incoming):
        return False
    parts = [clause for clause, _ in clauses(turn.incoming.text) if clause.strip()]
    dear = [one for one in parts if pointers.says(one, Pointing.FINDS_DEAR)]
    thanks = [one for one in parts if pointers.says(one, Pointing.THANKS)]
    has_less = question.pending is Pending.CONFIRM and len(question.drafts) > 1 and not orders_all(question)
    if has_less and pointers.says(turn.incoming.text, Pointing.ONLY_DEAR):
        await comparing.cheaper_one(turn)
        return True
    if not dear or not thanks or len(dear) + len(thanks) < len(parts):
        return False
    await decline(turn)
    return True


async def _put_off(turn: Turn) -> bool:
    """Handle a message that only says that it will be thought about, or answered later."""
    question = turn.question
    if not _is_of_what_waits(turn):
        return False
    is_priced = question is not None and question.intent is not None and question.intent.action is Act.QUOTE
    if not (is_priced and _is_only(turn, Pointing.NOT_YET)) and (
        not _is_only(turn, Pointing.PUTS_OFF) or turn.intent.action is Act.DECLINE
    ):
        return False
    await tells_it_waits(turn)
    return True


async def _refused(turn: Turn) -> bool:
    """Handle a no in so many words ("let's not"), which must never pass for a yes."""
    question = turn.question
    if (
        question is None
        or not question.drafts
        or turn.intent.action not in _YES
        or not _is_of_what_waits(turn)
    ):
        return False
    if not _is_only(turn, Pointing.REFUSES):
        return False
    await decline(turn)
    return True


async def _objected(turn: Turn) -> bool:
    """Handle "ok, but that's too expensive" and "yes, but not now": an objection behind a yes takes it back."""
    question, pointers, text = turn.question, turn.desk.tables.pointers, turn.incoming.text
    found = pointers.first(text, Pointing.GOES_BUT)
    if found is None or question is None or not question.drafts or not _is_of_what_waits(turn):
        return False
    rest = found.parts["rest"]
    is_put_off = any(pointers.says(rest, one) for one in (*_TALK, Pointing.PUTS_OFF, Pointing.REFUSES))
    if not is_put_off or pointers.says(rest, Pointing.GLAD):
        return False
    await turn.tell("quote.waiting")
    return True


async def _kept_as_it_is(turn: Turn) -> bool:
    """Handle "let's keep this one": a no where a clip is there or the price is too high, and else asked about."""
    question, job = turn.order_in_question, turn.job
    is_made = job is not None and (job.phase.is_made or turn.status_word(job) == "cancelled")
    if (
        pictures_of(turn.incoming)
        or not (question is not None or is_made)
        or not _is_only(turn, Pointing.KEEPS)
    ):
        return False
    if question is None and turn.job is not None and turn.status_word(turn.job) == "cancelled":
        turn.intent = replace(turn.intent, action=Act.RESEND)
        return False  # what was submitted may still be brought
    if question is None:
        await turn.tell("small.ok")
        return True
    text, pointers = turn.incoming.text, turn.desk.tables.pointers
    noes = (Pointing.FINDS_DEAR, Pointing.REFUSES)
    if is_made or any(pointers.says(clause, one) for clause, _ in clauses(text) for one in noes):
        await decline(turn)
        return True
    drafts = question.drafts if orders_all(question) else question.drafts[:1]
    points = sum(one.order.points for one in drafts)
    await turn.tell("confirm.sure", model=drafts[0].order.model_name, points=points)
    return True


def _is_of_what_waits(turn: Turn) -> bool:
    return was_told_something(turn) and not turn.points_at_job and not pictures_of(turn.incoming)


def _is_only(turn: Turn, what: Pointing) -> bool:
    """Whether a clause says this, and all others are only talk about the price, praise or a no."""
    pointers = turn.desk.tables.pointers
    parts = [clause for clause, _ in clauses(turn.incoming.text) if clause.strip()]
    others = [one for one in parts if not pointers.says(one, what)]
    if len(others) == len(parts):
        return False
    return all(any(pointers.says(one, talk) for talk in _TALK) or _is_talk(turn, one) for one in others)


def _is_talk(turn: Turn, clause: str) -> bool:
    goes = turn.desk.tables.pointers.first(clause, Pointing.GOES)
    if goes is not None and goes.parts.get("weak"):
        return True  # "ok, let me think"
    read = said_in(turn, clause, turn.question)
    return read.action in _NO_WISH and read.choice is None
