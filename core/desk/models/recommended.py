"""The model that was recommended for a style: "the one you recommended", why it and not another, and its style."""

from dataclasses import replace

from core.desk.models.comparing import prices, task_at_hand
from core.desk.pictures.of_message import pictures_of
from core.desk.reading import said_in
from core.desk.turn import QUESTION_STANDS_S, Turn
from core.model import Intent
from core.punctuation import comma
from core.tables import Pointing


async def recalled(turn: Turn) -> None:
    """Let "the one you recommended" mean the last one recommended for a style, whatever was listed since."""
    talk = turn.talk
    is_meant = turn.desk.tables.pointers.says(turn.incoming.text, Pointing.YOUR_PICK)
    # An order placed since forgets the models that were named.
    if is_meant and _is_fresh(turn) and (not talk.named or talk.named_it != talk.advised):
        turn.name_models([talk.advised], talk.named_for)


async def why_not_another(turn: Turn) -> bool:
    """Handle "why not Wan?" behind a recommendation: say what speaks for either, with the prices."""
    found = turn.desk.tables.pointers.first(turn.incoming.text.strip("?？ "), Pointing.WHY_NOT_MODEL)
    if found is None or not _is_fresh(turn) or turn.question is not None or pictures_of(turn.incoming):
        return False
    other, key = said_in(turn, found.parts["name"]).model, turn.talk.advised
    style = turn.desk.tables.advice.style_of(turn.talk.advised_style)
    if other is None or other == key or style is None:
        return False
    priced = await prices(turn, task_at_hand(turn))
    if priced is None:
        return True
    if key not in priced or other not in priced:
        return False
    turn.name_models([key, other], task_at_hand(turn))
    await turn.tell(
        "models.why_not",
        model=priced[key].product.name,
        reason=style.reason[turn.language],
        points=priced[key].points,
        other=priced[other].product.name,
        trait=priced[other].row.trait[turn.language],
        other_points=priced[other].points,
    )
    return True


def in_its_style(turn: Turn, intent: Intent) -> Intent:
    """A scene for the recommended model, in the style that it was recommended for if the scene names none itself."""
    style, tables = turn.talk.advised_style, turn.desk.tables
    is_meant = _is_fresh(turn) and intent.model == turn.talk.advised and intent.prompt
    named = tables.pointers.first(style, Pointing.STYLE_SAID)
    if not is_meant or named is None or tables.advice.style_of(intent.prompt) is not None:
        return intent
    if tables.sayings.story.style.search(intent.prompt):
        return intent
    words = named.parts["what"]
    if words.isascii() != intent.prompt.isascii():
        return intent
    return replace(intent, prompt=f"{words}{comma(intent.prompt)}{intent.prompt}")


def _is_fresh(turn: Turn) -> bool:
    """Whether a model was recommended for a style not long ago."""
    return bool(turn.talk.advised) and turn.now - turn.talk.advised_at <= QUESTION_STANDS_S
