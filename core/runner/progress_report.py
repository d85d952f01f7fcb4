"""Shows a job's progress: one message changed in place, or the start message where the platform has one card."""

from core import buttons, progress
from core.model import Job, Kind, Post
from core.phrases import Phrases
from core.runner.outside import Outside
from core.runner.voice import Voice
from core.tables import Tables

KEY = "progress"


class ProgressReport:
    """What a person sees while they wait. `one_by_one` posts a new message for each report."""

    def __init__(
        self, outside: Outside, voice: Voice, *, phrases: Phrases, tables: Tables, one_by_one: bool
    ) -> None:
        self._jobs = outside.jobs
        self._voice = voice
        self._phrases = phrases
        self._tables = tables
        self._one_by_one = one_by_one

    async def report(self, job: Job, elapsed_s: float) -> None:
        """The percentage now."""
        language = job.draft.language
        row = self._tables.model(job.draft.order.model)
        high_s = row.estimate_s[1]
        share = progress.percent(elapsed_s, high_s)
        text = self._phrases.lines(
            self._phrases.say("progress.text", language, percent=share, elapsed=int(elapsed_s), high=high_s),
            self._phrases.say("progress.nearly", language)
            if progress.is_nearly_there(elapsed_s, high_s)
            else "",
        )
        post = Post(
            kind=Kind.PROGRESS,
            text=text,
            language=language,
            percent=share,
            job_id=job.id,
            # On other platforms the start message keeps its own buttons.
            buttons=buttons.while_it_runs(self._phrases, job.id, language)
            if self._voice.draws_on_start(job)
            else (),
        )
        if self._voice.draws_on_start(job):
            await self._voice.redraw(job, post, "start")
        elif self._one_by_one:
            await self._voice.say(job, post, f"{KEY}.{int(elapsed_s) // row.report_s}", patience_s=0)
        elif await self._jobs.sent(job.id, KEY) is None:
            # Not waited for: the studio is looked at in between, and the next report says more.
            await self._voice.say(job, post, KEY, patience_s=0)
        else:
            await self._voice.redraw(job, post, KEY)

    async def close(self, job: Job, key: str, *, ok: bool, elapsed_s: int = 0) -> None:
        """The last state of the progress message: done, failed, cancelled, late."""
        language = job.draft.language
        post = Post(
            kind=Kind.PROGRESS,
            text=self._phrases.say(f"progress.{key}", language, elapsed=elapsed_s),
            language=language,
            percent=100 if ok else None,
            is_final=True,
            ok=ok,
            job_id=job.id,
        )
        if self._voice.draws_on_start(job):
            await self._voice.redraw(job, post, "start")
        elif not self._one_by_one:
            await self._voice.redraw(job, post, KEY)
