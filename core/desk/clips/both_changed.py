"""The same change for several clips that are there: "both in vertical" is offered for both, and ordered after one yes."""

from dataclasses import replace

from core.desk.clips.copies import MOST
from core.desk.clips.earlier import counted
from core.desk.models.live import named_with_prices, products_or_say
from core.desk.normalising.paraphrases import paraphrased
from core.desk.pictures.of_message import pictures_of
from core.desk.reading import said_in
from core.desk.series.varied import offer_changed
from core.desk.turn import LOOKS_BACK, Turn
from core.drafts import going_on
from core.model import Act, Draft, Intent, Job, Wishes
from core.tables import Found, Pointing

_FEWEST, _MOST_NAMED = 2, 3


async def changes_both(turn: Turn) -> bool:
    """Handle a change of both clips, of three or of all; who is seen in the clip at hand may be meant by such words."""
    job, pointers = turn.job, turn.desk.tables.pointers
    if job is None or turn.points_at_job or turn.question is not None or pictures_of(turn.incoming):
        return False
    found = pointers.first(turn.incoming.text, Pointing.BOTH_CHANGED)
    if found is None:
        return False
    said = said_in(turn, paraphrased(turn, found.parts["rest"]))
    if said.action is not Act.GENERATE or not (said.prompt or said.names_something):
        return False
    if said.prompt and _are_shown(turn, found, job.draft.order.prompt):
        return False
    clips = _meant(turn, found, await turn.own_jobs(limit=LOOKS_BACK))
    if len(clips) < _FEWEST:
        return False
    if len(clips) > MOST:
        await turn.tell("earlier.too_many", n=len(clips), most=MOST)
        return True
    if len({one.draft.order.task_type for one in clips}) > 1:
        await turn.tell("earlier.one_at_a_time")
        return True
    drafts = [replace(one.draft, parent=one.id) for one in clips]
    if not await _have_no_sound(turn, drafts, said):
        await offer_changed(turn, drafts, said, range(len(drafts)))
    return True


async def _have_no_sound(turn: Turn, drafts: list[Draft], said: Intent) -> bool:
    """Handle nothing but a wish for sound for clips of a model without it: tell which models have it."""
    if said.wishes != Wishes(audio=True) or said.prompt or said.model is not None or said.quality is not None:
        return False
    products = await products_or_say(turn, drafts[0].order.task_type)
    if products is None:
        return True
    wanted = going_on(drafts[0])
    wanted = replace(wanted, wishes=replace(wanted.wishes, audio=True), said=said.wishes)
    priced = turn.desk.drafter.price_all(products, wanted)
    able = {key: one for key, one in priced.items() if not one.lacks_sound}
    model = drafts[0].order.model or drafts[0].order.leaf_id
    if model in able or not able:
        return False
    keys = sorted(able, key=lambda key: able[key].points)[:_MOST_NAMED]
    named = named_with_prices(turn, [able[key] for key in keys])
    await turn.tell("sound.both_none", model=drafts[0].order.model_name, models=named)
    return True


def _are_shown(turn: Turn, found: Found, prompt: str) -> bool:
    """Whether so many are seen in the clip at hand, and nothing says that clips are meant."""
    pointers = turn.desk.tables.pointers
    noun, count = found.parts.get("noun", ""), found.parts.get("count", "")
    if not noun:
        return pointers.says(prompt, Pointing.MANY)
    return len(noun) == 1 and bool(count) and not noun.isascii() and f"{count}{noun}" in prompt


def _meant(turn: Turn, found: Found, jobs: tuple[Job, ...]) -> list[Job]:
    """The clips that are meant, the oldest first; one that was changed into another gives way if there are others."""
    shown, changed = counted(jobs), {one.draft.parent for one in jobs}
    latest = [one for one in shown if one.id not in changed][::-1]
    if "also" in found.parts:
        return latest
    count = turn.desk.tables.pointers.count(found.parts.get("count", "")) or _FEWEST
    clips = latest if len(latest) >= count else list(shown)[::-1]
    if len(clips) < count:
        return []
    return clips[:count] if "one" in found.parts else clips[-count:]
