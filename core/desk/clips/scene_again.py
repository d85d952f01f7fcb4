"""An earlier clip called by what happens in it: "the snail race again" is the one in which a snail races."""

import re
from dataclasses import replace

from core import continuity
from core.desk.clips.earlier import pointed_at
from core.desk.pictures.of_message import pictures_of
from core.desk.turn import LOOKS_BACK, Turn
from core.model import Job
from core.tables import Said

_SHORTEST = 3  # letters of a word that tells something
_AROUND = frozenset({continuity.PLACE, continuity.TIME})


async def scene_again(turn: Turn) -> bool:
    """Handle "the snail race again" like "the snail one again", where a clip shows all of that."""
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.SCENE_AGAIN)
    if found is None or pictures_of(turn.incoming) or turn.points_at_job or turn.intent.known_names:
        return False
    function = turn.desk.tables.revisions.english.function
    told = [one for one in found["what"].casefold().split() if len(one) >= _SHORTEST and one not in function]
    jobs = await turn.own_jobs(limit=LOOKS_BACK)
    job = next((one for one in jobs if told and _shows_all(turn, one, told)), None)
    is_other = job is not None and (turn.job is None or job.id != turn.job.id)
    is_bare = len(told) == 1 and (not is_other or found["that"] == found["what"])
    if job is None or is_bare or turn.question is not None:
        return False  # "snow again" may want it back in the clip at hand
    if "old" in found and is_other:
        return False  # "make the sky blue again" changes the clip at hand
    text, read = turn.incoming.text, turn.intent
    called = turn.desk.tables.pointers.scene_as["en"].format(what=found["what"])
    turn.incoming = replace(turn.incoming, text=text.replace(found["that"], called, 1))
    if await pointed_at(turn):
        return True
    if turn.intent is read:
        turn.incoming = replace(turn.incoming, text=text)
    return False


def _shows_all(turn: Turn, job: Job, words: list[str]) -> bool:
    """Whether a description has all of these words, each perhaps with an ending, and not only as where and when it is."""
    prompt = job.draft.order.prompt
    parts = continuity.parts_of(prompt, turn.desk.tables.parted)
    told = " ".join(prompt[one.start : one.end] for one in parts if one.label not in _AROUND)
    found = [re.search(rf"\b{re.escape(one)}", prompt, re.IGNORECASE) for one in words]
    is_main = any(re.search(rf"\b{re.escape(one)}", told, re.IGNORECASE) for one in words)
    return all(found) and is_main
