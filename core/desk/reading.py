"""What a message says, read against what this person was asked and made before."""

from collections.abc import Sequence
from dataclasses import replace

from core import continuity
from core.desk.pictures import pictures_of, waiting_pictures
from core.desk.turn import Turn
from core.model import Intent, ParseContext, Pending, Picture
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


def said_in(turn: Turn, words: str, question: Question | None = None) -> Intent:
    """What these words would say in the place of the message, which stays as it came."""
    came = turn.incoming
    turn.incoming = replace(came, text=words)
    intent = parse(turn, question)
    turn.incoming = came
    return intent


def goes_on_as(turn: Turn, words: str, pictures: Sequence[Picture] | None = None) -> Intent:
    """The message is these words from now on, with these pictures where some are given; what they say."""
    turn.incoming = replace(turn.incoming, text=words)
    if pictures is not None:
        turn.incoming = replace(turn.incoming, pictures=tuple(pictures), quoted_pictures=())
    return parse(turn, None)
