"""The list of a person's clips: no two rows have the same label, and a number said next means a row."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace

from core.desk.turn import QUESTION_STANDS_S, Turn
from core.model import Job, Language
from core.phrases import Phrases, head
from core.planner.values import as_text

# Characters of a description; of its beginning, where the rest shows what differs.
_LONGEST, _START = 24, 12
_BACK = 12  # the label may begin up to so many characters earlier, at a word or clause
_MARKS = " ，,。.;；、"
_EDGES = frozenset(_MARKS)
_MINUTE_S, _HOUR_S, _DAY_S = 60, 3600, 86400

_Labels = Mapping[str, str]  # by the id of the job


def labels(phrases: Phrases, jobs: Sequence[Job], language: Language, *, now: float) -> _Labels:
    """A label for each job: the head of its description and, where another has the same, what differs.

    The newest job stands first.
    """
    found = {one.id: _head(one) for one in jobs}
    for group in _groups(jobs, _head):
        found |= {one.id: _words(one, group) for one in group}
    more: dict[str, list[str]] = {one.id: [] for one in jobs}
    # The list shows model and state behind each label anyway.
    for group in _groups(jobs, lambda one: (found[one.id], one.draft.order.model_name)):
        for one in group:
            more[one.id] += [values] if (values := _values(phrases, one, group, language)) else []
    for group in _groups(
        jobs, lambda one: (found[one.id], one.draft.order.model_name, *more[one.id], one.phase)
    ):
        ages = [_age(phrases, int(now - one.created_at), language) for one in group]
        for place, (one, age) in enumerate(zip(group, ages, strict=True)):
            same = ages.count(age)
            left = ages[place:].count(age)  # the newest stands first
            more[one.id] += [age] if same == 1 else [age, f"{left}/{same}"]
    joint = phrases.say("changed.join", language)
    return {
        key: phrases.say("mine.called", language, prompt=label, more=joint.join(more[key]))
        if more[key]
        else label
        for key, label in found.items()
    }


def _groups(jobs: Sequence[Job], key: Callable[[Job], Hashable]) -> list[list[Job]]:
    """The groups of jobs that have the same key; single ones are left out."""
    groups: dict[Hashable, list[Job]] = {}
    for one in jobs:
        groups.setdefault(key(one), []).append(one)
    return [group for group in groups.values() if len(group) > 1]


def _head(job: Job) -> str:
    return head(job.draft.order.prompt, _LONGEST) or "-"


def _words(job: Job, alike: Sequence[Job]) -> str:
    """The beginning, and the words from where the description parts from the others."""
    prompt = " ".join(job.draft.order.prompt.split())
    others = {" ".join(one.draft.order.prompt.split()) for one in alike} - {prompt}
    if not others:
        return _head(job)
    parts = max(_alike_until(prompt, one) for one in others)
    if parts >= len(prompt):
        parts = max(0, len(prompt) - _LONGEST)  # the others continue after it: its end is what differs
    edges = (at for at in range(parts, max(0, parts - _BACK), -1) if set(prompt[at - 1 : at + 1]) & _EDGES)
    begin = next(edges, parts)
    start = _LONGEST if prompt.isascii() else _START
    if begin <= start:
        return _head(job)
    return f"{head(prompt, start)} {head(prompt[begin:].strip(_MARKS), _LONGEST)}"


def _alike_until(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


def _values(phrases: Phrases, job: Job, alike: Sequence[Job], language: Language) -> str:
    """The job's values that differ from another's in the group."""
    differing = {
        name: value
        for name, value in job.draft.order.params.items()
        if any(as_text(one.draft.order.params.get(name, "")) != as_text(value) for one in alike)
    }
    return phrases.values(differing, language)


def _age(phrases: Phrases, age_s: int, language: Language) -> str:
    """How long ago that is."""
    for unit, size_s in (("days", _DAY_S), ("hours", _HOUR_S), ("minutes", _MINUTE_S)):
        if age_s >= size_s:
            return phrases.say(f"mine.{unit}_ago", language, n=age_s // size_s)
    return phrases.say("mine.just_now", language)


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
