"""What is said of a series: for less, one shot otherwise, one made again, whether all are done."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core import continuity
from core.desk import changes
from core.desk.again import repeat
from core.desk.amending import amended
from core.desk.answers import is_series
from core.desk.pictures import pictures_of
from core.desk.reading import goes_on_as, said_in
from core.desk.reports import job_row
from core.desk.requests import request
from core.desk.series import place_words, scene_of
from core.desk.turn import LOOKS_BACK, Turn
from core.model import Act, Change, Intent, Job, Wishes
from core.ports import Question
from core.tables import Said

_NUMBERED = re.compile(r"^(?P<request>.+)\.(?P<number>\d+)$")
_SHORTEST_SCENE_ZH = 4
_SHORTEST_SCENE_EN = 3  # words


@dataclass(frozen=True, slots=True)
class _Series:
    """A series that was made: of each shot the newest job, in the order of the shots."""

    jobs: tuple[Job, ...]
    is_last: bool  # the person's last job here is one of them


async def of_series(turn: Turn) -> bool:
    """Whether the message speaks of a series that is offered or was made; then it is carried out."""
    if pictures_of(turn.incoming):
        return False
    question = turn.order_in_question
    if question is not None:
        return is_series(question) and (
            await _one_offered(turn, question)
            or await _all_offered(turn, question)
            or await _for_less(turn, question)
        )
    return await _asks_for_all(turn) or await _one_made(turn)


# --- offered -------------------------------------------------------------------


async def _for_less(turn: Turn, question: Question) -> bool:
    """Another model for the whole series, with its price; nothing of the old offer is left to a yes."""
    intent, text = turn.intent, turn.incoming.text
    is_cheapest = intent.model is None and turn.desk.tables.sayings.says(text, Said.TOO_DEAR)
    asks_about = intent.model is not None and intent.action in (Act.QUOTE, Act.LIST_MODELS)
    if not is_cheapest and not asks_about:
        return False
    turn.intent = Intent(
        action=Act.GENERATE,
        edit=True,
        model=intent.model,
        quality="budget" if is_cheapest else None,
        wishes=intent.wishes,
        notices=intent.notices,
        unavailable=intent.unavailable,
        language=turn.language,
    )
    return await amended(turn, question)


async def _one_offered(turn: Turn, question: Question) -> bool:
    """One shot shall show something else: the series is offered again so."""
    sayings = turn.desk.tables.sayings
    found = sayings.find(turn.incoming.text, Said.SHOT_CHANGED)
    asked = question.intent
    if found is None or asked is None or question.incoming is None:
        return False
    scenes = [
        scene_of(turn, one, number, len(question.drafts)) for number, one in enumerate(question.drafts, 1)
    ]
    place = place_of(turn, found, scenes)
    if place is None or _only_values(turn, _new_of(found)):
        return False
    before = scenes[place]
    scenes[place] = _as_scene(turn, before, found)
    turn.intent = replace(asked, prompt="\n".join(scenes), language=turn.language)
    turn.incoming = replace(
        turn.incoming,
        pictures=question.incoming.pictures,
        quoted_pictures=question.incoming.quoted_pictures,
    )
    change = Change("prompt", f"“{before}”", f"“{scenes[place]}”")
    turn.preface = turn.words("edit.would", changes=turn.desk.phrases.changes([change], turn.language))
    turn.close_question()
    await request(turn)
    return True


async def _all_offered(turn: Turn, question: Question) -> bool:
    """All shots shall have something: the series is offered again so."""
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.ALL_CHANGED)
    if found is None or turn.intent.action is not Act.GENERATE:
        return False
    new = found["new"].strip()
    read = said_in(turn, new, question)
    said = read if _only_values(turn, new) else Intent(action=Act.GENERATE, prompt=new)
    turn.intent = replace(said, action=Act.GENERATE, edit=True, language=turn.language)
    return await amended(turn, question)


def _new_of(found: Mapping[str, str]) -> str:
    """What a shot is to show, or to show as well."""
    return (found.get("new") or found["adds"]).strip()


def _only_values(turn: Turn, new: str) -> bool:
    """Whether what a shot shall be are values of the clip ("vertical"), and nothing that it shows."""
    read = said_in(turn, new)
    return not read.prompt and (read.wishes != Wishes() or read.model is not None)


def _as_scene(turn: Turn, before: str, found: Mapping[str, str]) -> str:
    """Another scene, or the one there is with what is added, or with a look where the words are no scene of their own."""
    story, new = turn.desk.tables.sayings.story, _new_of(found)
    is_ascii = new.isascii()
    is_short = len(new.split()) < _SHORTEST_SCENE_EN if is_ascii else len(new) < _SHORTEST_SCENE_ZH
    is_thing = is_ascii and re.match(r"(?:an?|the|one|two|some|my|our) ", new, re.IGNORECASE) is not None
    if "adds" in found or (is_short and not is_thing) or story.style.search(new) or story.look.search(new):
        return f"{before}{', ' if before.isascii() else '，'}{new}"
    return continuity.with_scene(before, new)


def place_of(turn: Turn, found: Mapping[str, str], scenes: Sequence[str]) -> int | None:
    """Which shot is meant: by its place, or by a word that only one of them has."""
    if "what" not in found:
        return turn.desk.tables.sayings.place(found, len(scenes))
    plain = turn.desk.tables.revisions.plain
    words = found["what"].strip()
    tries = [words, *(words.split()[-1:] if words.isascii() else [])]
    for one in tries:
        sought = plain(one).casefold()
        shown = [number for number, scene in enumerate(scenes) if sought in plain(scene).casefold()]
        if sought and len(shown) == 1:
            return shown[0]
    return None


# --- made ----------------------------------------------------------------------


async def _series_here(turn: Turn) -> _Series | None:
    """The last series of this person here, with what was made of its shots since."""
    jobs = await turn.own_jobs(limit=LOOKS_BACK)
    known = {one.id: one for one in jobs}
    roots = [(one, _root(one, known)) for one in jobs]
    request = next((found["request"] for _, root in roots if (found := _NUMBERED.match(root))), None)
    if request is None:
        return None
    newest: dict[int, Job] = {}
    for one, root in roots:
        found = _NUMBERED.match(root)
        if found is not None and found["request"] == request:
            newest.setdefault(int(found["number"]), one)
    if len(newest) <= 1:
        return None
    found = _NUMBERED.match(roots[0][1])
    return _Series(
        tuple(newest[number] for number in sorted(newest)),
        is_last=found is not None and found["request"] == request,
    )


def _root(job: Job, known: Mapping[str, Job]) -> str:
    """The id of the job that this one goes back to, change by change."""
    seen = set()
    while job.draft.parent in known and job.id not in seen and not _NUMBERED.match(job.id):
        seen.add(job.id)
        job = known[job.draft.parent]
    return job.id


async def _asks_for_all(turn: Turn) -> bool:
    """Whether the message asks if all is done, and there are several jobs to tell of."""
    if not turn.desk.tables.sayings.says(turn.incoming.text, Said.ALL_DONE):
        return False
    series = await _series_here(turn)
    if series is None or not series.is_last:
        return False
    rows = [
        turn.words("series.state", n=number, state=job_row(turn, one).removeprefix("• "))
        for number, one in enumerate(series.jobs, start=1)
    ]
    await turn.say(turn.desk.phrases.lines(*rows))
    return True


async def _one_made(turn: Turn) -> bool:
    """Whether one shot of the series made last shall be made again, as it was or otherwise; only that one is."""
    sayings, text = turn.desk.tables.sayings, turn.incoming.text
    changed, again = sayings.find(text, Said.SHOT_CHANGED), sayings.find(text, Said.SHOT_AGAIN)
    found = changed or again
    if found is None or turn.points_at_job or len(sayings.story.number.findall(text)) > 1:
        return False  # several shots at once are an idea of their own
    series = await _series_here(turn)
    if series is None or not series.is_last:
        return False
    scenes = [
        scene_of(turn, one.draft, number, len(series.jobs)) for number, one in enumerate(series.jobs, 1)
    ]
    place = place_of(turn, found, scenes)
    if place is None:
        return False
    before = turn.job, turn.points_at_job, turn.intent, turn.incoming
    turn.job, turn.points_at_job = series.jobs[place], True
    if changed is not None and not _only_values(turn, _new_of(changed)):
        scene = _as_scene(turn, scenes[place], changed)
        number = place_words(turn, place + 1, len(series.jobs), series.jobs[place].draft.language)
        turn.preface = turn.words("series.shot", n=place + 1, total=len(series.jobs))
        turn.intent = Intent(action=Act.GENERATE, edit=True, language=turn.language)
        await changes.reword(turn, scene + number)
        return True
    rest = _new_of(changed) if changed is not None else (again or {}).get("rest", "")
    if await _made_again(
        turn, rest.strip(" ,，.。:：;；"), (again or {}).get("before", ""), place, len(series.jobs)
    ):
        return True
    turn.job, turn.points_at_job, turn.intent, turn.incoming = before
    return False


async def _made_again(turn: Turn, rest: str, before: str, place: int, total: int) -> bool:
    """The shot pointed at with other values, or once more as it was; False where the words ask for neither."""
    sayings = turn.desk.tables.sayings
    bare = not rest or sayings.says(rest, Said.NO_SCENE)
    read = goes_on_as(turn, rest or before)
    shot = turn.words("series.shot", n=place + 1, total=total)
    if bare or read.action is Act.RETRY:
        if not (rest or before):
            return False
        turn.preface = shot
        await repeat(turn, turn.words("edit.again"))
        return True
    left = "" if sayings.says(read.prompt, Said.NO_SCENE) else read.prompt
    if read.action is not Act.GENERATE or not (read.edit or not left) or read.continuity is not None:
        return False
    turn.preface = shot
    turn.intent = replace(read, prompt=left, edit=True, again=True, names=(), known_names=())
    await changes.edit(turn)
    return True
