"""Several clips of a person compared: what became different, which came out better, the cheaper or dearer one taken."""

from collections.abc import Sequence
from dataclasses import replace

from core.desk.clips.differences import changes_between
from core.desk.clips.earlier import counted
from core.desk.models.names import models_named
from core.desk.pictures.of_message import pictures_of
from core.desk.reading import beside_clip
from core.desk.turn import LOOKS_BACK, Turn
from core.model import Act, Draft, Job
from core.phrases import head
from core.tables import Found, Pointing, Said

_MOST, _FEWEST, _HEAD = 4, 2, 24


async def asked_which_is_better(turn: Turn) -> bool:
    """Handle a question for our opinion on the clips that were made; order nothing."""
    pointers = turn.desk.tables.pointers
    found = pointers.first(turn.incoming.text, Pointing.WHICH_BETTER)
    if found is None or turn.question is not None or pictures_of(turn.incoming):
        return False
    what = found.parts.get("what", "")
    most = _FEWEST if "half" in found.parts else pointers.count(what) or _MOST
    made = [one for one in await turn.own_jobs() if one.phase.is_made][:most]
    if len(made) < _FEWEST or (not what and turn.talk.named and turn.talk.named_at > made[0].created_at):
        return False  # the models that were just named
    rows = dict.fromkeys(_row(turn, one) for one in reversed(made))
    await turn.say(turn.desk.phrases.lines(turn.words("earlier.better"), *rows, turn.words("earlier.yours")))
    return True


async def asked_which_of_two(turn: Turn) -> bool:
    """Handle a question which of two ways to make a clip would be better; order nothing."""
    found = turn.desk.tables.sayings.find(turn.raw, Said.WHICH_OF_TWO)
    if found is None or models_named(turn, turn.raw):
        return False
    told = turn.words("earlier.two_ways", one=found["what"], other=found["rest"])
    waits = (turn.words("quote.waiting"),) if turn.question is not None else ()
    await turn.say(turn.desk.phrases.lines(told, *waits))
    return True


def _row(turn: Turn, job: Job) -> str:
    order = job.draft.order
    return turn.words(
        "earlier.better_row",
        prompt=head(order.prompt, _HEAD) or "-",
        model=order.model_name,
        trait=turn.desk.tables.model(order.model).trait[turn.language],
        points=order.points,
    )


async def asked_what_changed(turn: Turn) -> bool:
    """Handle a question what differs between this person's first and last clip here, or the last two: tell, and spend nothing."""
    asked = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.ASKS_CHANGED)
    if pictures_of(turn.incoming) or asked is None:
        return False
    clips = counted(await turn.own_jobs(limit=LOOKS_BACK))
    if len(clips) < _FEWEST:
        return False
    is_two = not {"half", "nth"}.isdisjoint(asked.parts)
    first, last = _meant(turn, asked, clips)
    found = changes_between(first, last, turn.desk.tables.advice.left_out_words)
    changes = turn.desk.phrases.changes(found, turn.language)
    key = "facts.changed" if found else "facts.unchanged"
    await turn.tell(f"{key}_two" if is_two else key, n=len(clips), changes=changes)
    return True


def _meant(turn: Turn, asked: Found, clips: Sequence[Job]) -> tuple[Draft, Draft]:
    """The two orders that a question compares, the earlier one first; of clips with the newest first."""
    if "half" in asked.parts:
        return clips[1].draft, clips[0].draft
    drafts = [one.draft for one in reversed(clips)]
    named = (asked.parts[name] for name in ("nth", "also") if name in asked.parts)
    places = [turn.desk.tables.sayings.place({"nth": one}, len(drafts)) for one in named]
    found = sorted({one for one in places if one is not None})
    first = found[0] if found and found[0] < len(drafts) - 1 else 0
    return drafts[first], drafts[found[-1] if len(found) > 1 else -1]


async def takes_compared(turn: Turn) -> None:
    """Read "take the cheaper one and make it rain" of two clips of the same scene as a change of that one."""
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.TAKES_COMPARED)
    if found is None or turn.question is not None or pictures_of(turn.incoming):
        return
    made = [one for one in await turn.own_jobs() if one.phase.is_made][:_FEWEST]
    points = {one.draft.order.points for one in made}
    read = beside_clip(turn, found.parts["rest"])
    is_same = len({one.draft.order.prompt for one in made}) == 1
    if len(points) < _FEWEST or not is_same or read.action is not Act.GENERATE:
        return
    wanted = min(points) if "cheap" in found.parts else max(points)
    turn.job, turn.points_at_job = next(one for one in made if one.draft.order.points == wanted), True
    turn.incoming = replace(turn.incoming, text=found.parts["rest"])
    turn.intent = replace(read, edit=True)
