"""How long a video takes, took or still takes, and which model such a question means."""

from core import progress
from core.advisor import recommend
from core.desk import reports
from core.desk.models.comparing import draft_at_hand, task_at_hand
from core.desk.prices import quotes
from core.desk.turn import Turn
from core.model import Act, Job, Phase, TaskType
from core.tables import Asked

_MISREAD_TIMES = frozenset({Act.LIST_MODELS, Act.CHITCHAT, Act.HELP})
_RENDERING = frozenset({Phase.RENDERING, Phase.DELIVERING})


async def time_asked(turn: Turn) -> bool:
    """Handle a question how long the clip in the making still takes, or how long a video takes or took."""
    return await _remaining_asked(turn) or await _duration_asked(turn)


async def _duration_asked(turn: Turn) -> bool:
    """Handle a question how long a video takes or took; a running job answers it with its state."""
    advice, text, job = turn.desk.tables.advice, turn.incoming.text, turn.job
    if advice.asks(text, Asked.TOOK) and job is not None and turn.owns_job:
        if job.phase.is_made and job.elapsed_s:
            await quotes.last(turn)
        else:
            await reports.status(turn)
        return True
    is_unread = turn.intent.action in _MISREAD_TIMES and turn.intent.model is None
    if not (turn.intent.action is Act.STATUS or is_unread) or not advice.asks(text, Asked.TAKES):
        return False
    running = [one for one in await turn.own_jobs(also_forgotten=True) if not one.phase.is_over]
    if running or turn.points_at_job:
        return False
    await usual_time(turn)
    return True


async def model_at_hand(turn: Turn, task_type: TaskType) -> str:
    """Our key of the model that a question means which names none: the one in use, the default, the recommended one."""
    draft, quoted = draft_at_hand(turn), turn.quoted
    key = draft.order.model if draft is not None else quoted.model if quoted is not None else None
    if key:
        return key
    stored = await turn.desk.preferences.get(turn.person)
    best = recommend(turn.desk.tables.advice, task_type, "", turn.desk.tables.models)
    return stored.get(task_type) or (best.model if best is not None else "")


async def usual_time(turn: Turn) -> None:
    """Tell how long a video usually takes with the model at hand."""
    task_type = task_at_hand(turn)
    key = await model_at_hand(turn, task_type)
    row = turn.desk.tables.model(key)
    low, high = row.estimate_s
    await turn.tell("models.takes", model=row.name_for(task_type), low=low, high=high)


async def _remaining_asked(turn: Turn) -> bool:
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
