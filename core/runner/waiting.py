"""Waits for a render: looks at the studio's pace, reports at the model's, and gives up only at the deadline."""

import logging

from core import progress
from core.errors import StudioError
from core.model import Failure, Job, Json, Kind, Post
from core.phrases import RECORDS_PAGE, Phrases
from core.ports import LookState
from core.runner.outside import Outside
from core.runner.progress_report import ProgressReport
from core.runner.voice import Voice
from core.tables import Tables

_log = logging.getLogger(__name__)


class Waiting:
    """The one step with the whole poll loop; run again after a crash, it continues by absolute times."""

    def __init__(
        self,
        outside: Outside,
        voice: Voice,
        report: ProgressReport,
        *,
        phrases: Phrases,
        tables: Tables,
        poll_s: int | None,
    ) -> None:
        self._studio, self._jobs, self._clock = outside.studio, outside.jobs, outside.clock
        self._voice = voice
        self._report = report
        self._phrases = phrases
        self._tables = tables
        self._poll_s = poll_s

    async def wait(self, job_id: str, task_id: str, began_at: float) -> Json:
        """Wait until the task ended, was cancelled or is given up; times are job seconds since `began_at` (wall)."""
        job = await self._jobs.get(job_id)
        if job is None:
            return {"state": "cancelled", "elapsed_s": 0}
        row = self._tables.model(job.draft.order.model)
        poll_s = self._poll_s or row.poll_s
        elapsed_s = progress.seconds_since(began_at, self._clock)
        next_report_s = progress.next_report_s(elapsed_s, row.report_s)
        # After an absence past the deadline, look twice all the same: a ready clip may lack its address at first.
        give_up_s = max(progress.GIVE_UP_S, elapsed_s + 2 * progress.SLOW_POLL_S)
        next_look_s = elapsed_s + (0 if elapsed_s > poll_s else poll_s)
        while True:
            job = await self._jobs.get(job_id)
            if job is None or job.cancel_asked:
                return {"state": "cancelled", "elapsed_s": int(elapsed_s)}
            if elapsed_s >= next_look_s:
                pause_s = progress.poll_after_s(elapsed_s, poll_s)
                found, wish_s = await self._look(job, task_id)
                elapsed_s = progress.seconds_since(began_at, self._clock)
                if found is not None:
                    return {**found, "elapsed_s": int(elapsed_s)}
                next_look_s = elapsed_s + max(pause_s, wish_s * self._clock.speed)
            if elapsed_s >= give_up_s:
                return {"state": "late", "elapsed_s": int(elapsed_s)}
            if elapsed_s >= progress.LATE_S:
                await self._say_late(job)
            if elapsed_s >= next_report_s:
                await self._report.report(job, elapsed_s)
                elapsed_s = progress.seconds_since(began_at, self._clock)
                next_report_s = progress.next_report_s(elapsed_s, row.report_s)
            del job  # nor held while it sleeps: there may be a thousand of them
            until_s = min(next_look_s, next_report_s, give_up_s)
            await self._clock.sleep(max(0.0, until_s - elapsed_s) / self._clock.speed, job_id=job_id)
            elapsed_s = progress.seconds_since(began_at, self._clock)

    async def _look(self, job: Job, task_id: str) -> tuple[dict[str, Json] | None, float]:
        """What a look showed, if the task has ended; a look that fails is a missed look, not a failed job."""
        try:
            look = await self._studio.look(task_id, language=job.draft.language)
        except StudioError as fault:
            _log.warning("job %s: a look failed: %s", job.id, fault.failure)
            return None, fault.retry_after_s or 0.0
        if look.state is LookState.WORKING:
            return None, 0.0
        if look.state is LookState.FAILED:
            failure = look.failure or Failure.TASK_FAILED
            _log.warning("job %s: the studio made no clip: %s %s", job.id, failure, look.detail)
            _log.debug("job %s: the studio said: %s", job.id, look.said)
            return {"state": "failed", "failure": failure}, 0.0
        return {"state": "ready", "url": look.url, "cover": look.cover, "duration_s": look.duration_s}, 0.0

    async def _say_late(self, job: Job) -> None:
        language = job.draft.language
        text = self._phrases.say("late.first", language, records=RECORDS_PAGE)
        post = Post(kind=Kind.TEXT, text=text, language=language, job_id=job.id)
        # Not waited for: it is tried again with the next look.
        await self._voice.say(job, post, "late", patience_s=0)
