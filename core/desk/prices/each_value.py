"""Several lengths or sharpnesses, each with its price: "how much would 5, 10 and 15 seconds be"; nothing is ordered."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.advisor import Basis, choose
from core.desk.clips import changes
from core.desk.clips.again import take_offer
from core.desk.clips.differences import laid_over
from core.desk.models.live import products_or_say
from core.desk.pictures.of_message import pictures_of, waiting_pictures
from core.desk.placing import offer, price_row
from core.desk.prices import quotes
from core.desk.questions.answers import orders_all
from core.desk.reading import said_in
from core.desk.turn import Turn
from core.drafts import Priced, Wanted, going_on
from core.model import LONGEST_CLIP_S, Act, Draft, Intent, ParseContext, TaskType, Wishes
from core.punctuation import ends_asking
from core.tables import Found, Pointing

_MOST = 5
_SHORTEST_CLIP_S = 4
_TOLD = ("duration", "resolution", "mode")
_NUMBERS = re.compile(r"\d+")
_SHARPNESSES = re.compile(r"\d+[pk]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked besides those values: with which model, and for which order or scene, if for any."""

    intent: Intent
    base: Draft | None
    each: Sequence[Wishes]


async def each_value(turn: Turn) -> bool:
    """Handle a question what each of several values would cost: one of them can be chosen where there is a scene."""
    pointers, text = turn.desk.tables.pointers, turn.incoming.text
    found = pointers.first(text, Pointing.EACH_VALUE)
    if found is None or turn.points_at_job or pictures_of(turn.incoming) or waiting_pictures(turn):
        return False
    each = _values(found)
    if len(each) < 2 or not pointers.says(text, Pointing.ASKS_PRICE):  # noqa: PLR2004
        return False
    if turn.intent.action is Act.GENERATE and not ends_asking(text):
        return False  # a scene with a clock and a price tag
    intent = _without_list(turn, found.parts["rest"])
    base = changes.base_of(turn) if not intent.prompt else None
    asked = _Asked(replace(intent, save_preference=False), base, each)
    drafts = await _drafts(turn, asked)
    if drafts is None:
        return True
    if len(drafts) < 2:  # noqa: PLR2004
        return False
    await _tell(turn, asked, drafts)
    return True


async def value_chosen(turn: Turn) -> bool:
    """Handle a length or a sharpness that names one of such offers, "15" or "the 15 second one": that one is ordered.

    Where no offer has such a number, it is a length: "and 15?" asks for the price of 15 s.
    """
    question, found = turn.question, turn.desk.tables.pointers.first(turn.typed, Pointing.ONLY_NUMBER)
    if (
        found is not None
        and "asks" in found.parts
        and await _asks_of_length(turn, int(found.parts["number"]))
    ):
        return True
    if question is None or not question.drafts or turn.points_at_job or pictures_of(turn.incoming):
        return False
    if orders_all(question):
        return False
    drafts, number = question.drafts, int(found.parts["number"]) if found is not None else 0
    if found is not None and (number <= len(drafts) or not _SHORTEST_CLIP_S <= number <= LONGEST_CLIP_S):
        return False
    wishes = Wishes(duration_s=number) if found is not None else _only_values(turn)
    if wishes == Wishes():
        return False
    are_alike = len({(one.order.model, one.order.prompt) for one in drafts}) == 1
    fitting = [place for place, one in enumerate(drafts, start=1) if _has(one, wishes)]
    if len(drafts) > 1 and are_alike and len(fitting) == 1 and not _asks(turn):
        await take_offer(turn, question, fitting[0])
        return True
    is_priced = question.intent is not None and question.intent.action is Act.QUOTE
    if found is not None and is_priced:
        turn.intent = Intent(action=Act.QUOTE, edit=True, wishes=wishes, language=turn.language)
        await quotes.quote(turn)
        return True
    return False


async def _asks_of_length(turn: Turn, seconds: int) -> bool:
    """Tell what the order at hand would cost in so many seconds; False where there is none, or a clip cannot be so long."""
    question = turn.order_in_question
    if changes.base_of(turn) is None or not 1 < seconds <= LONGEST_CLIP_S or pictures_of(turn.incoming):
        return False
    if (question is not None and orders_all(question)) or not (turn.owns_job or question is not None):
        return False
    wishes = Wishes(duration_s=seconds)
    turn.intent = Intent(action=Act.QUOTE, edit=True, wishes=wishes, language=turn.language)
    await quotes.quote(turn)
    return True


def _only_values(turn: Turn) -> Wishes:
    """The values that a message names, and nothing else."""
    intent = turn.intent
    is_of_values = intent.action is Act.GENERATE and not intent.prompt and intent.model is None
    return intent.wishes if is_of_values and intent.quality is None else Wishes()


def _has(draft: Draft, wishes: Wishes) -> bool:
    """Whether an order has these values, and no others are named."""
    params = draft.order.params
    named = {"duration": wishes.duration_s, "resolution": wishes.resolution}
    is_named = all(value is None or str(params.get(name, "")) == str(value) for name, value in named.items())
    return is_named and replace(wishes, duration_s=None, resolution=None) == Wishes()


def _asks(turn: Turn) -> bool:
    return ends_asking(turn.typed)


def _without_list(turn: Turn, listed: str) -> Intent:
    """What else the question says; "each" and words for us are no scene."""
    text = turn.incoming.text
    *_, last = [*_NUMBERS.finditer(listed)]
    intent = said_in(turn, text.replace(listed, listed[last.start() :], 1))
    is_scene = intent.prompt and not intent.edit and not turn.desk.parser.is_said_to_us(intent.prompt)
    told = turn.desk.parser.parse(intent.prompt, ParseContext()).action is Act.GENERATE
    return intent if is_scene and told else replace(intent, prompt="")


async def _tell(turn: Turn, asked: _Asked, drafts: Sequence[Draft]) -> None:
    def row(key: str, n: int, draft: Draft) -> str:
        told = {name: draft.order.params[name] for name in _TOLD if name in draft.order.params}
        told = {name: value for name, value in told.items() if _differs(name, drafts)} or told
        return price_row(key, turn, draft, n=n, value=turn.desk.phrases.values(told, turn.language))

    if asked.base is None and not asked.intent.prompt:
        turn.name_models([drafts[0].order.model], drafts[0].order.task_type)
        rows = [row("quote.value", n, one) for n, one in enumerate(drafts, start=1)]
        await turn.say(turn.desk.phrases.lines(*rows, turn.words("quote.value_ask")))
        return
    is_job = turn.order_in_question is None and turn.job is not None and asked.base is not None
    # All of them are of one model: whichever is chosen, it is no stand-in.
    model = drafts[0].order.model
    turn.intent = replace(asked.intent, action=Act.QUOTE, edit=asked.base is not None, model=model)
    rows = [row("quote.value_option", n, one) for n, one in enumerate(drafts, start=1)]
    text = turn.desk.phrases.lines(*rows, turn.words("models.each_ask"))
    await offer(turn, drafts, text, of_job=turn.job.id if is_job and turn.job is not None else "")


def _differs(name: str, drafts: Sequence[Draft]) -> bool:
    """Whether a value is not the same in all of them."""
    return len({one.order.params.get(name) for one in drafts}) > 1


def _values(found: Found) -> list[Wishes]:
    """The lengths or sharpnesses of a list, each once."""
    listed = found.parts["rest"]
    sharp = [one.upper() for one in _SHARPNESSES.findall(listed)]
    long = [int(one) for one in _NUMBERS.findall(listed)] if not sharp else []
    each = [Wishes(resolution=one) for one in sharp]
    each += [Wishes(duration_s=one) for one in long if 0 < one <= LONGEST_CLIP_S]
    return list(dict.fromkeys(each))[:_MOST]


async def _drafts(turn: Turn, asked: _Asked) -> list[Draft] | None:
    """The order with each of the values, those that come out alike once; None if the studio cannot be asked."""
    base, intent = asked.base, asked.intent
    task = base.order.task_type if base is not None else TaskType.TEXT
    products = await products_or_say(turn, task)
    if products is None:
        return None
    found: list[Draft] = []
    key = ""
    for wishes in asked.each:
        # The model of the first holds for all of them.
        wanted = _wanted(turn, asked, wishes, task)
        priced = turn.desk.drafter.price_all(products, wanted)
        key = key or await _model(turn, asked, priced, task)
        if key not in priced:
            return []
        draft = turn.desk.drafter.draft(key, Basis.CARRIED if base else Basis.ASKED, wanted, priced)
        draft = replace(draft, intro=(), parent=base.parent if base is not None else "")
        if not any(one.order.params == draft.order.params for one in found):
            found.append(replace(draft, language=turn.language))
    if intent.model is None:
        return found
    return [one for one in found if one.order.model == key]


def _wanted(turn: Turn, asked: _Asked, wishes: Wishes, task: TaskType) -> Wanted:
    base, others = asked.base, replace(asked.intent.wishes, duration_s=None, resolution=None)
    said = laid_over(wishes, others)
    if base is None:
        return Wanted(
            task_type=task,
            prompt=asked.intent.prompt,
            language=turn.language,
            wishes=said,
            names=asked.intent.names,
            turned_down=asked.intent.turned_down,
        )
    parent = turn.job.id if turn.job is not None and turn.order_in_question is None else base.parent
    return replace(going_on(base), wishes=laid_over(said, base.wishes), said=said, parent=parent)


async def _model(turn: Turn, asked: _Asked, priced: Mapping[str, Priced], task: TaskType) -> str:
    """The model that is named, that of the order at hand, or the one that would be chosen."""
    named = asked.intent.model or (asked.base.order.model if asked.base is not None else None)
    if named and named not in asked.intent.turned_down:
        return named
    stored = await turn.desk.preferences.get(turn.person)
    found = choose(
        turn.desk.tables.advice,
        task,
        asked=None,
        quality=asked.intent.quality,
        preference=stored.get(task),
        prompt=asked.intent.prompt,
        prices={key: one.points for key, one in priced.items()},
    )
    return found.model if found is not None else ""
