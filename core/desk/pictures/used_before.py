"""Pictures that earlier clips were made from: used once more for another clip, or asked about."""

import re
from dataclasses import replace

from core.desk.clips import changes
from core.desk.pictures.of_message import as_reference, pictures_of, sent_before, waiting_pictures
from core.desk.pictures.waiting import in_place_of
from core.desk.reading import goes_on_as, said_in
from core.desk.requests import request
from core.desk.turn import Turn
from core.model import Act, Draft, Intent, Notice, Pending, Picture, PictureSource, TaskType
from core.tables import Said

_FRAMES = 2  # pictures
_ASKS_FOR = frozenset({Act.GENERATE, Act.QUOTE})


async def same_picture(turn: Turn) -> bool:
    """Handle "the same picture, but …": a change of the clip made from it, or another clip of that picture."""
    sayings, text = turn.desk.tables.sayings, turn.incoming.text
    found = sayings.find(text, Said.SAME_PICTURE)
    if found is None or _brings_others(turn):
        return False
    if sayings.says(text, Said.NAMES_LOOK) and not _changes(turn, found["rest"]):
        return False  # the picture's own look is wanted
    pictures = sent_before(turn)
    if "nth" in found:
        place = sayings.place(found, len(pictures))
        pictures = () if place is None else pictures[place : place + 1]
    if not pictures and "nth" not in found:
        return await _same_clip(turn, found["rest"])
    if len(pictures) > 1 and "which" in found:
        await _with_all(turn, pictures, found["rest"])
        return True
    if len(pictures) != 1:
        return False
    turn.incoming = replace(turn.incoming, quoted_pictures=())  # those of the clip that is replied to
    instead = sayings.find(found["rest"], Said.SHOWS_INSTEAD)
    words = instead["rest"] if instead is not None else found["rest"]
    is_anew = instead is not None or not {"nth", "before"}.isdisjoint(
        found
    )  # "once more with that picture, …"
    if not is_anew and _changes(turn, words):
        turn.incoming = replace(turn.incoming, text=words)
        turn.intent = said_in(turn, words)
        await changes.edit(turn)
        return True
    said = said_in(turn, words, beside=pictures)
    if said.action not in _ASKS_FOR or not said.prompt:
        return False
    base = changes.base_of(turn)
    lent = base is not None and base.order.task_type is TaskType.REFERENCE and pictures[0] in _own(base)
    if lent and not sayings.says(words, Said.MOVES_PICTURED):
        await _with_all(turn, pictures, words)  # it lent its style, and is no first frame now
        return True
    await _moves(turn, pictures, goes_on_as(turn, words, pictures))
    return True


async def _with_all(turn: Turn, pictures: tuple[Picture, ...], words: str) -> None:
    """Order a clip of several pictures sent before, used as they were for the clip at hand."""
    base = changes.base_of(turn)
    frames = base is not None and base.order.task_type is TaskType.FRAMES
    pictures = in_place_of(base, pictures)[1] if base is not None and frames else as_reference(pictures)
    turn.intent = replace(
        goes_on_as(turn, words, pictures),
        action=Act.GENERATE,
        task_type=TaskType.FRAMES if frames else TaskType.REFERENCE,
        ambiguous_roles=False,
        edit=False,
        continuity=None,
    )
    turn.incoming = replace(turn.incoming, pictures=pictures, quoted_pictures=())
    turn.close_question()
    turn.preface = turn.words("notice.continuity_same", what=turn.words("notice.what_picture"))
    await request(turn)


async def _same_clip(turn: Turn, words: str) -> bool:
    """Handle "the same picture, but …" where none was sent: what the clip at hand shows is meant."""
    if changes.base_of(turn) is None or not turn.owns_job or turn.question is not None:
        return False
    said = said_in(turn, words)
    if said.action is not Act.GENERATE:
        return False
    if said.prompt and not said.edit:
        if turn.intent.prompt.endswith(said.prompt):
            turn.intent = replace(turn.intent, prompt=said.prompt)  # without "but this time"
        return False
    turn.incoming, turn.intent = replace(turn.incoming, text=words), said
    await changes.edit(turn)
    return True


def _changes(turn: Turn, words: str) -> bool:
    """Whether these words change the clip made from the picture, and do not say what it is to do instead."""
    base = changes.base_of(turn)
    if base is None or not turn.owns_job or not _own(base):
        return False
    said = said_in(turn, words)
    is_change = said.action is Act.GENERATE and (said.edit or not said.prompt)
    return is_change and not turn.desk.tables.sayings.says(words, Said.TELLS_ACTION)


def animates_it(turn: Turn) -> bool:
    """Whether the message only says "animate it" of a picture, in whatever words."""
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.ANIMATES_THIS)
    return found is not None and "who" not in found


async def animates_named(turn: Turn) -> bool:
    """Handle "animate my mug, with it spinning" where the clip at hand was made from a picture of one: use that."""
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.ANIMATES_NAMED)
    base = changes.base_of(turn)
    if (
        found is None
        or base is None
        or not turn.owns_job
        or turn.question is not None
        or _brings_others(turn)
    ):
        return False
    own = _own(base)
    if len(own) != 1 or not _can_show(turn, base.order.prompt, found["what"]):
        return False
    pictures = (replace(own[0], role=None),)
    said = said_in(turn, found["rest"], beside=pictures)
    if said.action not in _ASKS_FOR or not said.prompt:
        return False
    await _moves(turn, pictures, goes_on_as(turn, found["rest"], pictures))
    return True


def _can_show(turn: Turn, prompt: str, what: str) -> bool:
    """Whether a clip made of a picture shows this by its description, which may leave that to the picture ("it turns")."""
    tables, words = turn.desk.tables, prompt.casefold()
    it = tables.pointers.it
    if what.casefold() in words or tables.advice.is_without_words(prompt):
        return True
    return it["zh"] in words or it["en"] in re.findall(r"[a-z]+", words)


async def animates_nothing(turn: Turn) -> bool:
    """Handle "animate this" without a picture: use the one behind the clip at hand, else say that it is missing."""
    if _brings_others(turn) or turn.question is not None or turn.points_at_job:
        return False
    base, sayings, text = changes.base_of(turn), turn.desk.tables.sayings, turn.incoming.text
    found = sayings.find(text, Said.ANIMATES_THIS)
    if found is None and base is None and turn.job is None:
        found = sayings.find(text, Said.ANIMATES_IT)  # there is no clip that could "move"
    if found is None:
        return False
    is_own = base is not None and turn.owns_job and bool(_own(base)) and "who" not in found
    pictures = sent_before(turn) if is_own else ()
    if len(pictures) == 1:
        await _moves(turn, pictures, replace(turn.intent, prompt=""))
        return True
    turn.intent = replace(
        turn.intent,
        action=Act.GENERATE,
        task_type=TaskType.IMAGE,
        notices=(Notice.IMAGE_MISSING,),
        edit=False,
        continuity=None,
    )
    turn.ask(turn.question_now(Pending.PICTURE_MISSING))
    await turn.tell("ask.image_missing")
    return True


async def asked_which_frame(turn: Turn) -> bool:
    """Handle the question which of two pictures is the first: the one sent first, unless it was told otherwise."""
    if pictures_of(turn.incoming) or not turn.desk.tables.sayings.says(turn.incoming.text, Said.ASKS_FRAME):
        return False
    question, job = turn.question, turn.job
    if question is not None and question.pending is Pending.WHICH_FIRST:
        await turn.tell("facts.frames_as_sent")
        return True
    if job is None or not turn.owns_job or job.draft.order.task_type is not TaskType.FRAMES:
        return False
    sent, own = [one.ref for one in turn.talk.album], _own(job.draft)
    places = [sent.index(one.ref) + 1 for one in own if one.ref in sent]
    if len(places) == _FRAMES == len(own):
        await turn.tell("facts.frames", first=places[0], last=places[1])
    else:
        await turn.tell("facts.frames_as_sent")
    return True


async def asked_which(turn: Turn) -> bool:
    """Handle the question which picture the clip at hand was made from: tell."""
    job = turn.job
    if job is None or not turn.owns_job or pictures_of(turn.incoming):
        return False
    if not turn.desk.tables.sayings.says(turn.incoming.text, Said.ASKS_PICTURE):
        return False
    await turn.say(_used(turn, job.draft))
    return True


def _used(turn: Turn, draft: Draft) -> str:
    own, album = _own(draft), turn.talk.album
    if not draft.pictures:
        return turn.words("facts.no_picture")
    if not own:
        return turn.words("facts.picture_made")
    sent = [one.ref for one in album]
    places = [sent.index(one.ref) + 1 for one in own if one.ref in sent]
    if len(places) == len(own) and len(own) < len(sent):
        return turn.words("facts.pictures_of", which=", ".join(map(str, places)), n=len(sent))
    return turn.words("facts.pictures", n=len(own))


def _own(draft: Draft) -> tuple[Picture, ...]:
    return tuple(one for one in draft.pictures if one.source is not PictureSource.RESULT)


def _brings_others(turn: Turn) -> bool:
    """Whether pictures came that the clip at hand was not made from; a reply to that clip brings its own."""
    is_reply = turn.job is not None and turn.owns_job and turn.points_at_job
    own = [one.ref for one in turn.job.draft.pictures] if turn.job is not None and is_reply else []
    brought = [one for one in pictures_of(turn.incoming) if one.ref not in own]
    return bool(brought or waiting_pictures(turn))


async def _moves(turn: Turn, pictures: tuple[Picture, ...], read: Intent) -> None:
    """Order a clip of this picture, and say that it is the one sent before."""
    turn.incoming = replace(turn.incoming, pictures=pictures, quoted_pictures=())
    turn.intent = replace(
        read,
        action=Act.GENERATE,
        task_type=TaskType.IMAGE,
        notices=tuple(one for one in read.notices if one is not Notice.IMAGE_MISSING),
        edit=False,
        continuity=None,
        language=turn.language,
    )
    turn.only_price = read.action is Act.QUOTE
    turn.preface = turn.words("notice.continuity_animate", what=turn.words("notice.what_picture"))
    await request(turn)
