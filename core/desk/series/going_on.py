"""A clip that goes on from the last one: what happens next in it, or another of the same series."""

from dataclasses import replace

from core import continuity
from core.desk.clips import changes
from core.desk.clips.called import called
from core.desk.clips.carried_over import in_style, with_settings_of
from core.desk.clips.earlier import counted
from core.desk.clips.going_back import return_to
from core.desk.pictures.of_message import pictures_of, waiting_pictures
from core.desk.requests import request
from core.desk.series.shots import has_shot
from core.desk.turn import LOOKS_BACK, Turn
from core.model import Act, Continuity, ParseContext
from core.tables import Said

_KINDS = (
    (Said.OPENS_WITH_CLIP, Continuity.ANIMATE),
    (Said.GOES_ON_FROM_END, Continuity.NEXT),
    (Said.NEXT_SHOT, Continuity.NEXT),
    (Said.SAME_SERIES, Continuity.SAME),
)


async def goes_on(turn: Turn) -> bool:
    """Handle the next shot, or another one of the same series: only what it shows is its description.

    With somebody or something else in it, the same series is the same style, model and shape: a picture of a bakery would
    make a bakery of the book shop.
    """
    if pictures_of(turn.incoming) or waiting_pictures(turn) or turn.order_in_question is not None:
        return False
    sayings, text = turn.desk.tables.sayings, turn.incoming.text
    found, kind = next(
        ((found, kind) for what, kind in _KINDS if (found := sayings.find(text, what)) is not None),
        (None, None),
    )
    if found is None or (turn.job is None and turn.intent.continuity is None and kind is Continuity.NEXT):
        return False
    if "name" in found and not await _takes_up(turn, found["name"]):
        return turn.said > 0
    if "number" in found and await has_shot(turn, turn.desk.tables.pointers.count(found["number"])):
        return False  # it tells that one otherwise
    if sayings.says(text, Said.SAME_SCENE):
        return False  # it says who is in it, and does not go on
    # Its words are a description of their own, even where they would change the last clip.
    names = tuple(one.name for one in turn.subjects)
    shown = turn.desk.parser.parse(found["rest"], ParseContext(names=names, language=turn.incoming.language))
    asks = turn.intent.action is Act.GENERATE and bool(turn.intent.prompt)
    if shown.action is Act.CHITCHAT and asks:
        # "The heron flew off" is a scene behind "then".
        shown = replace(turn.intent, prompt=found["rest"], edit=False)
    if shown.action is not Act.GENERATE or not shown.prompt:
        return False
    base = changes.base_of(turn)
    is_other = "anew" in found or (kind is Continuity.SAME and _is_other_thing(turn, found["rest"]))
    if is_other and base is not None and turn.owns_job:
        await with_settings_of(turn, base, shown, in_style(turn, found["rest"], base))
        return True
    turn.intent = replace(shown, continuity=kind, language=turn.language)
    turn.incoming = replace(turn.incoming, text=found["rest"])
    turn.close_question()
    await request(turn)
    return True


async def _takes_up(turn: Turn, name: str) -> bool:
    """Make the newest clip called so the one that goes on; False, with a word about it, where none is."""
    jobs = await turn.own_jobs(limit=LOOKS_BACK)
    made = [one for one in counted(jobs) if continuity.frame_of(one) is not None]
    clip = next(iter(called(turn, made, name)), None)
    if clip is None:
        await turn.tell("earlier.none_called", name=name, n=len(counted(jobs)))
        return False
    return_to(turn, jobs, clip, "earlier.this")
    turn.points_at_job = True
    return True


def _is_other_thing(turn: Turn, scene: str) -> bool:
    """Whether a scene names a place or thing of its own, beside a clip that shows nobody to be met there."""
    base, revisions = changes.base_of(turn), turn.desk.tables.revisions
    if base is None or not turn.desk.tables.sayings.says(scene, Said.OTHER_THING) or turn.intent.known_names:
        return False
    prompt = revisions.plain(base.order.prompt)
    shows_somebody = base.names or any(one.search(prompt) for one in revisions.subject.values())
    return not shows_somebody and not continuity.shows(prompt, scene, revisions)
