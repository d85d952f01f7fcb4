"""The list of a person's clips that was shown last: as long as nothing else is said, a number means its row."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.desk.turn import QUESTION_STANDS_S, Turn
from core.model import Job


def show_rows(turn: Turn, jobs: Sequence[Job]) -> None:
    """Remember the list that is being shown."""
    turn.talk = replace(turn.talk, listed=tuple(one.id for one in jobs), listed_at=turn.now)
    turn.reads_list = True


def row_meant(turn: Turn, jobs: Sequence[Job], parts: Mapping[str, str]) -> Job | None:
    """The clip in the row that these words count; None where they count none, or no list stands there."""
    listed = turn.talk.listed
    if "nth" not in parts or not listed or turn.now - turn.talk.listed_at > QUESTION_STANDS_S:
        return None
    place = turn.desk.tables.sayings.place(parts, len(listed))
    if place is None or not 0 <= place < len(listed):
        return None
    job = next((one for one in jobs if one.id == listed[place]), None)
    turn.reads_list = turn.reads_list or job is not None
    return job


def number_shown(turn: Turn, job: Job) -> int:
    """The number of a clip's row in that list; 0 where the message means no row, or the clip has none."""
    listed = turn.talk.listed
    return listed.index(job.id) + 1 if turn.reads_list and job.id in listed else 0


def forget_rows(turn: Turn) -> None:
    """Forget the list where another answer now stands below it."""
    if turn.talk.listed and not turn.reads_list and (turn.said or turn.opened):
        turn.talk = replace(turn.talk, listed=())
