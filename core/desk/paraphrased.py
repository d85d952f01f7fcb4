"""Everyday wordings for a value, put as the parser knows them: "make it standard" is "standard mode"."""

from core.desk.clips.changes import base_of
from core.desk.questions.answers import orders_all
from core.desk.turn import Turn
from core.punctuation import clauses, comma

_MOST_CLAUSES = 8


def paraphrased(turn: Turn, text: str) -> str:
    """The message with such clauses beside an order, and at the end of a new request, in the parser's words."""
    question = turn.order_in_question
    if question is not None and orders_all(question):
        return text  # there "several shots" are those of the series
    parts = clauses(text)
    if len(parts) > _MOST_CLAUSES:
        return text
    is_new = base_of(turn) is None
    return "".join(
        _put(turn, clause, is_new=is_new, is_first=not place) + mark
        if not is_new or place == len(parts) - 1
        else clause + mark
        for place, (clause, mark) in enumerate(parts)
    )


def _put(turn: Turn, clause: str, *, is_new: bool, is_first: bool) -> str:
    for one in turn.desk.tables.paraphrases:
        found = one.read(clause) if one.new or not is_new else None
        if found is not None and (found[0] or not (is_new and is_first)):
            return comma(clause).join(part for part in found if part)
    return clause
