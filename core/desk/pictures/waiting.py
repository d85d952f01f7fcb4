"""Pictures with words that ask for nothing: they go to an earlier request, replace others, or wait."""

from collections.abc import Sequence
from dataclasses import replace

from core.desk.clips import changes
from core.desk.clips.differences import laid_over
from core.desk.pictures.of_message import as_reference, go_on_waiting, let_wait, pictures_of, waiting_pictures
from core.desk.questions import answers
from core.desk.reading import goes_on_as, said_in
from core.desk.requests import request
from core.desk.turn import PICTURES_WAIT_S, Turn
from core.model import (
    Act,
    Draft,
    Failure,
    Intent,
    Pending,
    Phase,
    Picture,
    PictureSource,
    Role,
    TaskType,
    Wishes,
)
from core.phrases import head
from core.ports import Question
from core.punctuation import clauses
from core.tables import Said

_USE_PICTURES = frozenset({Act.GENERATE, Act.QUOTE, Act.CHITCHAT})
_FRAMES_TAKE = 2
_HEAD = 60  # characters of the earlier message that are repeated
_SENDS = (Said.SENDS, Said.HANDS_OVER)
_SAY_NOTHING = (*_SENDS, Said.HUMS)


def keep_at_hand(turn: Turn) -> None:
    """Remember the pictures of this message in their order; those sent one after the other are one set."""
    sent = turn.incoming.pictures
    if not sent:
        return
    is_one_set = not turn.incoming.text.strip() and turn.now - turn.talk.album_at <= PICTURES_WAIT_S
    before = turn.talk.album if is_one_set and turn.talk.pictures else ()
    turn.talk = replace(turn.talk, album=(*before, *sent), album_at=turn.now)


async def brought(turn: Turn) -> bool:
    """Handle the picture that a request waits for, if its words add nothing but values."""
    question, pictures = turn.question, pictures_of(turn.incoming)
    if question is None or question.pending is not Pending.PICTURE_MISSING or not pictures:
        return False
    sayings, text = turn.desk.tables.sayings, turn.incoming.text
    told = [clause + mark for clause, mark in clauses(text)]
    rest = [one for one in told if not any(sayings.says(one, what) for what in _SENDS)]
    said = said_in(turn, "".join(rest)) if rest else None
    if said is not None:
        is_value = said.action is Act.GENERATE and not said.prompt
        if len(rest) == len(told) or not is_value or (said.wishes == Wishes() and said.model is None):
            return False
    await with_what_was_missing(turn, question, also="".join(rest))
    return True


async def does_without(turn: Turn) -> bool:
    """Handle "no reference" where a request waits for a picture: order it without one."""
    question = turn.question
    if question is None or question.pending is not Pending.PICTURE_MISSING or question.intent is None:
        return False
    if not turn.intent.no_reference or turn.intent.prompt or pictures_of(turn.incoming):
        return False
    turn.close_question()
    turn.intent = replace(
        question.intent, no_reference=True, continuity=None, notices=(), edit=False, language=turn.language
    )
    await request(turn)
    return True


async def sent_again(turn: Turn) -> bool:
    """Handle pictures whose words ask for nothing: use them where they are missing, or let them wait."""
    if not turn.incoming.pictures:
        return False
    sayings, text = turn.desk.tables.sayings, turn.incoming.text
    is_bare = not text.strip()
    takes_place = sayings.says(text, Said.INSTEAD) or turn.intent.action is Act.RETRY
    question = turn.question
    is_missed = question is not None and question.pending is Pending.PICTURE_MISSING
    is_talk = is_missed and turn.intent.action not in (Act.GENERATE, Act.QUOTE)
    if not (takes_place or is_bare or is_talk or any(sayings.says(text, one) for one in _SAY_NOTHING)):
        if turn.intent.action not in _USE_PICTURES:
            # The words are answered elsewhere; the pictures wait, as they would alone.
            let_wait(turn, turn.incoming.pictures)
        return False
    if question is not None and question.incoming is not None:
        if question.pending is Pending.PICTURE_MISSING:
            await with_what_was_missing(turn, question)
            return True
        if question.pending is Pending.WHICH_FIRST and question.intent is not None and not is_bare:
            await _asked_with_these(turn, question.intent)
            return True
    if is_bare:
        return False
    base = _wants_pictures(turn, takes_place=takes_place)
    if base is not None:
        await _same_with_these(turn, base)
        return True
    if question is not None and question.pending in (Pending.PICTURE_ALONE, Pending.WHICH_FIRST):
        turn.close_question()
    turn.talk = replace(turn.talk, pictures=())
    await answers.picture_alone(turn)
    return True


async def more_to_come(turn: Turn) -> bool:
    """Handle "one more is coming" beside a picture, or while some wait: all go on waiting, and nothing is ordered."""
    incoming = turn.incoming
    sayings, question = turn.desk.tables.sayings, turn.question
    if incoming.quoted_pictures or not sayings.says(incoming.text, Said.MORE_TO_COME):
        return False
    if incoming.pictures and any(sayings.says(incoming.text, one) for one in _SENDS):
        return False
    asked = question.incoming if question is not None else None
    if question is not None and question.pending is Pending.PICTURE_MISSING and asked is not None:
        # The request goes on waiting for the rest.
        asked = replace(asked, pictures=(*asked.pictures, *incoming.pictures))
        if not asked.pictures:
            return False
        turn.talk = replace(turn.talk, question=replace(question, incoming=asked))
        await turn.tell("ask.picture_waiting")
        return True
    is_asked = question is not None and question.pending in (Pending.PICTURE_ALONE, Pending.WHICH_FIRST)
    waiting = (*waiting_pictures(turn), *incoming.pictures)
    if not is_asked and not waiting:
        return False
    await go_on_waiting(turn, waiting)
    return True


async def told_later(turn: Turn) -> bool:
    """Handle "I'll tell you in a second what to do with it": the pictures wait, and nothing is ordered."""
    if not turn.desk.tables.sayings.says(turn.incoming.text, Said.TELLS_LATER):
        return False
    waiting = (*waiting_pictures(turn), *turn.incoming.pictures)
    if not waiting:
        return False
    await go_on_waiting(turn, waiting)
    return True


async def as_frames(turn: Turn) -> bool:
    """Handle two pictures called first and last frame: order the rest of the words with them."""
    pictures = pictures_of(turn.incoming) or waiting_pictures(turn)
    sayings, text = turn.desk.tables.sayings, turn.incoming.text
    back = sayings.find(text, Said.FRAMES_BACK)
    found = back if back is not None else sayings.find(text, Said.FRAMES)
    if found is None or len(pictures) != _FRAMES_TAKE or turn.intent.action not in _USE_PICTURES:
        return False
    roles = (Role.FIRST, Role.LAST) if back is None else (Role.LAST, Role.FIRST)
    first, last = (replace(one, role=role) for one, role in zip(pictures, roles, strict=True))
    intent = goes_on_as(turn, found.get("rest", ""), [first, last])
    turn.intent = replace(
        intent,
        action=Act.GENERATE,
        task_type=TaskType.FRAMES,
        edit=False,
        continuity=None,
        ambiguous_roles=False,
        language=turn.language,
    )
    turn.only_price = intent.action is Act.QUOTE
    turn.close_question()
    turn.talk = replace(turn.talk, pictures=())
    await request(turn)
    return True


def _wants_pictures(turn: Turn, *, takes_place: bool) -> Draft | None:
    """The order that these pictures are for: they replace its own, or it failed because of its own."""
    base, count = changes.base_of(turn), len(turn.incoming.pictures)
    if base is None or not (turn.owns_job or turn.order_in_question is not None):
        return None
    own = [one for one in base.pictures if one.source is not PictureSource.RESULT]
    has_failed = turn.order_in_question is None and turn.job is not None and turn.job.phase is Phase.FAILED
    is_for_pictures = bool(own) or (
        has_failed and turn.job is not None and turn.job.why_failed is Failure.PICTURE
    )
    if not is_for_pictures or not (takes_place or has_failed):
        return None
    fits = count == len(own) or len(own) <= 1 or base.order.task_type is TaskType.REFERENCE
    return base if fits else None


async def _same_with_these(turn: Turn, base: Draft) -> None:
    pictures = pictures_of(turn.incoming)
    task_type, pictures = in_place_of(base, pictures)
    turn.intent = Intent(action=Act.GENERATE, edit=True, task_type=task_type, language=turn.language)
    turn.incoming = replace(turn.incoming, pictures=pictures, quoted_pictures=())
    await changes.edit(turn)


def in_place_of(base: Draft, pictures: tuple[Picture, ...]) -> tuple[TaskType, tuple[Picture, ...]]:
    """The task of an order with these pictures instead of its own, and the pictures with their roles."""
    if base.order.task_type is TaskType.REFERENCE or len(pictures) > _FRAMES_TAKE:
        return TaskType.REFERENCE, as_reference(pictures)
    if len(pictures) == _FRAMES_TAKE:
        first, last = pictures
        return TaskType.FRAMES, (replace(first, role=Role.FIRST), replace(last, role=Role.LAST))
    return TaskType.IMAGE, tuple(replace(one, role=Role.FIRST) for one in pictures)


async def with_what_was_missing(turn: Turn, question: Question, *, also: str = "") -> None:
    """Go on with the request that lacked pictures, now that they are here, with values said beside them."""
    assert question.incoming is not None
    before, sent = pictures_of(question.incoming), pictures_of(turn.incoming)
    await asked_with(turn, question, (*before, *sent) if len(sent) == 1 else sent, also=also)


async def asked_with(turn: Turn, question: Question, pictures: Sequence[Picture], *, also: str = "") -> None:
    """Go on with the request behind a question, with these pictures; values in `also` count, a scene replaces it."""
    assert question.incoming is not None
    turn.close_question()
    said = said_in(turn, also) if also else None
    is_scene = said is not None and said.action is Act.GENERATE and bool(said.prompt)
    turn.intent = goes_on_as(turn, also if is_scene else question.incoming.text, pictures)
    if any(one.source is PictureSource.URL for one in pictures):
        turn.intent = replace(turn.intent, image_urls=())  # they are among the pictures already
    if question.pending is Pending.PICTURE_MISSING and not is_scene:
        turn.preface = turn.words("notice.words_before", words=head(question.incoming.text, _HEAD))
    asked = question.intent
    if is_scene and asked is not None and asked.task_type is TaskType.REFERENCE:
        turn.intent = replace(turn.intent, task_type=TaskType.REFERENCE, edit=False, ambiguous_roles=False)
    elif said is not None and not is_scene:
        turn.intent = replace(
            turn.intent,
            wishes=laid_over(said.wishes, turn.intent.wishes),
            model=said.model or turn.intent.model,
            save_preference=turn.intent.save_preference or said.save_preference,
        )
    if turn.intent.edit:
        await changes.edit(turn)
        return
    turn.only_price = turn.intent.action is Act.QUOTE
    await request(turn)


async def _asked_with_these(turn: Turn, asked: Intent) -> None:
    """Go on with the request that was unclear about its two pictures, with these pictures instead."""
    turn.close_question()
    turn.talk = replace(turn.talk, pictures=())
    turn.intent = replace(asked, language=turn.language)
    if not asked.prompt:
        await answers.picture_alone(turn)
        return
    await request(turn)
