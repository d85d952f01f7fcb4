"""Answers a new request: finds its pictures, model and price, then orders it or asks a question."""

from collections.abc import Iterable, Mapping, Sized
from dataclasses import replace

from core import advisor, continuity
from core.advisor import Basis, Choice
from core.continuity import Look
from core.desk.models.live import products_or_say
from core.desk.normalising.limits import within_limit
from core.desk.pictures.looks import look_for, words_to_go_on
from core.desk.pictures.of_message import (
    by_roles,
    in_role_order,
    pictures_of,
    sent_before,
    waiting_pictures,
    with_roles,
)
from core.desk.placing import place
from core.desk.questions.asking import model_gone, not_for_this, too_many, warns_of_people, which_first
from core.desk.questions.words_missing import ask_for_words
from core.desk.reading import goes_on_as
from core.desk.series.listed import offers_listed
from core.desk.series.offer import offers_series
from core.desk.series.varied import offers_each
from core.desk.sound.other_models import offers_sound
from core.desk.subjects.in_words import told_in_words
from core.desk.turn import MOST_PICTURES, Turn, told
from core.drafts import Priced, Wanted, as_asked
from core.model import Continuity, Intent, Kind, Notice, Pending, Picture, PictureUse, TaskType, Told
from core.planner import unknown_named
from core.punctuation import ENDS, comma
from core.tables import Said

_LONGEST_PROMPT = 3000


async def request(turn: Turn) -> None:
    """Answer a request for a new video."""
    pictures, waited = _pictures(turn)
    recalled = () if pictures else _recalled(turn)
    pictures, intent = pictures or recalled, turn.intent
    if len(pictures) > MOST_PICTURES:
        await too_many(turn, pictures)
        return
    pictures = with_roles(intent, pictures)
    turn.intent = intent = _as_sent(turn, by_roles(intent, pictures), pictures)
    look = None if pictures or intent.no_reference else await look_for(turn)
    if isinstance(look, str):
        turn.ask(turn.question_now(Pending.PICTURE_MISSING))
        await turn.tell("ask.not_there_yet", what=look)
        return
    if look is None and await _asks_about_pictures(turn, pictures):
        return
    turn.talk = replace(turn.talk, pictures=())
    await _clear_preference(turn)
    notes = reading_notes(intent)
    task_type = TaskType.TEXT if intent.no_reference and not pictures else intent.task_type or TaskType.TEXT
    if look is not None:
        task_type, pictures = look.task_type, look.pictures
        notes.append(look.told)
    elif intent.no_reference:
        notes.append(told("notice.reference_undone"))
    else:
        notes += _where_from(turn, task_type, pictures, waited=waited, recalled=recalled)
    prompt = await _prompt(turn, task_type, notes, look)
    if not prompt:
        await _without_words(turn)
        return
    wanted = Wanted(
        task_type=task_type,
        prompt=prompt,
        language=turn.language,
        wishes=continuity.as_large(intent.wishes, look, turn.job),
        pictures=in_role_order(pictures),
        names=intent.names,
        turned_down=intent.turned_down,
    )
    if Notice.MODEL_UNSUPPORTED in intent.notices and intent.unavailable:
        await model_gone(turn, wanted)
        return
    await _order_or_ask(turn, wanted, notes, asked=intent.model)


async def _without_words(turn: Turn) -> None:
    """Ask what to change where nothing can be changed, else what the video is to show."""
    if turn.intent.edit:
        await turn.tell("edit.no_job" if turn.job is None else "edit.none")
    elif turn.intent.names_something or turn.intent.unavailable:
        await ask_for_words(turn, turn.intent)
    else:
        await turn.tell("ask.empty")


def _pictures(turn: Turn) -> tuple[tuple[Picture, ...], tuple[Picture, ...]]:
    """The pictures of a request, and those of them that waited for its words."""
    intent = turn.intent
    pictures = pictures_of(turn.incoming, intent)
    if pictures and Notice.IMAGE_MISSING in intent.notices:
        own = [one.ref for one in pictures]
        before = tuple(one for one in waiting_pictures(turn) if one.ref not in own)
        if before:
            # One picture was sent a moment ago, and the other comes with the words.
            pictures = (*before, *pictures)
            read = goes_on_as(turn, turn.incoming.text, pictures)
            # "And this as the last frame" says only what the picture is.
            turn.intent = read if intent.prompt else replace(read, prompt="")
    if pictures or intent.no_reference:
        return pictures, ()
    waited = waiting_pictures(turn)
    if waited:
        # A question that this message raises keeps them.
        turn.incoming = replace(turn.incoming, pictures=waited)
    return waited, waited


def _recalled(turn: Turn) -> tuple[Picture, ...]:
    """The picture behind the last job, else the last one sent, if the words point back at one."""
    intent, text = turn.intent, turn.incoming.text
    if Notice.IMAGE_MISSING not in intent.notices or intent.continuity is not None or intent.no_reference:
        return ()
    found = sent_before(turn) if turn.desk.tables.sayings.says(text, Said.THAT_PICTURE) else ()
    if len(found) != 1:
        return ()
    turn.intent = replace(goes_on_as(turn, text, found), action=intent.action)
    return found


def _where_from(
    turn: Turn, task_type: TaskType, pictures: tuple[Picture, ...], *, waited: Sized, recalled: Sized
) -> list[Told]:
    """Notices about pictures that came before the words, and about which is first where nobody said so."""
    notes = [told("notice.pictures_waited", n=str(len(waited)))] if waited else []
    if (waited or turn.incoming.pictures) and task_type is TaskType.FRAMES:
        return notes if _says_which_first(turn, pictures) else [*notes, told("notice.frames_as_sent")]
    if waited:
        return notes
    if recalled:
        key = "continuity_same" if task_type is TaskType.REFERENCE else "continuity_animate"
        return [told(f"notice.{key}", what=turn.words("notice.what_picture"))]
    return []


def _as_sent(turn: Turn, intent: Intent, pictures: Sized) -> Intent:
    """The intent with two pictures as they were sent where only the price is asked, which either order has."""
    if not (turn.only_price and intent.ambiguous_roles and len(pictures) == 2):  # noqa: PLR2004  (first and last frame)
        return intent
    return replace(intent, ambiguous_roles=False, task_type=TaskType.FRAMES)


def _says_which_first(turn: Turn, pictures: tuple[Picture, ...]) -> bool:
    given = any(one.role is not None for one in pictures)
    return given or turn.desk.tables.sayings.says(turn.incoming.text, Said.NAMES_PLACE)


async def _order_or_ask(
    turn: Turn,
    wanted: Wanted,
    notes: list[Told],
    *,
    asked: str | None,
) -> None:
    """Price the request, choose its model, and order it or ask what has to be asked first."""
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
    notes += _reason(turn, choice, wanted, priced)
    draft = turn.desk.drafter.draft(choice.model, choice.basis, wanted, priced, told=notes)
    # No model has all that the best one was wanted for: what it costs is told first.
    is_less = choice.basis is Basis.BEST and not priced[choice.model].plan.is_as_asked
    turn.only_price = turn.only_price or is_less
    if await warns_of_people(turn, draft, priced, wanted):
        return
    # One clip is offered with sound by another model; of several, what their model cannot do is said with the price.
    if await offers_each(turn, draft):
        return
    if await offers_listed(turn, draft, priced, wanted, notes):
        return
    if turn.copies == 1 and await offers_sound(turn, draft, priced, wanted):
        return
    if await offers_series(turn, draft, priced, wanted, notes):
        return
    await place(turn, draft)


async def _choose(
    turn: Turn, wanted: Wanted, priced: Mapping[str, Priced], notes: list[Told], *, asked: str | None
) -> Choice | None:
    advice = turn.desk.tables.advice
    stored = await turn.desk.preferences.get(turn.person)
    usual = stored.get(wanted.task_type)
    preference = None if turn.intent.clear_preference or usual in wanted.turned_down else usual
    if asked is not None and asked not in priced:
        await not_for_this(turn, asked, wanted, priced)
        return None
    fits = within_limit(turn, priced)
    prices = {key: one.points for key, one in fits.items()}
    choice = advisor.choose(
        advice,
        wanted.task_type,
        asked=asked,
        quality=turn.intent.quality,
        preference=preference,
        prompt=wanted.prompt,
        prices=prices,
        # A series is made of shots of any length.
        as_asked=() if Notice.DURATION_CLAMPED in turn.intent.notices else as_asked(priced),
    )
    if choice is None:
        await turn.say(turn.words("models.empty"), kind=Kind.FAILURE)
        return None
    if turn.most_points and asked is None and fits is not priced:
        notes.append(told("notice.kept_within", model=fits[choice.model].product.name))
    elif preference is not None and choice.basis is Basis.AUTOMATIC:
        name = turn.desk.tables.model(preference).name_for(wanted.task_type)
        other = priced[choice.model].product.name
        notes.append(told("notice.preference_gone", model=name, other=other))
    if choice.basis is Basis.BEST and choice.model not in advice.best:
        is_live = any(one in priced for one in advice.best)
        key = "notice.best_fitting" if is_live else "notice.best_gone"
        notes.append(told(key, model=priced[choice.model].product.name))
    return choice


def _reason(turn: Turn, choice: Choice, wanted: Wanted, live: Iterable[str]) -> list[Told]:
    """The notice why this model was chosen, if words of the request speak for it."""
    if choice.basis is not Basis.AUTOMATIC:
        return []
    found = advisor.recommend(turn.desk.tables.advice, wanted.task_type, wanted.prompt, live)
    if found is None or not found.words or found.model != choice.model:
        return []
    return [told("notice.reason", reason=found.reason[turn.language])]


async def _asks_about_pictures(turn: Turn, pictures: tuple[Picture, ...]) -> bool:
    intent = turn.intent
    if intent.ambiguous_roles and len(pictures) == 2:  # noqa: PLR2004  (a first and a last frame)
        await which_first(turn)
        return True
    if intent.continuity is not None and not pictures and not intent.no_reference:
        await turn.tell("ask.result_gone" if turn.owns_job else "ask.not_yours")
        return True
    is_without = intent.task_type not in (None, TaskType.TEXT) and not pictures
    if intent.no_reference or not (is_without or Notice.IMAGE_MISSING in intent.notices):
        return False
    turn.ask(turn.question_now(Pending.PICTURE_MISSING))
    await turn.tell("ask.images_more" if pictures else "ask.image_missing")
    return True


# --- the parts of a request --------------------------------------------------


async def _prompt(turn: Turn, task_type: TaskType, notes: list[Told], look: Look | None) -> str:
    """The person's own words as prompt; for pictures without any, our own plain words for the task."""
    prompt = continuity.without_particles(turn.intent.prompt.strip(), turn.desk.tables.revisions)
    goes_on = not prompt and turn.intent.continuity is Continuity.NEXT
    if look is not None and (goes_on or turn.desk.tables.advice.says_only_next(prompt)):
        prompt = await words_to_go_on(turn, look)
    is_bare = turn.desk.tables.sayings.story.bare_title.search(prompt.strip(ENDS)) is not None
    is_bare = is_bare and Notice.DURATION_CLAMPED in turn.intent.notices  # "in three shots" shows nothing
    if is_bare or turn.desk.tables.talk.answer(prompt) == PictureUse.ANIMATE:
        prompt = ""
    prompt = await told_in_words(turn, prompt) if turn.intent.no_reference else prompt
    if task_type is not TaskType.TEXT and (not prompt or turn.desk.tables.advice.is_manner(prompt)):
        ours = turn.desk.tables.advice.without_words[task_type][turn.language]
        return f"{ours}{comma(ours)}{prompt}" if prompt else ours
    if len(prompt) > _LONGEST_PROMPT:
        notes.append(told("ask.too_long", limit=str(_LONGEST_PROMPT)))
        return prompt[:_LONGEST_PROMPT]
    return prompt


def reading_notes(intent: Intent) -> list[Told]:
    """Notices from reading the words: a length cut down, a contradiction, a model saved."""
    notes: list[Told] = []
    if Notice.DURATION_CLAMPED in intent.notices:
        notes.append(told("notice.duration_clamped"))
    for kind in dict.fromkeys(one.name for one in intent.passed_over):
        passed = [one for one in intent.passed_over if one.name == kind]
        dropped = ", ".join(dict.fromkeys(one.before for one in passed))
        key = f"audio_{passed[0].after}" if kind == "audio" else kind
        notes.append(told(f"notice.contradiction_{key}", got=passed[0].after, dropped=dropped))
    if intent.save_preference and intent.model is not None:
        notes.append(told("notice.saved"))
    return notes


async def _clear_preference(turn: Turn) -> None:
    """Clear the default model for this request's task type only; a question about a price clears nothing."""
    if turn.intent.clear_preference and not turn.only_price:
        await turn.desk.preferences.clear(turn.person, [turn.intent.task_type or TaskType.TEXT])
