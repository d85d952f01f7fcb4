"""Which of several clips came out better: nobody here can see them, so what is known of each is told."""

from core.desk.pictures.of_message import pictures_of
from core.desk.turn import Turn
from core.model import Job
from core.phrases import head
from core.tables import Pointing

_MOST, _FEWEST, _HEAD = 4, 2, 24


async def asked_which_is_better(turn: Turn) -> bool:
    """Handle a question for our opinion on the clips that were made; order nothing."""
    pointers = turn.desk.tables.pointers
    found = pointers.first(turn.incoming.text, Pointing.WHICH_BETTER)
    if found is None or turn.question is not None or pictures_of(turn.incoming):
        return False
    what = found.parts.get("what", "")
    made = [one for one in await turn.own_jobs() if one.phase.is_made][: pointers.count(what) or _MOST]
    if len(made) < _FEWEST or (not what and turn.talk.named and turn.talk.named_at > made[0].created_at):
        return False  # the models that were just named
    rows = dict.fromkeys(_row(turn, one) for one in reversed(made))
    await turn.say(turn.desk.phrases.lines(turn.words("earlier.better"), *rows, turn.words("earlier.yours")))
    return True


def _row(turn: Turn, job: Job) -> str:
    order = job.draft.order
    return turn.words(
        "earlier.better_row",
        prompt=head(order.prompt, _HEAD) or "-",
        model=order.model_name,
        trait=turn.desk.tables.model(order.model).trait[turn.language],
        points=order.points,
    )
