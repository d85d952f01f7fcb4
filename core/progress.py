"""How long a render has taken, when to speak and what percentage to say; arithmetic only."""

import math

from core.model import Job
from core.ports import Clock

_HIGHEST_PERCENT = 95  # 100 is for the studio to say
LATE_S = 600  # the person is told that it takes longer
GIVE_UP_S = 2400  # the job ends as late
SLOW_POLL_S = 30  # between the two


def seconds_since(began_at: float, clock: Clock) -> float:
    """Job seconds since this wall time; never below 0."""
    return max(0.0, (clock.now() - began_at) * clock.speed)


def rendering_s(job: Job, clock: Clock) -> float:
    """Job seconds since the studio took a job's order; since the job was opened, where that was not written down."""
    return seconds_since(job.created_at if job.rendering_since is None else job.rendering_since, clock)


def percent(elapsed_s: float, high_s: int) -> int:
    """How far a render seems to be, from the longest usual time; never over 95."""
    return max(0, min(_HIGHEST_PERCENT, math.floor(elapsed_s / high_s * 100)))


def is_nearly_there(elapsed_s: float, high_s: int) -> bool:
    """Whether the longest usual time has passed."""
    return elapsed_s > high_s


def next_report_s(elapsed_s: float, report_s: int) -> int:
    """The next multiple of the model's interval, in seconds since the render began."""
    return (math.floor(elapsed_s / report_s) + 1) * report_s


def poll_after_s(elapsed_s: float, poll_s: int) -> int:
    """Seconds to the next look: `poll_s`, or more once the render is late."""
    return poll_s if elapsed_s < LATE_S else max(poll_s, SLOW_POLL_S)
