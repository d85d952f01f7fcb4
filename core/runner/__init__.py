"""One job from the start message to its end, as straight-line code over durable steps.

A step that ended is never run again; one that was interrupted runs twice, so each first asks what it already did.
Step names and their order are stored: changing them needs a new application version of the engine.
"""

import logging
from collections.abc import Awaitable, Callable
from functools import partial

from core import buttons
from core.drafts import Drafter
from core.model import Failure, Job, Json, Kind, Phase, Post, numbered
from core.phrases import Phrases
from core.ports import Steps
from core.runner.endings import Endings
from core.runner.failing import Failing
from core.runner.outside import Outside
from core.runner.pictures import Pictures
from core.runner.progress_report import ProgressReport
from core.runner.submission import MOST_ATTEMPTS, Submission
from core.runner.voice import Voice
from core.runner.waiting import Waiting
from core.tables import Tables

__all__ = ["Outside", "Runner"]

_log = logging.getLogger(__name__)
End = Callable[[], Awaitable[object]]


class Runner:
    """Runs jobs; `progress_one_by_one` posts a message for each report.

    `poll_s` is the time between two looks at the studio; None = what the table says of each model.
    """

    def __init__(
        self,
        outside: Outside,
        *,
        tables: Tables,
        phrases: Phrases,
        poll_s: int | None = None,
        progress_one_by_one: bool = False,
    ) -> None:
        self._jobs, self._gate, self._clock = outside.jobs, outside.gate, outside.clock
        self._phrases, self._tables = phrases, tables
        self._voice = voice = Voice(outside)
        report = ProgressReport(
            outside, voice, phrases=phrases, tables=tables, one_by_one=progress_one_by_one
        )
        self._pictures = Pictures(outside, voice, phrases)
        self._submission = Submission(outside, voice, phrases)
        self._waiting = Waiting(outside, voice, report, phrases=phrases, tables=tables, poll_s=poll_s)
        drafter = Drafter(tables, phrases)
        self._failing = failing = Failing(
            outside, voice, report, drafter=drafter, phrases=phrases, tables=tables
        )
        self.endings = Endings(
            outside, voice, report, failing, drafter=drafter, phrases=phrases, tables=tables
        )

    async def run(self, job_id: str, steps: Steps) -> None:
        """Bring one job to its end, from wherever the recorded steps left it."""
        job = await self._jobs.get(job_id)
        if job is None:
            _log.error("job %s is not in the store", job_id)
            return
        has_pictures = bool(job.draft.pictures)
        started = await steps.do("start", partial(self._start, job))
        del job  # a thousand jobs wait for their clips, and each would hold its own words
        if _flag(started, "over"):
            await steps.do("over", lambda: self.endings.end_again(job_id))
            return
        if not _flag(started, "posted"):
            self._gate.leave(job_id)  # it has no place, but the next shot may be waiting for it
            await steps.do("unreachable", lambda: self.endings.cancelled(job_id, spent=False))
            return
        if not await self._enters(job_id):
            await steps.do("withdrawn", lambda: self.endings.cancelled(job_id, spent=False))
            return
        try:
            end = await self._work(job_id, steps, has_pictures=has_pictures)
        finally:
            # The studio's work is over: a chat that cannot be reached keeps nobody else waiting.
            self._gate.leave(job_id)
        await end()

    async def _enters(self, job_id: str) -> bool:
        """Wait for a place; False if the job was withdrawn or forgotten meanwhile."""
        job = await self._jobs.get(job_id)
        return job is not None and await self._gate.enter(job)

    async def _start(self, job: Job) -> Json:
        """The start message, before anything is spent; where it cannot be posted, nothing is ordered.

        A job that is over is begun when its last run broke, or ended while somebody looked for open ones.
        """
        if job.phase.is_over:
            return {"over": True}
        await self._let_go_first(job)
        draft = job.draft
        ahead = self._gate.ahead(job.address.person)
        queued = self._phrases.say("progress.queued", draft.language, ahead=ahead) if ahead > 0 else ""
        post = Post(
            kind=Kind.START,
            text=self.start_text(job, queued),
            language=draft.language,
            points=draft.order.points,
            buttons=buttons.while_it_runs(self._phrases, job.id, draft.language),
            job_id=job.id,
            percent=0,
        )
        handle = await self._voice.say(job, post, "start")
        current = await self._jobs.get(job.id)
        if handle is not None and current is not None and current.phase is Phase.OPEN:
            await self._jobs.save(current.become(Phase.STARTED))
        return {"posted": handle is not None}

    async def _let_go_first(self, job: Job) -> None:
        """Let the shots of a series begin in their order, whichever is run first."""
        shot = numbered(job.id)
        if shot is None or shot.before is None:
            return
        before = await self._jobs.get(shot.before.id)
        if before is not None and not before.phase.is_over:
            await self._gate.follow(before.id)

    def start_text(self, job: Job, queued: str = "") -> str:
        """What the start message of a job says; `queued` tells how many are before it."""
        draft = job.draft
        return self._phrases.start(
            self._tables.model(draft.order.model),
            draft.order.model_name,
            draft.order.points,
            draft.language,
            (queued, self._phrases.one_of(draft), *draft.intro),
        )

    async def _work(self, job_id: str, steps: Steps, *, has_pictures: bool) -> End:
        """All that needs a place: the pictures, the order, the wait. Returns how the job is to be ended."""
        urls: list[str] = []
        cancelled = partial(steps.do, "cancelled", lambda: self.endings.cancelled(job_id, spent=False))
        if has_pictures:
            pictures = _record(await steps.do("pictures", lambda: self._pictures.upload(job_id)))
            if "failure" in pictures:
                return partial(self._fail, steps, job_id, pictures, spent=False)
            if pictures.get("end") == "cancelled":
                return cancelled
            urls = [str(one) for one in _items(pictures.get("urls"))]
            if _flag(pictures, "cover"):
                await steps.do("cover", lambda: self._pictures.tell_cover(job_id))
        made: dict[str, Json] = {}
        for attempt in range(1, MOST_ATTEMPTS + 1):
            made = _record(
                await steps.do(f"create.{attempt}", self._create(job_id, attempt, urls), guarded=True)
            )
            if "refused" not in made:
                break
            failure = Failure(str(made["refused"]))
            again = attempt < MOST_ATTEMPTS and _flag(
                await steps.do(f"adjust.{attempt}", self._adjust(job_id, attempt, failure)), "again"
            )
            if not again:
                return partial(self._fail, steps, job_id, {"failure": failure}, spent=False)
        if made.get("end") == "cancelled":
            return cancelled
        if made.get("end") == "in_doubt":
            return partial(steps.do, "doubt", lambda: self.endings.doubt(job_id))
        return await self._wait(job_id, steps, made)

    async def _wait(self, job_id: str, steps: Steps, made: dict[str, Json]) -> End:
        task_id, began_at = str(made["task"]), float(str(made.get("at") or self._clock.now()))
        clip = _record(await steps.do("wait", lambda: self._waiting.wait(job_id, task_id, began_at)))
        elapsed_s = int(str(clip.get("elapsed_s") or 0))
        match clip.get("state"):
            case "ready":
                return partial(self._deliver, job_id, steps, clip)
            case "failed":
                return partial(self._fail, steps, job_id, clip, spent=True)
            case "late":
                return partial(steps.do, "late", lambda: self.endings.late(job_id, elapsed_s))
            case _:
                return partial(steps.do, "cancelled", lambda: self.endings.cancelled(job_id, spent=True))

    async def _deliver(self, job_id: str, steps: Steps, clip: dict[str, Json]) -> None:
        await steps.do("delivering", lambda: self._delivering(job_id, clip))
        job = await self._jobs.get(job_id)
        if job is None:
            return
        media = await steps.do("media", lambda: self.endings.post_media(job, clip))
        link = await steps.do("link", lambda: self.endings.post_link(job, clip))
        is_posted = _flag(media, "posted") or _flag(link, "posted")
        await steps.do("settle", lambda: self.endings.settle(job_id, clip, is_posted=is_posted))

    async def _delivering(self, job_id: str, clip: dict[str, Json]) -> Json:
        job = await self._jobs.get(job_id)
        if job is not None and not job.phase.is_over:
            await self._jobs.save(
                job.become(Phase.DELIVERING, url=str(clip["url"]), cover=str(clip.get("cover") or ""))
            )
        return None

    async def _fail(self, steps: Steps, job_id: str, outcome: dict[str, Json], *, spent: bool) -> None:
        failure = Failure(str(outcome["failure"]))
        reason = str(outcome.get("reason") or "")
        elapsed_s = int(str(outcome.get("elapsed_s") or 0))
        await steps.do(
            "failure",
            lambda: self._failing.fail(job_id, failure, reason=reason, spent=spent, elapsed_s=elapsed_s),
        )

    def _create(self, job_id: str, attempt: int, urls: list[str]) -> Callable[[], Awaitable[Json]]:
        return lambda: self._submission.create(job_id, attempt, urls)

    def _adjust(self, job_id: str, attempt: int, failure: Failure) -> Callable[[], Awaitable[Json]]:
        return lambda: self._submission.adjust(job_id, attempt, failure)


def _record(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}


def _items(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _flag(value: Json, name: str) -> bool:
    return bool(_record(value).get(name))
