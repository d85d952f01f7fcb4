"""A longer or shorter clip than the last: its model's next length, ordered as a change or offered."""

from dataclasses import replace

from core.desk.clips import changes
from core.desk.models.live import products_or_say
from core.desk.pictures.of_message import pictures_of
from core.desk.prices import quotes
from core.desk.prices.variants import next_length, offer_beside_job
from core.desk.questions.answers import is_series
from core.desk.reading import goes_on_as, said_in
from core.desk.turn import Turn
from core.model import LONGEST_CLIP_S, Act, Draft, Intent, Notice, Wishes
from core.planner import product_of_order
from core.planner.values import number
from core.punctuation import comma
from core.tables import Found, Pointing
from core.tables.patterns import MARKS

_TAIL = 40
# A reason in front of the wish, not part of the clip.
_SAYS_WHY = (Pointing.SHORT, Pointing.LONG, Pointing.GLAD)
_TIMES = {"half": 0.5, "twice": 2, "thrice": 3}
_WANTING = {Pointing.LONGER: "wanting.short", Pointing.SHORTER: "wanting.long"}


async def longer_or_shorter(turn: Turn) -> bool:
    """Handle a wish for a longer or shorter clip without a number: take the model's next length."""
    base, question = changes.base_of(turn), turn.order_in_question
    if base is None or pictures_of(turn.incoming) or (question is not None and is_series(question)):
        return False
    pointers, text = turn.desk.tables.pointers, turn.incoming.text
    times = pointers.first(text, Pointing.TIMES_AS_LONG)
    if times is not None:
        return await _times_as_long(turn, base, times)
    for what in _WANTING:
        found = pointers.first(text, what)
        if found is not None:
            if await _is_of_thing(turn, base):
                words = text.strip(MARKS)
                await changes.reword(turn, f"{base.order.prompt}{comma(words)}{words}")
                return True
            return await _taken(turn, base, found, what)
    return False


async def _times_as_long(turn: Turn, base: Draft, found: Found) -> bool:
    """Order it so many times as long; what no model can have is told by the planner."""
    said, now = _what_else(turn, found), number(base.order.params.get("duration", ""))
    if said is None or not now:
        return False
    factor = next(factor for name, factor in _TIMES.items() if name in found.parts)
    length_s = max(1, round(now * factor))
    wishes = replace(said.wishes, duration_s=min(length_s, LONGEST_CLIP_S))
    notices = (*said.notices, Notice.DURATION_CLAMPED) if length_s > LONGEST_CLIP_S else said.notices
    turn.intent = replace(
        said,
        action=Act.QUOTE if "asks" in found.parts else Act.GENERATE,
        wishes=wishes,
        notices=notices,
        edit=True,
        language=turn.language,
    )
    await (quotes.quote(turn) if "asks" in found.parts else changes.edit(turn))
    return True


async def _is_of_thing(turn: Turn, base: Draft) -> bool:
    """Whether "shorter" means a thing in the clip ("his hair"): the last change was about a thing that has a size."""
    if turn.order_in_question is not None or not turn.owns_job:
        return False
    tables = turn.desk.tables
    words = base.order.prompt.strip(MARKS)
    tail = words[-_TAIL:]
    if not tables.pointers.says(tail, Pointing.SIZES) or tables.pointers.says(
        turn.incoming.text, Pointing.OF_CLIP
    ):
        return False
    before = await turn.desk.jobs.get(base.parent) if base.parent else None
    return before is not None and not before.draft.order.prompt.strip(MARKS).endswith(tail)


async def _taken(turn: Turn, base: Draft, found: Found, what: Pointing) -> bool:
    said = _what_else(turn, found)
    if said is None:
        return False
    if turn.order_in_question is None and not turn.owns_job:
        await turn.tell("ask.not_yours")
        return True
    is_named = said.wishes.duration_s is not None  # "could it be longer, say 10 seconds": a polite order
    if not is_named:
        products = await products_or_say(turn, base.order.task_type)
        product = product_of_order(products, base.order) if products is not None else None
        if product is None:
            return products is None
        wishes = next_length(product, base, up=what is Pointing.LONGER)
        if wishes is None and said == Intent(action=Act.GENERATE):
            await turn.tell(_WANTING[what], model=base.order.model_name)
            return True
        if wishes is None:  # the rest of what is wanted can be had
            turn.pointed = turn.words(_WANTING[what], model=base.order.model_name)
        else:
            said = replace(said, wishes=replace(said.wishes, duration_s=wishes.duration_s))
        is_bare = wishes is not None and said == Intent(action=Act.GENERATE, wishes=wishes)
        if wishes is not None and "asks" in found.parts and is_bare and _stands_beside_clip(turn):
            await offer_beside_job(turn, product, base, wishes)
            return True
    if "asks" in found.parts and not is_named:
        turn.intent = replace(said, action=Act.QUOTE, edit=True, language=turn.language)
        await quotes.quote(turn)
        return True
    turn.intent = replace(said, action=Act.GENERATE, edit=True, language=turn.language)
    await changes.edit(turn)
    return True


def _what_else(turn: Turn, found: Found) -> Intent | None:
    """What is said beside the length; None if those words are an idea of their own and no change."""
    pointers = turn.desk.tables.pointers
    before, rest = (found.parts.get(name, "").strip() for name in ("before", "rest"))
    if any(pointers.says(before, what) for what in _SAYS_WHY):
        before = ""
    if not before and not rest:
        return Intent(action=Act.GENERATE)
    words = ", ".join(one for one in (before, rest) if one)
    read = said_in(turn, words)
    is_value = not read.prompt and (read.wishes != Wishes() or read.model is not None)
    if read.action is not Act.GENERATE or not (is_value or read.edit or not before):
        return None
    goes_on_as(turn, words)
    return replace(read, choice=None, save_preference=False)


def _stands_beside_clip(turn: Turn) -> bool:
    is_delivered = turn.job is not None and turn.job.phase.is_made
    return is_delivered and turn.order_in_question is None
