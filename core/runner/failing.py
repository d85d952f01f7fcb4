"""How a job fails: why, in the words of the specification, and the offers that a word or a press takes."""

from dataclasses import replace

from core import buttons
from core.drafts import Drafter
from core.errors import StudioError
from core.model import Draft, Failure, Job, Json, Kind, Language, Pending, Phase, Post
from core.phrases import RECORDS_PAGE, Phrases, head
from core.pictures import PICTURE_LIMIT_BYTES
from core.ports import Question, Talk
from core.runner.outside import Outside
from core.runner.pictures import NO_CLIP
from core.runner.progress_report import ProgressReport
from core.runner.voice import Voice
from core.tables import Tables

_OFFER_STANDS_S = 600.0


class Failing:
    """The last step of a job that failed; it may run twice, but says nothing twice."""

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
            text=self._text(
                failure, job.draft, offered, cheaper=cheaper, reason=reason, points=await self._points(job)
            ),
            language=language,
            buttons=buttons.after_failure(self._phrases, job.id, failure, offered, language),
            job_id=job.id,
            is_final=True,
            ok=False,
            mention=True,
        )
        to_take = offered if cheaper is None else offered or (cheaper,)
        is_new = await self._jobs.sent(job_id, "failure") is None  # else it may have been taken already
        if is_new and to_take:
            await self._offer(job, to_take)
        await self._voice.say(job, post, "failure")
        return None

    def _text(
        self,
        failure: Failure,
        draft: Draft,
        offered: tuple[Draft, ...],
        *,
        cheaper: Draft | None = None,
        reason: str = "",
        points: str = "",
    ) -> str:
        """The failure message of the specification, or only its row where that already says what to do."""
        language, say = draft.language, self._phrases.say
        sentence = self._phrases.failure_reason(failure, self._tables.model(draft.order.model), language)
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
        lines = [say("failure.header", language), self._which(draft)]
        lines.append(say("failure.reason", language, reason=sentence))
        if failure is Failure.SUBSCRIPTION:
            lines.append(say("failure.subscription_step", language))
        if failure is Failure.PICTURE:
            lines.append(self._picture_step(reason, language))
        rows = self._drafter.offer_lines(offered, language, failed=draft)
        return self._phrases.lines(*lines, *rows[:-1], points, *rows[-1:])  # the question stays the last line

    def _which(self, draft: Draft) -> str:
        """Which of several clips that were ordered together failed; empty where it stands alone."""
        which = self._phrases.one_of(draft)
        if not which:
            return ""
        return self._phrases.say(
            "failure.which", draft.language, which=which, prompt=head(draft.order.prompt)
        )

    async def _points(self, job: Job) -> str:
        """What is known of the points of a failed job; the studio does not tell whether it gave any back."""
        points, _ = (await self._ledger.of_jobs([job.id])).get(job.id, (0, False))
        key = "failure.counted" if points else "failure.unpaid"
        return self._phrases.say(key, job.draft.language, points=points, records=RECORDS_PAGE)

    def _picture_step(self, reason: str, language: Language) -> str:
        if reason == "missing":
            return self._phrases.say("failure.picture_missing", language)
        if reason == NO_CLIP:
            return self._phrases.say("failure.picture_clip", language)
        if reason == "too_big":
            return self._phrases.say(
                "failure.picture_too_big", language, limit_mb=PICTURE_LIMIT_BYTES // 2**20
            )
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
