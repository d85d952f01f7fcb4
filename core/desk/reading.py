"""What a message says, read against what this person was asked and made before."""

from core import continuity
from core.desk.pictures import pictures_of, waiting_pictures
from core.desk.turn import Turn
from core.model import Intent, ParseContext, Pending
from core.ports import Question


def parse(turn: Turn, question: Question | None) -> Intent:
    """The intent of the message; `question` is what it may answer."""
    incoming, job = turn.incoming, turn.job
    images = len(pictures_of(incoming))
    if not images and turn.desk.tables.talk.small_talk(incoming.text) == "other":
        # A greeting says nothing of the pictures that wait.
        images = len(waiting_pictures(turn))
    waits = turn.order_in_question if question is not None else None
    last = waits.drafts[0] if waits is not None else job.draft if job is not None else None
    read = turn.desk.parser.parse(
        incoming.text,
        ParseContext(
            images=images,
            last_status="success" if waits is not None and job is None else turn.status_word(job),
            last_task_type=last.order.task_type if last is not None else None,
            last_model_id=last.order.model_id if last is not None else None,
            last_prompt=last.order.prompt if last is not None else "",
            pending=None
            if question is None or question.pending is Pending.PICTURE_MISSING
            else question.pending,
            names=tuple(one.name for one in turn.subjects),
            direct=incoming.address.direct,
            language=incoming.language,
        ),
    )
    revisions = turn.desk.tables.revisions
    return continuity.without_absent(read, incoming.text, revisions, has_pictures=bool(images))
