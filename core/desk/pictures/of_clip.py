"""What a clip or a picture is to lend to the scene told behind it: its look, or its first frame."""

from collections.abc import Mapping
from dataclasses import replace

from core import continuity
from core.desk.clips import changes, earlier
from core.desk.pictures.of_message import as_reference, go_on_waiting, let_wait, pictures_of, waiting_pictures
from core.desk.reading import goes_on_as, said_in
from core.desk.requests import request
from core.desk.subjects.in_words import who_in
from core.desk.subjects.ties import clip_of
from core.desk.turn import LOOKS_BACK, Turn
from core.model import Act, Continuity, Intent, Picture, PictureSource, Role, TaskType
from core.tables import Pointing, Said

_ASKS_FOR = frozenset({Act.GENERATE, Act.QUOTE})


async def lends_look(turn: Turn) -> bool:
    """Handle "use that as a reference: the crane takes off": order the scene behind it, which has no words for that."""
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.LENDS)
    if found is None:
        return False
    brought = pictures_of(turn.incoming) or waiting_pictures(turn)
    if brought and ("told" not in found or len(brought) > 1):
        return False  # the parser knows what pictures are for
    if not brought and {"mid", "which"} <= set(found):
        return False  # "this photo", which was forgotten
    if {"nth", "thing"} <= set(found) and _own(turn):
        return False  # "that result", made from a picture: the parser knows that
    if not brought:
        await _take_up(turn, found["that"])
    if not brought and (turn.job is None or ("what" in found and await _calls_other(turn, found["what"]))):
        await turn.tell("ask.result_gone")
        return True
    if not (brought or turn.owns_job):
        return False
    if "rest" not in found:
        return await _waits(turn, found, brought)
    return await _made(turn, found, brought)


async def _made(turn: Turn, found: Mapping[str, str], brought: tuple[Picture, ...]) -> bool:
    """Order the scene with what it is to look like, or to start from."""
    scene = found["rest"] if brought else _with_whom(turn, found["rest"])
    said = said_in(turn, scene, beside=brought)
    if said.action not in _ASKS_FOR or not said.prompt:
        return False
    pictures = brought or _sent(turn, found)
    if not pictures and continuity.frame_of(turn.job) is None:
        return False
    read = goes_on_as(turn, scene, as_reference(pictures) if pictures else None)
    if pictures and not brought:
        turn.preface = turn.words("notice.continuity_same", what=turn.words("notice.what_picture"))
    turn.only_price = read.action is Act.QUOTE
    turn.intent = _lent(read, pictures, found)
    turn.close_question()
    await request(turn)
    return True


def _sent(turn: Turn, found: Mapping[str, str]) -> tuple[Picture, ...]:
    """The picture behind the clip at hand, where a picture is spoken of; none where the clip is meant."""
    own = _own(turn)
    return own if "which" in found and "nth" not in found and len(own) == 1 else ()


def _own(turn: Turn) -> tuple[Picture, ...]:
    """The pictures that were sent for the clip at hand."""
    base = changes.base_of(turn)
    return tuple(
        one for one in (base.pictures if base is not None else ()) if one.source is not PictureSource.RESULT
    )


async def _take_up(turn: Turn, that: str) -> None:
    """Make the clip that these words name, "the second one", the one at hand."""
    jobs = await turn.own_jobs(limit=LOOKS_BACK)
    for one in turn.desk.tables.pointers.find(that, Pointing.WHICH) if not turn.points_at_job else ():
        meant, _ = earlier.meant_by(turn, jobs, one)
        if meant is not None and turn.job is not None and meant.job.id != turn.job.id:
            turn.job, turn.points_at_job = meant.job, True
            return


async def _calls_other(turn: Turn, what: str) -> bool:
    """Whether no clip shows the thing that is named; the newest that does is the one at hand."""
    job = await clip_of(turn, what)
    if job is not None and (turn.job is None or job.id != turn.job.id):
        turn.job, turn.points_at_job = job, True
    return job is None


async def _waits(turn: Turn, found: Mapping[str, str], brought: tuple[Picture, ...]) -> bool:
    """Keep what was brought, or the clip's own picture, for the words that are still to come."""
    if brought:
        await go_on_waiting(turn, as_reference(brought))
        return True
    frame = continuity.frame_of(turn.job)
    if frame is None or turn.question is not None or _sent(turn, found):
        return False
    let_wait(turn, (replace(frame, role=Role.FIRST if "nth" in found else Role.REFERENCE),))
    await turn.tell("ask.clip_waiting")
    return True


def _with_whom(turn: Turn, scene: str) -> str:
    """The scene with whom the clip shows, where it tells only another place, or calls that one "it"."""
    job, tables = turn.job, turn.desk.tables
    who = who_in(turn, job.draft.order.prompt) if job is not None else ""
    first, _, rest = scene.partition(" ")
    if not who or not who.isascii() or not scene.isascii():
        return scene
    if first.casefold() in tables.parted.prepositions:
        return f"{who} {scene}"
    return f"{who} {rest}" if tables.sayings.listed.is_pronoun(first.casefold()) else scene


def _lent(read: Intent, pictures: tuple[Picture, ...], found: Mapping[str, str]) -> Intent:
    """The scene with the look of these pictures, else of the clip at hand, or starting from its first or last frame."""
    kept = Continuity.ANIMATE if "nth" in found else Continuity.SAME
    kept = Continuity.NEXT if "tail" in found else kept
    return replace(
        read,
        action=Act.GENERATE,
        task_type=TaskType.REFERENCE if pictures else read.task_type,
        continuity=None if pictures else kept,
        edit=False,
        again=False,
        ambiguous_roles=False,
        roles=(),
    )
