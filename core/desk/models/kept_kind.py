"""A kind of model, or a value, wanted from now on: only a model can be remembered, and that is said."""

from dataclasses import replace

from core.desk.pictures.of_message import pictures_of
from core.desk.questions.words_missing import values_of
from core.desk.reading import beside_clip
from core.desk.turn import Turn
from core.model import Act, Wishes
from core.tables import Pointing


async def keeps_kind(turn: Turn) -> bool:
    """Handle a wish for the cheapest or fastest model from now on: nothing is saved, and nothing ordered.

    "Always the best" is none: it leaves the choice to us.
    """
    if pictures_of(turn.incoming) or not turn.desk.tables.pointers.says(
        turn.incoming.text, Pointing.KEEPS_KIND
    ):
        return False
    await turn.tell("preference.only_models")
    return True


async def keeps_value(turn: Turn) -> bool:
    """Handle a wish for a length or a shape from now on: nothing is saved, and nothing ordered.

    A model beside it is saved, like one that is wanted alone.
    """
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.KEEPS_VALUE)
    if found is None or pictures_of(turn.incoming):
        return False
    said = beside_clip(turn, found.parts["rest"])
    if said.prompt or said.wishes == Wishes():
        return False
    if said.model is not None:
        turn.intent = replace(said, action=Act.SET_PREFERENCE, edit=False, language=turn.language)
        return False
    await turn.tell("preference.no_values")
    return True


async def takes_back(turn: Turn) -> bool:
    """Handle a value or a model that is not wanted any more: a model that is kept is forgotten, and nothing ordered."""
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.TAKES_BACK)
    if found is None or pictures_of(turn.incoming):
        return False
    said = beside_clip(turn, found.parts["rest"])
    if said.prompt or (said.model is None and said.wishes == Wishes()) or said.wishes.audio is not None:
        return False
    stored = await turn.desk.preferences.get(turn.person)
    kept_for = [task for task, model in stored.items() if said.model is not None and model == said.model]
    if kept_for:
        await turn.desk.preferences.clear(turn.person, kept_for)
        await turn.tell("preference.cleared")
        return True
    waits = turn.words("quote.waiting") if turn.order_in_question is not None else ""
    await turn.say(turn.desk.phrases.lines(turn.words("preference.nothing_kept"), waits))
    return True


def values_not_kept(turn: Turn) -> str:
    """Says that values named beside a model to be remembered are not; empty where none were."""
    values = turn.desk.phrases.values(values_of(turn.intent.wishes), turn.language)
    return turn.words("preference.not_values", values=values) if values else ""
