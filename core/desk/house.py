"""The operator's rules."""

from dataclasses import dataclass, field

from core.model import Job
from core.ports import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Limits in points, and who may do everything."""

    confirm_above_points: int = 0
    limits: Limits = field(default_factory=Limits)
    admins: frozenset[str] = frozenset()

    def may_act(self, person: str, job: Job) -> bool:
        """Whether this job is this person's, or this person may do everything."""
        return job.address.person == person or person in self.admins
