"""A picture sent to take the place of something in the clip at hand: one of its two frames, or the look of somebody."""

from dataclasses import replace

from core import continuity
from core.desk.clips import changes
from core.desk.pictures.of_message import as_reference, pictures_of, waiting_pictures
from core.desk.reading import said_in
from core.desk.turn import Turn
from core.model import Act, Draft, Intent, Picture, PictureSource, Role, TaskType
from core.tables import Said


async def one_replaced(turn: Turn) -> bool:
    """Handle a picture that is to be the new first or last frame of the clip at hand; the other one stays."""
    sent, base = turn.incoming.pictures, changes.base_of(turn)
    if len(sent) != 1 or base is None or not (turn.owns_job or turn.order_in_question is not None):
        return False
    sayings, text = turn.desk.tables.sayings, turn.incoming.text
    frames = None
    if sayings.says(text, Said.LAST_REPLACED):
        frames = _with_last(base, sent[0])
    elif sayings.says(text, Said.FIRST_REPLACED) and changes.has_frames(base):
        frames = replace(sent[0], role=Role.FIRST), base.pictures[1]
    if frames is None:
        return False
    turn.intent = Intent(action=Act.GENERATE, edit=True, task_type=TaskType.FRAMES, language=turn.language)
    turn.incoming = replace(turn.incoming, pictures=frames, quoted_pictures=())
    await changes.edit(turn)
    return True


def _with_last(base: Draft, last: Picture) -> tuple[Picture, Picture] | None:
    """The first frame of an order with this one as its last; None where it has no first frame."""
    has_first = changes.has_frames(base) or (
        base.order.task_type is TaskType.IMAGE and len(base.pictures) == 1
    )
    return (replace(base.pictures[0], role=Role.FIRST), replace(last, role=Role.LAST)) if has_first else None


async def looks_as_sent(turn: Turn) -> bool:
    """Handle "use the dog from this photo" where the clip at hand shows one: its scene stays, with the picture."""
    sent, base = pictures_of(turn.incoming) or waiting_pictures(turn), changes.base_of(turn)
    if len(sent) != 1 or base is None or not (turn.owns_job or turn.order_in_question is not None):
        return False
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.LOOKS_AS_SENT)
    if found is None:
        return False
    what = found.get("what", "")  # all of it, if none is named
    if what and not continuity.shows(base.order.prompt, what, turn.desk.tables.revisions):
        return False
    read, new = Intent(action=Act.GENERATE), found.get("new", "")
    if new and new not in what:  # "the dog should be this cat": another word in the scene too
        words = turn.desk.tables.revisions.swapped[turn.language].format(old=what, new=new)
        read = said_in(turn, words)
        turn.incoming = replace(turn.incoming, text=words)
    own = tuple(one for one in base.pictures if one.source is not PictureSource.RESULT)
    turn.intent = replace(
        read, edit=True, task_type=TaskType.REFERENCE, continuity=None, language=turn.language
    )
    turn.incoming = replace(turn.incoming, pictures=as_reference((*own, *sent)), quoted_pictures=())
    turn.talk = replace(turn.talk, pictures=())
    await changes.edit(turn)
    return True
