"""Chooses some of several pictures: one left out, only the first, the other one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.desk.clips import changes
from core.desk.pictures.of_message import pictures_of, waiting_pictures
from core.desk.pictures.waiting import in_place_of
from core.desk.questions import answers
from core.desk.reading import goes_on_as, said_in
from core.desk.requests import request
from core.desk.turn import Turn
from core.model import Act, Draft, Intent, Pending, Picture, PictureSource, TaskType
from core.tables import Said

_ASKED = frozenset({Pending.PICTURE_ALONE, Pending.WHICH_FIRST})


@dataclass(frozen=True, slots=True)
class PictureSet:
    """A set of pictures, those of it that are in use, and the order that uses them."""

    pictures: tuple[Picture, ...]
    used: tuple[Picture, ...]
    order: Draft | None


async def some_of_them(turn: Turn) -> bool:
    """Handle a message that says which of several pictures are meant: go on with these."""
    sayings, text = turn.desk.tables.sayings, turn.incoming.text
    if turn.incoming.pictures or turn.incoming.quoted_pictures:
        return False
    what = next((one for one in (Said.LEAVES_OUT, Said.ONLY, Said.OTHER) if sayings.says(text, one)), None)
    if what is None:
        return False
    question = turn.question
    if question is not None and len(question.drafts) > 1 and not turn.desk.tables.talk.names_picture(text):
        return False  # "the other one" is one of two offers
    found = sayings.find(text, what) or {}
    at_hand = pictures_at_hand(turn)
    if at_hand is None:
        return False
    chosen = _chosen(at_hand, sayings.place(found, len(at_hand.pictures)), what)
    if not chosen:
        await turn.tell("ask.no_such_picture", n=len(at_hand.pictures))
        return True
    has_words = question is not None and question.intent is not None and bool(question.intent.prompt)
    rest = found.get("rest", "")
    if not rest and at_hand.order is None and not has_words:
        rest = found.get("does", "")  # "animate the first" is all that is said of it
    await go_on_with(turn, at_hand, chosen, rest)
    return True


def pictures_at_hand(turn: Turn) -> PictureSet | None:
    """The set that a message can mean: pictures asked about, else waiting ones, else those of the order at hand."""
    question = turn.question
    if question is not None and question.pending in _ASKED and question.incoming is not None:
        asked = pictures_of(question.incoming, question.intent)
        return PictureSet(asked, asked, None) if len(asked) > 1 else None
    waiting = waiting_pictures(turn)
    if len(waiting) > 1:
        return PictureSet(waiting, waiting, None)
    base = changes.base_of(turn)
    if base is None or not (turn.owns_job or turn.order_in_question is not None):
        return None
    own = tuple(one for one in base.pictures if one.source is not PictureSource.RESULT)
    whole = turn.talk.album if own and all(_is_in(one, turn.talk.album) for one in own) else own
    return PictureSet(whole, own, base) if len(whole) > 1 else None


def _is_in(picture: Picture, others: Sequence[Picture]) -> bool:
    return any(picture.ref == one.ref for one in others)


def _chosen(at_hand: PictureSet, place: int | None, what: Said) -> tuple[Picture, ...]:
    if what is Said.OTHER:
        rest = tuple(one for one in at_hand.pictures if not _is_in(one, at_hand.used))
        return rest if len(rest) == 1 else ()
    if place is None:
        return ()
    named = at_hand.pictures[place]
    if what is Said.ONLY:
        return (named,)
    return tuple(one for one in at_hand.used if one.ref != named.ref)


async def go_on_with(turn: Turn, at_hand: PictureSet, chosen: tuple[Picture, ...], rest: str) -> None:
    """Go on with the chosen pictures: a request if `rest` has words, else a change of the order that uses them."""
    bare = tuple(replace(one, role=None) for one in chosen)
    question = turn.question
    change = _change(turn, rest, at_hand.order)
    if rest and change is None:
        turn.intent = replace(goes_on_as(turn, rest, bare), edit=False, action=Act.GENERATE)
        turn.close_question()
        await request(turn)
        return
    if at_hand.order is not None:
        task_type, pictures = in_place_of(at_hand.order, bare)
        read = change or Intent(action=Act.GENERATE, edit=True)
        turn.intent = replace(read, task_type=task_type, language=turn.language)
        turn.incoming = replace(turn.incoming, text=rest or turn.incoming.text, pictures=pictures)
        await changes.edit(turn)
        return
    turn.close_question()
    turn.talk = replace(turn.talk, pictures=())
    turn.incoming = replace(turn.incoming, pictures=bare)
    asked = question.intent if question is not None and question.pending in _ASKED else None
    if asked is None or not asked.prompt:
        await answers.picture_alone(turn)
        return
    task_type = TaskType.IMAGE if len(bare) == 1 else TaskType.REFERENCE
    turn.intent = replace(asked, task_type=task_type, ambiguous_roles=False, roles=(), language=turn.language)
    await request(turn)


def _change(turn: Turn, rest: str, base: Draft | None) -> Intent | None:
    """What the words beside the choice change of the order that uses the pictures; None where they ask for a scene."""
    if not rest or base is None:
        return None
    said = said_in(turn, rest)
    is_change = turn.desk.tables.sayings.says(rest, Said.CHANGED_TOO) if said.prompt else said.edit
    return said if said.action is Act.GENERATE and is_change else None
