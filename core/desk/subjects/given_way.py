"""Who takes the place of somebody known in a clip: keeps their own look, or has none; never the look of the other."""

from dataclasses import replace

from core.desk.pictures.of_message import as_reference
from core.desk.subjects.known import subject_called
from core.desk.turn import Turn, told
from core.model import Draft, Picture, TaskType, Told
from core.tables import Said

_OF_ONE = (TaskType.REFERENCE, TaskType.IMAGE)  # their pictures show who is in the clip


def look_after(
    turn: Turn, base: Draft, prompt: str, kept: tuple[TaskType, tuple[Picture, ...], list[Told]]
) -> tuple[TaskType, tuple[Picture, ...], list[Told]]:
    """The task, pictures and notes of a changed clip, without the picture of who gave way to somebody else."""
    task_type, pictures, notes = kept
    before = by_name_alone(turn, base.order.prompt)
    for one in turn.subjects:
        if task_type not in _OF_ONE or one.picture.ref not in [shown.ref for shown in pictures]:
            continue
        new = _in_place(before, prompt, one.name)
        if not new:
            continue
        known = subject_called(turn, new)
        others = tuple(shown for shown in pictures if shown.ref != one.picture.ref)
        if known is not None:
            what = turn.words("notice.what_subject", name=known.name)
            pictures = (*others, *as_reference((known.picture,)))
            return TaskType.REFERENCE, pictures, [*notes, told("notice.continuity_same", what=what)]
        notes = [*notes, told("notice.gave_way", name=new, known=one.name)]
        if others:
            return task_type, others, notes
        turn.intent = replace(turn.intent, no_reference=True)
        return TaskType.TEXT, (), notes
    return kept


def by_name_alone(turn: Turn, prompt: str) -> str:
    """The description without whose somebody is, where that one gives way: a fox in Rex's place is not "my dog"."""
    known = [one for one in turn.subjects if prompt.count(one.name) == 1]
    if not known:
        return prompt
    rows = (row.match(turn.incoming.text) for row in turn.desk.tables.revisions.patterns)
    told = [found["old"].strip() for found in rows if found is not None]
    for one in known:
        if one.name not in told:
            continue
        at = prompt.index(one.name)
        whose = turn.desk.tables.sayings.find(prompt[:at], Said.CALLED)
        return prompt if whose is None else f"{whose.get('before', '')}{prompt[at:]}"
    return prompt


def _in_place(before: str, after: str, name: str) -> str:
    """What stands in a description where this name stood before, all else being the same; else empty."""
    if before.count(name) != 1:
        return ""
    head, _, tail = before.partition(name)
    is_same = after.startswith(head) and after.endswith(tail) and len(after) > len(head) + len(tail)
    new = after[len(head) : len(after) - len(tail)] if is_same else ""
    return "" if name in new else new.strip()
