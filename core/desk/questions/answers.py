"""Answers to what was asked: yes, no, a number, a role; and what lapsed in the meantime."""

from dataclasses import replace

from core.desk.clips.again import take_offer
from core.desk.pictures.of_message import as_reference, go_on_waiting, pictures_of, waiting_pictures
from core.desk.placing import open_jobs
from core.desk.questions.asking import ask_choice, too_many, uses_of, which_first
from core.desk.requests import request
from core.desk.turn import CONFIRMATION_STANDS_S, MOST_PICTURES, PICTURES_WAIT_S, QUESTION_STANDS_S, Turn
from core.model import Act, FirstFrame, Incoming, Notice, Pending, PictureUse, Role, TaskType, Wishes
from core.ports import Question
from core.tables import Pointing, Said

# Answers in words that describe no clip even where nothing was asked; "animate it" may.
_NEVER_A_REQUEST = frozenset({FirstFrame.NEITHER, PictureUse.REFERENCE, PictureUse.WAIT})

_MOST_NAMED = 4  # models of which one is meant
_SECOND = 2  # the place of the cheaper choice beside a dear one
_SAY_WHICH_FIRST = (Said.SECOND_FIRST, Said.FIRST_FIRST, Said.AS_SENT, Said.OTHER_WAY)

# How people are told that a question has lapsed, where it is not enough to say it again.
_LAPSED = {
    Pending.OFFER: "lapsed_offer",
    Pending.PICTURE_ALONE: "lapsed_picture",
    Pending.WHICH_FIRST: "lapsed_pictures",
}


async def confirm(turn: Turn) -> None:
    """A yes: to a dear order, a series, an offer; without a question it starts nothing."""
    question = turn.question
    if question is None or not question.drafts:
        if turn.talk.question is not None and question is None and not turn.talk.question.told_lapsed:
            await lapsed(turn, turn.talk.question)
            return
        models = _just_named(turn)
        if models:
            await turn.tell("confirm.which_model", models=turn.words("changed.join").join(models))
            return
        await turn.tell("confirm.nothing")
        return
    choice = turn.intent.choice or (_SECOND if _was_told_the_cheaper(turn, question) else None)
    if question.pending is Pending.OFFER:
        await take_offer(turn, question, choice or 1)
        return
    if choice is not None and choice > 1:
        await take_offer(turn, question, choice)
        return
    drafts = question.drafts if orders_all(question) else question.drafts[:1]
    await open_jobs(turn, drafts, said=question.intent)


def _just_named(turn: Turn) -> list[str]:
    """The names of the few models that were named since the last clip for what was asked, where none is sure."""
    talk, job = turn.talk, turn.job
    is_newer = job is None or job.created_at < talk.named_at
    if not is_newer or not _SECOND <= len(talk.named) <= _MOST_NAMED:
        return []
    if turn.now - talk.named_at > QUESTION_STANDS_S or talk.named_wishes == Wishes():
        return []
    rows = [turn.desk.tables.models.get(key) for key in talk.named]
    return [row.name_for(talk.named_for) for row in rows if row is not None]


def _was_told_the_cheaper(turn: Turn, question: Question) -> bool:
    """Whether the cheaper of two was named alone since the price was told: a yes in words never takes the dear one."""
    if turn.incoming.action is not None or len(question.drafts) != _SECOND or orders_all(question):
        return False
    first, less = (one.order for one in question.drafts)
    return less.points < first.points and turn.named_since(question) == (less.model or less.leaf_id,)


async def asked_again(turn: Turn, question: Question) -> bool:
    """Handle a yes that may not be meant as an order (praise of a clip, "why not?"): ask plainly."""
    intent, pointers, text = turn.intent, turn.desk.tables.pointers, turn.incoming.text
    is_yes = intent.action is Act.CONFIRM or (intent.action is Act.RETRY and intent.choice in (None, 1))
    if not is_yes or not question.drafts:
        return False
    clip = turn.job if turn.job is not None and turn.job.phase.is_made else None
    # "Why not?" is only a question where something is offered instead of what was asked, not beside a clip.
    is_offer = question.pending is Pending.OFFER
    is_instead = is_offer and (clip is None or question.job_id != clip.id)
    is_priced = question.intent is not None and question.intent.action is Act.QUOTE
    praises = (clip is not None or is_priced or is_offer) and pointers.says(text, Pointing.GLAD)
    is_clear = not intent.is_guessed or pointers.says(text, Pointing.CONSENTS)
    if is_clear and not praises and not (is_instead and pointers.says(text, Pointing.WHY_NOT)):
        return False
    drafts = question.drafts if orders_all(question) else question.drafts[:1]
    turn.ask(stays_open(turn, question))
    points = sum(one.order.points for one in drafts)
    await turn.tell("confirm.sure", model=drafts[0].order.model_name, points=points)
    return True


async def no_such_offer(turn: Turn, question: Question) -> bool:
    """Handle a number that names none of the offers: say how many there are; the question stays."""
    drafts, choice = question.drafts, turn.intent.choice
    is_number = turn.intent.action in (Act.CONFIRM, Act.RETRY, Act.CHITCHAT) and choice is not None
    if not is_number or not drafts or orders_all(question) or 1 <= (choice or 0) <= len(drafts):
        return False
    await tells_how_many(turn, question)
    return True


async def tells_how_many(turn: Turn, question: Question) -> None:
    """Say how many offers there are; the question stays."""
    turn.ask(stays_open(turn, question))
    key = "confirm.only_one" if len(question.drafts) == 1 else "confirm.only_so_many"
    first = question.drafts[0].order
    await turn.tell(key, n=len(question.drafts), model=first.model_name, points=first.points)


async def tells_it_waits(turn: Turn) -> None:
    """Say that what is on offer still waits for an answer; where nothing is, only "OK"."""
    question = turn.question
    await turn.tell("quote.waiting" if question is not None and question.drafts else "small.ok")


def stays_open(turn: Turn, question: Question) -> Question:
    """The question, open for at least as long as one that was just asked."""
    return replace(question, expires_at=max(question.expires_at, turn.now + CONFIRMATION_STANDS_S))


def orders_all(question: Question) -> bool:
    """Whether a yes orders all of the drafts: the shots of a series, or the same order several times."""
    return question.together or is_series(question)


def is_series(question: Question) -> bool:
    """Whether the drafts are the shots of a series: a yes orders all of them."""
    said, drafts = question.intent, question.drafts
    if said is None or Notice.DURATION_CLAMPED not in said.notices or question.pending is Pending.OFFER:
        return False
    return len(drafts) > 1 and len({(one.order.model_name, one.order.model) for one in drafts}) == 1


def is_list(question: Question) -> bool:
    """Whether the drafts are separate clips that a message listed: each is as long as it is, and none goes on."""
    return is_series(question) and question.intent is not None and question.intent.asked_s is None


async def decline(turn: Turn) -> None:
    """A no: nothing is ordered."""
    question = turn.question
    turn.close_question()
    turn.talk = replace(turn.talk, pictures=(), declined=question)
    if question is None:
        await turn.tell("small.ok")
        return
    # After a failure or a doubt points may have been used, so nothing is said about points.
    await turn.tell("confirm.declined_offer" if question.intent is None else "confirm.declined")


async def lapsed(turn: Turn, question: Question) -> None:
    """Say that the question has lapsed; it is kept, so that it can be asked once more."""
    turn.talk = replace(turn.talk, question=replace(question, told_lapsed=True))
    key = f"confirm.{_LAPSED.get(question.pending, 'lapsed')}"
    told = [turn.desk.phrases.say(key, language) for language in turn.languages]
    await turn.say(turn.desk.phrases.lines(*told))


def chosen_of(turn: Turn) -> str:
    """The value of an answer given in words, for the questions that have named answers."""
    named = turn.desk.tables.talk.answer(turn.incoming.text)
    if named or turn.intent.choice is None:
        return named
    return str(turn.intent.choice)


def names_only_an_answer(turn: Turn) -> bool:
    """Whether the message is only an answer to a question that nobody asked, and describes no clip."""
    intent, sayings, text = turn.intent, turn.desk.tables.sayings, turn.incoming.text
    if pictures_of(turn.incoming, intent):
        return False
    if any(
        (found := sayings.find(text, one)) is not None and "rest" not in found for one in _SAY_WHICH_FIRST
    ):
        return not turn.intent.swap and not waiting_pictures(turn)
    found = sayings.find(text, Said.PICTURES_KEPT)
    says_which = found is not None and "rest" not in found and intent.choice is None
    if turn.desk.tables.talk.answer(text) not in _NEVER_A_REQUEST and not says_which:
        return False
    return not intent.edit and intent.continuity is None


async def answer(turn: Turn, question: Question, value: str) -> bool:
    """Go on with the message that raised the question; False when the value answers nothing."""
    if question.incoming is None:
        return False
    if question.pending is Pending.WHICH_FIRST and value in list(FirstFrame):
        await _with_roles(turn, question.incoming, FirstFrame(value))
        return True
    if question.pending is not Pending.PICTURE_ALONE:
        return False
    use = PictureUse.REFERENCE if value == FirstFrame.NEITHER else value
    if use in uses_of(len(pictures_of(question.incoming))):
        await _with_picture(turn, question.incoming, PictureUse(use))
        return True
    return False


async def _with_roles(turn: Turn, asked: Incoming, first: FirstFrame) -> None:
    question = turn.question
    intent = question.intent if question is not None and question.intent is not None else turn.intent
    pictures = pictures_of(asked, intent)
    if first is FirstFrame.NEITHER:
        pictures = as_reference(pictures)
        intent = replace(intent, task_type=TaskType.REFERENCE)
    else:
        roles = (Role.FIRST, Role.LAST) if first is FirstFrame.FIRST else (Role.LAST, Role.FIRST)
        pictures = tuple(replace(one, role=role) for one, role in zip(pictures, roles, strict=False))
        intent = replace(intent, task_type=TaskType.FRAMES)
    turn.close_question()
    turn.only_price = turn.only_price or intent.action is Act.QUOTE
    turn.intent = replace(intent, ambiguous_roles=False, image_urls=(), language=turn.language)
    turn.incoming = replace(turn.incoming, pictures=pictures, quoted_pictures=())
    await request(turn)


async def _with_picture(turn: Turn, asked: Incoming, use: PictureUse) -> None:
    pictures = pictures_of(asked)
    if use is PictureUse.WAIT:
        turn.close_question()
        await go_on_waiting(turn, pictures)
        return
    is_animated = use is PictureUse.ANIMATE
    task_type = TaskType.IMAGE if is_animated else TaskType.REFERENCE
    pictures = pictures[:1] if is_animated else as_reference(pictures)
    turn.close_question()
    turn.talk = replace(turn.talk, pictures=())
    turn.intent = replace(turn.intent, task_type=task_type, prompt="", choice=None, notices=())
    turn.incoming = replace(turn.incoming, pictures=pictures, quoted_pictures=())
    await request(turn)


async def picture_alone(turn: Turn) -> None:
    """Pictures without words: kept for two minutes, and asked about once."""
    pictures = pictures_of(turn.incoming)
    kept = tuple(row for row in turn.talk.pictures if turn.now - row[0] <= PICTURES_WAIT_S)
    asked = turn.question
    asked_before = asked is not None and asked.pending in (Pending.PICTURE_ALONE, Pending.WHICH_FIRST)
    if asked_before and asked is not None and asked.incoming is not None:
        pictures = (*pictures_of(asked.incoming), *pictures)
    turn.talk = replace(turn.talk, pictures=(*kept, *((turn.now, one) for one in pictures_of(turn.incoming))))
    turn.incoming = replace(turn.incoming, pictures=pictures, quoted_pictures=())
    turn.intent = replace(turn.intent, prompt="")
    count = len(pictures)
    if count > MOST_PICTURES:
        await too_many(turn, pictures)
    elif count == 1:
        await ask_choice(turn, Pending.PICTURE_ALONE, "ask.picture_alone", uses_of(count))
    elif count == 2:  # noqa: PLR2004  (a first and a last frame, perhaps)
        turn.intent = replace(turn.intent, task_type=TaskType.FRAMES)
        await which_first(turn)
    else:
        await ask_choice(turn, Pending.PICTURE_ALONE, "ask.pictures_alone", uses_of(count))
