"""How a job ends, each ending in its own words: delivered, failed, cancelled, late, in doubt."""

import logging
from dataclasses import replace

from core import buttons
from core.drafts import Drafter, going_on
from core.errors import StudioError
from core.model import Button, Draft, Failure, Job, Json, Kind, Language, Pending, Phase, Post
from core.phrases import RECORDS_PAGE, Phrases
from core.ports import Question, Talk
from core.runner.outside import Outside
from core.runner.pictures import NO_CLIP
from core.runner.progress_report import ProgressReport
from core.runner.voice import Voice
from core.tables import Tables

_log = logging.getLogger(__name__)
_OFFER_STANDS_S = 600.0
_PICTURE_LIMIT_MB = 20


class Endings:
    """The last steps of a job; each may run twice, but says nothing twice."""

    def __init__(
        self,
        outside: Outside,
        voice: Voice,
        report: ProgressReport,
        *,
        drafter: Drafter,
        phrases: Phrases,
        tables: Tables,
    ) -> None:
        self._studio = outside.studio
        self._jobs = outside.jobs
        self._ledger = outside.ledger
        self._history = outside.history
        self._clock = outside.clock
        self._voice = voice
        self._report = report
        self._drafter = drafter
        self._phrases = phrases
        self._tables = tables
        self.unposted = 0  # clips of this process that could not be posted

    # --- delivered -----------------------------------------------------------

    async def post_media(self, job: Job, clip: dict[str, Json]) -> Json:
        """The caption with the player."""
        elapsed_s = int(str(clip.get("elapsed_s") or 0))
        await self._report.close(job, "done", ok=True, elapsed_s=elapsed_s)
        post = self.media_post(job, clip, buttons_under=await self._buttons_under(job))
        return {"posted": await self._voice.say(job, post, "media") is not None}

    def media_post(self, job: Job, clip: dict[str, Json], *, buttons_under: tuple[Button, ...] = ()) -> Post:
        """The success message of a clip."""
        draft = job.draft
        seconds = clip.get("duration_s")
        return Post(
            kind=Kind.MEDIA,
            text=self._phrases.caption(
                self._tables.model(draft.order.model),
                draft.order.model_name,
                draft.order.points,
                draft.language,
                elapsed_s=int(str(clip.get("elapsed_s") or 0)),
                preferred=draft.preferred,
                prompt=draft.order.prompt,
                hint=draft.hint,
            ),
            language=draft.language,
            url=str(clip["url"]),
            cover=str(clip.get("cover") or ""),
            duration_s=float(seconds) if isinstance(seconds, int | float) else None,
            points=draft.order.points,
            buttons=buttons_under,
            job_id=job.id,
            is_final=True,
            mention=True,
        )

    async def post_link(self, job: Job, clip: dict[str, Json]) -> Json:
        """The link as text."""
        post = self.link_post(job, clip)
        return {"posted": await self._voice.say(job, post, "link") is not None}

    def link_post(self, job: Job, clip: dict[str, Json]) -> Post:
        """The link message of a clip."""
        url = str(clip["url"])
        language = job.draft.language
        return Post(
            kind=Kind.LINK,
            text=self._phrases.say("link.text", language, url=url),
            language=language,
            url=url,
            job_id=job.id,
            is_final=True,
        )

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

    async def fail(
        self, job_id: str, failure: Failure, *, reason: str = "", spent: bool, elapsed_s: int
    ) -> Json:
        """Say why, and offer what may be done about it."""
        job = await self._jobs.get(job_id)
        if job is None:
            return None
        if not spent:
            await self._ledger.release(job_id)
        if not job.phase.is_over:
            await self._jobs.save(job.become(Phase.FAILED, failure=failure, elapsed_s=elapsed_s))
        await self._report.close(job, "failed" if elapsed_s else "refused", ok=False, elapsed_s=elapsed_s)
        offered = await self._alternatives(job, failure)
        cheaper = await self._cheaper(job) if failure is Failure.NO_POINTS else None
        language = job.draft.language
        post = Post(
            kind=Kind.FAILURE,
            text=self.failure_text(failure, job.draft, offered, cheaper=cheaper, reason=reason),
            language=language,
            buttons=buttons.offers(self._phrases, job.id, offered, language),
            job_id=job.id,
            is_final=True,
            ok=False,
            mention=True,
        )
        if offered or cheaper is not None:
            await self._offer(job, offered or (cheaper,) if cheaper is not None else offered)
        await self._voice.say(job, post, "failure")
        return None

    def failure_text(
        self,
        failure: Failure,
        draft: Draft,
        offered: tuple[Draft, ...],
        *,
        cheaper: Draft | None = None,
        reason: str = "",
    ) -> str:
        """The failure message of the specification, or only its row where that already says what to do."""
        language, say = draft.language, self._phrases.say
        sentence = self._phrases.failure_reason(failure, draft.order.model, language)
        if failure in (Failure.UNAUTHORIZED, Failure.NO_POINTS):
            less = (
                say(
                    "failure.no_points_cheaper",
                    language,
                    model=cheaper.order.model_name,
                    points=cheaper.order.points,
                )
                if cheaper is not None
                else ""
            )
            return self._phrases.lines(
                say("failure.alone", language, reason=sentence),
                say(f"failure.{failure}_step", language),
                less,
            )
        head = [say("failure.header", language), say("failure.reason", language, reason=sentence)]
        if failure is Failure.SUBSCRIPTION:
            head.append(say("failure.subscription_step", language))
        if failure is Failure.PICTURE:
            head.append(self._picture_step(reason, language))
        return self._phrases.lines(*head, *self._drafter.offer_lines(offered, language, failed=draft))

    def _picture_step(self, reason: str, language: Language) -> str:
        if reason == "missing":
            return self._phrases.say("failure.picture_missing", language)
        if reason == NO_CLIP:
            return self._phrases.say("failure.picture_clip", language)
        if reason == "too_big":
            return self._phrases.say("failure.picture_too_big", language, limit_mb=_PICTURE_LIMIT_MB)
        return self._phrases.say("failure.picture_step", language)

    async def _alternatives(self, job: Job, failure: Failure) -> tuple[Draft, ...]:
        # A model that was just withdrawn is still in the list that we know.
        ask = self._studio.refresh if failure is Failure.MODEL_UNAVAILABLE else self._studio.products
        try:
            products = await ask(job.draft.order.task_type)
        except StudioError:
            return ()
        return self._drafter.alternatives(job.draft, failure, products, parent=job.id)

    async def _cheaper(self, job: Job) -> Draft | None:
        try:
            products = await self._studio.products(job.draft.order.task_type)
        except StudioError:
            return None
        return self._drafter.cheaper(job.draft, products)

    async def _offer(self, job: Job, offered: tuple[Draft, ...]) -> None:
        now = self._clock.now()
        question = Question(
            pending=Pending.OFFER,
            asked_at=now,
            expires_at=now + _OFFER_STANDS_S,
            drafts=offered,
            job_id=job.id,
        )

        def ask(talk: Talk) -> Talk:
            asked = talk.question
            stands = asked is not None and asked.expires_at >= now and asked.pending is not Pending.OFFER
            return talk if stands else replace(talk, question=question)

        await self._history.change_talk(job.address.person, job.address.room, ask)

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
