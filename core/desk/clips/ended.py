"""A clip known by how it ended: "the one that failed", "the cancelled one"."""

from dataclasses import replace

from core.desk.clips.earlier import of_a_clip
from core.desk.pictures.of_message import pictures_of
from core.desk.turn import Turn
from core.model import Act, Job, Phase
from core.tables import Pointing

_OF_IT = frozenset({Act.RESEND, Act.QUOTE, Act.STATUS})


async def of_ended(turn: Turn) -> None:
    """Make the clip that failed, or was cancelled, the turn's job where a question is asked of it."""
    if turn.points_at_job or pictures_of(turn.incoming):
        return
    pointers, text = turn.desk.tables.pointers, turn.incoming.text
    found = pointers.first(text, Pointing.ENDED_SO)
    if found is None:
        return
    ended = Phase.FAILED if "failed" in found.parts else Phase.CANCELLED
    # One that was cancelled and fetched all the same counts as made.
    job = next((one for one in await turn.own_jobs() if _ended(one, ended)), turn.job)
    if job is None:
        return
    before, rest = found.parts.get("before", ""), found.parts.get("rest", "")
    words = pointers.with_it(f"{before}{rest}", len(before), len(before))
    last, turn.job = turn.job, job
    intent = of_a_clip(turn, words)
    if not pointers.says(words, Pointing.PAID) and (intent is None or intent.action not in _OF_IT):
        turn.job = last
        return
    turn.incoming = replace(turn.incoming, text=words)
    turn.intent = intent or turn.intent
    turn.points_at_job = last is None or job.id != last.id


def _ended(job: Job, phase: Phase) -> bool:
    return job.phase is phase or (phase is Phase.CANCELLED and job.is_cancelling)
