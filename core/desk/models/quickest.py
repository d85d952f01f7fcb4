"""“Make it with the fastest model”: the first of those that take least time by the table of times."""

from dataclasses import replace

from core.desk.models.comparing import prices
from core.desk.models.live import fastest_of
from core.desk.pictures.of_message import pictures_of
from core.desk.reading import goes_on_as
from core.desk.requests import request
from core.desk.turn import Turn
from core.model import Act, TaskType
from core.tables import Said


async def with_the_quickest(turn: Turn) -> bool:
    """Handle a request that wants it made by whichever model is the fastest."""
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.WITH_QUICKEST)
    if found is None or turn.question is not None:
        return False
    before = turn.incoming, turn.intent
    intent = goes_on_as(turn, found.get("before", "") + found.get("rest", ""))
    shows = bool(intent.prompt or pictures_of(turn.incoming))
    if intent.action is not Act.GENERATE or intent.edit or not shows:
        turn.incoming, turn.intent = before
        return False
    turn.intent = intent
    priced = await prices(turn, intent.task_type or TaskType.TEXT)
    if not priced:
        return priced is None
    (key, *_), (low, high) = fastest_of(turn, priced)
    turn.intent = replace(intent, model=key, save_preference=False)
    turn.preface = turn.words("models.fast_already", model=priced[key].product.name, low=low, high=high)
    await request(turn)
    return True
