"""Goes back to an earlier clip: brings it once more, and changes that follow start from it. Orders nothing."""

import re
from collections.abc import Sequence
from dataclasses import replace

from core import continuity
from core.desk.clips import at_hand
from core.desk.clips.called import called
from core.desk.clips.differences import new_words
from core.desk.clips.earlier import counted, of_a_clip
from core.desk.clips.listing import number_shown, row_meant
from core.desk.clips.results import bring, cancel
from core.desk.clips.together import of_last_together
from core.desk.normalising.wishes import in_plain_words
from core.desk.pictures.of_message import pictures_of
from core.desk.subjects.known import subject_called
from core.desk.turn import LOOKS_BACK, Turn
from core.model import Job
from core.phrases import head
from core.punctuation import clauses
from core.tables import Found, Pointing, Said
from core.tables.patterns import MARKS

_JOINS = re.compile(r"(?<=\w),? (?:and|but)(?: then)? (?=[a-z])")  # "and make it snow"
_HEAD = 40
_MOST_CLAUSES = 6
_FAULTS = (Pointing.ODD, Pointing.JUDGES, Pointing.TOO, Pointing.SEEMS)


async def goes_back(turn: Turn) -> bool:
    """Handle a wish to go back to an earlier clip, or to how it was before the last change.

    It is never read as a change: where there is nothing to go back to, that is said. While something waits or runs,
    "undo" is a cancel, and a number means an offer. What else is said is said of that clip.
    """
    if turn.points_at_job or not turn.owns_job or pictures_of(turn.incoming):
        return False
    if await _stays(turn):
        return True
    text = _without_fault(turn, turn.incoming.text)
    found = turn.desk.tables.pointers.first(text, Pointing.GOES_BACK)
    if found is None:
        return await _goes_back_first(turn)
    jobs = await turn.own_jobs(limit=LOOKS_BACK)
    is_offer = not turn.desk.tables.pointers.says(turn.incoming.text, Pointing.VERSION)
    if turn.question is not None and "nth" in found.parts and is_offer:
        return False
    is_open = turn.question is not None or any(not one.phase.is_over for one in jobs)
    if found.parts.keys() <= {"what"} and (is_open or not jobs):
        await cancel(turn)
        return True
    clip = _meant_by(turn, jobs, text)
    if (
        clip is None
        and not is_offer
        and "prefers" in found.parts
        and _shows(turn, found.parts.get("name", ""))
    ):
        clip = turn.job  # it is the one at hand already
    if clip is None and "name" in found.parts and "unlike" not in found.parts:
        is_nameless = turn.desk.tables.pointers.says(found.parts["name"], Pointing.NAMELESS)
        if "prefers" in found.parts or not jobs or is_nameless:
            return False
        await turn.tell("earlier.none_called", name=found.parts["name"], n=len(counted(jobs)))
        return True
    if clip is None:
        await turn.tell("earlier.none_before")
        return True
    return_to(turn, jobs, clip, "earlier.back")
    await bring(turn, clip)
    return True


async def _stays(turn: Turn) -> bool:
    """Handle "that one after all" of the clip that is at hand already: bring it once more."""
    job = turn.job
    if job is None or not job.phase.is_made or turn.question is not None:
        return False
    if not turn.desk.tables.pointers.says(turn.typed, Pointing.JUST_THAT_ONE):
        return False
    return_to(turn, await turn.own_jobs(limit=LOOKS_BACK), job, "earlier.back")
    await bring(turn, job)
    return True


def _shows(turn: Turn, name: str) -> bool:
    """Whether the clip at hand is made, and goes by this name."""
    job = turn.job
    return job is not None and job.phase.is_made and bool(_named(turn, [job], name))


def _named(turn: Turn, clips: Sequence[Job], name: str) -> list[Job]:
    """The clips known by this name, or by what it says is in them: "the one that wears a hat"."""
    found = turn.desk.tables.sayings.find(name, Said.WITH_THING)
    thing, revisions = found["thing"] if found is not None else "", turn.desk.tables.revisions
    return (
        called(turn, clips, name)
        or (called(turn, clips, thing) if thing else [])
        or [one for one in clips if thing and continuity.shows(one.draft.order.prompt, thing, revisions)]
    )


def _without_fault(turn: Turn, text: str) -> str:
    """A message without a first clause that only finds fault with the last clip: "a bit odd, I liked the one before"."""
    pointers = turn.desk.tables.pointers
    (first, mark), *rest = clauses(text) or [("", "")]
    is_back = pointers.says(first, Pointing.GOES_BACK)  # "I prefer the ferry, the same once more"
    is_fault = bool(rest) and not is_back and any(pointers.says(first, one) for one in _FAULTS)
    return text[len(first + mark) :].strip() if is_fault else text


async def _goes_back_first(turn: Turn) -> bool:
    """Handle a message that first wants an earlier clip back; what it then says is said of that one."""
    parts = [
        clause + mark for clause, mark in clauses(_JOINS.sub(", ", _without_fault(turn, turn.typed), count=1))
    ]
    if turn.question is not None or not 1 < len(parts) <= _MOST_CLAUSES:
        return False
    for count in range(len(parts) - 1, 0, -1):
        wanted, rest = "".join(parts[:count]).strip(), "".join(parts[count:])
        if not turn.desk.tables.pointers.says(wanted, Pointing.GOES_BACK):
            continue
        jobs = await turn.own_jobs(limit=LOOKS_BACK)
        clip, last = _meant_by(turn, jobs, wanted), _meant_by(turn, jobs, rest)
        if last is not None:
            return_to(turn, jobs, last, "earlier.back")
            await bring(turn, last)
            return True
        if clip is not None:
            _goes_on_with(turn, jobs, clip, rest)
        return False
    return False


def _goes_on_with(turn: Turn, jobs: tuple[Job, ...], clip: Job, rest: str) -> None:
    """Read the rest of the message as said of this clip, unless it says nothing of a clip."""
    before, turn.job = turn.job, clip
    pointers = turn.desk.tables.pointers
    reached = [pointers.reaches(rest, one.start, one.end) for one in pointers.find(rest, Pointing.WHICH)]
    end = next((end for start, end, _ in reached if start == 0), 0)  # "with the first one as a base"
    rest = in_plain_words(turn, rest[end:])
    intent = of_a_clip(turn, rest)
    turn.job = before
    if intent is None:
        return
    return_to(turn, jobs, clip, "earlier.this")
    turn.incoming, turn.intent = replace(turn.incoming, text=rest), intent
    turn.points_at_job = clip.id != jobs[0].id


def return_to(turn: Turn, jobs: tuple[Job, ...], clip: Job, key: str) -> None:
    """Make this clip the one at hand, and say which it is."""
    at_hand.take_up(turn, jobs, clip)
    turn.job = clip
    turn.pointed = turn.words(
        key,
        n=number_shown(turn, clip) or list(reversed(counted(jobs))).index(clip) + 1,
        prompt=head(clip.draft.order.prompt, _HEAD) or "-",
        model=clip.draft.order.model_name,
    )


def _meant_by(turn: Turn, jobs: tuple[Job, ...], text: str) -> Job | None:
    """The clip that these words want back; None where they want none, or one that is not there."""
    for found in turn.desk.tables.pointers.find(text.strip(MARKS), Pointing.GOES_BACK):
        clip = _meant(turn, jobs, found)
        if clip is not None:
            return clip
    return None


def _meant(turn: Turn, jobs: tuple[Job, ...], found: Found) -> Job | None:
    """The clip that is meant, among those that were made; None where there is no such one."""
    if "unlike" in found.parts:
        return _lacking(turn, jobs, found.parts["name"])
    if "name" in found.parts:
        made = _named(turn, [one for one in counted(jobs) if one.phase.is_made], found.parts["name"])
        others = [one for one in made if turn.job is None or one.id != turn.job.id]
        is_at_hand = "prefers" in found.parts and len(others) < len(made)
        if made or not turn.desk.tables.pointers.says(found.parts["name"], Pointing.PLAIN_LOOK):
            return None if is_at_hand else next(iter(others or made), None)
        return _before_styled(turn, jobs)
    parts, clips = found.parts, [one for one in reversed(jobs) if one.phase.is_made]
    if (row := row_meant(turn, jobs, parts)) is not None:
        return row if row.phase.is_made else None
    if "nth" in parts and (one := of_last_together(turn, counted(jobs), parts)) is not None:
        return one[0] if one[0].phase.is_made else None
    if "nth" in parts:
        all_of_them = list(reversed(counted(jobs)))
        place = turn.desk.tables.sayings.place(parts, len(all_of_them))
        return all_of_them[place] if place is not None and all_of_them[place].phase.is_made else None
    if "back" in parts:
        now = next((at for at, one in enumerate(clips) if turn.job and one.id == turn.job.id), len(clips))
        place = now - turn.desk.tables.pointers.steps_back(parts["back"])
        return clips[place] if place >= 0 else None
    if "what" in parts:
        return _before_other(turn, jobs, parts["what"])
    return _before(turn, jobs, all_the_way="origin" in parts)


def _before_other(turn: Turn, jobs: tuple[Job, ...], what: str) -> Job | None:
    """The clip before the newest change that tells of this; where none names it, the one before the last change."""
    by_id = {one.id: one for one in jobs}
    job = turn.job
    while job is not None and job.draft.parent in by_id:
        before = by_id[job.draft.parent]
        if before.phase.is_made and _tells_other(turn, before, job, what):
            return before
        job = before
    return _before(turn, jobs, all_the_way=False)


def _lacking(turn: Turn, jobs: tuple[Job, ...], what: str) -> Job | None:
    """The newest clip behind the one at hand that does not tell of this, where that one does: "back to the one without fog"."""
    by_id, revisions = {one.id: one for one in jobs}, turn.desk.tables.revisions
    job = turn.job
    while job is not None and (
        what in job.draft.order.prompt or continuity.shows(job.draft.order.prompt, what, revisions)
    ):
        job = by_id.get(job.draft.parent)
    return job if job is not None and job is not turn.job and job.phase.is_made else None


def _before_styled(turn: Turn, jobs: tuple[Job, ...]) -> Job | None:
    """The newest clip behind the one at hand that has no style where that one has: "back to the realistic one"."""
    by_id = {one.id: one for one in jobs}
    styles, job = turn.desk.tables.revisions, turn.job
    while job is not None and continuity.tells_style(job.draft.order.prompt, styles):
        job = by_id.get(job.draft.parent)
    return job if job is not None and job is not turn.job and job.phase.is_made else None


def _tells_other(turn: Turn, before: Job, after: Job, what: str) -> bool:
    """Whether a change names what it is about, or moved the clip to another place where that is meant."""
    revisions = turn.desk.tables.revisions
    was, is_now = before.draft.order.prompt, after.draft.order.prompt
    if what in new_words(was, is_now):
        return True
    places = [
        [one["place"] for one in revisions.at.finditer(revisions.plain(text))] for text in (was, is_now)
    ]
    return what in revisions.places and places[0] != places[1]


def _before(turn: Turn, jobs: tuple[Job, ...], *, all_the_way: bool) -> Job | None:
    """The clip that was changed into this one, or the first of all of them; those never made are passed over."""
    by_id = {one.id: one for one in jobs}
    found, job = None, turn.job
    while job is not None and job.draft.parent in by_id:
        job = by_id[job.draft.parent]
        if job.phase.is_made:
            found = job
            if not all_the_way:
                break
    return found


async def wants_somebody_back(turn: Turn) -> bool:
    """Handle "Rex after all": bring the newest clip that shows Rex, if the one at hand does not; order nothing."""
    found = turn.desk.tables.pointers.first(turn.typed, Pointing.SOMEBODY_BACK)
    known = subject_called(turn, found.parts["name"]) if found is not None else None
    if turn.question is not None or pictures_of(turn.incoming) or not turn.owns_job:
        return False
    if known is None:
        return await _back_before_change(turn)
    jobs = await turn.own_jobs(limit=LOOKS_BACK)
    showing = [one for one in jobs if known.name.casefold() in one.draft.order.prompt.casefold()]
    clip = next((one for one in showing if one.phase.is_made), None)
    if clip is None or turn.job is None or turn.job.id in [one.id for one in showing]:
        return False
    return_to(turn, jobs, clip, "earlier.back")
    await bring(turn, clip)
    return True


async def _back_before_change(turn: Turn) -> bool:
    """The same for whoever, or whatever, the last change took away: the clip before it is brought."""
    found = turn.desk.tables.pointers.first(turn.typed, Pointing.THING_BACK)
    job, revisions = turn.job, turn.desk.tables.revisions
    if found is None or job is None:
        return False
    jobs, name = await turn.own_jobs(limit=LOOKS_BACK), found.parts["name"]
    before = next((one for one in jobs if one.id == job.draft.parent and one.phase.is_made), None)
    if before is None or continuity.shows(job.draft.order.prompt, name, revisions):
        return False
    if not continuity.shows(before.draft.order.prompt, name, revisions):
        return False
    return_to(turn, jobs, before, "earlier.back")
    await bring(turn, before)
    return True
