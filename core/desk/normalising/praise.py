"""Praise in front of a message, for the clip that is there or what is on offer: what is wanted stands behind it."""

import re
from collections.abc import Sequence

from core.desk.normalising.remarks import is_remark, without_but
from core.desk.questions.answers import orders_all
from core.desk.turn import Turn
from core.punctuation import clauses
from core.tables import Pointing, Said
from core.tables.patterns import MARKS

_LONGEST_PRAISED = 100  # characters
_PRAISES = (Pointing.GLAD, Pointing.GOES)
_FAULTS = (Pointing.JUDGES, Pointing.SEEMS, Pointing.TOO, Pointing.BLURRED, Pointing.SHORT, Pointing.LONG)


def without_praise(turn: Turn, text: str) -> str:
    """The message without the clauses in front that only praise the clip that is there, or a series on offer."""
    question = turn.question
    is_offered = question is not None and orders_all(question)
    is_made = turn.job is not None and turn.job.phase.is_made
    if not (is_made or is_offered) or turn.desk.tables.sayings.says(text, Said.NAMES):
        return text
    kept = clauses(text)
    count = len(kept)
    while len(kept) > 1 and (_is_glad(turn, kept[0][0]) or (is_offered and _agrees(turn, kept))):
        del kept[0]
    if kept and (rest := _behind_praise(turn, kept[0][0])):
        kept[0] = rest, kept[0][1]
        return "".join(clause + mark for clause, mark in kept)
    said = "".join(clause + mark for clause, mark in kept)
    return without_but(turn, said) if len(kept) < count else text


def _agrees(turn: Turn, parts: Sequence[tuple[str, str]]) -> bool:
    """Whether the first clause only says yes to the clips on offer, and what is behind it changes some of them."""
    if not turn.desk.tables.pointers.says(parts[0][0], Pointing.GOES):
        return False
    rest = without_but(turn, "".join(clause + mark for clause, mark in parts[1:]).strip(MARKS))
    return any(turn.desk.tables.sayings.says(rest, one) for one in (Said.SHOT_CHANGED, Said.ALL_CHANGED))


def _is_glad(turn: Turn, clause: str) -> bool:
    """Whether a clause praises the clip, or remarks on it without finding a fault."""
    pointers, revisions = turn.desk.tables.pointers, turn.desk.tables.revisions
    which = pointers.first(clause, Pointing.WHICH)
    if which is not None and "nth" in which.parts:
        return False  # "the second one is best" says which one is meant
    if pointers.says(clause, Pointing.GLAD):
        return True
    if turn.question is not None or not turn.desk.parser.is_talk(clause) or not is_remark(turn, clause):
        return False
    return not any(
        pointers.says(clause, one) for one in (*_FAULTS, Pointing.REFUSES)
    ) and not pointers.remedies(clause, revisions.whole)


def _behind_praise(turn: Turn, clause: str) -> str:
    """What a clause says behind praise and the word that joins it: "gorgeous but a bit empty"."""
    pointers = turn.desk.tables.pointers
    ends = [one.start() for one in re.finditer(r" +", clause)] if clause.isascii() else range(2, len(clause))
    for end in ends if len(clause) <= _LONGEST_PRAISED else ():
        found = pointers.first(clause[end:].strip(), Pointing.BUT)
        if found is not None and any(pointers.says(clause[:end], one) for one in _PRAISES):
            return found.parts["rest"]
    return ""
