"""What to tell about a changed order: what differs, that the clip before goes on, what would cost less."""

from collections.abc import Sequence
from dataclasses import replace

from core.desk.clips.differences import changes_between
from core.desk.turn import PICTURES_WAIT_S, Turn
from core.drafts import DEAR_POINTS, Priced, going_on
from core.model import Change, Draft, Phase, PictureSource, Product, Wishes
from core.tables import Pointing


def differing(turn: Turn, base: Draft, draft: Draft) -> list[Change]:
    """What differs; pictures that came neither with this message nor a moment ago are called earlier ones."""
    found = changes_between(base, draft, turn.desk.tables.advice.left_out_words)
    is_fresh = turn.now - turn.talk.album_at <= PICTURES_WAIT_S
    new = [one.ref for one in (*turn.came, *(turn.talk.album if is_fresh else ()))]
    if any(one.ref in new or one.source is PictureSource.URL for one in draft.pictures):
        return found
    return [replace(one, name="picture_earlier") if one.name == "picture" else one for one in found]


def since_clip(turn: Turn, draft: Draft, changes: list[Change]) -> list[Change]:
    """The changes of an order as those of the clip that it comes from, with what so far was only priced."""
    job = turn.job
    is_of_clip = job is not None and draft.parent == job.id
    return differing(turn, job.draft, draft) if job is not None and is_of_clip else changes


def header(turn: Turn, changes: Sequence[Change]) -> str:
    """The line that says what is changed, or that it is the same once more."""
    if not changes:
        return turn.words("edit.again") if turn.intent.again and not turn.only_price else ""
    return turn.words("edit.would", changes=turn.desk.phrases.changes(changes, turn.language))


def beside_running(turn: Turn) -> str:
    """Say that the job which is changed goes on: a paid one cannot be changed any more."""
    job = turn.job
    goes_on = job is not None and not job.phase.is_over and not job.is_cancelling
    is_asked = turn.order_in_question is not None or turn.only_price
    return turn.words("edit.also_running") if goes_on and not is_asked else ""


def price_if_only_asked(turn: Turn) -> None:
    """Only price a change of what is being made that a question asks for, or that somebody else is said to want."""
    job = turn.job
    if turn.only_price or turn.order_in_question is not None:
        return
    if job is None or job.phase.is_over or job.is_cancelling:
        return
    pointers = turn.desk.tables.pointers
    if pointers.says(turn.typed, Pointing.ASKS_SOFTLY) or pointers.says(turn.typed, Pointing.REPORTS):
        turn.only_price, turn.pointed = True, turn.words("edit.runs_on")


def saving(turn: Turn, base: Draft, draft: Draft, products: Sequence[Product]) -> str:
    """Name a cheaper model where a change made the same model dear, unless a question already names one."""
    points, threshold = draft.order.points, turn.desk.house.confirm_above_points
    is_asked = turn.only_price or bool(threshold and points > threshold)
    if is_asked or turn.intent.model is not None or turn.intent.quality is not None:
        return ""
    if points <= max(DEAR_POINTS, base.order.points):
        return ""
    drafter = turn.desk.drafter
    less = drafter.cheaper(draft, products) or drafter.cheaper(draft, products, at_most=points)
    if less is None or less.order.params.get("duration") != draft.order.params.get("duration"):
        return ""  # a shorter clip is no saving
    return turn.words("cost.dear_cheaper", other=less.order.model_name, other_points=less.order.points)


def told_before(turn: Turn, base: Draft, chosen: Priced) -> frozenset[str]:
    """What was already told when the earlier job was ordered from the same model, unless it is asked for again."""
    if base.order.leaf_id != chosen.product.leaf_id:
        return frozenset()
    drafter, phrases = turn.desk.drafter, turn.desk.phrases
    before = going_on(base)
    then = drafter.price(chosen.product, chosen.row, before)
    again = drafter.price(chosen.product, chosen.row, replace(before, wishes=turn.intent.wishes))
    known = [one for one in then.plan.told if again is None or one not in again.plan.told] if then else []
    return frozenset(phrases.told(one, turn.language) for one in known)


def is_in_vain(turn: Turn, draft: Draft, chosen: Priced) -> bool:
    """Whether one more was wanted only for something that its model cannot do: the same once more helps nobody.

    Where no clip came at all, or several are asked about first, the rest of the wish counts; without a fixed seed, one
    more still is another clip.
    """
    is_failed = turn.job is not None and turn.job.phase is Phase.FAILED
    if (
        replace(turn.intent.wishes, seed=None) == Wishes()
        or chosen.plan.is_as_asked
        or turn.copies > 1
        or is_failed
    ):
        return False
    told = [turn.desk.phrases.told(one, turn.language) for one in chosen.plan.told]
    return any(one in draft.intro for one in told)
