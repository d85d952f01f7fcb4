"""Questions about what models can do and which of them stay within a limit of points, answered from the live list."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.desk.clips.differences import laid_over
from core.desk.models.comparing import draft_at_hand, task_at_hand
from core.desk.models.live import named_with_prices, products_or_say
from core.desk.models.longest import longest_line, longest_of
from core.desk.pictures.of_message import pictures_of
from core.desk.prices import quotes
from core.desk.prices.variants import offer_beside_job
from core.desk.questions.answers import orders_all
from core.desk.reading import beside_clip
from core.desk.turn import Turn
from core.drafts import Priced, Wanted, going_on
from core.model import LONGEST_CLIP_S, SYNONYMS, Act, Draft, Intent, TaskType, Wishes
from core.planner.values import lengths_s
from core.tables import Found, Pointing, Said
from core.tables.patterns import MARKS

_MOST_NAMED = 6
_MOST_ABLE = 12  # usually all there are
_OF_PICTURES = {"frames": TaskType.FRAMES, "refs": TaskType.REFERENCE}  # the task that takes them
_PARAMS = {
    "duration_s": ("duration",),
    "resolution": ("resolution", "mode"),
    "aspect_ratio": ("aspect_ratio",),
    "audio": SYNONYMS["audio"],
    "mode": ("mode",),
}


async def asked_about(turn: Turn) -> bool:
    """Handle a question which models can do something, or cost no more than a limit."""
    text, pointers = turn.incoming.text, turn.desk.tables.pointers
    if pictures_of(turn.incoming):
        return False
    found = pointers.first(text, Pointing.WITHIN)
    if found is not None:
        await _within(turn, found)
        return True
    if draft_at_hand(turn) is not None and pointers.says(text, Pointing.OF_ORDER):
        return False  # "what would it be in 1080p" asks for the price of what is at hand
    for found in pointers.find(text.strip(MARKS), Pointing.ABLE):
        wishes = _wishes_of(turn, found)
        if wishes is not None and await _able(turn, found, wishes):
            return True
    return False


def _wishes_of(turn: Turn, found: Found) -> Wishes | None:
    """The wishes that the question asks about; empty where it is only about taking pictures."""
    parts = found.parts
    first: Wishes | None = Wishes(audio=True) if "sound" in parts else Wishes()
    if not {"sound", *_OF_PICTURES} & parts.keys():
        first = _wishes_in(turn, parts["what"])
    if first is None or "also" not in parts:
        return first
    also = Wishes(audio=True) if "also_sound" in parts else _wishes_in(turn, parts["also"])
    return also.over(first) if also is not None else None


def _wishes_in(turn: Turn, words: str) -> Wishes | None:
    read = beside_clip(turn, words)
    wishes = replace(read.wishes, duration_s=read.asked_s or read.wishes.duration_s)
    return wishes if wishes != Wishes() and not read.prompt else None


async def _priced(
    turn: Turn, task_type: TaskType, wishes: Wishes
) -> tuple[Mapping[str, Priced], Mapping[str, Priced]] | None:
    """The live models, priced twice: with these wishes alone, and as a change of the order at hand."""
    products = await products_or_say(turn, task_type)
    if products is None:
        return None
    alone = Wanted(task_type=task_type, prompt="", language=turn.language, wishes=wishes)
    base = draft_at_hand(turn)
    if base is not None and base.order.task_type is task_type:
        order = going_on(base)
        order = replace(order, wishes=laid_over(wishes, order.wishes), said=wishes)
    else:
        order = alone
    drafter = turn.desk.drafter
    return drafter.price_all(products, alone), drafter.price_all(products, order)


def _can(one: Priced, wishes: Wishes) -> bool:
    """Whether a model gives exactly this, by a parameter of its own."""
    params = one.plan.order.params
    asked = [names for wish, names in _PARAMS.items() if getattr(wishes, wish) is not None]
    return one.plan.is_as_asked and all(any(name in params for name in names) for names in asked)


def _ranked(turn: Turn, priced: Mapping[str, Priced]) -> list[str]:
    advice = turn.desk.tables.advice
    return sorted(priced, key=lambda key: (priced[key].points, advice.place(key)))


def _cheapest(turn: Turn, priced: Mapping[str, Priced], most: int) -> Mapping[str, Priced]:
    return {key: priced[key] for key in _ranked(turn, priced)[:most]}


async def _able(turn: Turn, found: Found, wishes: Wishes) -> bool:
    model = _named(turn, found)
    if model is None:
        return False
    task_type = next((task for name, task in _OF_PICTURES.items() if name in found.parts), None)
    base = _meant_at_hand(turn, found, model, task_type)
    if base is not None:
        if await _at_hand(turn, base, found, wishes):
            return True
        model, task_type = base.order.model or base.order.leaf_id, base.order.task_type
    also = found.parts.get("also")
    what = turn.words("models.both", what=found.parts["what"], also=also) if also else found.parts["what"]
    lines = await lines_on(turn, model, wishes, what, task_type=task_type)
    if lines is not None:
        await say_beside(turn, lines)
    return True


def _meant_at_hand(turn: Turn, found: Found, model: str, task_type: TaskType | None) -> Draft | None:
    """The order at hand, if the question is whether it can have this, and not which model has it."""
    base, name = draft_at_hand(turn), found.parts.get("name", "").strip().casefold()
    if base is None or "bare" not in found.parts or name in turn.desk.tables.pointers.several:
        return None
    question = turn.order_in_question
    if question is not None and orders_all(question):
        return None
    is_it = model in ("", base.order.model or base.order.leaf_id)
    return base if is_it and task_type in (None, base.order.task_type) else None


async def _at_hand(turn: Turn, base: Draft, found: Found, wishes: Wishes) -> bool:
    """Offer the order at hand with these wishes and its price; False if that cannot be had."""
    key, question = base.order.model or base.order.leaf_id, turn.order_in_question
    lists = await _priced(turn, base.order.task_type, wishes)
    if lists is None:
        return True
    able, priced = (one.get(key) for one in lists)
    if able is None or priced is None or not _can(able, wishes):
        return False
    is_there = priced.plan.order.params == base.order.params
    if question is None and (is_there or not _has_clip(turn, base)):
        return False
    turn.pointed = _yes(turn, able, wishes, found.parts["what"])
    if question is None:
        await offer_beside_job(turn, priced.product, base, wishes)
    elif is_there:
        await quotes.in_question(turn, question)
    else:
        turn.intent = Intent(action=Act.QUOTE, edit=True, wishes=wishes, language=turn.language)
        await quotes.quote(turn)
    return True


def _has_clip(turn: Turn, base: Draft) -> bool:
    job = turn.job
    return job is not None and job.phase.is_made and job.draft is base


def _yes(turn: Turn, one: Priced, wishes: Wishes, what: str) -> str:
    """The sentence that the model can do it; for a length, also its longest."""
    lengths = lengths_s(one.product) if wishes.duration_s is not None else ()
    if lengths:
        return turn.words("models.yes_longest", model=one.product.name, what=what, max=lengths[-1])
    return turn.words("models.yes", model=one.product.name, what=what)


async def lines_on(
    turn: Turn, model: str, wishes: Wishes, what: str, *, task_type: TaskType | None = None
) -> list[str] | None:
    """Whether this model can do what is asked, else which models can; None if the list cannot be read (then told)."""
    task_type = task_type or task_at_hand(turn)
    lists = await _priced(turn, task_type, wishes)
    if lists is None:
        return None
    alone, priced = lists
    able = {key: priced[key] for key, one in alone.items() if key in priced and _can(one, wishes)}
    task = turn.words(f"task.{task_type}")
    if model in able:
        one = able[model]
        turn.name_models([model], task_type, wishes=wishes)
        return [turn.words("models.can", model=one.product.name, what=what, points=one.points)]
    lines = [_why_not(turn, model, task_type, alone, what)] if model else []
    key, most_s = longest_of(alone)
    is_too_long = (wishes.duration_s or 0) > most_s > 0
    if is_too_long and most_s >= LONGEST_CLIP_S:
        lines.append(turn.words("notice.duration_clamped"))
    first = _cheapest(turn, able, _MOST_ABLE)
    lines.append(_list_of(turn, first, task_type, "models.able", "models.able_none", what=what, task=task))
    turn.talk = replace(turn.talk, named_wishes=wishes)
    if is_too_long and most_s < LONGEST_CLIP_S:
        one = priced.get(key, alone[key])
        lines.append(longest_line(turn, one, most_s))
    return lines


def _why_not(turn: Turn, model: str, task_type: TaskType, alone: Mapping[str, Priced], what: str) -> str:
    """That the model cannot do what is asked, or is not there at all."""
    if model in alone:
        return turn.words("models.cannot", model=alone[model].product.name, what=what)
    row = turn.desk.tables.models.get(model)
    if row is None or task_type not in row.ids:
        return turn.words("models.cannot", model=row.name_for(task_type) if row else model, what=what)
    return turn.words("models.not_there", model=row.name_for(task_type))


def _named(turn: Turn, found: Found) -> str | None:
    """The model that the question names; empty for any model, None if it speaks of something else."""
    name = found.parts.get("name", "").strip()
    said = beside_clip(turn, name) if name else None
    if said is not None and said.model is not None:
        return said.model
    pointers = turn.desk.tables.pointers
    if not name or name.casefold() in pointers.anybody:
        return ""
    at = pointers.first(name, Pointing.IT)
    if at is not None and "nth" in at.parts and at.end - at.start == len(name):
        place = turn.desk.tables.sayings.place(at.parts, len(turn.talk.named))
        return turn.talk.named[place] if place is not None else None
    if name.casefold() in pointers.it.values():
        is_named = turn.talk.named and turn.job is None
        base = draft_at_hand(turn)
        return turn.talk.named_it if is_named else base.order.model if base is not None else ""
    return None


async def _within(turn: Turn, found: Found) -> None:
    task_type = task_at_hand(turn)
    lists = await _priced(turn, task_type, Wishes())
    if lists is None:
        return
    priced = lists[1]
    limit = int(found.parts["limit"])
    key = "models.limit_under" if "strict" in found.parts else "models.limit_within"
    said = turn.words(key, n=limit)
    limit -= "strict" in found.parts
    fits = {key: one for key, one in priced.items() if one.points <= limit}
    if fits or not priced:
        first = _cheapest(turn, fits, _MOST_NAMED)
        lines = [_list_of(turn, first, task_type, "models.within", "models.empty", limit=said)]
    else:
        key = _ranked(turn, priced)[0]
        turn.name_models([key], task_type)
        one = priced[key]
        lines = [turn.words("models.within_none", limit=said, model=one.product.name, points=one.points)]
    await say_beside(turn, lines)


def _list_of(
    turn: Turn,
    models: Mapping[str, Priced],
    task_type: TaskType,
    key: str,
    none: str,
    **blanks: object,
) -> str:
    """A line that names these models, which are remembered for later messages; or that there is none."""
    if not models:
        return turn.words(none, **blanks)
    turn.name_models(list(models), task_type)
    blanks.pop("task", None)
    return turn.words(key, models=named_with_prices(turn, list(models.values())), **blanks)


async def say_beside(turn: Turn, lines: Sequence[str]) -> None:
    """Answer with these lines; what waits for an answer goes on waiting."""
    waits = turn.order_in_question
    more = turn.words("quote.waiting") if waits is not None else ""
    await turn.say(turn.desk.phrases.lines(*lines, more))


async def asked_of_people(turn: Turn) -> bool:
    """Handle the question whether a model films people: tell; an order that waits goes on waiting."""
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.FILMS_PEOPLE)
    key = beside_clip(turn, found["name"]).model if found is not None else None
    row = turn.desk.tables.models.get(key) if key is not None else None
    if row is None:
        return False
    told = "models.films_nobody" if row.no_people else "models.films_people"
    await say_beside(turn, [turn.words(told, model=row.name)])
    return True
