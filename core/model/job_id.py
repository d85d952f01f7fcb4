"""What jobs are called: like the message that asked for them, with a number behind it where that asked for several."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_JOBS = 40  # of one message: more than two minutes of the shortest clips
_NUMBERED = re.compile(r"^(?P<request>.+)\.(?P<number>\d+)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class NumberedJob:
    """One of the several jobs of a request, counted from 1."""

    request: str
    number: int

    @property
    def id(self) -> str:
        """The id of the job."""
        return f"{self.request}.{self.number}"

    @property
    def before(self) -> "NumberedJob | None":
        """The one in front of it, if it is not the first."""
        return NumberedJob(self.request, self.number - 1) if self.number > 1 else None


def numbered(job_id: str) -> NumberedJob | None:
    """Which of several jobs has this id; None for the only job of its request."""
    found = _NUMBERED.match(job_id)
    return NumberedJob(found["request"], int(found["number"])) if found is not None else None


def job_ids(request: str, count: int) -> tuple[str, ...]:
    """The ids of all jobs of a request."""
    if count == 1:
        return (request,)
    return tuple(NumberedJob(request, number).id for number in range(1, count + 1))


def possible_job_ids(request: str) -> Iterator[str]:
    """Every id that a job of this request can have, whether it has one job or several."""
    yield request
    yield from job_ids(request, MOST_JOBS)
