"""Everyday wordings for a value, put as the parser knows them: "make it standard" is "standard mode"."""

from collections.abc import Iterable

from core.desk.clips.changes import base_of
from core.desk.clips.differences import sound_of
from core.desk.questions.answers import orders_all
from core.desk.sound.added import tells_of_it
from core.desk.turn import Turn
from core.model import Draft
from core.punctuation import clauses, comma
from core.tables.paraphrases import Paraphrase

_MOST_CLAUSES = 8


def paraphrased(turn: Turn, text: str) -> str:
    """The message with such clauses beside an order, and at the end of a new request, in the parser's words."""
    question = turn.order_in_question
    if question is not None and orders_all(question):
        return text  # there "several shots" are those of the series
    parts = clauses(text)
    if len(parts) > _MOST_CLAUSES or turn.desk.tables.several.both_shapes(text)[0]:
        return text  # two shapes in two clauses belong together
    base = base_of(turn)
    rows = [one for one in turn.desk.tables.paraphrases if _counts(one, base, is_alone=len(parts) == 1)]
    return "".join(
        _put(turn, rows, base, clause, may_begin=base is not None or place > 0) + mark
        if base is not None or place == len(parts) - 1
        else clause + mark
        for place, (clause, mark) in enumerate(parts)
    )


def _counts(one: Paraphrase, base: Draft | None, *, is_alone: bool) -> bool:
    """Whether a wording is known beside this order, or in a new request."""
    if base is None:
        return one.new
    return one.heard is None or (not is_alone and one.heard is bool(sound_of(base)))


def _put(turn: Turn, rows: Iterable[Paraphrase], base: Draft | None, clause: str, *, may_begin: bool) -> str:
    for one in rows:
        found = one.read(clause)
        if found is None or not (found[0] or may_begin):
            continue
        if base is not None and one.heard is not None and tells_of_it(turn, base, clause):
            continue
        return comma(clause).join(part for part in found if part)
    return clause
