"""How a job ends, each ending in its own words: delivered, cancelled, late, in doubt; a failure has a module to itself."""

import logging
from dataclasses import replace

from core import buttons
from core.drafts import Drafter, going_on
from core.errors import StudioError
from core.model import Button, Failure, Job, Json, Kind, Phase, Post
from core.phrases import RECORDS_PAGE, Phrases
from core.posts import link_post, media_post
from core.runner.failing import Failing
from core.runner.outside import Outside
from core.runner.progress_report import ProgressReport
from core.runner.voice import Voice
from core.tables import Tables

_log = logging.getLogger(__name__)


class Endings:
    """The last steps of a job; each may run twice, but says nothing twice."""

    def __init__(
        self,
        outside: Outside,
        voice: Voice,
        report: ProgressReport,
        failing: Failing,
        *,
        drafter: Drafter,
        phrases: Phrases,
        tables: Tables,
    ) -> None:
        self._studio = outside.studio
        self._jobs = outside.jobs
        self._ledger = outside.ledger
        self._voice = voice
        self._report = report
        self._failing = failing
        self._drafter = drafter
        self._phrases = phrases
        self._tables = tables
        self.unposted = 0  # clips of this process that could not be posted

    # --- delivered -----------------------------------------------------------

    async def post_media(self, job: Job, clip: dict[str, Json]) -> Json:
        """The caption with the player."""
        elapsed_s = int(str(clip.get("elapsed_s") or 0))
        await self._report.close(job, "done", ok=True, elapsed_s=elapsed_s)
        seconds = clip.get("duration_s")
        post = media_post(
            self._phrases,
            self._tables,
            job,
            job.draft.language,
            url=str(clip["url"]),
            cover=str(clip.get("cover") or ""),
            duration_s=float(seconds) if isinstance(seconds, int | float) else None,
            elapsed_s=elapsed_s,
            hint=job.draft.hint,
        )
        post = replace(post, buttons=await self._buttons_under(job), mention=True)
        return {"posted": await self._voice.say(job, post, "media") is not None}

    async def post_link(self, job: Job, clip: dict[str, Json]) -> Json:
        """The link as text."""
        post = link_post(self._phrases, job, job.draft.language, url=str(clip["url"]))
        return {"posted": await self._voice.say(job, post, "link") is not None}

    async def settle(self, job_id: str, clip: dict[str, Json], *, is_posted: bool) -> Json:
        """Write down that it is done; where the chat took neither player nor link, "resend" still brings it."""
        job = await self._jobs.get(job_id)
        if job is None or job.phase.is_over:
            return None
        if not is_posted:
            self.unposted += 1
            _log.error("job %s: the clip is made and could not be posted at all", job_id)
        await self._jobs.save(
            job.become(
                Phase.DELIVERED if is_posted else Phase.UNPOSTED,
                url=str(clip["url"]),
                cover=str(clip.get("cover") or ""),
                elapsed_s=int(str(clip.get("elapsed_s") or 0)),
            )
        )
        return None

    async def _buttons_under(self, job: Job) -> tuple[Button, ...]:
        models: dict[str, tuple[str, int]] = {}
        try:
            products = await self._studio.products(job.draft.order.task_type)
        except StudioError:
            products = ()
        for key, one in self._drafter.price_all(products, going_on(job.draft)).items():
            models[key] = (one.product.name, one.points)
        return buttons.under_result(self._phrases, job.id, job.draft, models)

    # --- not delivered -------------------------------------------------------

    async def doubt(self, job_id: str) -> Json:
        """End a job in doubt: say that nobody knows whether points were spent, and send nothing again."""
        job = await self._jobs.get(job_id)
        if job is None:
            return None
        await self._ledger.hold(job_id)
        if not job.phase.is_over:
            await self._jobs.save(job.become(Phase.IN_DOUBT))
        await self._report.close(job, "doubt", ok=False)
        await self._final_text(job, "doubt.text", "doubt")
        return None

    async def give_up(self, job_id: str) -> None:
        """End a job that no run brings to its end: it failed where nothing was paid, else it is in doubt."""
        phase = await self._jobs.cancel(job_id)  # the fence lets no paid call through from here on
        if phase is None or phase.is_over:
            return
        if phase.is_unpaid:
            await self._failing.fail(job_id, Failure.UNKNOWN, spent=False, elapsed_s=0)
        else:
            await self.doubt(job_id)

    async def end_again(self, job_id: str) -> Json:
        """Say the last message of a job that is over, if the run that ended it broke before it was said."""
        job = await self._jobs.get(job_id)
        if job is None:
            return None
        match job.phase:
            case Phase.FAILED:
                # Its points are right already: they are seen to before the phase.
                await self._failing.fail(job_id, job.why_failed, spent=True, elapsed_s=job.elapsed_s or 0)
            case Phase.IN_DOUBT:
                await self.doubt(job_id)
            case Phase.LATE:
                await self.late(job_id, job.elapsed_s or 0)
            case _:
                pass
        return None

    async def late(self, job_id: str, elapsed_s: int) -> Json:
        """End a job as late: the studio may still finish it, and can be asked again at any time."""
        job = await self._jobs.get(job_id)
        if job is None:
            return None
        await self._ledger.hold(job_id)
        if not job.phase.is_over:
            await self._jobs.save(job.become(Phase.LATE, elapsed_s=elapsed_s))
        await self._report.close(job, "late", ok=False, elapsed_s=elapsed_s)
        await self._final_text(job, "late.final", "late_final")
        return None

    async def cancelled(self, job_id: str, *, spent: bool) -> Json:
        """End a cancelled job: the desk has answered already, only the messages on screen are corrected."""
        job = await self._jobs.get(job_id)
        if job is None:
            return None
        if not spent:
            await self._ledger.release(job_id)
        if not job.phase.is_over:
            await self._jobs.save(job.become(Phase.CANCELLED))
        await self._report.close(job, "stopped" if spent else "cancelled", ok=False)
        return None

    async def _final_text(self, job: Job, message: str, key: str) -> None:
        language = job.draft.language
        post = Post(
            kind=Kind.FAILURE,
            text=self._phrases.say(message, language, records=RECORDS_PAGE),
            language=language,
            job_id=job.id,
            is_final=True,
            ok=False,
            mention=True,
        )
        await self._voice.say(job, post, key)
