"""The model that was just named: "it", "that one", "the second one", for a time, a price or an order."""

from dataclasses import replace

from core.desk.clips import changes
from core.desk.clips.differences import laid_over
from core.desk.models.beside_scene import scene_with_it
from core.desk.models.recommended import in_its_style
from core.desk.models.settling import none_such, settle, takes_cheapest
from core.desk.pictures.of_message import pictures_of, waiting_pictures
from core.desk.prices import quotes
from core.desk.questions.of_offer import ABOUT_MODELS, asked_of_numbered
from core.desk.questions.words_missing import ask_for_words
from core.desk.reading import said_in
from core.desk.requests import request
from core.desk.turn import CONFIRMATION_STANDS_S, QUESTION_STANDS_S, Turn
from core.model import Act, Draft, Intent, Wishes
from core.punctuation import clauses
from core.tables import Asked, Found, Pointing
from core.tables.patterns import MARKS

_FEW = 3  # words that only say "the last one"


async def model_meant(turn: Turn) -> bool:
    """Handle a message that means an offer or a model that was just named, and go on with that one."""
    if turn.points_at_job or pictures_of(turn.incoming):
        return False
    if await asked_of_numbered(turn):
        return True
    is_fresh = _is_fresh(turn)
    if is_fresh and (await _taken(turn) or await _taken_with_values(turn)):
        return True
    scene = scene_with_it(turn)
    if scene is not None and await _made_with(turn, *scene):
        return True
    if not is_fresh:
        return False
    if await _agreed(turn) or await _asked(turn):
        return True
    if takes_cheapest(turn):
        settle(turn, turn.talk.named_it)
    turn.intent = _with_its_wishes(turn)
    return False


def _is_fresh(turn: Turn) -> bool:
    """Whether models were named since the last order or question, and not long ago."""
    return bool(turn.talk.named) and turn.now - turn.talk.named_at <= QUESTION_STANDS_S


def model_named(turn: Turn, found: Found | None) -> tuple[str, str] | None:
    """The model that is meant: our key, and its name in the list."""
    if found is None:
        return None
    named, key = turn.talk.named, turn.talk.named_it
    if "nth" in found.parts:
        place = turn.desk.tables.sayings.place(found.parts, len(named))
        if place is None:
            return None
        key = named[place]
    row = turn.desk.tables.models.get(key)
    return (key, row.name_for(turn.talk.named_for)) if row is not None else None


def _read(turn: Turn, text: str) -> Intent:
    """The message read with the model's name put in; pointing at a model makes it nobody's default."""
    return replace(said_in(turn, text, turn.question), save_preference=False, choice=None)


async def _taken(turn: Turn) -> bool:
    # "Use that one" alone would have been taken for talk in front of what else is said.
    texts = (turn.typed, turn.incoming.text)
    said = (turn.desk.tables.pointers.first(one, Pointing.TAKES) for one in texts)
    found = next((one for one in said if one is not None), None)
    meant = model_named(turn, found)
    if found is not None and meant is None and turn.talk.named and "rest" in found.parts:
        # "The second one, for a cat": it is no scene, and which model is meant is not guessed.
        return await none_such(turn)
    if found is None or meant is None:
        return False
    key = meant[0]
    if "again" in found.parts and changes.base_of(turn) is not None:
        await _made_again(turn, key, found.parts.get("rest", ""))
        return True
    is_bare = not {"nth", "one", "cheap"} & found.parts.keys()
    question = turn.order_in_question
    if question is not None and is_bare and key == question.drafts[0].order.model:
        return False  # "use that" takes the waiting order
    if question is not None and "nth" in found.parts and len(turn.talk.named) == 1 < len(question.drafts):
        return False  # one of the offers, and not the only model that was named since
    if "rest" in found.parts:
        return await _made_with(turn, "" if "cheap" in found.parts else key, found.parts["rest"])
    if changes.base_of(turn) is None and not waiting_pictures(turn):
        await _asked_what(turn, key)
        return True
    turn.intent = Intent(
        action=Act.GENERATE, edit=True, model=key, language=turn.language, wishes=_quoted_wishes(turn)
    )
    if "nth" not in found.parts:
        settle(turn, key)
    await changes.edit(turn)
    return True


async def _made_again(turn: Turn, key: str, rest: str) -> None:
    """Order the clip at hand once more with that model, changed by the rest of the message."""
    read = said_in(turn, rest, turn.question) if rest else Intent(action=Act.GENERATE)
    settle(turn, key)
    turn.incoming = replace(turn.incoming, text=rest or turn.incoming.text)
    turn.intent = replace(
        read,
        action=Act.GENERATE,
        edit=True,
        again=True,
        model=key,
        save_preference=False,
        wishes=laid_over(read.wishes, _quoted_wishes(turn)),
        language=turn.language,
    )
    await changes.edit(turn)


async def _taken_with_values(turn: Turn) -> bool:
    """Handle "do that one please, in portrait": the values wait with the model for what it is to show."""
    pointers, parts = (
        turn.desk.tables.pointers,
        [clause + mark for clause, mark in clauses(turn.incoming.text)],
    )
    base, talk = changes.base_of(turn), turn.talk
    for count in range(len(parts) - 1, 0, -1):
        head, tail = "".join(parts[:count]), "".join(parts[count:])
        found = pointers.first(head, Pointing.TAKES)
        meant = model_named(turn, found) if found is not None and "rest" not in found.parts else None
        is_agreed = len(talk.named) == 1 and pointers.says(head, Pointing.GOES_FOR_IT)
        key = meant[0] if meant is not None else talk.named_it if is_agreed and base is None else ""
        said = said_in(turn, tail) if key else None
        if said is None or said.prompt or said.model is not None or said.wishes == Wishes():
            continue
        if base is None and turn.question is None and not waiting_pictures(turn):
            await _asked_what(turn, key, said.wishes)
            return True
    return False


async def _asked_what(turn: Turn, key: str, wishes: Wishes | None = None) -> None:
    """Ask what the model that was named is to show; its answer is ordered with that model."""
    intent = Intent(
        action=Act.GENERATE,
        model=key,
        task_type=turn.talk.named_for,
        language=turn.language,
        wishes=laid_over(wishes or Wishes(), _quoted_wishes(turn)),
    )
    await ask_for_words(turn, intent)


async def _agreed(turn: Turn) -> bool:
    """Handle a yes where one model was named: tell its price for what it was named for, or ask what it is to show."""
    talk, base = turn.talk, changes.base_of(turn)
    if len(talk.named) != 1 or turn.question is not None or turn.now - talk.named_at > CONFIRMATION_STANDS_S:
        return False
    text, tables = turn.incoming.text, turn.desk.tables
    is_yes = tables.talk.small_talk(text) == "ok" and tables.pointers.says(text, Pointing.AGREES)
    if tables.pointers.says(text, Pointing.GOES_FOR_IT) and base is None and not waiting_pictures(turn):
        await _asked_what(turn, talk.named_it)
        return True
    if talk.named_wishes == Wishes() or base is None:
        return False
    if not is_yes and not tables.pointers.says(text, Pointing.GOES_FOR_IT):
        return False
    turn.intent = Intent(
        action=Act.QUOTE, edit=True, model=talk.named_it, language=turn.language, wishes=talk.named_wishes
    )
    await quotes.quote(turn)
    return True


def _with_its_wishes(turn: Turn) -> Intent:
    """What the message means; a change to a model that was just named is one with what it was named for."""
    intent = turn.intent
    is_plain = intent.edit and intent.action is Act.GENERATE and intent.wishes == Wishes()
    if is_plain and intent.model in turn.talk.named:
        return replace(intent, wishes=turn.talk.named_wishes)
    return intent


async def _made_with(turn: Turn, key: str, rest: str) -> bool:
    """Order the rest of the message with that model, the cheapest if it is empty; False if it is no request."""
    intent, whole = _read(turn, rest), turn.intent
    if intent.action is not Act.GENERATE and whole.action is Act.GENERATE and whole.prompt.startswith(rest):
        # A word for a thing alone asks for nothing.
        intent = replace(whole, prompt=rest, save_preference=False)
    if intent.action is not Act.GENERATE:
        return False
    base = changes.base_of(turn)
    # "Make a burger with that one": the model stands at the end.
    is_request = not turn.incoming.text.strip(MARKS).endswith(rest.strip(MARKS))
    turn.incoming = replace(turn.incoming, text=rest)
    turn.intent = replace(
        intent,
        model=key or None,
        quality=intent.quality if key else "budget",
        wishes=laid_over(intent.wishes, _quoted_wishes(turn)),
    )
    if is_request:
        turn.intent = replace(turn.intent, edit=False)
    is_clip = (
        is_request and len(rest.split()) <= _FEW and turn.desk.tables.pointers.says(rest, Pointing.OF_CLIP)
    )
    if is_clip and base is None:
        await turn.tell("edit.no_job")
        return True
    if base is not None and (is_clip or _is_shown(turn, base, intent.prompt)):
        turn.intent = replace(turn.intent, prompt="", edit=True)
    if turn.intent.edit and base is not None:
        await changes.edit(turn)
        return True
    turn.intent = in_its_style(turn, replace(turn.intent, edit=False))
    turn.close_question()
    await request(turn)
    return True


def _is_shown(turn: Turn, base: Draft, words: str) -> bool:
    """Whether words only name what a clip shows: "the burger"."""
    article, _, what = words.casefold().partition(" ")
    shown = base.order.prompt.casefold().split()
    return (
        article in turn.desk.tables.pointers.definite
        and bool(what)
        and all(one in shown for one in what.split())
    )


def _quoted_wishes(turn: Turn) -> Wishes:
    """The wishes that the model was named for, with the values of a price asked for it since."""
    quoted = turn.quoted
    if quoted is None or turn.talk.quoted_at < turn.talk.named_at:
        return turn.talk.named_wishes
    return laid_over(quoted.wishes, turn.talk.named_wishes)


async def _asked(turn: Turn) -> bool:
    """Handle a question about the price or the time of a model that was just named."""
    pointers, text = turn.desk.tables.pointers, turn.incoming.text
    found = next(iter(pointers.find(text, Pointing.IT)), None)
    meant = model_named(turn, found)
    if found is None or meant is None or turn.intent.action not in ABOUT_MODELS:
        return False
    advice = turn.desk.tables.advice
    if turn.intent.action is Act.LIST_MODELS and any(
        advice.asks(clause, one) for clause, _ in clauses(text) for one in (Asked.CHEAPER, Asked.RANKED)
    ):
        return False  # it asks for another one than that
    key, name = meant
    if pointers.says(text, Pointing.ASKS_TIME) and not pointers.says(text, Pointing.ASKS_PRICE):
        row = turn.desk.tables.model(key)
        low, high = row.estimate_s
        await turn.tell("models.takes", model=name, low=low, high=high)
        return True
    named = f"{text[: found.start]} {name} {text[found.end :]}"
    intent = _read(turn, named)
    if intent.action not in (Act.QUOTE, Act.LIST_MODELS):
        return False
    turn.incoming = replace(turn.incoming, text=named)
    wishes = laid_over(intent.wishes, turn.talk.named_wishes)
    turn.intent = replace(intent, action=Act.QUOTE, model=key, wishes=wishes)
    base, named_for = changes.base_of(turn), turn.talk.named_for
    if base is not None and base.order.task_type is not named_for:
        # The model was named for another task than that of the clip at hand.
        turn.intent = replace(turn.intent, task_type=named_for)
        await quotes.of_model(turn)
        return True
    await quotes.quote(turn)
    return True
