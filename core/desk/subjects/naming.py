"""Notes a name for what was just made or sent; spends nothing."""

from collections.abc import Mapping
from dataclasses import replace

from core import continuity
from core.desk.pictures.of_message import pictures_of, waiting_pictures
from core.desk.pictures.waiting import with_what_was_missing
from core.desk.questions import answers
from core.desk.reading import read
from core.desk.subjects.known import subject_called
from core.desk.turn import LOOKS_BACK, Turn
from core.model import Job, Pending, Picture, PictureSource
from core.ports import Subject
from core.punctuation import clauses
from core.tables import Said

_MOST_CLAUSES = 6
_MOST_NAMED = 3


async def named(turn: Turn) -> bool:
    """Handle a message that only gives a name to the picture sent, the order in question, or the last clip."""
    if not turn.owns_job:
        return False
    sayings, text = turn.desk.tables.sayings, turn.incoming.text
    found = sayings.find(text, Said.NAMES)
    if found is None and turn.incoming.pictures:
        found = sayings.find(text, Said.INTRODUCES)
    asked = _remembered(turn)
    if found is None and asked is None:
        return await _named_first(turn)
    found = found or asked
    assert found is not None
    name = found["name"]
    if await is_taken(turn, name):
        return True
    question = turn.order_in_question
    if turn.incoming.pictures:
        await _of_sent(turn, name, is_asked=asked is not None)
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
    if await _of_job(turn, name, await _clip_of(turn, found.get("who", ""))):
        return True
    if asked is not None and found is asked:
        await turn.tell("name_given.nobody", name=name)
    return asked is not None and found is asked


async def several_named(turn: Turn) -> bool:
    """Handle a message that gives names to two or three at once: "the cat is Mimi, the dog is Rex"."""
    parts = [one for one, _ in clauses(turn.incoming.text) if one.strip()]
    if not 1 < len(parts) <= _MOST_NAMED or not turn.owns_job or turn.order_in_question is not None:
        return False
    found = [turn.desk.tables.sayings.find(one.strip(), Said.NAMES) for one in parts]
    pictures = turn.incoming.pictures or waiting_pictures(turn) or _shown_by(turn.job)
    if not pictures or any(one is None or "who" not in one for one in found):
        return False
    told = [one for one in found if one is not None]
    if any([await is_taken(turn, one["name"]) for one in told]):
        return True
    if turn.job is not None and len(pictures) == len(told):  # introduced in their order
        shown = turn.job.draft.order.prompt
        told.sort(key=lambda one: shown.find(one["who"]))
    for at, one in enumerate(told):
        await _keep(turn, one["name"], pictures[at if len(pictures) == len(told) else 0])
    names = turn.words("changed.join").join(one["name"] for one in told)
    is_of_job = pictures == _shown_by(turn.job) and pictures[0].source is PictureSource.RESULT
    what = turn.words("notice.what_last" if is_of_job else "notice.what_picture")
    await turn.tell("name_given.noted_several", names=names, what=what)
    return True


def _shown_by(job: Job | None) -> tuple[Picture, ...]:
    """The pictures that a job was made with, else the one that its clip shows."""
    if job is None:
        return ()
    own = tuple(one for one in job.draft.pictures if one.source is not PictureSource.RESULT)
    frame = continuity.frame_of(job)
    return own or ((frame,) if frame is not None else ())


async def shown_anew(turn: Turn) -> bool:
    """Handle another picture of somebody known: from now on they look as in this one."""
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.NEWER_OF)
    known = subject_called(turn, found["name"]) if found is not None else None
    if known is None or len(turn.incoming.pictures) != 1:
        return False
    if not await is_taken(turn, known.name):
        await _keep(turn, known.name, turn.incoming.pictures[0])
        if turn.question is not None and turn.question.pending is Pending.PICTURE_ALONE:
            turn.close_question()  # what the older one is for
        turn.talk = replace(turn.talk, pictures=())
        await turn.tell("name_given.newer", name=known.name)
    return True


async def is_taken(turn: Turn, name: str) -> bool:
    """Handle a name that somebody else gave in this chat: it stays theirs, which is said."""
    known = subject_called(turn, name)
    if known is None or known.person == turn.person:
        return False
    await turn.tell("name_given.taken", name=known.name)
    return True


async def _of_sent(turn: Turn, name: str, *, is_asked: bool) -> None:
    """Note whom the picture of this message shows, and ask what it is for, unless a request waits for it."""
    picture, waits = turn.incoming.pictures[0], turn.question
    if waits is not None and waits.pending is Pending.PICTURE_MISSING:
        await _keep(turn, name, picture)
        turn.pointed = turn.words("name_given.kept", name=name)
        await with_what_was_missing(turn, waits)
        return
    if is_asked or _was_told(turn):
        await _note(turn, name, picture, "notice.what_picture")
        return
    await _keep(turn, name, picture)
    turn.pointed = turn.words("name_given.noted", name=name, what=turn.words("notice.what_picture"))
    await answers.picture_alone(turn)


def _was_told(turn: Turn) -> bool:
    """Whether what the pictures so far are for was asked, and they only show somebody who has a name."""
    asked = turn.question
    if asked is None or asked.incoming is None or asked.pending is not Pending.PICTURE_ALONE:
        return False
    known = [one.picture.ref for one in turn.subjects]
    return all(one.ref in known for one in pictures_of(asked.incoming))


def _remembered(turn: Turn) -> Mapping[str, str] | None:
    """The name in a message that only gives it and wants it remembered: "remember this is Rex"."""
    sayings = turn.desk.tables.sayings
    found = sayings.all_in(turn.incoming.text, Said.REMEMBERS)
    return next((named for one in found if (named := sayings.find(one["rest"], Said.NAMES))), None)


async def _named_first(turn: Turn) -> bool:
    """Note a name given in front of what else is said, which may already use it; True only if it is somebody else's."""
    parts = [clause + mark for clause, mark in clauses(turn.incoming.text)]
    if (
        not 1 < len(parts) <= _MOST_CLAUSES
        or pictures_of(turn.incoming)
        or turn.order_in_question is not None
    ):
        return False
    found = turn.desk.tables.sayings.find(parts[0].strip(), Said.NAMES)
    job = await _clip_of(turn, found.get("who", "")) if found is not None else None
    frame = continuity.frame_of(job) if job is not None else None
    if found is None or job is None or frame is None or not _shows(turn, job, found.get("who", ""), parts[0]):
        return False
    if await is_taken(turn, found["name"]):
        return True
    subject = Subject(
        name=found["name"], picture=replace(frame, role=None), person=turn.person, named_at=turn.now
    )
    await turn.desk.history.name_subject(turn.room, subject)
    turn.subjects = (subject, *turn.subjects)
    rest = "".join(parts[1:])
    join = next((one for one in turn.desk.tables.revisions.joins if rest.casefold().startswith(one)), "")
    turn.incoming = replace(turn.incoming, text=rest[len(join) :])
    turn.intent = read(turn)
    if (
        turn.intent.prompt
        and not turn.intent.edit
        and (told := _told_of(turn, subject.name, turn.incoming.text))
    ):
        turn.incoming = replace(turn.incoming, text=told)
        turn.intent = read(turn)
    return False


def _told_of(turn: Turn, name: str, rest: str) -> str:
    """What is said behind a name, told of that one where it leaves out who does it; empty where it does not."""
    story = turn.desk.tables.sayings.story
    pronoun = story.pronoun.match(rest)
    if pronoun is not None:
        return f"{name}{' ' if rest.isascii() else ''}{rest[pronoun.end() :].lstrip()}"
    if rest.isascii():
        does = story.acts.match(rest) or story.doing.match(rest)
        return f"{name} {rest}" if does else ""
    return f"{name}{rest}" if continuity.does(rest, story) or story.leaves_out.match(rest) else ""


def _shows(turn: Turn, job: Job, who: str, words: str) -> bool:
    """Whether a clip shows whom the words name; somebody else is introduced for the scene that follows."""
    shown, revisions = job.draft.order.prompt.casefold(), turn.desk.tables.revisions
    if who:
        return who.casefold() in shown
    somebody = revisions.subject["en" if words.isascii() else "zh"].search(revisions.plain(words))
    if somebody is None:
        return True
    name = somebody.group().casefold()
    return (name.split()[-1] if name.isascii() else name[-1]) in shown


async def _clip_of(turn: Turn, who: str) -> Job | None:
    """The newest clip that shows somebody called so, else the one at hand."""
    if not who or turn.points_at_job:
        return turn.job
    jobs = await turn.own_jobs(limit=LOOKS_BACK)
    return next((one for one in jobs if who.casefold() in one.draft.order.prompt.casefold()), turn.job)


async def _of_job(turn: Turn, name: str, job: Job | None) -> bool:
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
    is_last = turn.job is job and await turn.means_last_job()
    what = "notice.what_last" if is_last else "notice.what_that"
    await _note(turn, name, frame or Picture(PictureSource.RESULT, {"job": job.id}), what)
    return True


async def _note(turn: Turn, name: str, picture: Picture, what: str) -> None:
    await _keep(turn, name, picture)
    await turn.tell("name_given.noted", name=name, what=turn.words(what))


async def _keep(turn: Turn, name: str, picture: Picture) -> None:
    bare = replace(picture, role=None)
    subject = Subject(name=name, picture=bare, person=turn.person, named_at=turn.now)
    await turn.desk.history.name_subject(turn.room, subject)
