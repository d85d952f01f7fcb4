"""Questions and remarks about the order at hand with other values: tells their price, orders nothing."""

from dataclasses import replace

from core.advisor import Basis
from core.desk.clips import changes
from core.desk.clips.differences import changes_between, laid_over
from core.desk.models.live import products_or_say
from core.desk.pictures.of_message import pictures_of
from core.desk.placing import offer
from core.desk.prices import quotes
from core.desk.reading import said_in
from core.desk.turn import Turn
from core.drafts import going_on
from core.model import Act, Draft, Intent, Notice, Product, Value, Wishes
from core.planner import product_of_order
from core.planner.values import as_text, field_of, number, values_in_rules
from core.punctuation import ends_asking
from core.tables import Asked, Pointing
from core.tables.patterns import MARKS

_SHARPEST = "4K"  # no model has more


async def priced_otherwise(turn: Turn) -> bool:
    """Handle a question what the order at hand would cost otherwise, or a remark that it is too short or blurred."""
    if pictures_of(turn.incoming) or changes.base_of(turn) is None:
        return False
    if turn.order_in_question is None and not turn.owns_job:
        return False
    return await _one_more(turn) or await _variant(turn) or await _used(turn) or await _wanting(turn)


async def asked_dearer(turn: Turn) -> bool:
    """Handle a question whether it would cost more otherwise: tell that price, or where no value is named the one at hand."""
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.ASKS_DEARER)
    base, question = changes.base_of(turn), turn.order_in_question
    if found is None or base is None or pictures_of(turn.incoming):
        return False
    if question is None and not turn.owns_job:
        return False
    rest = found.parts["rest"].strip()
    intent = _values_in(turn, rest) or _values_in(turn, rest.partition(" ")[2]) or _choice_in(turn, rest)
    intent = intent or await _length_in(turn, base, rest)
    turn.intent = intent or Intent(action=Act.QUOTE, language=turn.language)
    if question is not None or not await quotes.of_lapsed(turn):
        await quotes.quote(turn)
    return True


async def _length_in(turn: Turn, base: Draft, rest: str) -> Intent | None:
    """The next length of the model at hand where "a longer one" names none."""
    pointers = turn.desk.tables.pointers
    what = next((one for one in (Pointing.LONGER, Pointing.SHORTER) if pointers.says(rest, one)), None)
    products = await products_or_say(turn, base.order.task_type) if what is not None else None
    product = product_of_order(products, base.order) if products is not None else None
    wishes = next_length(product, base, up=what is Pointing.LONGER) if product is not None else None
    return Intent(action=Act.QUOTE, edit=True, wishes=wishes, language=turn.language) if wishes else None


async def _variant(turn: Turn) -> bool:
    text, pointers = turn.incoming.text, turn.desk.tables.pointers
    found = pointers.first(text, Pointing.VARIANT)
    if found is None and ends_asking(text):
        words = text.strip(MARKS)
        if turn.desk.tables.revisions.gone_of(words) is not None:
            # "No smoke?" only says what must not appear in the clip at hand.
            turn.intent = Intent(action=Act.QUOTE, edit=True, prompt=words, language=turn.language)
            await quotes.quote(turn)
            return True
        found = pointers.first(text, Pointing.VARIANT_BARE)
    if found is None:
        return False
    rest = found.parts["rest"].strip()
    intent = _values_asked(turn) or _values_in(turn, rest)
    intent = intent or _values_in(turn, rest.partition(" ")[2]) or _choice_in(turn, rest)
    if intent is None:
        return False
    turn.intent = intent
    row = turn.desk.tables.models.get(intent.model or "")
    if "asks" in found.parts and row is not None:
        turn.pointed = turn.words("models.known_for", model=row.name, trait=row.trait[turn.language])
    if turn.order_in_question is not None or not await quotes.of_lapsed(turn):
        await quotes.quote(turn)
    return True


async def _one_more(turn: Turn) -> bool:
    """Handle a question what the same once more would cost: tell its price and time, and order it after a yes."""
    if not turn.desk.tables.advice.asks(turn.incoming.text, Asked.ONE_MORE):
        return False
    turn.intent = Intent(action=Act.QUOTE, edit=True, again=True, language=turn.language)
    question = turn.order_in_question
    if question is not None:
        await quotes.in_question(turn, question)
    else:
        await quotes.quote(turn)
    return True


async def _used(turn: Turn) -> bool:
    """Handle a message that only says which value to use: change the order at hand."""
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.USES)
    intent = _values_in(turn, found.parts["rest"].strip()) if found is not None else None
    if intent is None or intent.model is not None:
        return False
    turn.intent = replace(intent, action=Act.GENERATE)
    await changes.edit(turn)
    return True


def _values_in(turn: Turn, rest: str) -> Intent | None:
    """The values or the model that these words name, and nothing else."""
    if not rest:
        return None
    read = said_in(turn, rest, turn.question)
    names_something = read.wishes != Wishes() or read.model is not None
    if not names_something or read.prompt or Notice.MODEL_UNSUPPORTED in read.notices:
        return None
    return replace(read, action=Act.QUOTE, edit=True, save_preference=False, language=turn.language)


def _values_asked(turn: Turn) -> Intent | None:
    """Several values that the question as a whole names, and nothing else."""
    read = turn.intent
    if read.action is not Act.QUOTE or read.wishes == Wishes() or read.prompt or read.model is not None:
        return None
    return replace(read, edit=True, save_preference=False)


def _choice_in(turn: Turn, rest: str) -> Intent | None:
    """The wish for the cheapest or the best, if the words name nothing else."""
    read = said_in(turn, rest, turn.question)
    if read.quality is None or read.prompt or read.wishes != Wishes() or read.model is not None:
        return None
    return replace(read, action=Act.QUOTE, edit=True, save_preference=False, language=turn.language)


async def _wanting(turn: Turn) -> bool:
    """Handle "too short", "too long" or "not sharp": tell what the model's next better value would cost."""
    text, pointers = turn.incoming.text, turn.desk.tables.pointers
    kinds = (Pointing.SHORT, Pointing.LONG, Pointing.BLURRED)
    what = next((one for one in kinds if pointers.says(text, one)), None)
    base = changes.base_of(turn)
    if what is None or base is None:
        return False
    if turn.order_in_question is None and (turn.job is None or not turn.job.phase.is_made):
        return False
    products = await products_or_say(turn, base.order.task_type)
    product = product_of_order(products, base.order) if products is not None else None
    if product is None:
        return products is None
    wishes = next_length(product, base, up=what is Pointing.SHORT)
    if what is Pointing.BLURRED:
        wishes = _next_sharpness(product, base)
    if wishes is None:
        is_sharpest = what is Pointing.BLURRED and base.order.params.get("resolution") == _SHARPEST
        await turn.tell(f"wanting.{'sharpest' if is_sharpest else what}", model=base.order.model_name)
        return True
    if turn.order_in_question is None:
        await offer_beside_job(turn, product, base, wishes)
        return True
    turn.intent = Intent(action=Act.QUOTE, edit=True, wishes=wishes, language=turn.language)
    await quotes.quote(turn)
    return True


async def offer_beside_job(turn: Turn, product: Product, base: Draft, wishes: Wishes) -> None:
    """Offer a better version with its price; a next message that is no answer is still about the job."""
    assert turn.job is not None
    drafter, phrases, left_out = turn.desk.drafter, turn.desk.phrases, turn.desk.tables.advice.left_out_words
    wanted = replace(
        going_on(base),
        wishes=laid_over(wishes, base.wishes),
        said=wishes,
        language=turn.language,
        parent=turn.job.id,
    )
    priced = drafter.price(product, turn.desk.tables.model(base.order.model), wanted)
    if priced is None:
        return
    key = base.order.model or base.order.leaf_id
    draft = drafter.draft(key, Basis.CARRIED, wanted, {key: priced})
    changes = phrases.changes(changes_between(base, draft, left_out), turn.language)
    draft = replace(draft, intro=(turn.words("edit.would", changes=changes), *draft.intro))
    text = turn.words("wanting.offer", model=draft.order.model_name, points=draft.order.points)
    turn.intent = Intent(action=Act.QUOTE, model=base.order.model or None, language=turn.language)
    await offer(turn, [draft], text, of_job=turn.job.id)


def next_length(product: Product, base: Draft, *, up: bool) -> Wishes | None:
    """The product's next longer or shorter length; None where there is none."""
    now = number(base.order.params.get("duration", ""))
    lengths = [one for one in _numbers(product, "duration") if now and (one > now if up else one < now)]
    if not lengths:
        return None
    return Wishes(duration_s=int(min(lengths) if up else max(lengths)))


def _next_sharpness(product: Product, base: Draft) -> Wishes | None:
    params = base.order.params
    if params.get("mode") == "std" and "pro" in values_in_rules(product, "mode"):
        return Wishes(mode="pro")
    now = number(params.get("resolution", ""))
    better = {one: name for one, name in _numbers(product, "resolution").items() if now and one > now}
    return Wishes(resolution=better[min(better)]) if better else None


def _numbers(product: Product, name: str) -> dict[float, str]:
    """The values that a parameter can have, by the number in them."""
    one = field_of(product, name)
    options: tuple[Value, ...] = tuple(one.options) if one is not None and one.options else ()
    found = [*options, *values_in_rules(product, name)]
    return {size: as_text(value) for value in found if (size := number(value)) is not None}
