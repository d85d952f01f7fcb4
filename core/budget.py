"""What is left of a day's points; arithmetic only."""

from dataclasses import dataclass

from core.ports import Limits


@dataclass(frozen=True, slots=True)
class Left:
    """Points left today and whose limit it is: person or room; None where there is no limit."""

    points: int
    limit: int
    whose: str


def left(limits: Limits, *, used_by_person: int, used_in_room: int) -> Left | None:
    """The tighter of the two limits."""
    found = []
    if limits.per_person:
        found.append(Left(max(0, limits.per_person - used_by_person), limits.per_person, "person"))
    if limits.per_room:
        found.append(Left(max(0, limits.per_room - used_in_room), limits.per_room, "room"))
    return min(found, key=lambda one: one.points, default=None)
