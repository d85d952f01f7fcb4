"""Spends points: at most three attempts, each behind its own fence."""

import logging
from collections.abc import Sequence
from dataclasses import replace

from core.errors import Certainty, StudioError
from core.model import (
    Failure,
    Job,
    Json,
    Kind,
    Language,
    Order,
    Phase,
    Post,
    Product,
    Told,
)
from core.phrases import Phrases
from core.planner import Plan, complete, lower, product_of_order, reprice
from core.ports import FenceState
from core.runner.outside import Outside
from core.runner.voice import Voice

_log = logging.getLogger(__name__)
MOST_ATTEMPTS = 3
_TELLING_S = 600.0  # how long the change of an order is tried to be told: the job keeps its place meanwhile


class Submission:
    """The steps between the pictures and the studio's task."""

    def __init__(self, outside: Outside, voice: Voice, phrases: Phrases) -> None:
        self._studio = outside.studio
        self._jobs = outside.jobs
        self._ledger = outside.ledger
        self._clock = outside.clock
        self._voice = voice
        self._phrases = phrases

    async def create(self, job_id: str, attempt: int, pictures: Sequence[str]) -> Json:
        """One attempt: the fence is committed before the request leaves, the outcome as soon as it is known.

        Whatever can break without a byte sent breaks before the fence: behind it nobody could tell any more.
        """
        job = await self._jobs.get(job_id)
        order = await self.order(job_id, attempt)
        if job is None or order is None:
            return {"end": "cancelled"}
        self._studio.check(order, pictures)
        fence = await self._jobs.fence(job_id, attempt)
        if fence.state is FenceState.CANCELLED:
            return {"end": "cancelled"}
        if fence.state is FenceState.KNOWN:
            return await self._accepted(job_id, attempt, fence.task_id, dict(fence.outcome))
        if fence.state is FenceState.UNKNOWN:
            return {"end": "in_doubt"}
        if fence.state is FenceState.REFUSED:
            return dict(fence.outcome)
        try:
            task_id = await self._studio.create(order, pictures, language=job.draft.language)
        except StudioError as fault:
            _log.warning("job %s attempt %s: %s", job_id, attempt, fault)
            _log.debug("job %s attempt %s: the studio said: %s", job_id, attempt, fault.said)
            if fault.certainty is Certainty.IN_DOUBT:
                return {"end": "in_doubt"}
            refusal: dict[str, Json] = {"refused": fault.failure}
            await self._jobs.fence_outcome(job_id, attempt, outcome=refusal)
            return refusal
        made: dict[str, Json] = {"at": self._clock.now(), "points": order.points}
        await self._jobs.fence_outcome(job_id, attempt, task_id=task_id, outcome=made)
        return await self._accepted(job_id, attempt, task_id, made)

    async def _accepted(self, job_id: str, attempt: int, task_id: str, made: dict[str, Json]) -> Json:
        """The studio has a task for us: book the points and keep the task with the job."""
        job, order = await self._jobs.get(job_id), await self.order(job_id, attempt)
        if job is not None and order is not None:
            await self._ledger.spend(job_id, attempt, order.points, at=self._clock.now())
            draft = replace(job.draft, order=order)
            rendering = {"attempt": attempt, "task_id": task_id, "rendering_since": made.get("at")}
            await self._jobs.save(job.become(Phase.RENDERING, draft=draft, **rendering))
        return {"task": task_id, **made}

    async def order(self, job_id: str, attempt: int) -> Order | None:
        """The order of an attempt: the draft's own, or what an adjustment decided."""
        decided = await self._jobs.order(job_id, attempt) if attempt > 1 else None
        if decided is not None:
            return decided
        job = await self._jobs.get(job_id)
        return job.draft.order if job is not None else None

    async def adjust(self, job_id: str, attempt: int, failure: Failure) -> Json:
        """After a definite refusal: decide the next attempt's order and tell it, or say that there is none."""
        order = await self.order(job_id, attempt)
        job = await self._jobs.get(job_id)
        if order is None or job is None:
            return {"again": False}
        if job.cancel_asked:
            return {"again": True}  # the next fence lets nothing through, and the job ends as cancelled
        plan = await self._next_plan(order, failure, attempt)
        if plan is None or plan.order.points > order.points:
            return {"again": False}
        await self._jobs.set_order(job_id, attempt + 1, plan.order)
        text = self._explain(plan, order, job)
        if text:
            post = Post(kind=Kind.TEXT, text=text, language=job.draft.language, job_id=job.id)
            told = await self._voice.say(job, post, f"changed.{attempt}", patience_s=_TELLING_S)
            if told is None:
                # Nothing is ordered otherwise than was said, unless that is said.
                current = await self._jobs.get(job_id)
                return {"again": current is not None and current.cancel_asked}
        return {"again": True}

    async def _next_plan(self, order: Order, failure: Failure, attempt: int) -> Plan | None:
        product: Product | None
        match failure:
            case Failure.SERVER:
                product = await self._product(order, fresh=False)
                return lower(order, product) if product is not None else None
            case Failure.RULE_MISSING:
                product = await self._product(order, fresh=False)
                return complete(order, product) if product is not None else None
            case Failure.RULE_MISMATCH:
                product = await self._product(order, fresh=True)
                return reprice(order, product) if product is not None else None
            case Failure.POINTS_MISMATCH | Failure.BAD_ATTRIBUTE if attempt == 1:
                product = await self._product(order, fresh=True)
                return reprice(order, product) if product is not None else None
            case _:
                return None

    async def _product(self, order: Order, *, fresh: bool) -> Product | None:
        try:
            products = await (self._studio.refresh if fresh else self._studio.products)(order.task_type)
        except StudioError as fault:
            _log.warning("the list could not be read again: %s", fault.failure)
            return None
        return product_of_order(products, order)

    def _explain(self, plan: Plan, before: Order, job: Job) -> str:
        """The message on what changed and what it costs now; without visible changes, only on the price."""
        language, say = job.draft.language, self._phrases.say
        visible = [one for one in plan.told if one.changes or one.key == "changed.completed"]
        if visible:
            changes = say("changed.join", language).join(self._words(one, language) for one in visible)
            return say(
                "changed.retry", language, changes=changes, points=plan.order.points, before=before.points
            )
        if plan.order.points != before.points:
            return say("changed.price", language, points=plan.order.points, before=before.points)
        return say("changed.same_price", language, points=plan.order.points)

    def _words(self, told: Told, language: Language) -> str:
        if told.changes:
            return self._phrases.changes(told.changes, language)
        return self._phrases.say(told.key, language)
