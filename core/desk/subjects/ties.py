"""What a message builds on by its own words: somebody from a clip, the look of a clip, or nothing earlier."""

import re
from collections.abc import Mapping
from dataclasses import replace

from core import continuity
from core.desk.clips import changes
from core.desk.pictures.of_message import as_reference, pictures_of, waiting_pictures
from core.desk.reading import goes_on_as, said_in
from core.desk.requests import request
from core.desk.subjects.introduced import described, with_who_is_named
from core.desk.subjects.known import is_called
from core.desk.turn import LOOKS_BACK, Turn
from core.model import Act, Continuity, Intent, Job, ParseContext, TaskType
from core.punctuation import ENDS, comma
from core.tables import Said
from core.tables.listed import Listed


async def tie(turn: Turn) -> None:
    """Correct what a request builds on: somebody introduced in it, or somebody from an earlier clip."""
    if turn.intent.action not in (Act.GENERATE, Act.QUOTE):
        return
    _read_length(turn)
    intent, text, sayings = turn.intent, turn.incoming.text, turn.desk.tables.sayings
    scene = sayings.find(text, Said.SAME_SCENE)
    if scene is not None and turn.job is not None and not pictures_of(turn.incoming):
        blank = " " if text.isascii() else ""
        prompt = f"{scene['what']}{blank}{scene['rest']}"
        intent = turn.intent = replace(intent, prompt=prompt, continuity=Continuity.SAME, edit=False)
    if intent.no_reference and intent.prompt and turn.job is not None:
        # "No reference" does not tell whether the rest is a new idea or a change: read the rest alone.
        just = sayings.find(intent.prompt, Said.JUST)
        intent = replace(intent, prompt=just["rest"]) if just is not None else intent
        alone = said_in(turn, intent.prompt)
        if alone.action is Act.GENERATE:
            intent = turn.intent = replace(intent, edit=alone.edit)
    intent = turn.intent = _leading_over(turn, intent)
    intent = with_who_is_named(turn, _called_back(turn, intent))
    intent = turn.intent = _made_of_pictures(turn, _shown_there(turn, intent))
    intent = turn.intent = _made_for(turn, _shown_in_front(turn, intent))
    met = sayings.find(text, Said.MEETS)
    if met is not None and met["name"] not in intent.names:
        intent = turn.intent = replace(intent, names=(*intent.names, met["name"]))
    intent = _named_last(turn, _presented(turn, _shown_named(turn, intent)))
    intent = turn.intent = described(turn, intent)
    hangs = intent.continuity in (Continuity.SAME, Continuity.ANIMATE)
    if hangs and intent.prompt and sayings.says(text, Said.INSIDE):
        intent = turn.intent = replace(intent, continuity=None)
    found = sayings.find(text, Said.SAME)
    if found is None or intent.known_names or pictures_of(turn.incoming) or waiting_pictures(turn):
        return
    job = await clip_of(turn, found["what"])
    if job is None or _is_changed(turn, job):
        return
    turn.intent = replace(intent, continuity=Continuity.SAME, edit=False)
    if turn.job is None or job.id != turn.job.id:
        turn.job, turn.points_at_job = job, True


def _is_changed(turn: Turn, job: Job) -> bool:
    """Whether "the same fox, but add some birds" changes the clip at hand; if so, the rest is read as the change."""
    change = turn.desk.tables.sayings.find(turn.incoming.text, Said.SAME_CHANGED)
    if change is None or turn.job is None or job.id != turn.job.id or not said_in(turn, change["rest"]).edit:
        return False
    turn.intent = replace(goes_on_as(turn, change["rest"]), edit=True)
    return True


def _called_back(turn: Turn, intent: Intent) -> Intent:
    """Describe somebody known who is wanted once more ("show Rex again, now in a cave") by name and scene alone."""
    if not intent.known_names or intent.edit:
        return intent
    for found in turn.desk.tables.sayings.all_in(turn.incoming.text, Said.CALLED_BACK):
        name, rest = found.get("name", ""), found["rest"]
        if name and name in intent.known_names:
            words = f"{name} {rest}" if name.isascii() else f"{name}{rest}"
        elif not name and rest != turn.incoming.text and rest.startswith(intent.known_names):
            words = rest
        else:
            continue
        scene = said_in(turn, words)
        return replace(intent, prompt=scene.prompt) if scene.prompt else intent
    return intent


def _shown_there(turn: Turn, intent: Intent) -> Intent:
    """Keep who is to be seen, where only the words for the pictures leave: "the person in this photo walks home"."""
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.SHOWN_THERE)
    if found is None or intent.task_type is not TaskType.REFERENCE or not pictures_of(turn.incoming):
        return intent
    scene = turn.desk.parser.parse(f"{found['what']} {found['rest']}", ParseContext())
    return replace(intent, prompt=scene.prompt) if scene.prompt else intent


def _shown_in_front(turn: Turn, intent: Intent) -> Intent:
    """Keep what the picture shows where the request behind it tells only how: "this is our cake, a spinning video"."""
    tables = turn.desk.tables
    found = tables.sayings.find(turn.incoming.text, Said.SHOWN_IN_FRONT)
    if found is None or not intent.prompt or intent.edit or not pictures_of(turn.incoming):
        return intent
    what, scene = found["what"], intent.prompt
    if what in scene:
        return intent
    for pattern in tables.revisions.counted:
        count = pattern.match(scene)
        scene = scene[count.end() :] if count is not None and scene[count.end() :] in found["rest"] else scene
    is_done = tables.sayings.listed.placed.match(scene) or tables.revisions.seen.acts.match(scene)
    return replace(intent, prompt=f"{what}{'' if is_done else comma(what)}{scene}")


def _made_for(turn: Turn, intent: Intent) -> Intent:
    """Describe what a video is about without the words that ask for one, which stand between that and how it is to be."""
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.MADE_FOR)
    if found is None or intent.edit:
        return intent
    what, rest = found["what"], found["rest"]
    end = intent.prompt.find(rest) + len(rest)
    if not 0 < intent.prompt.find(what) < end - len(rest):
        return intent  # the words in front of it are gone already
    joint = "" if found.get("sort") else comma(what)
    return replace(intent, prompt=f"{what}{joint}{intent.prompt[end - len(rest) :]}")


def _made_of_pictures(turn: Turn, intent: Intent) -> Intent:
    """Describe what is to be made of pictures without the words that ask for it: "turn these into a stroll"."""
    sayings = turn.desk.tables.sayings
    if not intent.prompt or not pictures_of(turn.incoming, intent):
        return intent
    for told in (Said.FIRST_FIRST, Said.SECOND_FIRST):
        which = sayings.find(intent.prompt, told)
        if which is not None and intent.task_type is TaskType.FRAMES:
            return replace(intent, prompt=which.get("rest", ""))  # the rest only says which is first
    found = sayings.find(turn.incoming.text, Said.MADE_OF)
    how = sayings.find(intent.prompt if found is None else found["rest"], Said.ONLY_HOW)
    if how is not None:
        return replace(intent, prompt=how.get("rest", ""))
    if found is None:
        return intent
    scene = turn.desk.parser.parse(found["rest"], ParseContext())
    if scene.action is not Act.GENERATE or not scene.prompt:
        return intent
    return replace(intent, prompt=f"{found.get('before', '')}{scene.prompt}")


def _leading_over(turn: Turn, intent: Intent) -> Intent:
    """Keep that one picture leads to the other where the words for it went with those for the video."""
    text, prompt = turn.incoming.text, intent.prompt
    if intent.task_type is not TaskType.FRAMES or not prompt or prompt not in text:
        return intent
    behind = text[text.index(prompt) + len(prompt) :]
    found = turn.desk.tables.sayings.find(behind, Said.LEADS_OVER)
    return intent if found is None else replace(intent, prompt=f"{prompt}{found['rest']}")


def _shown_named(turn: Turn, intent: Intent) -> Intent:
    """Note the name of somebody in a picture that is told at once, and describe what is to happen without it."""
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.SHOWN_NAMED)
    if found is None or not (pictures_of(turn.incoming) or waiting_pictures(turn)):
        return intent
    if "who" in found and not is_called(turn, found["name"], is_somebody="sort" in found):
        return intent
    scene = said_in(turn, found["rest"])
    prompt = scene.prompt if scene.action is Act.GENERATE and scene.prompt else intent.prompt
    return replace(intent, prompt=prompt, names=tuple(dict.fromkeys((*intent.names, found["name"]))))


def _presented(turn: Turn, intent: Intent) -> Intent:
    """Use an introduction in front of a scene ("this is Rex, our beagle") for name and description."""
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.PRESENTS)
    if found is None:
        return intent
    scene = said_in(turn, found["rest"])
    if scene.action not in (Act.GENERATE, Act.QUOTE) or not scene.prompt:
        return intent
    is_shown = bool(pictures_of(turn.incoming) or waiting_pictures(turn))
    return replace(
        intent,
        prompt=_with_whom(found, scene.prompt, turn.desk.tables.sayings.listed),
        names=tuple(dict.fromkeys((*intent.names, found["name"]))),
        edit=False,
        continuity=None if is_shown else intent.continuity,
    )


def _with_whom(found: Mapping[str, str], scene: str, listed: Listed) -> str:
    """The scene with who was presented in front of it, in one sentence where it begins with that one alone."""
    name, told = found["name"], found.get("told", "")
    what = found.get("what", "") or f"{found.get('who', '')}{' ' if name.isascii() else ''}{name}".strip()
    sort = f", {found['sort']}," if "sort" in found else ""
    first = name if scene.startswith(f"{name} ") else scene.partition(" ")[0]
    is_of_that_one = first != scene and (first == name or (first.isascii() and listed.is_pronoun(first)))
    if told or not is_of_that_one or not (sort or what.endswith(name)):
        return f"{told or what + sort.rstrip(',')}{found['new']}{scene}"
    return f"{what}{sort}{scene[len(first) :]}"


def _named_last(turn: Turn, intent: Intent) -> Intent:
    """Note a name given behind a description, and leave it out of the description."""
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.NAMED_LAST)
    if found is None:
        return intent
    scene = said_in(turn, found["before"])
    if scene.action not in (Act.GENERATE, Act.QUOTE) or not scene.prompt or scene.edit:
        return intent
    return replace(scene, names=tuple(dict.fromkeys((*scene.names, found["name"]))))


def _read_length(turn: Turn) -> None:
    """Take a length inside a story's title as that of the clip: read it as if it stood in front."""
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.STORY_LENGTH)
    if found is None or turn.intent.edit or turn.intent.wishes.duration_s is not None:
        return
    length, story = found["length"], f"{found.get('before', '')}{found['rest']}"
    words = f"{length}: {story}" if story.isascii() else f"{length}，{story}"
    intent = said_in(turn, words)
    if intent.asked_s is not None or intent.wishes.duration_s is not None:
        turn.intent = goes_on_as(turn, words)


async def clip_of(turn: Turn, what: str) -> Job | None:
    """The last clip whose description has these words: both, or one of them."""
    if turn.points_at_job:
        jobs: tuple[Job, ...] = (turn.job,) if turn.job is not None and turn.owns_job else ()
    else:
        jobs = await turn.own_jobs()
    first, _, second = what.partition(" ")
    shown = [one for one in jobs if _may_show(one)]
    for words in (what, first, second):
        if words.isascii() and len(words) <= 2:  # noqa: PLR2004  (no word to know a subject by)
            continue
        edge = r"\b" if words.isascii() else ""
        sought = re.compile(f"{edge}{re.escape(words)}{edge}", re.IGNORECASE)
        named = next((one for one in shown if sought.search(one.draft.order.prompt)), None)
        if named is not None:
            return named
    # "The same …" at the head of the message, named in no description, is somebody in the last clip.
    return shown[0] if shown and _is_somebody(turn, first) else None


def _is_somebody(turn: Turn, word: str) -> bool:
    tables = turn.desk.tables
    is_head = tables.sayings.says(turn.incoming.text, Said.SAME_FIRST)
    is_being = word in tables.advice.people or tables.revisions.subject["en"].fullmatch(word) is not None
    return is_head and (is_being or tables.sayings.story.doer.fullmatch(word) is not None)


def _may_show(job: Job) -> bool:
    return continuity.frame_of(job) is not None or not job.phase.is_over


async def like_earlier(turn: Turn) -> bool:
    """Handle a wish for the look of an earlier clip: for the scene in the message, else for the last clip."""
    sayings = turn.desk.tables.sayings
    found = sayings.find(turn.incoming.text, Said.LIKE_IN)
    if found is None or pictures_of(turn.incoming) or waiting_pictures(turn):
        return False
    jobs = await turn.own_jobs(limit=LOOKS_BACK)
    clips = [one for one in reversed(jobs) if continuity.frame_of(one) is not None]
    place = sayings.place(found, len(clips)) if "nth" in found else len(clips) - 1
    if place is None or place < 0:
        return False
    clip = turn.job if turn.job in clips and "that" in found else clips[place]
    frame = continuity.frame_of(clip)
    assert frame is not None
    base = changes.base_of(turn)
    scene = _scene(turn, found.get("before", ""), found.get("rest", ""))
    if scene and said_in(turn, scene).prompt:
        turn.intent = replace(
            goes_on_as(turn, scene),
            action=Act.GENERATE,
            edit=False,
            continuity=Continuity.SAME,
            known_names=(),
        )
        turn.job, turn.points_at_job = clip, True
        turn.close_question()
        await request(turn)
        return True
    if base is None:
        return False
    turn.preface = turn.words("notice.continuity_same", what=turn.words("notice.what_that"))
    turn.intent = Intent(
        action=Act.GENERATE, edit=True, again=True, task_type=TaskType.REFERENCE, language=turn.language
    )
    turn.incoming = replace(turn.incoming, pictures=as_reference((frame,)))
    await changes.edit(turn)
    return True


def _scene(turn: Turn, before: str, rest: str) -> str:
    """The rest of the message if it describes something; empty if it only wants the last clip again."""
    sayings = turn.desk.tables.sayings
    parts = [one.strip(ENDS) for one in (before, rest)]
    kept = [one for one in parts if one and not sayings.says(one, Said.NO_SCENE)]
    return comma(*kept).join(kept)
