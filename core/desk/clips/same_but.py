"""A clip, or who it shows, once more with something told otherwise: "same character, but at the market"."""

import re
from collections.abc import Mapping
from dataclasses import replace

from core import continuity
from core.continuity import frame_of
from core.desk.clips import changes
from core.desk.clips.again import again
from core.desk.clips.differences import laid_over
from core.desk.normalising.another import shown
from core.desk.pictures.of_message import pictures_of
from core.desk.questions.answers import orders_all
from core.desk.reading import said_in
from core.desk.requests import request
from core.desk.rewording import reworded
from core.desk.subjects.ties import clip_of
from core.desk.turn import LOOKS_BACK, Turn
from core.model import Act, Continuity, Intent, Job, Wishes
from core.phrases import head
from core.tables import Said

_SHORTEST_STEM = 3
_SHORTEST_DEED = 2  # letters, in Chinese
_SENTENCE = "\u3002"
_HEAD_WORDS, _HEAD_LETTERS = 4, 6  # of a description, where it tells what it is about
_HEAD = 120


async def same_one(turn: Turn) -> bool:
    """Handle a wish for who a clip shows in another scene, or for the same scene in other weather."""
    sayings = turn.desk.tables.sayings
    found: Mapping[str, str] | None = sayings.find(turn.incoming.text, Said.SAME_ONE)
    if found is None or pictures_of(turn.incoming) or turn.intent.known_names:
        return False
    question = turn.order_in_question
    if turn.question is not None and (question is None or orders_all(question)):
        return False
    if "told" in found:
        found = await _divided(turn, found["told"])
        if found is None:
            return False
    job = await _showing(turn, found["what"])
    if job is None and sayings.says(found["what"], Said.WHOEVER) and frame_of(turn.job) is not None:
        job = turn.job
    return job is not None and turn.owns_job and await _otherwise(turn, job, found)


async def _divided(turn: Turn, words: str) -> Mapping[str, str] | None:
    """Who the clip at hand, else the newest, shows at the head of these Chinese words, and the rest; None where none does."""
    jobs = await turn.own_jobs(limit=LOOKS_BACK)
    for job in jobs if turn.job is None else (turn.job, *jobs):
        prompt = job.draft.order.prompt
        end = next((end for end in range(len(words) - _SHORTEST_DEED, 0, -1) if words[:end] in prompt), 0)
        if end:
            return {"what": words[:end], "rest": words[end:]}
    return None


async def _showing(turn: Turn, what: str) -> Job | None:
    """The clip at hand if it shows this, else the newest that does."""
    job = turn.job
    if (
        job is not None
        and turn.talk.at_hand == job.id
        and what.casefold() in job.draft.order.prompt.casefold()
    ):
        return job  # gone back to
    return await clip_of(turn, what)


async def _otherwise(turn: Turn, job: Job, found: Mapping[str, str]) -> bool:
    """Change the clip in what is told of its weather or of somebody's looks; else take who it shows elsewhere."""
    rest = found["rest"]
    turn.job, turn.points_at_job = job, turn.job is None or job.id != turn.job.id
    if "adds" in found or turn.desk.tables.sayings.says(rest, Said.AROUND):
        if "has" in found:
            rest = turn.desk.tables.sayings.story.retold.gives_en + rest.removeprefix(found["has"]).strip()
        turn.incoming = replace(turn.incoming, text=rest)
        language, read = turn.intent.language, said_in(turn, found["rest"])
        turn.intent = Intent(action=Act.GENERATE, edit=True, again=True, prompt=rest, language=language)
        if read.names_something:  # "the same train with sound"
            turn.intent = replace(read, action=Act.GENERATE, edit=True, again=True)
        await changes.edit(turn)
        return True
    read = said_in(turn, rest)
    if not read.prompt and read != replace(read, wishes=Wishes()):
        return False
    swaps = found.get("swaps", "")
    moved = _with_another_place(turn, job, f"{swaps}{rest}") if swaps and not read.names_something else ""
    scene = _there(turn, read.prompt or rest, is_swap=bool(swaps))
    await _in_another_scene(turn, job, found["what"], read, scene, whole=moved)
    return True


def _with_another_place(turn: Turn, job: Job, words: str) -> str:
    """What the clip shows, where words put something else in place of a part of it ("make it under water"); else empty."""
    read, before = Intent(action=Act.GENERATE, edit=True, prompt=words), job.draft.order.prompt
    # In front may stand who somebody is: the picture shows that.
    for told in (before, before.rpartition(_SENTENCE)[2]):
        changed, _ = reworded(turn, told, read)
        if not changed.startswith(told):
            return changed
    return ""


def _there(turn: Turn, scene: str, *, is_swap: bool) -> str:
    """The scene, as a place where one is if it names nothing but a known one, or begins with a place: "in the snow"."""
    if not is_swap or scene.isascii():
        return scene
    tables = turn.desk.tables
    otherwise, parts = tables.revisions.otherwise, continuity.parts_of(scene, tables.parted)
    is_place = any(one.named.fullmatch(scene) for one in otherwise.sorts)
    leads = [one.label == continuity.PLACE and one.start == 0 for one in parts[:1]]
    is_bare = not tables.sayings.story.at_place.match(scene)
    return otherwise.there.format(place=scene) if is_place or (any(leads) and is_bare) else scene


async def _in_another_scene(
    turn: Turn, job: Job, what: str, read: Intent, scene: str, *, whole: str = ""
) -> None:
    """Request the scene, or the `whole` description, with who the clip shows, as long and of the shape of the clip."""
    base = job.draft
    retold = turn.desk.tables.sayings.story.retold
    known_as = f"{retold.known} {what}" if what.isascii() else f"{retold.this_zh}{what}"
    told = await _first_told(turn, job)
    who = _whom(turn, told, what) if told.isascii() is what.isascii() else ""
    absent = base.wishes.negative_prompt
    known = Wishes(
        duration_s=base.wishes.duration_s,
        aspect_ratio=base.wishes.aspect_ratio,
        negative_prompt=None if continuity.shows(scene, absent or "", turn.desk.tables.revisions) else absent,
    )
    turn.intent = replace(
        read,
        action=Act.GENERATE,
        prompt=whole or _joined(who or known_as, _with_deed(turn, what, base.order.prompt, scene)),
        wishes=laid_over(read.wishes, known),
        continuity=Continuity.SAME,
        edit=False,
        again=False,
    )
    await request(turn)


def _whom(turn: Turn, told: str, what: str) -> str:
    """Whom the clip shows: one of them, or all that a Chinese description tells together where no name says which."""
    tables = turn.desk.tables
    one = shown(turn, told)
    is_named = tables.revisions.subject["zh"].fullmatch(one) is None  # the picture tells who that is
    if told.isascii() or is_named or not tables.sayings.says(what, Said.WHOEVER):
        return one
    everybody = continuity.cast_of(told, tables.sayings.story, tables.parted)
    return everybody if len(everybody) > len(one) and one in everybody else one


async def _first_told(turn: Turn, job: Job) -> str:
    """What the clip shows; of one that only says "he" and goes on from another, what that one shows."""
    pronoun, prompt = turn.desk.tables.sayings.story.pronoun, job.draft.order.prompt
    jobs = {one.id: one for one in await turn.own_jobs(limit=LOOKS_BACK)} if pronoun.match(prompt) else {}
    for _ in jobs:
        before = next((str(one.ref["job"]) for one in job.draft.pictures if "job" in one.ref), "")
        if before not in jobs or pronoun.match(prompt) is None:
            break
        job = jobs[before]
        prompt = job.draft.order.prompt
    return prompt


async def again_but(turn: Turn) -> bool:
    """Handle "the old man again, but with a hat": a change of the clip that shows one, else a scene of its own."""
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.AGAIN_BUT)
    if found is None or pictures_of(turn.incoming) or turn.question is not None or turn.intent.known_names:
        return False
    job = await _showing(turn, found["what"].split()[-1])
    if job is not None and turn.owns_job:
        return await _otherwise(turn, job, found)
    words = _joined(found["what"], found["rest"])
    turn.intent = replace(said_in(turn, words), action=Act.GENERATE, edit=False, again=False, continuity=None)
    await request(turn)
    return True


async def one_more_of(turn: Turn) -> bool:
    """Handle "one more of the butter": the clip that shows it, once more, and nothing else."""
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.ONE_MORE_OF)
    if found is None or pictures_of(turn.incoming) or turn.question is not None:
        return False
    job = await clip_of(turn, found["what"])
    if job is None or not turn.owns_job or said_in(turn, found["what"]).wishes != Wishes():
        return False
    shows = job.draft.order.prompt
    head = " ".join(shows.split()[:_HEAD_WORDS]) if shows.isascii() else shows[:_HEAD_LETTERS]
    if found["what"].casefold() not in head.casefold():
        return False  # only where it takes place: "another one of the lawn" is another idea
    turn.job, turn.points_at_job = job, turn.job is None or job.id != turn.job.id
    turn.intent = Intent(action=Act.RETRY, language=turn.intent.language)
    await again(turn)
    return True


def _with_deed(turn: Turn, what: str, shown_before: str, scene: str) -> str:
    """The scene with what somebody does who is called after it: "the singer" of a clip of a woman singing still sings."""
    stem = what.removesuffix("er")
    does_other = turn.desk.tables.sayings.story.retold.deed.search(scene) is not None
    if stem == what or len(stem) < _SHORTEST_STEM or does_other:
        return scene
    deed = re.search(rf"\b{re.escape(stem)}[a-z]{{0,2}}ing\b", shown_before, re.IGNORECASE)
    return f"{deed[0]} {scene}" if deed is not None else scene


def _joined(who: str, scene: str) -> str:
    return f"{who}{' ' if who.isascii() and scene.isascii() else ''}{scene}"


async def one_with(turn: Turn) -> bool:
    """Handle a wish for something else in a clip that else stays as it is; where nothing gives way to it, ask first."""
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.ONE_WITH)
    if found is None or not said_in(turn, found["rest"]).prompt:
        return False
    return await _with(turn, found["rest"])


async def one_of_it(turn: Turn) -> bool:
    """Handle one more that differs in a word: it reads like a mere repetition, and would cost as much."""
    text, read = turn.incoming.text, turn.intent
    found = turn.desk.tables.sayings.find(text, Said.ONE_OF_IT)
    base, rest = changes.base_of(turn), found["rest"] if found is not None else ""
    is_said_so = read.action is Act.RETRY or (read.action is Act.GENERATE and read.prompt == text)
    if not rest or base is None or not is_said_so or turn.points_at_job:
        return False
    is_shown = continuity.shows(base.order.prompt, rest, turn.desk.tables.revisions)
    if is_shown or said_in(turn, rest).names_something:
        return False
    return await _with(turn, rest)


async def _with(turn: Turn, rest: str) -> bool:
    """Order or ask about the clip at hand with this in it; False where there is none."""
    base = changes.base_of(turn)
    if base is None or turn.question is not None or not turn.owns_job or pictures_of(turn.incoming):
        return False
    before = base.order.prompt
    if not any(_takes_place(turn, before, words) for words in _wordings(turn, rest)):
        _told(turn, rest)
        turn.only_price = True
        turn.pointed = turn.words("edit.stays", prompt=head(before, _HEAD))
    await changes.edit(turn)
    return True


def _wordings(turn: Turn, words: str) -> tuple[str, str]:
    """The words for what is to be there, and the same as words that put it in the place of something else."""
    swaps = turn.desk.tables.revisions.swap
    return words, next(one for one in swaps if one.isascii() is words.isascii()) + words


def _takes_place(turn: Turn, before: str, words: str) -> bool:
    """Read the message as these words; whether something in the description gives way to them."""
    _told(turn, words)
    changed, _ = reworded(turn, before, turn.intent)
    return not changed.startswith(before)


def _told(turn: Turn, words: str) -> None:
    turn.incoming = replace(turn.incoming, text=words)
    turn.intent = replace(turn.intent, action=Act.GENERATE, edit=True, again=True, prompt=words)
