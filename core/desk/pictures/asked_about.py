"""What is said to the question about a picture, beside plain answers: a choice with words, a question, a mistake."""

from dataclasses import replace

from core.desk.pictures.of_message import as_reference, pictures_of, sent_before, waiting_pictures
from core.desk.questions import answers
from core.desk.reading import goes_on_as, parse, said_in
from core.desk.requests import request
from core.desk.turn import Turn
from core.model import Act, Pending, PictureUse, TaskType
from core.ports import Question
from core.tables import Said

_ASKED = frozenset({Pending.PICTURE_ALONE, Pending.WHICH_FIRST})
_ASKS_FOR = frozenset({Act.GENERATE, Act.QUOTE})
_USES = (PictureUse.ANIMATE, PictureUse.REFERENCE)
# What comes behind "wrong picture" and is no request either.
_COMES = (Said.MORE_TO_COME, Said.TELLS_LATER, Said.SENDS, Said.HANDS_OVER)


def _question(turn: Turn) -> Question | None:
    """The open question about pictures."""
    question = turn.question
    if question is None or question.pending not in _ASKED or question.incoming is None:
        return None
    return None if pictures_of(turn.incoming) or turn.points_at_job else question


async def chosen_with_words(turn: Turn) -> bool:
    """Handle a choice of what one picture is for, with words for the video behind it: order these."""
    question, sayings = _question(turn), turn.desk.tables.sayings
    found = sayings.find(turn.incoming.text, Said.CHOOSES_USE)
    if question is None or question.pending is not Pending.PICTURE_ALONE or found is None:
        return False
    assert question.incoming is not None
    pictures = pictures_of(question.incoming)
    place = sayings.place(found, len(PictureUse))
    if len(pictures) != 1 or place is None or place >= len(_USES):
        return False
    use, words = _USES[place], found["rest"]
    said = said_in(turn, words, beside=pictures)
    if said.action not in _ASKS_FOR:
        return await answers.answer(turn, question, use)
    is_animated = use is PictureUse.ANIMATE
    turn.close_question()
    turn.talk = replace(turn.talk, pictures=())
    read = goes_on_as(turn, words, pictures if is_animated else as_reference(pictures))
    turn.intent = replace(
        read,
        action=Act.GENERATE,
        task_type=TaskType.IMAGE if is_animated else TaskType.REFERENCE,
        edit=False,
        continuity=None,
        choice=None,
        language=turn.language,
    )
    turn.only_price = read.action is Act.QUOTE
    await request(turn)
    return True


async def sent_by_mistake(turn: Turn) -> bool:
    """Handle "wrong picture, ignore it" about a picture not used yet: let go of it, and do what else is said."""
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.DROPS_PICTURE)
    if found is None:
        return False
    if pictures_of(turn.incoming):
        if _beside_mistaken(turn) is None:
            return False
        turn.incoming = replace(turn.incoming, pictures=())
    elif _question(turn) is None and not waiting_pictures(turn):
        return False
    if _question(turn) is not None:
        turn.close_question()
    turn.talk = replace(turn.talk, pictures=(), album=())
    rest = found.get("rest", "")
    is_request = bool(rest) and not any(turn.desk.tables.sayings.says(rest, one) for one in _COMES)
    said = said_in(turn, rest) if is_request else None
    if said is None or said.action not in _ASKS_FOR or not said.prompt:
        await turn.tell("ask.picture_dropped")
        return True
    turn.intent = replace(
        goes_on_as(turn, rest), action=Act.GENERATE, edit=False, no_reference=True, language=turn.language
    )
    turn.only_price = said.action is Act.QUOTE
    await request(turn)
    return True


def without_mistaken(turn: Turn) -> bool:
    """Let go of a picture whose words call it a mistake and ask for something: whether only this is read on."""
    rest = _beside_mistaken(turn)
    if not rest:
        return False
    came = replace(turn.incoming, text=rest, pictures=())
    if parse(turn, None, came).action is Act.CHITCHAT:
        return False
    turn.incoming, turn.came = came, ()
    return True


def _beside_mistaken(turn: Turn) -> str | None:
    """What is said behind "wrong picture" of the picture beside these words; None if it is not, or may be, that one."""
    came, sayings = turn.incoming, turn.desk.tables.sayings
    found = sayings.find(came.text, Said.DROPS_PICTURE) if came.pictures else None
    if found is None or came.quoted_pictures or sayings.says(came.text, Said.RIGHT_ONE):
        return None
    # A picture before it may be the wrong one, and this the right one.
    if _asks_about_pictures(turn) or waiting_pictures(turn):
        return None
    if sent_before(turn) and not sayings.says(came.text, Said.UNUSED):
        return None
    rest = found.get("rest", "")
    if not rest or any(sayings.says(rest, one) for one in _COMES):
        return ""
    # "Forget it" in front of a wish may be said of what was talked about before.
    head = came.text[: came.text.rindex(rest)]
    is_of_this = any(sayings.says(head, one) for one in (Said.MISTAKEN, Said.PICTURE_WORD))
    return rest if is_of_this else None


def _asks_about_pictures(turn: Turn) -> bool:
    return turn.question is not None and turn.question.pending in _ASKED


async def asked_what_for(turn: Turn) -> bool:
    """Handle a question what can be done with the picture: ask once more what it is for."""
    is_there = _question(turn) is not None or bool(turn.incoming.pictures)
    if not is_there or not turn.desk.tables.sayings.says(turn.incoming.text, Said.ASKS_USE):
        return False
    await answers.picture_alone(turn)
    return True


async def told_what_of_ours(turn: Turn) -> bool:
    """Handle a picture with words that only tell what of ours it shows: ask what to do with it."""
    is_alone = turn.question is None and pictures_of(turn.incoming)
    if not is_alone or not turn.desk.tables.sayings.says(turn.incoming.text, Said.ONLY_SHOWS_OURS):
        return False
    await answers.picture_alone(turn)
    return True
