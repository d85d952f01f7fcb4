"""Messages about a series: changes while it is on offer; afterwards one shot again, or whether all are done."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core import continuity
from core.desk.clips import changes
from core.desk.clips.again import repeat
from core.desk.normalising.wishes import in_plain_words
from core.desk.pictures.of_message import pictures_of
from core.desk.questions.answers import is_series
from core.desk.reading import goes_on_as, said_in
from core.desk.reports import job_row, status
from core.desk.series.retold import told_otherwise
from core.desk.series.scenes import (
    alone,
    as_scene,
    changed_in_all,
    new_of,
    only_values,
    place_of,
    said_of_all,
    said_of_shot,
    tells_of_somebody,
    tells_when,
    with_thing,
)
from core.desk.series.varied import offer_changed, one_changed
from core.desk.turn import LOOKS_BACK, Turn
from core.model import Act, Intent, Job, OneOf, PictureSource, numbered
from core.ports import Question
from core.punctuation import ENDS
from core.tables import Said

_ENDS = f"{ENDS}:："
_LABELLED = re.compile("^[^:：]{2,24}[:：]")  # “shot 2: …”


@dataclass(frozen=True, slots=True)
class _Series:
    """A series that was made: the newest job of each shot, in their order."""

    jobs: tuple[Job, ...]
    is_last: bool  # the person's last job here is one of them


async def of_series(turn: Turn) -> bool:
    """Handle a message about a series that is on offer or was made."""
    if pictures_of(turn.incoming):
        return False
    question = turn.order_in_question
    if question is not None:
        if _are_of_made(question) and await _one_made(turn):
            return True
        if question.together:
            return await one_changed(turn, question)
        return is_series(question) and await told_otherwise(turn, question)
    if await _asks_for_all(turn) or await _asks_cost(turn):
        return True
    if await _is_sent_again(turn):
        return False  # it is sent by what sends any clip again
    return await _one_made(turn) or await _all_made(turn)


def _are_of_made(question: Question) -> bool:
    """Whether all shots of a series that was made are on offer anew: one of them is still told by its place."""
    parents = {one.parent for one in question.drafts}
    return len(question.drafts) > 1 and "" not in parents and len(parents) == len(question.drafts)


async def series_here(turn: Turn) -> _Series | None:
    """This person's last series here, with the newest version of each shot."""
    jobs = await turn.own_jobs(limit=LOOKS_BACK)
    known = {one.id: one for one in jobs}
    shots = [(one, numbered(root_of(one, known))) for one in jobs]
    request = next((shot.request for _, shot in shots if shot is not None), None)
    newest: dict[int, Job] = {}
    for one, shot in shots:
        if shot is not None and shot.request == request:
            newest.setdefault(shot.number, one)
    if len(newest) <= 1:
        return None
    last = numbered(root_of(_gone_on_from(jobs[0], known), known))
    return _Series(
        tuple(newest[number] for number in sorted(newest)),
        is_last=last is not None and last.request == request,
    )


def _gone_on_from(job: Job, known: Mapping[str, Job]) -> Job:
    """The job whose clip this one goes on from, and that one again; the job itself if it stands alone."""
    seen = {job.id}
    while job.draft.pictures and job.draft.pictures[0].source is PictureSource.RESULT:
        before = known.get(job.draft.pictures[0].ref.get("job", ""))
        if before is None or before.id in seen:
            break
        job = before
        seen.add(job.id)
    return job


def root_of(job: Job, known: Mapping[str, Job]) -> str:
    """The id of the first job in the chain of changes that led to this one."""
    seen = set()
    while job.draft.parent in known and job.id not in seen and numbered(job.id) is None:
        seen.add(job.id)
        job = known[job.draft.parent]
    return job.id


async def has_shot(turn: Turn, number: int) -> bool:
    """Whether the series that the last job is part of has a shot of that number."""
    series = await series_here(turn)
    return series is not None and series.is_last and number <= len(series.jobs)


async def _asks_for_all(turn: Turn) -> bool:
    """Handle a question whether all is done: of the series that the last job is part of, else of the last videos."""
    if not turn.desk.tables.sayings.says(turn.incoming.text, Said.ALL_DONE):
        return False
    series = await series_here(turn)
    if series is None or not series.is_last:
        if turn.job is None or turn.points_at_job:
            return False
        await status(turn, is_of_all=True)
        return True
    rows = [
        turn.words("series.state", n=number, state=job_row(turn, one).removeprefix("• "))
        for number, one in enumerate(series.jobs, start=1)
    ]
    await turn.say(turn.desk.phrases.lines(*rows))
    return True


async def _asks_cost(turn: Turn) -> bool:
    """Handle a question what the series cost that the last job is part of: each shot, and all of them."""
    if not turn.desk.tables.sayings.says(turn.incoming.text, Said.SHOTS_COST):
        return False
    series = await series_here(turn)
    if series is None or not series.is_last:
        return False
    orders = [one.draft.order for one in series.jobs]
    rows = [
        turn.words("models.each_row", n=number, model=one.model_name, points=one.points)
        for number, one in enumerate(orders, start=1)
    ]
    total = turn.words("series.total", points=sum(one.points for one in orders))
    await turn.say(turn.desk.phrases.lines(*rows, total))
    return True


async def _is_sent_again(turn: Turn) -> bool:
    """Whether "send me shot 1 again" asks for a shot of the last series; that one is then the turn's job."""
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.SHOT_SENT)
    series = await series_here(turn) if found is not None and not turn.points_at_job else None
    if found is None or series is None or not series.is_last:
        return False
    place = place_of(turn, found, [one.draft.order.prompt for one in series.jobs])
    if place is None:
        return False
    turn.job, turn.points_at_job = series.jobs[place], True
    turn.intent = Intent(action=Act.RESEND, language=turn.language)
    return True


async def _one_made(turn: Turn) -> bool:
    """Handle a wish to make one shot of the last series again, as it was or otherwise."""
    sayings, text = turn.desk.tables.sayings, turn.incoming.text
    changed, again = sayings.find(text, Said.SHOT_CHANGED), sayings.find(text, Said.SHOT_AGAIN)
    if changed is None and _LABELLED.search(text) is not None:
        told = said_of_shot(turn, text)
        new = new_of(told) if told is not None else ""
        is_scene = sayings.story.pronoun.match(new) is not None or not said_in(turn, new).edit
        changed = told if is_scene else None
    if changed is None and again is None:
        told = sayings.find(text, Said.SHOT_TOLD)
        changed = told if told is not None and tells_when(turn, new_of(told)) else None
    if again is not None and "thing" in again:  # "make the dragon in shot 2 blue"
        again, changed = {**again, "rest": f"{again['thing']}{again['rest']}"}, None
    if again is not None and _only_again(turn, again.get("rest", "")):
        changed = None  # "once more" is not part of what it shows
    found = changed or again
    if found is None or turn.points_at_job or len(sayings.story.number.findall(text)) > 1:
        return False  # several shots at once are a new idea
    series = await series_here(turn)
    if series is None or not series.is_last:
        return False
    scenes = [one.draft.order.prompt for one in series.jobs]
    place = place_of(turn, found, scenes)
    if place is None:
        return False
    before = turn.job, turn.points_at_job, turn.intent, turn.incoming
    turn.job, turn.points_at_job = series.jobs[place], True
    if changed is not None and not only_values(turn, new_of(changed)):
        await _shown_otherwise(turn, scenes, place, changed)
        return True
    rest = new_of(changed) if changed is not None else (again or {}).get("rest", "")
    if await _made_again(turn, rest.strip(_ENDS), (again or {}).get("before", ""), place, scenes):
        return True
    turn.job, turn.points_at_job, turn.intent, turn.incoming = before
    return False


async def _shown_otherwise(turn: Turn, scenes: Sequence[str], place: int, found: Mapping[str, str]) -> None:
    """Order the shot with what the words want it to show."""
    scene = with_thing(turn, scenes[place], found)
    scene = scene or alone(turn, scenes, place, as_scene(turn, scenes, place, found))
    turn.one_of = _one_of(turn, place, len(scenes))
    turn.intent = Intent(action=Act.GENERATE, edit=True, language=turn.language)
    await changes.reword(turn, scene)


def _one_of(turn: Turn, place: int, total: int) -> OneOf:
    """Which shot of a series, or which clip of a list or of several copies, the job at hand is."""
    before = turn.job.draft.one_of if turn.job is not None else None
    return OneOf(place + 1, total, is_shot=before is not None and before.is_shot)


async def _made_again(turn: Turn, rest: str, before: str, place: int, scenes: Sequence[str]) -> bool:
    """Order the shot with other values, or once more as it was; False if the words ask for neither."""
    sayings = turn.desk.tables.sayings
    rest = in_plain_words(turn, rest) if rest else rest  # "a bit darker still" is no still darker shot
    last = sayings.several.piece.split(rest)[-1].strip()
    told = rest if before else _behind_again(turn, rest)
    is_change = bool(before or told != rest) and said_in(turn, told).action is Act.GENERATE
    if is_change:
        rest = told
    elif last != rest and said_in(turn, last).edit:
        rest = last  # in front stands what was wrong with it
    bare = not rest or sayings.says(rest, Said.NO_SCENE)
    read = goes_on_as(turn, rest or before)
    one_of = _one_of(turn, place, len(scenes))
    if bare or read.action is Act.RETRY:
        if not (rest or before):
            return False
        turn.one_of = one_of
        await repeat(turn, turn.words("edit.again"))
        return True
    left = "" if sayings.says(read.prompt, Said.NO_SCENE) else read.prompt
    left = continuity.without_tail(left, turn.desk.tables.revisions)
    is_change = is_change or read.edit or not left
    if read.action is not Act.GENERATE or not is_change or read.continuity is not None:
        return False
    if left == rest and not read.edit and not read.names_something and tells_of_somebody(turn, left):
        # No word in front asks for it in addition: it is shown instead of the old scene.
        await _shown_otherwise(turn, scenes, place, {"new": left})
        return True
    turn.one_of = one_of
    turn.intent = replace(read, prompt=left, edit=True, again=True, names=(), known_names=())
    await changes.edit(turn)
    return True


def _only_again(turn: Turn, rest: str) -> bool:
    """Whether the words behind a shot, or the first clause of them, only ask for it once more."""
    rest = rest.strip(_ENDS)
    return turn.desk.tables.sayings.says(rest, Said.NO_SCENE) or _behind_again(turn, rest) != rest


def _behind_again(turn: Turn, rest: str) -> str:
    """What is said behind a first clause that only asks for the shot once more; all of it where there is none."""
    sayings = turn.desk.tables.sayings
    first, *_ = sayings.several.piece.split(rest, maxsplit=1)
    is_again = first != rest and first.strip() and sayings.says(first, Said.NO_SCENE)
    return rest[len(first) :].strip(_ENDS) if is_again else rest


def _asked_of_all(turn: Turn) -> Mapping[str, str] | None:
    """What a question for a price wants of all shots: "what would they all cost upright"; None where it asks of none."""
    sayings = turn.desk.tables.sayings
    asked = sayings.find(turn.incoming.text, Said.ALL_PRICED)
    found = sayings.find(asked["told"], Said.ALL_CHANGED) if asked is not None else None
    return found if found is not None and "bare" not in found else None


async def _all_made(turn: Turn) -> bool:
    """Handle a change of all shots of a series that was made: offer all of them so, with the sum of their points.

    Those made from pictures go on from each other; they are to be named one at a time.
    """
    found = _asked_of_all(turn) if turn.intent.action is Act.QUOTE else changed_in_all(turn)
    if found is None or turn.points_at_job or turn.intent.action not in (Act.GENERATE, Act.QUOTE):
        return False
    series = await series_here(turn)
    if series is None or not series.is_last:
        return False
    new, drafts = found["new"].strip(), [replace(one.draft, parent=one.id) for one in series.jobs]
    read = said_in(turn, new)
    if not any(one.pictures for one in drafts) and read.model is None:
        said = read if "bare" in found else said_of_all(turn, new, read)
        await offer_changed(turn, drafts, said, range(len(drafts)))
        return True
    points = sum(one.order.points for one in drafts)
    await turn.tell("series.one_by_one", n=len(drafts), points=points, new=new)
    return True
