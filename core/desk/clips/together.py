"""Clips that were ordered together: "the second one" said of the last ones is the second of these."""

from collections.abc import Mapping, Sequence

from core.desk.turn import Turn
from core.model import Job, numbered


def of_last_together(turn: Turn, shown: Sequence[Job], parts: Mapping[str, str]) -> tuple[Job, int] | None:
    """The one of the clips ordered together last, perhaps changed since, and its number; None where the last stood alone."""
    latest = numbered(shown[0].id) or numbered(shown[0].draft.parent) if shown else None
    together = [one for one in shown if latest is not None and _request_of(one) == latest.request][::-1]
    place = turn.desk.tables.sayings.place(parts, len(together))
    if len(together) <= 1 or place is None or not 0 <= place < len(together):
        return None
    return together[place], place + 1


def _request_of(job: Job) -> str:
    """The request that a job was ordered with beside others; empty where it stood alone."""
    several = numbered(job.id)
    return several.request if several is not None else ""
