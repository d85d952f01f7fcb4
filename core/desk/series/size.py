"""How many shots the series on offer has, and how long they are: one more, another number, all of them after all."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.desk.models.live import products_or_say
from core.desk.pictures.of_message import pictures_of
from core.desk.placing import open_jobs
from core.desk.prices.variants import next_length
from core.desk.questions.answers import is_list, is_series
from core.desk.reading import said_in
from core.desk.requests import request
from core.desk.series.offer import LONGEST_SERIES_S, MOST_SHOTS, shown_in
from core.desk.series.offered import offer_anew, say_too_much
from core.desk.series.scenes import alone
from core.desk.turn import Turn
from core.model import LONGEST_CLIP_S, Act, Draft, Intent, Notice, Wishes
from core.planner import product_of_order
from core.planner.values import number
from core.ports import Question, Whole
from core.punctuation import asks_anywhere
from core.tables import Said
from core.tables.patterns import MARKS

_FEWEST = 2


async def adds_shot(turn: Turn) -> bool:
    """Handle "add a shot: the boat comes home": offer the series with it, and all else as it was."""
    question = turn.order_in_question
    if question is None or question.together or pictures_of(turn.incoming) or not is_series(question):
        return False
    found = turn.desk.tables.sayings.find(turn.incoming.text.strip(MARKS), Said.SHOT_ADDED)
    asked = question.intent
    if found is None or asked is None or question.incoming is None:
        return False
    scenes = shown_in(question.drafts)
    behind = turn.desk.tables.sayings.place(found, len(scenes)) if "nth" in found else len(scenes) - 1
    if behind is None:
        return False
    new = alone(turn, [*scenes, scenes[behind]], len(scenes), found["new"].strip())
    after = [*scenes[: behind + 1], new, *scenes[behind + 1 :]]
    if not is_list(question):
        last = question.drafts[-1].order.params.get("duration", "")
        asked = replace(asked, asked_s=(asked.asked_s or 0) + int(number(last) or 0), shots=len(after))
    if len(after) > MOST_SHOTS or (asked.asked_s or 0) > LONGEST_SERIES_S:
        await say_too_much(turn)
        return True
    await offer_anew(turn, question, replace(asked, prompt="\n".join(after)))
    return True


async def resized(turn: Turn) -> bool:
    """Handle a wish for so many shots, for more or fewer of them, or for so many seconds each: offer the series so."""
    question = turn.order_in_question
    if question is None or question.together or pictures_of(turn.incoming):
        return False
    if not is_series(question) or is_list(question):
        return False
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.SHOTS_SIZED)
    asked = question.intent
    timed = turn.desk.tables.sayings.find(turn.incoming.text, Said.SHOTS_TIMED)
    if found is None and timed is not None and asked is not None and asked.asked_s is not None:
        return await _timed(turn, question, asked, longer="more" in timed)
    if found is None or asked is None or asked.asked_s is None or question.incoming is None:
        return False
    count = _count(turn, found, question)
    if "bare" in found and count <= len(question.drafts):
        return False  # that one of them
    each_s = said_in(turn, found["length"]).wishes.duration_s if "length" in found else None
    asked_s = each_s * count if each_s is not None else asked.asked_s
    if not _FEWEST <= count <= MOST_SHOTS or asked_s > LONGEST_SERIES_S:
        await say_too_much(turn)
        return True
    await offer_anew(turn, question, replace(asked, asked_s=asked_s, shots=count))
    return True


async def _timed(turn: Turn, question: Question, asked: Intent, *, longer: bool) -> bool:
    """Offer the series with each shot in the next length that its model has, where it has one."""
    drafts, products = question.drafts, await products_or_say(turn, question.drafts[0].order.task_type)
    product = product_of_order(products, drafts[0].order) if products is not None else None
    if product is None or question.incoming is None:
        return products is None
    lengths = [number(one.order.params.get("duration", "")) or 0 for one in drafts]
    other = [next_length(product, one, up=longer) for one in drafts]
    told = [
        one.duration_s if one is not None and one.duration_s is not None else int(now)
        for one, now in zip(other, lengths, strict=True)
    ]
    if sum(told) == sum(lengths):
        await turn.tell("wanting.short" if longer else "wanting.long", model=drafts[0].order.model_name)
        return True
    if sum(told) > LONGEST_SERIES_S:
        await say_too_much(turn)
        return True
    await offer_anew(turn, question, replace(asked, asked_s=sum(told), shots=len(drafts)))
    return True


def _count(turn: Turn, found: Mapping[str, str], question: Question) -> int:
    """How many shots are wanted: those on offer where only their length is told."""
    here = len(question.drafts)
    if "count" in found:
        return turn.desk.tables.pointers.count(found["count"])
    if "less" in found:
        return max(_FEWEST, here - 1)
    return here + 1 if "more" in found else here


async def all_of_them(turn: Turn) -> bool:
    """Handle "make all of them" where all shots are on offer: that is a yes to the series."""
    question = turn.order_in_question
    if question is None or question.whole is not None or not is_series(question):
        return False
    sayings, text, n = turn.desk.tables.sayings, turn.incoming.text, len(question.drafts)
    is_asked = asks_anywhere(text)
    if (
        is_asked
        or pictures_of(turn.incoming)
        or turn.intent.model is not None
        or turn.intent.wishes != Wishes()
    ):
        return False
    found = sayings.find(text, Said.SHOTS_ALL)
    if found is None or ("which" in found and sayings.count(found["which"]) != n):
        return False
    await open_jobs(turn, question.drafts, said=question.intent)
    return True


async def all_after_all(turn: Turn) -> bool:
    """Handle a wish for the whole series, of which only some shots are offered: offer it whole."""
    question = turn.order_in_question
    if question is None or question.whole is None or pictures_of(turn.incoming):
        return False
    sayings = turn.desk.tables.sayings
    found = sayings.find(turn.incoming.text, Said.SHOTS_ALL)
    if found is None:
        return False
    scenes = _as_told(question.whole, question.drafts)
    if "which" in found and sayings.count(found["which"]) not in (None, len(scenes)):
        await turn.tell("series.no_such" if question.whole.seconds else "listed.which", n=len(scenes))
        return True
    first = question.drafts[0]
    asked = question.intent
    is_changed = asked is not None and asked.edit
    model = first.order.model if is_changed or asked is None else asked.model
    turn.intent = Intent(
        action=Act.GENERATE,
        task_type=first.order.task_type,
        model=model or None,
        prompt="\n".join(scenes),
        # Clips of a list stay as long as they are.
        wishes=replace(first.wishes, duration_s=LONGEST_CLIP_S) if question.whole.seconds else first.wishes,
        asked_s=question.whole.seconds or None,
        shots=len(scenes) if question.whole.seconds else 0,
        notices=(Notice.DURATION_CLAMPED,),
        names=first.names,
        language=turn.language,
    )
    turn.incoming = replace(turn.incoming, pictures=first.pictures, quoted_pictures=())
    turn.close_question()
    await request(turn)
    return True


def _as_told(whole: Whole, drafts: Sequence[Draft]) -> list[str]:
    """What all shots show, with the changes made to those that are still offered."""
    scenes = list(whole.scenes)
    shown = [drafts[0].order.prompt] if len(whole.kept) == 1 else shown_in(drafts)
    for at, scene in zip(whole.kept, shown, strict=False):
        scenes[at] = scene
    return scenes


def narrowed(question: Question, kept: Sequence[int]) -> Whole:
    """The full series, remembered before only these of the shots on offer are kept."""
    asked = question.intent
    if question.whole is None or not question.whole.kept:
        seconds = asked.asked_s if asked is not None and asked.asked_s is not None else 0
        lengths = (int(number(one.order.params.get("duration", "")) or 0) for one in question.drafts)
        return Whole(tuple(shown_in(question.drafts)), tuple(kept), seconds, tuple(lengths))
    scenes = _as_told(question.whole, question.drafts)
    return replace(question.whole, scenes=tuple(scenes), kept=tuple(question.whole.kept[at] for at in kept))
