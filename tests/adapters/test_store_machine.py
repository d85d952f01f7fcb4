"""Jobs, fence and ledger against a model of a few lines, through any order of calls."""

import asyncio
import tempfile
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    invariant,
    multiple,
    rule,
)

from adapters.store import SqlHistory, SqliteDatabase, SqlJobs, SqlLedger
from core.model import Phase
from core.ports import FenceState, Limits, Opening
from tests.adapters.store_samples import NOW, a_job

T = TypeVar("T")

PEOPLE = ("user-1", "user-2")
ATTEMPTS = st.integers(1, 3)
POINTS = st.integers(1, 60)
LIMITS = Limits(per_person=100, per_room=150)


class Money(RuleBasedStateMachine):
    """What the runner and the desk may do to jobs, in any order."""

    jobs_made = Bundle("jobs_made")

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "app.db"
        self.open_store()
        self.number = 0
        self.users: dict[str, str] = {}
        self.phases: dict[str, Phase] = {}
        self.cancelled: set[str] = set()
        self.fences: dict[tuple[str, int], str | None] = {}  # None = open, "" = refused, else the task
        self.held: dict[str, int] = {}
        self.spent: dict[tuple[str, int], int] = {}

    def open_store(self) -> None:
        self.database = self.do(SqliteDatabase.open(self.path))
        self.jobs = SqlJobs(self.database, now=lambda: NOW)
        self.ledger = SqlLedger(self.database)
        self.history = SqlHistory(self.database, now=lambda: NOW)

    def do(self, call: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(call)

    def teardown(self) -> None:
        self.do(self.database.close())
        self.do(self.loop.shutdown_default_executor())
        self.loop.close()
        self.folder.cleanup()

    def used(self, user: str = "") -> int:
        jobs = [job_id for job_id, owner in self.users.items() if user in ("", owner)]
        held = sum(self.held.get(job_id, 0) for job_id in jobs)
        return held + sum(points for (job_id, _), points in self.spent.items() if job_id in jobs)

    @rule(
        target=jobs_made,
        user=st.sampled_from(PEOPLE),
        points=st.lists(st.integers(1, 25), min_size=1, max_size=3),
    )
    def open(self, user: str, points: list[int]) -> MultipleResults[str]:
        self.number += 1
        new = [
            a_job(f"discord:{self.number}.{place}", user=user, message=str(self.number), points=one)
            for place, one in enumerate(points)
        ]
        fits = self.used(user) + sum(points) <= 100 and self.used() + sum(points) <= 150
        opening = self.do(self.jobs.open(*new, limits=LIMITS))
        assert opening is (Opening.NEW if fits else Opening.OVER)
        if not fits:
            assert not self.do(self.jobs.opened(new[0].address, [one.id for one in new]))
            return multiple()
        assert self.do(self.jobs.open(*new, limits=LIMITS)) is Opening.KNOWN
        for job in new:
            self.users[job.id] = user
            self.phases[job.id] = Phase.OPEN
            self.held[job.id] = job.draft.order.points
        return multiple(*(job.id for job in new))

    @rule(job_id=jobs_made, phase=st.sampled_from(Phase))
    def save(self, job_id: str, phase: Phase) -> None:
        job = self.do(self.jobs.get(job_id))
        assert job is not None
        self.do(self.jobs.save(replace(job, phase=phase, cancel_asked=False)))
        self.phases[job_id] = phase

    @rule(job_id=jobs_made)
    def cancel(self, job_id: str) -> None:
        answer, phase = self.do(self.jobs.cancel(job_id)), self.phases[job_id]
        if phase.is_over:
            assert answer is phase
            return
        self.cancelled.add(job_id)
        paid = any(made != "" for (owner, _), made in self.fences.items() if owner == job_id)
        before = answer in (Phase.OPEN, Phase.STARTED)
        assert before != (paid or phase in (Phase.RENDERING, Phase.DELIVERING))

    @rule(job_id=jobs_made, attempt=ATTEMPTS)
    def fence(self, job_id: str, attempt: int) -> None:
        fence = self.do(self.jobs.fence(job_id, attempt))
        if (job_id, attempt) in self.fences:
            made = self.fences[job_id, attempt]
            expected = {None: FenceState.UNKNOWN, "": FenceState.REFUSED}.get(made, FenceState.KNOWN)
            assert (fence.state, fence.task_id) == (expected, made or "")
        elif job_id in self.cancelled or self.phases[job_id].is_over:
            assert fence.state is FenceState.CANCELLED
        else:
            assert fence.state is FenceState.CLEAR
            self.fences[job_id, attempt] = None
            if self.phases[job_id] in (Phase.OPEN, Phase.STARTED):
                self.phases[job_id] = Phase.SUBMITTING

    @rule(job_id=jobs_made, attempt=ATTEMPTS, task_id=st.sampled_from(["", "task-1", "task-2"]))
    def outcome(self, job_id: str, attempt: int, task_id: str) -> None:
        if (job_id, attempt) not in self.fences:
            return
        self.do(self.jobs.fence_outcome(job_id, attempt, task_id=task_id, outcome={"a": 1}))
        if self.fences[job_id, attempt] is None:
            self.fences[job_id, attempt] = task_id

    @rule(job_id=jobs_made, attempt=ATTEMPTS, points=POINTS)
    def spend(self, job_id: str, attempt: int, points: int) -> None:
        self.do(self.ledger.spend(job_id, attempt, points, at=NOW))
        self.held.pop(job_id, None)
        self.spent.setdefault((job_id, attempt), points)

    @rule(job_id=jobs_made)
    def release(self, job_id: str) -> None:
        self.do(self.ledger.release(job_id))
        self.held.pop(job_id, None)

    @rule(job_id=jobs_made)
    def hold(self, job_id: str) -> None:
        self.do(self.ledger.hold(job_id))

    @rule()
    def sweep(self) -> None:
        self.do(self.history.sweep(before=NOW - 1))

    @rule()
    def reopen(self) -> None:
        self.do(self.database.close())
        self.open_store()

    @invariant()
    def what_is_stored_is_what_was_done(self) -> None:
        for user in PEOPLE:
            assert self.do(self.ledger.used(person=f"discord:{user}", at=NOW)) == self.used(user)
        assert self.do(self.ledger.used(room="discord:room-1", at=NOW)) == self.used()
        for job_id, phase in self.phases.items():
            job = self.do(self.jobs.get(job_id))
            assert job is not None
            assert (job.phase, job.cancel_asked) == (phase, job_id in self.cancelled)


TestMoney = Money.TestCase
TestMoney.settings = settings(
    max_examples=12, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
