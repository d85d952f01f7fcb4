"""Several videos listed in one message: a row for each and the sum, ordered after one yes like the shots of a series."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.desk.placing import ask_yes
from core.desk.series.counted import scenes_told
from core.desk.series.offer import drafted, told_apart
from core.desk.series.own_values import is_settled, with_own, with_own_values
from core.desk.series.scenes import in_turn
from core.desk.turn import Turn
from core.drafts import Priced, Wanted
from core.model import Draft, Notice, OneOf, Told
from core.punctuation import ENDS
from core.tables import Pointing, Said

_FEWEST, _MOST = 2, 6


async def offers_listed(
    turn: Turn, draft: Draft, priced: Mapping[str, Priced], wanted: Wanted, notes: Sequence[Told]
) -> bool:
    """Offer the videos that a request lists, all with the same model; False if it lists none.

    Where it speaks of shots and does not tell what they show, that is asked.
    """
    scenes: Sequence[str] = _scenes(turn, wanted.prompt)
    if _tells_shots(turn) and not scenes:
        await turn.tell("listed.which_shots")
        return True
    if not scenes:
        return False
    key = draft.order.model or draft.order.leaf_id
    scenes, own = with_own_values(turn, scenes, is_offered=_is_offered(turn))
    drafts = [
        drafted(
            turn,
            priced,
            replace(
                wanted,
                prompt=scene,
                wishes=values.over(wanted.wishes),
                said=values.over(wanted.said or wanted.wishes),
            ),
            key=key,
            one_of=OneOf(number, len(scenes), is_shot=False),
        )
        for number, (scene, values) in enumerate(zip(scenes, own, strict=True), start=1)
    ]
    ready = [one for one in drafts if one is not None]
    if not ready or len(ready) < len(scenes):
        return False
    # Told once, with the first.
    once = [
        turn.desk.phrases.told(one, turn.language)
        for one in notes
        if one.key != "notice.duration_clamped" and not is_settled(one, own[0])
    ]
    ready[0] = replace(ready[0], intro=(*ready[0].intro, *once))
    # The notice makes them a series: what is said of the shots of one can be said of these.
    turn.intent = replace(
        turn.intent, prompt="\n".join(scenes), notices=(*turn.intent.notices, Notice.DURATION_CLAMPED)
    )
    said = {*once, turn.words("notice.saved")}
    lacks = [line for line in turn.desk.drafter.notices(ready[0]) if line not in said]
    rows = [
        turn.words("listed.row", n=number, points=one.order.points, prompt=with_own(turn, scene, values))
        for number, (one, scene, values) in enumerate(
            zip(ready, told_apart(scenes), own, strict=True), start=1
        )
    ]
    lines = [
        turn.preface,
        *once,
        *lacks,
        turn.words("listed.header", n=len(ready), model=draft.order.model_name),
        *rows,
        turn.words("series.ask_only", points=sum(one.order.points for one in ready)),
    ]
    await ask_yes(turn, ready, turn.desk.phrases.lines(*lines))
    return True


def _scenes(turn: Turn, prompt: str) -> list[str]:
    """What each video shows, as many as were counted; none where the message lists no videos.

    A list that was offered already, and is changed, comes back as lines.
    """
    lines = [one.strip() for one in prompt.splitlines() if one.strip()]
    if _is_offered(turn) and len(lines) >= _FEWEST:
        return lines
    if _tells_shots(turn):
        return scenes_told(turn, prompt)
    pointers, listed = turn.desk.tables.pointers, turn.desk.tables.sayings.listed
    found = pointers.first(prompt, Pointing.LISTS_CLIPS) or pointers.first(
        turn.incoming.text, Pointing.LISTS_CLIPS
    )
    if found is None:
        return []
    count = pointers.count(found.parts["count"])
    if not _FEWEST <= count <= _MOST:
        return []
    parts = listed.parted(found.parts["rest"].strip(ENDS), count, prompt)
    story = turn.desk.tables.sayings.story
    # What one does to something, or does together, does not stand alone: then they tell a story.
    tells = any(how.search(one) for one in parts for how in (story.done_to, story.together, story.pronoun))
    return in_turn(turn, "", [], parts) if tells else parts


async def asks_what_of_shots(turn: Turn) -> bool:
    """Handle a wish for shots or parts that does not say what they show: that is asked."""
    if turn.incoming.pictures or not turn.desk.tables.sayings.says(turn.incoming.text, Said.ONLY_SHOTS):
        return False
    await turn.tell("listed.which_shots")
    return True


def _is_offered(turn: Turn) -> bool:
    """Whether this is a list that was offered before, and is changed."""
    return Notice.DURATION_CLAMPED in turn.intent.notices and turn.intent.asked_s is None


def _tells_shots(turn: Turn) -> bool:
    """Whether the message tells shots, each to be a clip; those of an idea with a length are a series."""
    return bool(turn.shots) and turn.intent.asked_s is None


def lists_clips(turn: Turn) -> bool:
    """Whether the message itself lists several videos: those are none that was made before."""
    text = turn.incoming.text
    if turn.shots:
        return bool(scenes_told(turn, turn.intent.prompt))
    if not turn.desk.tables.pointers.says(text, Pointing.LISTS_CLIPS):
        return False
    scenes = _scenes(turn, turn.intent.prompt)
    return any(
        not one.startswith(turn.desk.tables.revisions.swap) for one in scenes
    )  # else versions of a clip
