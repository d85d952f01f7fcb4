"""Remarks on a clip and wishes without a name: tells what helps and its price, orders nothing."""

from dataclasses import replace

from core.desk import reports
from core.desk.clips import changes
from core.desk.clips.earlier import of_a_clip
from core.desk.models import comparing
from core.desk.normalising.wishes import in_plain_words
from core.desk.pictures.of_message import pictures_of
from core.desk.prices import quotes
from core.desk.questions import answers
from core.desk.small_talk import thanks_or_praise, was_greeted
from core.desk.sound.other_models import is_of_sound
from core.desk.turn import Turn
from core.model import Act, Intent
from core.punctuation import clauses, comma
from core.tables import Asked, Found, Pointing


async def pleased(turn: Turn) -> bool:
    """Handle praise of the clip that was made, in whatever words: "I love the colours" changes nothing."""
    if not _has_clip(turn) or turn.question is not None or turn.intent.model is not None:
        return False
    if not turn.desk.tables.pointers.says(turn.incoming.text, Pointing.GLAD):
        return False
    if not was_greeted(turn):
        await turn.tell(f"small.{thanks_or_praise(turn)}")
    return True


async def found_dear(turn: Turn) -> bool:
    """Handle a remark that a clip is too expensive: name a cheaper choice than the one that was made.

    A value that was priced and is found too expensive, or too long, is not wanted.
    """
    pointers, text = turn.desk.tables.pointers, turn.incoming.text
    if turn.order_in_question is not None and pointers.says(text, Pointing.REFUSES_VALUE):
        await answers.decline(turn)
        return True
    if not _has_clip(turn) or turn.question is not None or not pointers.says(text, Pointing.FINDS_DEAR):
        return False
    await comparing.cheaper_one(turn)
    return True


async def remedied(turn: Turn) -> bool:
    """Handle a remark that the clip, or a thing in it, is too dark, too slow …: tell what a brighter one costs.

    Beside an order that waits it is about that order; of several offers none is meant, but the clip.
    """
    wishes = turn.desk.tables.pointers.remedies(turn.incoming.text, turn.desk.tables.revisions.whole)
    if not wishes:
        return await _found_other_fault(turn)
    if pictures_of(turn.incoming):
        return False
    question = turn.order_in_question
    if question is not None and (answers.orders_all(question) or is_of_sound(question)) and _has_clip(turn):
        turn.close_question()
    elif question is None and not _has_clip(turn):
        if turn.job is None:
            return False
        await turn.tell("edit.no_job" if turn.owns_job else "ask.not_yours")
        return True
    wish = comma(*wishes).join(wishes)
    turn.incoming = replace(turn.incoming, text=wish)
    turn.intent = Intent(action=Act.QUOTE, edit=True, prompt=wish, language=turn.language)
    await quotes.quote(turn)
    return True


async def _found_other_fault(turn: Turn) -> bool:
    """Handle a remark on what is no part of the clip, a slow network: it changes nothing."""
    if not _has_clip(turn) or turn.question is not None or turn.intent.action is not Act.GENERATE:
        return False
    if not turn.desk.tables.pointers.finds_fault(turn.incoming.text):
        return False
    await turn.tell("small.after_video")
    return True


async def found_amiss(turn: Turn) -> bool:
    """Handle a remark on what went wrong in the clip that was made, and no more: ask how it should be, order nothing."""
    text, pointers = turn.incoming.text, turn.desk.tables.pointers
    if not _has_clip(turn) or turn.question is not None or turn.intent.action is not Act.GENERATE:
        return False
    parts = [clause for clause, _ in clauses(text) if clause.strip()]
    kinds = (Pointing.AMISS, Pointing.GLAD, Pointing.PRAISE)
    found = [next((one for one in kinds if pointers.says(part, one)), None) for part in parts]
    if Pointing.AMISS not in found or None in found or turn.intent.names_something:
        return False
    await turn.tell("wanting.amiss")
    return True


async def vaguely_better(turn: Turn) -> bool:
    """Handle a wish for a better clip, or for a change, that does not say how: ask, as no words of it can be shown."""
    if not turn.intent.names_something and _wanted(turn, Pointing.NAMES_NOTHING) is not None:
        await turn.tell("wanting.change")
        return True
    if _wanted(turn, Pointing.VAGUELY_BETTER) is None:
        return False
    await turn.tell("wanting.better")
    return True


async def better_model(turn: Turn) -> bool:
    """Handle a wish for a better model that names none: tell what the best one would cost."""
    found = _wanted(turn, Pointing.BETTER_MODEL, turn.typed) or _wanted(turn, Pointing.BETTER_MODEL)
    if found is None:
        return False
    turn.intent = Intent(action=Act.QUOTE, edit=True, quality="best", language=turn.language)
    if before := found.parts.get("before", ""):
        said = of_a_clip(
            turn, in_plain_words(turn, before)
        )  # "no text on it. Would another model be better?"
        turn.intent = replace(said, action=Act.QUOTE, edit=True, quality="best") if said else turn.intent
    await quotes.quote(turn)
    return True


async def other_model(turn: Turn) -> bool:
    """Handle a wish for another model that names none: list those for the clip at hand, or name the fastest."""
    base = changes.base_of(turn)
    found = _wanted(turn, Pointing.OTHER_MODEL) if turn.intent.model is None else None
    if found is None or base is None:
        return False
    if "quick" in found.parts:
        await comparing.fastest(turn)
        return True
    if turn.desk.tables.advice.asks(turn.incoming.text, Asked.FASTER):
        await comparing.models(turn)
        return True
    await reports.models(turn, base.order.task_type)
    return True


def _has_clip(turn: Turn) -> bool:
    """Whether a clip of this person is there that the message, without pictures, can be about."""
    job = turn.job
    return job is not None and job.phase.is_made and turn.owns_job and not pictures_of(turn.incoming)


def _wanted(turn: Turn, what: Pointing, text: str = "") -> Found | None:
    """How the message wants this of what is at hand; None if it does not, or if there is nothing that it can mean."""
    if changes.base_of(turn) is None or not turn.owns_job or pictures_of(turn.incoming):
        return None
    return turn.desk.tables.pointers.first(text or turn.incoming.text, what)
