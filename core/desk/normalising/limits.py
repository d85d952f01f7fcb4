"""A limit of points told beside a request: what is made keeps to it, or is asked about."""

from collections.abc import Mapping

from core.desk.turn import Turn
from core.drafts import Priced, as_asked
from core.model import Act, ParseContext
from core.punctuation import clauses
from core.tables import Found, Pointing
from core.tables.patterns import MARKS

_MOST_CLAUSES = 8


def without_limit(turn: Turn, text: str) -> str:
    """The message without the limit of points that it names beside something else; the turn keeps to the limit."""
    pointers = turn.desk.tables.pointers
    if pointers.says(text, Pointing.WITHIN):
        return text  # it asks for models
    found = pointers.first(text, Pointing.LIMITED)
    if found is not None:
        return _kept_to(turn, found, found.parts["before"], text)
    parts = [clause + mark for clause, mark in clauses(text)]
    for place, one in enumerate(parts if 1 < len(parts) <= _MOST_CLAUSES else ()):
        found = pointers.first(one, Pointing.LIMITS)
        if found is not None:
            left = "".join(parts[:place] + parts[place + 1 :]).strip()
            return _kept_to(turn, found, left if place + 1 < len(parts) else left.rstrip(MARKS), text)
    return text


def _kept_to(turn: Turn, found: Found, left: str, text: str) -> str:
    """The request without the limit, which the turn keeps to; the whole message where nothing is asked for."""
    read = turn.desk.parser.parse(left, ParseContext(last_status=turn.status_word(turn.job)))
    if read.action is not Act.GENERATE or not (read.prompt or read.edit):
        return text
    turn.most_points = max(1, int(found.parts["limit"]) - ("strict" in found.parts))
    return left


def within_limit(turn: Turn, priced: Mapping[str, Priced]) -> Mapping[str, Priced]:
    """The models that keep to the limit that the person named, those with all values first; all, if none does."""
    if not turn.most_points:
        return priced
    fits = {key: one for key, one in priced.items() if one.points <= turn.most_points}
    return {key: fits[key] for key in as_asked(fits)} or fits or priced


def limit_before(turn: Turn) -> int:
    """What the order that the message changes may cost at most; 0 where no limit was told, or one was gone over since."""
    question, job = turn.order_in_question, turn.job
    if not (turn.intent.edit or turn.intent.again):
        return 0
    if question is not None:
        return question.drafts[0].most_points
    if job is None or not turn.owns_job or job.draft.order.points > job.draft.most_points:
        return 0
    return job.draft.most_points
