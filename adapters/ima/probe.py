"""What a first look at the studio's two services showed, for `doctor`."""

from dataclasses import dataclass

from core.model import Failure

_MOST_SKEW_S = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One service: `reached` is whether it answered at all, `failure` what it refused."""

    reached: bool
    failure: Failure | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """Studio, upload service and clock; `clock_ahead_s` is ours minus the studio's, None when it told no time."""

    studio: Finding
    upload: Finding
    clock_ahead_s: float | None = None

    @property
    def reachable(self) -> bool:
        """Whether the studio answered."""
        return self.studio.reached

    @property
    def key_refused(self) -> bool:
        """Whether either service refused the key."""
        return Failure.UNAUTHORIZED in (self.studio.failure, self.upload.failure)

    @property
    def clock_is_off(self) -> bool:
        """Whether the clocks differ by more than a signed upload may bear (the bound is a guess)."""
        return self.clock_ahead_s is not None and abs(self.clock_ahead_s) > _MOST_SKEW_S
