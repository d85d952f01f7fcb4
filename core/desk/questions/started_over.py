"""A wish to start over, which may mean the clip once more or another one: it is asked, and nothing is made."""

from dataclasses import replace

from core.desk.reading import goes_on_as, said_in
from core.desk.requests import request
from core.desk.turn import Turn
from core.model import Act
from core.tables import Said


async def starts_over(turn: Turn) -> bool:
    """Handle "start over": nothing waits any more; a scene told behind it is ordered, else what is wanted is asked."""
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.STARTS_OVER)
    if found is None or turn.incoming.pictures:
        return False
    if "rest" in found and said_in(turn, found["rest"]).action is not Act.GENERATE:
        return False
    turn.close_question()
    turn.talk = replace(turn.talk, pictures=())
    if "rest" in found:
        turn.intent = replace(goes_on_as(turn, found["rest"]), edit=False, again=False, continuity=None)
        await request(turn)
        return True
    has_clip = turn.job is not None and turn.owns_job
    await turn.tell("small.fresh_start" if has_clip else "small.fresh")
    return True
