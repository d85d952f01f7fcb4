"""Answers to what was asked: yes, no, a number, a role; and what lapsed in the meantime."""

from dataclasses import replace

from core.desk.again import take_offer
from core.desk.asking import ask_choice
from core.desk.changes import as_reference
from core.desk.placing import open_jobs
from core.desk.requests import pictures_of, request
from core.desk.turn import PICTURES_WAIT_S, Turn
from core.model import Incoming, Notice, Pending, Role, TaskType
from core.ports import Question

_REFERENCE = "reference"


async def confirm(turn: Turn) -> None:
    """A yes: to a dear order, a series, an offer; without a question it starts nothing."""
    question = turn.question
    if question is None or not question.drafts:
        await turn.tell("confirm.lapsed" if _has_lapsed(turn) else "confirm.nothing")
        return
    choice = turn.intent.choice
    if question.pending is Pending.OFFER:
        await take_offer(turn, question, choice or 1)
        return
    if choice is not None and choice > 1:
        await take_offer(turn, question, choice)
        return
    drafts = question.drafts if _is_series(question) else question.drafts[:1]
    await open_jobs(turn, [replace(one, language=turn.language) for one in drafts])


def _is_series(question: Question) -> bool:
    return question.intent is not None and Notice.DURATION_CLAMPED in question.intent.notices


def _has_lapsed(turn: Turn) -> bool:
    return turn.talk.question is not None


async def decline(turn: Turn) -> None:
    """A no: nothing is ordered."""
    had = turn.question
    turn.close_question()
    turn.talk = replace(turn.talk, pictures=())
    await turn.tell("confirm.declined" if had is not None else "small.ok")


async def lapsed(turn: Turn) -> None:
    """An answer to a question whose time is over."""
    turn.close_question()
    await turn.tell("confirm.lapsed")


def chosen_of(turn: Turn) -> str:
    """The value of an answer given in words, for the questions that have named answers."""
    if turn.intent.choice is not None:
        return str(turn.intent.choice)
    words = turn.incoming.text.strip().strip("。.!！").casefold()
    return turn.desk.tables.talk.answers.get(words, "")


async def answer(turn: Turn, question: Question, value: str) -> bool:
    """Go on with the message that raised the question; False when the value answers nothing."""
    if question.incoming is None:
        return False
    if question.pending is Pending.WHICH_FIRST and value in {"1", "2", _REFERENCE}:
        await _with_roles(turn, question.incoming, value)
        return True
    if question.pending is Pending.PICTURE_ALONE and value in {"1", "2", "3"}:
        await _with_picture(turn, question.incoming, value)
        return True
    return False


async def _with_roles(turn: Turn, asked: Incoming, value: str) -> None:
    question = turn.question
    intent = question.intent if question is not None and question.intent is not None else turn.intent
    pictures = pictures_of(asked, intent)
    if value == _REFERENCE:
        pictures = as_reference(pictures)
        intent = replace(intent, task_type=TaskType.REFERENCE)
    else:
        roles = (Role.FIRST, Role.LAST) if value == "1" else (Role.LAST, Role.FIRST)
        pictures = tuple(replace(one, role=role) for one, role in zip(pictures, roles, strict=False))
        intent = replace(intent, task_type=TaskType.FRAMES)
    turn.close_question()
    turn.intent = replace(intent, ambiguous_roles=False, image_urls=(), language=turn.language)
    turn.incoming = replace(turn.incoming, pictures=pictures, quoted_pictures=())
    await request(turn)


async def _with_picture(turn: Turn, asked: Incoming, value: str) -> None:
    pictures = pictures_of(asked)
    if value == "3":
        turn.close_question()
        turn.talk = replace(turn.talk, pictures=tuple((turn.now, one) for one in pictures))
        await turn.tell("ask.picture_waiting")
        return
    task_type = TaskType.IMAGE if value == "1" else TaskType.REFERENCE
    pictures = pictures[:1] if value == "1" else as_reference(pictures)
    turn.close_question()
    turn.talk = replace(turn.talk, pictures=())
    turn.intent = replace(turn.intent, task_type=task_type, prompt="", choice=None, notices=())
    turn.incoming = replace(turn.incoming, pictures=pictures, quoted_pictures=())
    await request(turn)


async def picture_alone(turn: Turn) -> None:
    """A picture without words: kept for two minutes, and asked about once."""
    pictures = pictures_of(turn.incoming)
    kept = tuple(row for row in turn.talk.pictures if turn.now - row[0] <= PICTURES_WAIT_S)
    asked_before = turn.question is not None and turn.question.pending is Pending.PICTURE_ALONE
    turn.talk = replace(turn.talk, pictures=(*kept, *((turn.now, one) for one in pictures)))
    earlier = turn.question.incoming if asked_before and turn.question is not None else None
    if earlier is not None:
        turn.incoming = replace(
            turn.incoming, pictures=(*pictures_of(earlier), *pictures), quoted_pictures=()
        )
    count = len(pictures_of(turn.incoming))
    if count == 2:  # noqa: PLR2004  (a first and a last frame, perhaps)
        choices = [(str(n), turn.words(f"ask.which_first_{n}")) for n in (1, 2)]
        choices.append((_REFERENCE, turn.words("ask.which_first_ref")))
        turn.intent = replace(turn.intent, task_type=TaskType.FRAMES, prompt="")
        await ask_choice(turn, Pending.WHICH_FIRST, "ask.which_first", "ask.which_hint", choices)
        return
    choices = [(str(n), turn.words(f"ask.picture_alone_{n}")) for n in (1, 2, 3)]
    await ask_choice(turn, Pending.PICTURE_ALONE, "ask.picture_alone", "ask.picture_alone_hint", choices)
