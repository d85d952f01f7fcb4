"""Limits how many jobs run at once in this process; the others wait, by turns of people and in order within each."""

import asyncio
import contextlib
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from core.model import Job, Phase

# How long a job lets the one before it go first; that one may be on another machine, or broken.
_FOLLOWS_S = 10.0
_UNDER_WAY = frozenset({Phase.SUBMITTING, Phase.RENDERING, Phase.DELIVERING})


@dataclass(slots=True, eq=False)
class _Waiter:
    """One job in the queue; `turn` becomes True when it may go, False when it was withdrawn."""

    job_id: str
    person: str
    turn: asyncio.Future[bool]


class FairGate:
    """Port Gate: at most `max_jobs` in all (MAX_JOBS) and `per_person` of one person (MAX_JOBS_PER_USER).

    A person with a hundred jobs in the queue delays another's first by one job and not by a hundred.
    """

    def __init__(self, max_jobs: int, per_person: int) -> None:
        self._max_jobs = max_jobs
        self._per_person = per_person
        self._inside: dict[str, str] = {}
        self._running: Counter[str] = Counter()
        self._waiters: dict[str, _Waiter] = {}
        # The dictionary's order is the rotation: whoever got a place goes to its end.
        self._queues: dict[str, deque[_Waiter]] = {}
        self._followers: defaultdict[str, set[asyncio.Future[None]]] = defaultdict(set)

    async def enter(self, job: Job) -> bool:
        """Wait for a place; False when the job was withdrawn while it waited; a job that is inside is let pass."""
        person = job.address.person
        if job.id in self._inside:
            return True
        if job.phase in _UNDER_WAY:
            # After a restart: the studio works on it already, so it counts but does not wait.
            self._admit(person, job.id)
            return True
        if self._has_place(person) and person not in self._queues:
            self._admit(person, job.id)
            return True
        waiter = _Waiter(job.id, person, asyncio.get_running_loop().create_future())
        self._waiters[job.id] = waiter
        self._queues.setdefault(person, deque()).append(waiter)
        self._lead(job.id)
        try:
            return await waiter.turn
        except asyncio.CancelledError:
            # The place may have been given in the same turn of the loop.
            if waiter.turn.done() and not waiter.turn.cancelled() and waiter.turn.result():
                self.leave(job.id)
            else:
                self._remove(job.id)
            raise

    async def follow(self, earlier: str) -> None:
        """Wait until the `earlier` job has a place, is in the queue for one or is over; at most ten seconds."""
        if earlier in self._inside or earlier in self._waiters:
            return
        begun: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._followers[earlier].add(begun)
        try:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(begun, _FOLLOWS_S)
        finally:
            followers = self._followers[earlier]
            followers.discard(begun)
            if not followers:
                del self._followers[earlier]

    def leave(self, job_id: str) -> None:
        """Give the place back; a job that has none is no error."""
        self._lead(job_id)
        person = self._inside.pop(job_id, None)
        if person is None:
            return
        self._running[person] -= 1
        if not self._running[person]:
            del self._running[person]
        self._fill()

    def ahead(self, person: str) -> int:
        """How many jobs a new job of this person would wait for; 0 = none."""
        mine = len(self._queues.get(person, ()))
        if self._has_place(person) and not mine:
            return 0
        if len(self._inside) < self._max_jobs:
            return mine + 1
        place, rounds = mine + 1, mine + 1
        for name, queue in self._queues.items():
            if name == person:
                # People later in the rotation have had one turn less.
                rounds -= 1
            else:
                place += min(len(queue), rounds)
        return place

    def place(self, job_id: str) -> int:
        """The job's place in the queue from 1, as turns stand now; 0 = it is not waiting."""
        waiter = self._waiters.get(job_id)
        if waiter is None:
            return 0
        # With places free, only this person's own jobs are in its way.
        is_full = len(self._inside) >= self._max_jobs
        turns = self._in_turn() if is_full else iter(self._queues[waiter.person])
        return next(place for place, other in enumerate(turns, 1) if other is waiter)

    def withdraw(self, job_id: str) -> None:
        """Take a waiting job out of the queue."""
        waiter = self._remove(job_id)
        if waiter is not None and not waiter.turn.done():
            waiter.turn.set_result(False)

    @property
    def running(self) -> int:
        """How many jobs are inside."""
        return len(self._inside)

    @property
    def waiting(self) -> int:
        """How many jobs wait."""
        return len(self._waiters)

    def _has_place(self, person: str) -> bool:
        return len(self._inside) < self._max_jobs and self._running[person] < self._per_person

    def _lead(self, job_id: str) -> None:
        """Let the jobs that follow this one go on."""
        for begun in self._followers.get(job_id, ()):
            if not begun.done():
                begun.set_result(None)

    def _admit(self, person: str, job_id: str) -> None:
        self._lead(job_id)
        self._inside[job_id] = person
        self._running[person] += 1

    def _fill(self) -> None:
        """Give free places to those whose turn it is."""
        while len(self._inside) < self._max_jobs:
            person = next((name for name in self._queues if self._has_place(name)), None)
            if person is None:
                return
            queue = self._queues.pop(person)
            waiter = queue.popleft()
            del self._waiters[waiter.job_id]
            if queue:
                self._queues[person] = queue
            if not waiter.turn.done():
                self._admit(person, waiter.job_id)
                waiter.turn.set_result(True)

    def _remove(self, job_id: str) -> _Waiter | None:
        waiter = self._waiters.pop(job_id, None)
        if waiter is None:
            return None
        queue = self._queues[waiter.person]
        queue.remove(waiter)
        if not queue:
            del self._queues[waiter.person]
        return waiter

    def _in_turn(self) -> Iterator[_Waiter]:
        """The queue as it would be let in, one of each person by turns."""
        rounds = max(map(len, self._queues.values()), default=0)
        return chain.from_iterable(
            (queue[number] for queue in self._queues.values() if len(queue) > number)
            for number in range(rounds)
        )
