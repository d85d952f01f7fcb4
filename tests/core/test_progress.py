"""When to speak and what percentage to say."""

from hypothesis import given
from hypothesis import strategies as st

from core import progress

elapsed = st.floats(0, 5000, allow_nan=False)
highest = st.integers(1, 1000)


@given(st.lists(elapsed, min_size=2), highest)
def test_the_percentage_never_falls_and_never_passes_95(moments: list[float], high_s: int) -> None:
    shown = [progress.percent(one, high_s) for one in sorted(moments)]
    assert shown == sorted(shown)
    assert shown[0] >= 0
    assert shown[-1] <= 95


def test_the_examples_of_the_specification() -> None:
    assert progress.percent(120, 180) == 66
    assert progress.percent(200, 180) == 95
    assert progress.is_nearly_there(200, 180)
    assert not progress.is_nearly_there(180, 180)


@given(elapsed, st.sampled_from([30, 40, 45, 50, 60]))
def test_the_next_report_is_ahead_and_on_the_models_beat(elapsed_s: float, report_s: int) -> None:
    following = progress.next_report_s(elapsed_s, report_s)
    assert elapsed_s < following <= elapsed_s + report_s
    assert following % report_s == 0


def test_a_late_job_is_looked_at_more_slowly() -> None:
    assert progress.poll_after_s(599, 8) == 8
    assert progress.poll_after_s(600, 8) == 30
    assert progress.LATE_S < progress.GIVE_UP_S
