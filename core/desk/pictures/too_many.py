"""Reads which pictures to use where more were sent than one video takes."""

from collections.abc import Sequence
from dataclasses import replace

from core.desk.pictures import waiting
from core.desk.pictures.chosen import go_on_with, pictures_at_hand
from core.desk.pictures.of_message import pictures_of
from core.desk.questions import answers
from core.desk.questions.asking import which_again
from core.desk.turn import MOST_PICTURES, Turn
from core.model import Act, Pending, Picture
from core.ports import Question
from core.tables import Said

_A_PAIR = 2  # of two, "the second" says which is first
_SAYS_WHICH = (Said.PICTURES_LEFT, Said.PICTURES_KEPT)


async def picked(turn: Turn) -> bool:
    """Handle a message that says which of several pictures are meant; while it is unclear, ask again."""
    if pictures_of(turn.incoming, turn.intent):
        return False
    sayings, text, asked = turn.desk.tables.sayings, turn.incoming.text, turn.talk.question
    says_which = any(sayings.says(text, one) for one in _SAYS_WHICH)
    if asked is None or asked.pending is not Pending.TOO_MANY or asked.incoming is None:
        return says_which and await _of_others(turn)
    if turn.question is None:
        if says_which:
            await answers.lapsed(turn, asked)
        return says_which
    chosen, rest = _chosen(turn, pictures_of(asked.incoming))
    if 0 < len(chosen) <= MOST_PICTURES:
        await _with_these(turn, asked, chosen, rest)
        return True
    is_answer = turn.intent.action is Act.CONFIRM or turn.desk.tables.talk.answer(text) != ""
    if says_which or is_answer or sayings.says(text, Said.PICTURES_UNCLEAR):
        await which_again(turn, asked)
        return True
    return False


async def _of_others(turn: Turn) -> bool:
    """Handle the same words where nothing was asked: they mean the pictures at hand, if there are any."""
    text = turn.incoming.text
    is_answer = turn.desk.tables.talk.answer(text) != ""
    if is_answer or not turn.desk.tables.sayings.says(text, Said.PICTURE_WORD):
        return False
    at_hand = pictures_at_hand(turn)
    if at_hand is None:
        if turn.question is None:
            await turn.tell("ask.image_missing")
        return turn.question is None
    chosen, rest = _chosen(turn, at_hand.pictures)
    if len(at_hand.pictures) <= _A_PAIR or not chosen:
        return False
    await go_on_with(turn, at_hand, chosen, rest)
    return True


def _chosen(turn: Turn, pictures: Sequence[Picture]) -> tuple[tuple[Picture, ...], str]:
    """The pictures that are named, in the order they were sent, and what else is said."""
    sayings = turn.desk.tables.sayings
    for what in _SAYS_WHICH:
        found = sayings.find(turn.incoming.text, what)
        if found is None:
            continue
        named = sayings.places(found["which"], len(pictures))
        is_kept = what is Said.PICTURES_KEPT
        kept = [one for at, one in enumerate(pictures) if (at in named) is is_kept] if named else []
        return tuple(kept), found.get("rest", "")
    return (), ""


async def _with_these(turn: Turn, asked: Question, chosen: tuple[Picture, ...], rest: str) -> None:
    assert asked.incoming is not None
    if not asked.incoming.text.strip() and not rest:
        turn.close_question()
        turn.incoming = replace(turn.incoming, pictures=chosen)
        await answers.picture_alone(turn)
        return
    await waiting.asked_with(turn, asked, chosen, also=rest)
