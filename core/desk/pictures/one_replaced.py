"""One of the two pictures of a clip replaced: "use this one as the ending instead" keeps the first frame."""

from dataclasses import replace

from core.desk.clips import changes
from core.desk.turn import Turn
from core.model import Act, Draft, Intent, Picture, Role, TaskType
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
