"""What is told of whom a video is for, "her favourite thing is roses": what it is to show, or to show as well."""

from core import continuity
from core.desk.clips.changes import base_of
from core.desk.turn import Turn
from core.model import Pending
from core.tables import hints


def of_theirs(turn: Turn, text: str) -> str:
    """The message as a wish where it tells what whom the video is for is fond of.

    It may stand behind the request itself. It answers the question what a video for somebody is to show; beside a clip
    that was made for somebody it is added.
    """
    wished, question, base = turn.desk.tables.wished, turn.question, base_of(turn)
    if turn.incoming.pictures:
        return text
    if question is not None and question.pending is Pending.WORDS_MISSING and question.incoming is not None:
        asked = question.incoming.text
        if not wished.is_for_somebody(asked):
            return text
        return next((one.plain for one in hints(text, wished.of_theirs, what=asked)), text)
    whole = next((one.plain for one in hints(text, wished.of_theirs_whole)), "")
    if whole:
        return whole
    if base is None or not wished.is_for_somebody(base.order.prompt):
        return text
    found = hints(text, wished.of_theirs_too)
    shown, revisions = base.order.prompt, turn.desk.tables.revisions
    return next(
        (one.plain for one in found if not continuity.shows(shown, one.parts["rest"], revisions)), text
    )
