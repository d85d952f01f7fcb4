"""“Again with the default model”: the same description once more, by the model that we choose."""

from dataclasses import replace

from core.desk.pictures.of_message import pictures_of
from core.desk.requests import request
from core.desk.turn import Turn
from core.model import Act, Intent
from core.tables import Said


async def again_by_default(turn: Turn) -> bool:
    """Handle a wish for the clip at hand again without the preferred model, which is taken back."""
    job, is_said = turn.job, turn.desk.tables.sayings.says(turn.raw.strip(), Said.AGAIN_BY_DEFAULT)
    if not is_said or job is None or not turn.owns_job or turn.question is not None:
        return False
    if pictures_of(turn.incoming) or job.draft.pictures or job.is_forgotten:
        return False
    order = job.draft.order
    # From here on it is as if the description had been typed: no doubt is to be found in the words for "again".
    turn.incoming, turn.raw = replace(turn.incoming, text=order.prompt), order.prompt
    turn.preface = turn.words("preference.cleared")
    turn.intent = Intent(
        action=Act.GENERATE,
        task_type=order.task_type,
        prompt=order.prompt,
        wishes=job.draft.wishes,
        clear_preference=True,
        language=turn.language,
    )
    await request(turn)
    return True
