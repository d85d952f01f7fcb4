"""How long the clip in the making still takes: the usual time of its model, and what is left of that."""

from core import progress
from core.desk import reports
from core.desk.turn import Turn
from core.model import Act, Job, Phase
from core.tables import Asked

_RENDERING = frozenset({Phase.RENDERING, Phase.DELIVERING})


async def asked_how_long(turn: Turn) -> bool:
    """Handle a question how long the clip in the making takes: tell its state, its usual time and what is left."""
    if turn.intent.action is not Act.STATUS:
        return False
    if not turn.desk.tables.advice.asks(turn.incoming.text, Asked.REMAINS):
        return False
    running = [one for one in await turn.own_jobs(also_forgotten=True) if one.is_watched]
    if turn.points_at_job and turn.job is not None:
        running = [one for one in running if one.id == turn.job.id]
    if not running:
        return False
    await reports.status(turn, behind=_left(turn, running[0]))
    return True


def _left(turn: Turn, job: Job) -> str:
    low, high = turn.desk.tables.model(job.draft.order.model).estimate_s
    if job.phase not in _RENDERING:
        return turn.words("status.usual", low=low, high=high)
    left = high - int(progress.rendering_s(job, turn.desk.clock))
    key = "status.left" if left > 0 else "status.over"
    return turn.words(key, low=low, high=high, left=left)
