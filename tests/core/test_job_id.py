"""What jobs are called after the message that asked for them."""

from core.model import MOST_JOBS, NumberedJob, job_ids, numbered, possible_job_ids


def test_the_only_job_of_a_message_is_called_like_it() -> None:
    assert job_ids("discord:1:42", 1) == ("discord:1:42",)
    assert numbered("discord:1:42") is None


def test_several_jobs_of_a_message_are_numbered_from_one() -> None:
    assert job_ids("discord:1:42", 3) == ("discord:1:42.1", "discord:1:42.2", "discord:1:42.3")
    assert numbered("discord:1:42.3") == NumberedJob("discord:1:42", 3)


def test_each_but_the_first_knows_the_one_in_front_of_it() -> None:
    first, second = (numbered(one) for one in job_ids("a.7", 2))
    assert first is not None
    assert second is not None
    assert first.before is None
    assert second.before == first
    assert second.request == "a.7"


def test_the_possible_ids_hold_those_of_any_number_of_jobs() -> None:
    possible = set(possible_job_ids("a"))
    assert all(possible.issuperset(job_ids("a", count)) for count in range(1, MOST_JOBS + 1))
