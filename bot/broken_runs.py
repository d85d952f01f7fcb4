"""Runs of jobs that broke in this process: when each is begun again, and when it is given up."""

from collections.abc import Callable
from dataclasses import dataclass

MOST_BREAKS = 7
_PAUSE_S = 60.0  # doubled with each break: about an hour in all


@dataclass(slots=True)
class _Break:
    count: int
    at: float


class BrokenRuns:
    """What broke how often. A full disk may be emptied within the hour; a fault of ours breaks every run alike."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._breaks: dict[str, _Break] = {}

    def note(self, job_id: str) -> None:
        """A run of this job broke just now."""
        before = self._breaks.get(job_id)
        self._breaks[job_id] = _Break(before.count + 1 if before is not None else 1, self._now())

    def clear(self, job_id: str) -> None:
        """A run of this job came to its end, or the job was given up."""
        self._breaks.pop(job_id, None)

    def all(self) -> tuple[str, ...]:
        """The jobs whose last run broke."""
        return tuple(self._breaks)

    def is_due(self, job_id: str) -> bool:
        """Whether it may be run now: its run did not break, or not so often, and some time ago."""
        found = self._breaks.get(job_id)
        if found is None:
            return True
        pause_s = _PAUSE_S * 2 ** (found.count - 1)
        return found.count < MOST_BREAKS and self._now() - found.at >= pause_s

    def is_hopeless(self, job_id: str) -> bool:
        """Whether it broke so often that it is not run any more."""
        found = self._breaks.get(job_id)
        return found is not None and found.count >= MOST_BREAKS
