"""Whether a model takes people, asked of one that is named."""

from core.desk.models.abilities import say_beside
from core.desk.reading import beside_clip
from core.desk.turn import Turn
from core.tables import Said


async def asked_of_people(turn: Turn) -> bool:
    """Handle the question whether a model films people: tell; an order that waits goes on waiting."""
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.FILMS_PEOPLE)
    key = beside_clip(turn, found["name"]).model if found is not None else None
    row = turn.desk.tables.models.get(key) if key is not None else None
    if row is None:
        return False
    told = "models.films_nobody" if row.no_people else "models.films_people"
    await say_beside(turn, [turn.words(told, model=row.name)])
    return True
