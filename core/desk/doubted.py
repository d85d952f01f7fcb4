"""Words of an order that are more likely said to us than to be shown."""

from core.desk.clips.differences import new_words
from core.desk.told import is_told
from core.desk.turn import Turn
from core.model import Continuity, Draft
from core.punctuation import ENDS, clauses
from core.tables import Pointing

_REMARKS = (Pointing.PRAISE, Pointing.JUDGES, Pointing.HESITATES)
_LONGEST_REMARK = 120  # characters


def doubted(turn: Turn, draft: Draft) -> str:
    """Words that are to be shown or left out, and are more likely said to us, or speak of a clip that only we know."""
    pointers, words, absent = (
        turn.desk.tables.pointers,
        turn.intent.prompt,
        turn.intent.wishes.negative_prompt,
    )
    job = turn.job
    if job is not None and absent and _speaks_to_us(turn, absent):
        return absent
    if not words:
        return ""
    if job is not None:
        before = job.draft.order.prompt if draft.parent == job.id else ""
        if _speaks_to_us(turn, new_words(before, draft.order.prompt)):
            return words
    if words not in draft.order.prompt:
        return ""
    is_of_ours = not draft.pictures and pointers.says(words, Pointing.OF_OURS)
    if turn.intent.continuity is Continuity.NEXT:
        return words if is_of_ours else ""  # what happens next was announced
    if words.startswith(tuple(one.name for one in turn.subjects)):
        # What becomes of somebody known is to be seen, unless it is only found nice or odd.
        return words if any(pointers.says(words, one) for one in _REMARKS) else ""
    is_for_us = is_of_ours or is_told(turn, words) or turn.desk.parser.is_said_to_us(words)
    return words if is_for_us else ""


def _speaks_to_us(turn: Turn, words: str) -> bool:
    """Whether a clause of a few words speaks of us, or of clips: nothing of it can be seen."""
    if len(words) > _LONGEST_REMARK or len(words.strip(ENDS)) == 1:
        return False  # a story may say anything, and a character that differs may be a part of any word
    parts = [clause for clause, _ in clauses(words)]
    return any(turn.desk.tables.pointers.says(one, Pointing.TO_US) for one in parts)
