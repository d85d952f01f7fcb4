"""The picture that a request takes over from earlier ones: a subject's look, or the frame to go on from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.model import Continuity, Intent, Job, Phase, Picture, PictureSource, Role, TaskType, Told, Wishes
from core.ports import Subject
from core.punctuation import comma

_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Look:
    """A picture taken over, the mode that uses it, and the sentence that says so."""

    task_type: TaskType
    pictures: tuple[Picture, ...]
    told: Told


@dataclass(frozen=True, slots=True)
class Carried:
    """What a conversation has to offer: named subjects, the last pictures, the last clip."""

    subjects: Sequence[Subject]
    pictures: tuple[Picture, ...]
    job: Job | None


def look_of(intent: Intent, carried: Carried, *, last: str, picture: str, named: str) -> Look | None:
    """The picture that keeps the look; None when the request does not build on anything.

    `last`, `picture` are the words for the last clip and the last picture, `named` the template for a subject
    with the blank {name}.
    """
    if intent.no_reference:
        return None
    if intent.continuity is Continuity.ANIMATE:
        both = _all_of_them(carried, picture=picture)
        if both is not None:
            return both
        moved = _animate(carried, last=last, picture=picture)
        if moved is None or intent.task_type is not TaskType.REFERENCE:
            return moved
        # The earlier picture was named as a model for the look of the new clip.
        return _same(moved.pictures[0], moved.told.blanks["what"])
    known = _subjects(intent, carried)
    if known and not (intent.continuity is Continuity.NEXT and _shows(carried.job, known[0])):
        return _of_all(known, named, intent.prompt)
    if intent.continuity is None:
        return None
    if intent.continuity is Continuity.NEXT:
        return _next(carried, last=last, picture=picture)
    frame = frame_of(carried.job)
    if frame is not None:
        return _same(frame, last)
    return _same(carried.pictures[-1], picture) if carried.pictures else None


def frame_of(job: Job | None, *, is_last: bool = False) -> Picture | None:
    """The cover of an earlier clip, or its last frame, as a picture; None for a job without a clip."""
    if job is None or not job.task_id or job.phase in (Phase.FAILED, Phase.IN_DOUBT):
        return None
    return Picture(PictureSource.RESULT, {"job": job.id, "frame": "last"} if is_last else {"job": job.id})


def as_large(wishes: Wishes, look: Look | None, job: Job | None) -> Wishes:
    """The wishes for a clip, with the resolution asked of the one whose last frame it starts from: shots fit together then."""
    starts_there = look is not None and any(one.ref.get("frame") == "last" for one in look.pictures)
    if not starts_there or job is None or wishes.resolution is not None:
        return wishes
    return replace(wishes, resolution=job.draft.wishes.resolution)


def _shows(job: Job | None, subject: Subject) -> bool:
    """Whether the clip to go on from has the subject in it."""
    if frame_of(job) is None or job is None:
        return False
    return subject.name in job.draft.names or subject.name.casefold() in job.draft.order.prompt.casefold()


def _subjects(intent: Intent, carried: Carried) -> list[Subject]:
    wanted = {name.casefold() for name in intent.known_names}
    known = [one for one in carried.subjects if one.name.casefold() in wanted]
    prompt = intent.prompt.casefold()
    return sorted(known, key=lambda one: prompt.find(one.name.casefold()))


def _of_all(known: Sequence[Subject], named: str, prompt: str) -> Look:
    """The looks of all these, each picture once."""
    pictures: list[Picture] = []
    for one in known:
        kept = Picture(one.picture.source, one.picture.ref, one.picture.platform, Role.REFERENCE)
        if kept not in pictures:
            pictures.append(kept)
    what = comma(prompt).join(named.format(name=one.name) for one in known)
    return Look(TaskType.REFERENCE, tuple(pictures), Told("notice.continuity_same", {"what": what}))


def _next(carried: Carried, *, last: str, picture: str) -> Look | None:
    frame = frame_of(carried.job, is_last=True)
    if frame is not None:
        return _first(frame, "notice.continuity_next", last)
    return _first(carried.pictures[-1], "notice.continuity_animate", picture) if carried.pictures else None


def _animate(carried: Carried, *, last: str, picture: str) -> Look | None:
    if carried.pictures:
        return _first(carried.pictures[-1], "notice.continuity_animate", picture)
    frame = frame_of(carried.job)
    return _first(frame, "notice.continuity_opening", last) if frame is not None else None


def _all_of_them(carried: Carried, *, picture: str) -> Look | None:
    """The look of all earlier pictures where the last clip took several of them as references; else None."""
    job, pictures = carried.job, carried.pictures
    if job is None or job.draft.order.task_type is not TaskType.REFERENCE or len(pictures) < _SEVERAL:
        return None
    if [one.ref for one in job.draft.pictures] != [one.ref for one in pictures]:
        return None
    kept = tuple(Picture(one.source, one.ref, one.platform, Role.REFERENCE) for one in pictures)
    return Look(TaskType.REFERENCE, kept, Told("notice.continuity_same", {"what": picture}))


def _same(one: Picture, what: str) -> Look:
    kept = Picture(one.source, one.ref, one.platform, Role.REFERENCE)
    return Look(TaskType.REFERENCE, (kept,), Told("notice.continuity_same", {"what": what}))


def _first(one: Picture, key: str, what: str) -> Look:
    kept = Picture(one.source, one.ref, one.platform, Role.FIRST)
    return Look(TaskType.IMAGE, (kept,), Told(key, {"what": what}))


def as_first_frame(look: Look, what: str) -> Look:
    """The same picture as first frame, for a model that takes no references."""
    return _first(look.pictures[0], "notice.continuity_animate", what)
