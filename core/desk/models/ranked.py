"""“Which is the cheapest? Do the same with that one”: the model that comes first, priced for the clip at hand."""

from dataclasses import replace

from core.desk import reports
from core.desk.clips import changes
from core.desk.models import comparing
from core.desk.models.advised import held_scene
from core.desk.models.live import named_with_prices, products_or_say
from core.desk.models.recommended import is_fresh, name_beside
from core.desk.normalising.not_yet import asks_briefly
from core.desk.pictures.of_message import pictures_of
from core.desk.prices import quotes
from core.desk.questions.answers import orders_all
from core.desk.turn import Turn
from core.drafts import Wanted, as_asked
from core.model import Act, Intent, TaskType, Wishes
from core.punctuation import clauses, ends_asking
from core.tables import Asked, Pointing

_MOST_NAMED = 3


async def asked_cheaper(turn: Turn) -> bool:
    """Handle a question whether something cheaper or faster is there than the order at hand: name it, order nothing."""
    pointers, advice, text = turn.desk.tables.pointers, turn.desk.tables.advice, turn.incoming.text
    is_brief = asks_briefly(turn, text)
    asks = pointers.says(text, Pointing.ASKS_CHEAPER) or (is_brief and advice.asks(text, Asked.CHEAPER))
    if pictures_of(turn.incoming) or not (asks or (is_brief and advice.asks(text, Asked.FASTER))):
        return False
    if not asks:
        await comparing.fastest(turn)
        return True
    if comparing.draft_at_hand(turn) is None:
        if turn.quoted is not None:
            return await _cheaper_for_length(turn, turn.quoted)
        return is_fresh(turn) and await _cheaper_than_advised(turn)
    await comparing.cheaper_one(turn)
    return True


async def _cheaper_than_advised(turn: Turn) -> bool:
    """Name the models that cost less than the one just recommended; the scene that it was for stays with them."""
    task = comparing.task_at_hand(turn)
    priced = await comparing.prices(turn, task)
    if priced is None:
        return True
    advised = priced.get(turn.talk.advised)
    if advised is None:
        return False
    below = sorted(
        (one for one in priced.values() if one.points < advised.points), key=lambda one: one.points
    )
    if not below:
        return False
    below = below[:_MOST_NAMED]
    name_beside(turn, [one.row.key for one in below], task)
    models = named_with_prices(turn, below)
    await turn.tell("models.cheaper_than", models=models, before=advised.product.name, points=advised.points)
    return True


async def _cheaper_for_length(turn: Turn, quoted: Intent, *, cheapest: bool = False) -> bool:
    """Name the models that cost less, or the cheapest, for a length whose price was asked; the length stays with them."""
    seconds = quoted.asked_s or quoted.wishes.duration_s
    task_type = quoted.task_type or TaskType.TEXT
    if seconds is None or task_type is not TaskType.TEXT:
        return False
    turn.intent = replace(turn.intent, wishes=replace(turn.intent.wishes, duration_s=seconds))
    priced = await comparing.prices(turn, task_type)
    if priced is None:
        return True
    asked = priced.get(quoted.model or "")
    able = as_asked(priced)
    keys = sorted(
        (key for key in able if asked is None or cheapest or priced[key].points < asked.points),
        key=lambda key: priced[key].points,
    )[: 1 if cheapest else _MOST_NAMED]
    if not keys:
        return False
    turn.name_models(keys, task_type, wishes=replace(quoted.wishes, duration_s=seconds))
    models = named_with_prices(turn, [priced[key] for key in keys])
    told = "models.cheapest_length" if cheapest else "models.cheaper_length"
    await turn.tell(told, seconds=seconds, models=models)
    return True


async def asked_best(turn: Turn) -> bool:
    """Handle a question which model is the best, or the cheapest where no price was asked: name that one, in short."""
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.ASKS_RANKED)
    if found is None or pictures_of(turn.incoming):
        return False
    is_plain = turn.question is None and turn.intent.action is Act.LIST_MODELS
    if "bare" in found.parts:
        is_asked = "also" in found.parts or ends_asking(turn.incoming.text)
        if turn.question is not None or not turn.talk.named_scene or not is_asked:
            return False
    elif not is_plain and "asks" not in found.parts:
        return False  # "the cheapest one then" asks nothing
    if "quick" in found.parts:
        scene = turn.talk.named_scene
        await comparing.fastest(turn)
        turn.talk = replace(turn.talk, named_scene=scene)
        return True
    is_cheap = "cheap" in found.parts
    asked = turn.quoted or (turn.intent if turn.intent.wishes.duration_s is not None else None)
    if is_cheap and asked is not None:
        return await _cheaper_for_length(turn, asked, cheapest=True)
    task_type = comparing.task_at_hand(turn)
    products = await products_or_say(turn, task_type)
    if products is None:
        return True
    wanted = Wanted(task_type=task_type, prompt="", language=turn.language, wishes=Wishes())
    priced = turn.desk.drafter.price_all(products, wanted)
    if not priced:
        return False
    best, least = reports.best_and_cheapest(turn, task_type, priced)
    one = priced[least if is_cheap else best]
    scene, before = held_scene(turn), turn.talk.named
    told_before = [name for name in before if scene and name != one.row.key]
    turn.name_models([*told_before, one.row.key], task_type, it=one.row.key)
    turn.talk = replace(turn.talk, named_scene=scene)  # it is asked of what is to be made
    key = "models.cheapest_one" if is_cheap else "models.best_one"
    trait = one.row.trait[turn.language]
    told = turn.words(key, model=one.product.name, trait=trait, points=one.points)
    await turn.say(turn.desk.phrases.lines(told, turn.words("quote.waiting") if turn.question else ""))
    return True


async def ranked_and_taken(turn: Turn) -> bool:
    """Handle a question for the cheapest or the best model with "do it with that one" behind it: offer that, priced."""
    base, question, pointers = changes.base_of(turn), turn.order_in_question, turn.desk.tables.pointers
    if base is None or pictures_of(turn.incoming) or (question is not None and orders_all(question)):
        return False
    parts = [clause + mark for clause, mark in clauses(turn.typed)]
    for count in range(1, len(parts)):
        asked = pointers.first("".join(parts[:count]), Pointing.ASKS_RANKED)
        behind = "".join(parts[count:])
        taken = pointers.first(behind, Pointing.TAKES)
        if asked is None or (taken is not None and {"nth", "cheap"} & taken.parts.keys()):
            continue
        if taken is None and not pointers.says(behind, Pointing.MAKES_SAME):
            continue
        rest = taken.parts.get("rest", "") if taken is not None else ""
        if rest and not pointers.says(rest, Pointing.THE_SAME):
            continue  # another clip is described
        if question is None and not turn.owns_job:
            await turn.tell("ask.not_yours")
            return True
        turn.intent = Intent(
            action=Act.QUOTE,
            edit=True,
            quality="budget" if "cheap" in asked.parts else "best",
            language=turn.language,
        )
        await quotes.quote(turn)
        return True
    return False
