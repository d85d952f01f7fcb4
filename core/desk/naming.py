"""Notes a name for what was just made or sent; spends nothing."""

from dataclasses import replace

from core import continuity
from core.desk.pictures.of_message import waiting_pictures
from core.desk.questions import answers
from core.desk.turn import Turn
from core.model import Picture, PictureSource
from core.ports import Subject
from core.tables import Said


async def named(turn: Turn) -> bool:
    """Handle a message that only gives a name to the picture sent, the order in question, or the last clip."""
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.NAMES)
    if found is None or not turn.owns_job:
        return False
    name = found["name"]
    question = turn.order_in_question
    if turn.incoming.pictures:
        await _note(turn, name, turn.incoming.pictures[0], "notice.what_picture")
        await answers.picture_alone(turn)
        return True
    if question is not None:
        drafts = tuple(replace(one, names=(*one.names, name)) for one in question.drafts)
        turn.ask(replace(question, drafts=drafts))
        await turn.tell("name_given.waits", name=name)
        return True
    waiting = waiting_pictures(turn)
    if waiting:
        await _note(turn, name, waiting[0], "notice.what_picture")
        return True
    return await _of_job(turn, name)


async def _of_job(turn: Turn, name: str) -> bool:
    job = turn.job
    if job is None:
        return False
    own = [one for one in job.draft.pictures if one.source is not PictureSource.RESULT]
    if own:
        await _note(turn, name, own[0], "notice.what_picture")
        return True
    frame = continuity.frame_of(job)
    if frame is None and job.phase.is_over:
        await turn.tell("name_given.nobody", name=name)
        return True
    is_last = await turn.means_last_job()
    what = "notice.what_last" if is_last else "notice.what_that"
    await _note(turn, name, frame or Picture(PictureSource.RESULT, {"job": job.id}), what)
    return True


async def _note(turn: Turn, name: str, picture: Picture, what: str) -> None:
    bare = replace(picture, role=None)
    subject = Subject(name=name, picture=bare, person=turn.person, named_at=turn.now)
    await turn.desk.history.name_subject(turn.room, subject)
    await turn.tell("name_given.noted", name=name, what=turn.words(what))
