"""A new request: its pictures, its model, its price, and the order or the question that comes of it."""

from collections.abc import Mapping
from dataclasses import replace

from core import advisor, continuity
from core.advisor import Basis, Choice
from core.desk.asking import (
    in_role_order,
    model_gone,
    not_for_this,
    offers_series,
    warns_of_people,
    which_first,
)
from core.desk.lists import products_or_say
from core.desk.placing import place
from core.desk.turn import MOST_PICTURES, PICTURES_WAIT_S, Turn, told
from core.drafts import Priced, Wanted
from core.model import (
    Incoming,
    Intent,
    Kind,
    Notice,
    Picture,
    PictureSource,
    Role,
    TaskType,
    Told,
)
from core.planner import unknown_named

_LONGEST_PROMPT = 3000


def pictures_of(incoming: Incoming, intent: Intent | None = None) -> tuple[Picture, ...]:
    """The pictures of a message: its own, those of the message replied to, those its text names by address."""
    typed = intent.image_urls if intent is not None else ()
    linked = tuple(Picture(PictureSource.URL, {"url": url}) for url in typed)
    return (*incoming.pictures, *incoming.quoted_pictures, *linked)


def waiting_pictures(turn: Turn) -> tuple[Picture, ...]:
    """Pictures this person sent without words a moment ago, in a conversation of two."""
    if not turn.incoming.address.direct:
        return ()
    return tuple(one for at, one in turn.talk.pictures if turn.now - at <= PICTURES_WAIT_S)


def _by_roles(intent: Intent, pictures: tuple[Picture, ...]) -> Intent:
    """The intent with the task that the pictures' own roles ask for: a form names them, so nothing is unclear."""
    roles = {one.role for one in pictures}
    if Role.REFERENCE in roles:
        task_type = TaskType.REFERENCE
    elif {Role.FIRST, Role.LAST} <= roles:
        task_type = TaskType.FRAMES
    elif Role.FIRST in roles and len(pictures) == 1:
        task_type = TaskType.IMAGE
    else:
        return intent
    return replace(intent, task_type=task_type, ambiguous_roles=False)


async def request(turn: Turn) -> None:
    """Answer a request for a new video."""
    intent = turn.intent
    pictures = pictures_of(turn.incoming, intent) or waiting_pictures(turn)
    if len(pictures) > MOST_PICTURES:
        await _too_many(turn, len(pictures))
        return
    turn.intent = intent = _by_roles(intent, pictures)
    look = _look(turn, pictures)
    if look is None and await _lacks_pictures(turn, pictures):
        return
    if intent.ambiguous_roles and len(pictures) == 2:  # noqa: PLR2004  (a first and a last frame)
        await which_first(turn)
        return
    if Notice.MODEL_UNSUPPORTED in intent.notices and intent.nearest and intent.unavailable:
        await model_gone(turn, pictures)
        return
    turn.talk = replace(turn.talk, pictures=())
    await _preferences(turn)
    notes = [*_reading_notes(intent)]
    task_type = intent.task_type or TaskType.TEXT
    if look is not None:
        look = _fit_look(turn, look)
        task_type, pictures = look.task_type, look.pictures
        notes.append(look.told)
    elif intent.no_reference:
        notes.append(told("notice.reference_undone"))
    prompt = _prompt(turn, task_type, notes)
    if not prompt:
        await turn.tell("ask.empty")
        return
    wanted = Wanted(
        task_type=task_type,
        prompt=prompt,
        language=turn.language,
        wishes=intent.wishes,
        pictures=in_role_order(pictures),
        names=intent.names,
    )
    await order_or_ask(turn, wanted, notes, asked=intent.model)


async def order_or_ask(
    turn: Turn,
    wanted: Wanted,
    notes: list[Told],
    *,
    asked: str | None,
    basis: Basis | None = None,
) -> None:
    """Price the request against the live list, choose the model, and order it or ask what has to be asked first."""
    products = await products_or_say(turn, wanted.task_type)
    if products is None:
        return
    if asked is None and turn.intent.quality is None:
        newcomer = unknown_named(turn.desk.tables, products, turn.incoming.text)
        asked = newcomer.leaf_id if newcomer is not None else None
    priced = turn.desk.drafter.price_all(products, wanted)
    choice = await _choose(turn, wanted, priced, notes, asked=asked)
    if choice is None:
        return
    draft = turn.desk.drafter.draft(choice.model, basis or choice.basis, wanted, priced, told=notes)
    if await warns_of_people(turn, draft, priced, wanted):
        return
    if await offers_series(turn, draft, priced, wanted):
        return
    await place(turn, draft)


async def _choose(
    turn: Turn, wanted: Wanted, priced: Mapping[str, Priced], notes: list[Told], *, asked: str | None
) -> Choice | None:
    advice = turn.desk.tables.advice
    stored = await turn.desk.preferences.get(turn.person)
    preference = None if turn.intent.clear_preference else stored.get(wanted.task_type)
    if asked is not None and asked not in priced:
        await not_for_this(turn, asked, wanted, priced)
        return None
    prices = {key: one.points for key, one in priced.items()}
    choice = advisor.choose(
        advice,
        wanted.task_type,
        asked=asked,
        quality=turn.intent.quality,
        preference=preference,
        prompt=wanted.prompt,
        prices=prices,
    )
    if choice is None:
        await turn.say(turn.words("models.empty"), kind=Kind.FAILURE)
        return None
    if preference is not None and choice.basis is Basis.AUTOMATIC:
        name = turn.desk.tables.model(preference).name
        other = priced[choice.model].product.name
        notes.append(told("notice.preference_gone", model=name, other=other))
    if choice.basis is Basis.BEST and choice.model not in advice.best:
        notes.append(told("notice.best_gone", model=priced[choice.model].product.name))
    return choice


async def _lacks_pictures(turn: Turn, pictures: tuple[Picture, ...]) -> bool:
    intent = turn.intent
    if intent.continuity is not None and not pictures and not intent.no_reference:
        await turn.tell("ask.result_gone")
        return True
    if Notice.IMAGE_MISSING not in intent.notices:
        return False
    await turn.tell("ask.images_more" if pictures else "ask.image_missing")
    return True


async def _too_many(turn: Turn, count: int) -> None:
    await turn.tell("ask.too_many", max=MOST_PICTURES, n=count)


# --- the parts of a request --------------------------------------------------


def _look(turn: Turn, pictures: tuple[Picture, ...]) -> continuity.Look | None:
    if pictures:
        return None
    carried = continuity.Carried(
        subjects=turn.subjects, pictures=turn.talk.last_pictures, job=turn.job if turn.owns_job else None
    )
    return continuity.look_of(
        turn.intent,
        carried,
        last=turn.words("notice.what_last"),
        picture=turn.words("notice.what_picture"),
        named=turn.words("notice.what_subject", name="{name}"),
    )


def _fit_look(turn: Turn, look: continuity.Look) -> continuity.Look:
    """References need a model that takes them; one that was asked for by name and does not gets a first frame."""
    asked = turn.intent.model
    if look.task_type is not TaskType.REFERENCE or asked is None:
        return look
    ids = turn.desk.tables.model(asked).ids
    if TaskType.REFERENCE in ids or TaskType.IMAGE not in ids:
        return look
    return continuity.as_first_frame(look, look.told.blanks.get("what", ""))


def _prompt(turn: Turn, task_type: TaskType, notes: list[Told]) -> str:
    """The person's own words; where pictures came without any, plain words for what they asked."""
    prompt = turn.intent.prompt.strip()
    if not prompt and task_type is not TaskType.TEXT:
        return turn.desk.tables.advice.without_words[task_type][turn.language]
    if len(prompt) > _LONGEST_PROMPT:
        notes.append(told("ask.too_long", limit=str(_LONGEST_PROMPT)))
        return prompt[:_LONGEST_PROMPT]
    return prompt


def _reading_notes(intent: Intent) -> list[Told]:
    notes: list[Told] = []
    if Notice.DURATION_CLAMPED in intent.notices:
        notes.append(told("notice.duration_clamped"))
    if intent.contradictions and intent.wishes.aspect_ratio:
        notes.append(
            told(
                "notice.contradiction",
                got=intent.wishes.aspect_ratio,
                dropped=", ".join(intent.contradictions),
            )
        )
    if intent.save_preference and intent.model is not None:
        notes.append(told("notice.saved"))
    return notes


async def _preferences(turn: Turn) -> None:
    """A request saves and clears for its own task type only."""
    intent = turn.intent
    task_type = intent.task_type or TaskType.TEXT
    if intent.clear_preference:
        await turn.desk.preferences.clear(turn.person, [task_type])
    model = intent.model if intent.save_preference else None
    if model is not None and task_type in turn.desk.tables.model(model).ids:
        await turn.desk.preferences.set(turn.person, [task_type], model)
