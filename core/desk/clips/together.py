"""Clips that belong together: "the second one" said of the last ones is the second of these, a shot one of a chain."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.desk.turn import Turn
from core.model import Act, Job, Pending, PictureSource, numbered
from core.tables import Found, Said


def of_last_together(turn: Turn, shown: Sequence[Job], parts: Mapping[str, str]) -> tuple[Job, int] | None:
    """The one of the clips ordered together last, perhaps changed since, and its number; None where the last stood alone.

    Of a shot that is called so, it is one of the clips that go on from each other.
    """
    latest = numbered(shown[0].id) or numbered(shown[0].draft.parent) if shown else None
    together = [one for one in shown if latest is not None and _request_of(one) == latest.request][::-1]
    if turn.desk.tables.sayings.says(parts.get("noun", ""), Said.CALLS_SHOT):
        together = together if len(together) > 1 else _gone_on(shown)
    place = turn.desk.tables.sayings.place(parts, len(together))
    if len(together) <= 1 or place is None or not 0 <= place < len(together):
        return None
    return together[place], place + 1


def of_clips(turn: Turn, found: Sequence[Found]) -> list[Found]:
    """What points at clips: a shot is none where the description of the clip at hand tells its shots itself.

    "The first video" says that it is no offer.
    """
    sayings, job, text = turn.desk.tables.sayings, turn.job, turn.incoming.text
    tells_own = job is not None and sayings.says(job.draft.order.prompt, Said.TELLS_OWN_SHOTS)
    kept = [
        one
        for one in found
        if not (tells_own and sayings.says(one.parts.get("noun", ""), Said.CALLS_SHOT))
        and not _is_offer_changed(turn, one)
    ]
    return [
        replace(one, parts={**one.parts, "noun": text[one.start : one.end]})
        if "nth" in one.parts and sayings.says(text[one.start : one.end], Said.CALLS_CLIP)
        else one
        for one in kept
    ]


def _is_offer_changed(turn: Turn, found: Found) -> bool:
    """Whether words for one of several offers that wait change that one: "the first one upright"."""
    question, intent = turn.order_in_question, turn.intent
    is_change = intent.action is Act.GENERATE and intent.edit and not intent.again
    if question is None or "nth" not in found.parts or not is_change or len(question.drafts) <= 1:
        return False
    if turn.desk.tables.sayings.says(turn.incoming.text[found.start : found.end], Said.CALLS_CLIP):
        return False
    place = turn.desk.tables.sayings.place(found.parts, len(question.drafts))
    is_vague = found.parts.get("noun", "") in turn.desk.tables.pointers.vague
    return is_vague and place is not None and question.pending is Pending.CONFIRM and not question.together


def _request_of(job: Job) -> str:
    """The request that a job was ordered with beside others; empty where it stood alone."""
    several = numbered(job.id)
    return several.request if several is not None else ""


def _gone_on(shown: Sequence[Job]) -> list[Job]:
    """The newest clips that go on from each other, the first one first, each as it was changed last."""
    by_id = {one.id: one for one in shown}
    line: list[Job] = []
    for job in shown:
        line = [job]
        while (before := by_id.get(_from(line[-1]))) is not None and before not in line:
            line.append(before)
        if len(line) > 1:
            break
    return [_newest(one, shown) for one in reversed(line)]


def _from(job: Job) -> str:
    """The id of the clip that this one begins with or takes its look from; empty where it stands alone."""
    pictures = job.draft.pictures
    return pictures[0].ref.get("job", "") if pictures and pictures[0].source is PictureSource.RESULT else ""


def _newest(job: Job, shown: Sequence[Job]) -> Job:
    """The last change of a clip, or of a change of it."""
    ids = {job.id}
    for one in reversed(shown):
        if one.draft.parent in ids:
            ids.add(one.id)
            job = one
    return job
