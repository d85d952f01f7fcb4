"""What is left of a day's points."""

from hypothesis import given
from hypothesis import strategies as st

from core import budget
from core.ports import Limits

points = st.integers(0, 10_000)


def test_without_limits_nothing_is_counted() -> None:
    assert budget.left(Limits(), used_by_person=500, used_in_room=500) is None


def test_the_tighter_limit_is_the_one_that_is_told() -> None:
    both = Limits(per_person=100, per_room=60)
    assert budget.left(both, used_by_person=30, used_in_room=30) == budget.Left(30, 60, "room")
    assert budget.left(both, used_by_person=95, used_in_room=30) == budget.Left(5, 100, "person")


@given(points, points, points, points)
def test_what_is_left_is_never_negative_and_never_above_a_limit(
    per_person: int, per_room: int, by_person: int, in_room: int
) -> None:
    found = budget.left(
        Limits(per_person=per_person, per_room=per_room), used_by_person=by_person, used_in_room=in_room
    )
    if found is not None:
        assert 0 <= found.points <= found.limit
