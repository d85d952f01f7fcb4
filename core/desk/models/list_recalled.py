"""A model by its place in the list shown some turns before: "try the second one", where no clip is meant."""

from core.desk.pictures.of_message import pictures_of
from core.desk.turn import QUESTION_STANDS_S, Turn
from core.tables import Pointing


async def recalled(turn: Turn) -> bool:
    """Let "the second one" mean the second row of the models listed before the last clip; handles nothing."""
    talk = turn.talk
    is_fresh = bool(talk.models) and turn.now - talk.models_at <= QUESTION_STANDS_S
    if not is_fresh or talk.named or turn.question is not None or turn.points_at_job:
        return False
    if pictures_of(turn.incoming):
        return False
    found = turn.desk.tables.pointers.first(turn.typed, Pointing.TAKES)
    if found is None or "nth" not in found.parts:
        return False
    place = turn.desk.tables.sayings.place(found.parts, len(talk.models))
    is_of_list = place is not None and (
        talk.listed_at < talk.models_at and len(await turn.own_jobs(limit=place + 1)) <= place
    )
    if is_of_list:
        turn.name_models(talk.models, talk.models_for)
    return False
