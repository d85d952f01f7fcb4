"""Takes one of several offers by its price or its number, perhaps with more words.

With nothing on offer, "the cheaper one" is the last clip for less.
"""

from dataclasses import replace

from core.desk.clips import changes
from core.desk.clips.again import take_offer
from core.desk.clips.called import models_called
from core.desk.clips.differences import laid_over, sound_of
from core.desk.models import comparing
from core.desk.models.names import names_typed
from core.desk.pictures.of_message import pictures_of
from core.desk.questions.answers import confirm, orders_all, tells_how_many
from core.desk.reading import said_in
from core.desk.sound.other_models import is_of_sound
from core.desk.turn import Turn
from core.model import Act, Intent, Pending, Wishes
from core.ports import Question
from core.punctuation import ends_asking
from core.tables import Pointing, Said
from core.tables.patterns import MARKS

_KNOWN = 3  # numbers up to here are read by the parser
_SEVERAL = 2
_MORE = 1  # other characters that may stand beside a number
_MAY_TAKE = frozenset({Act.GENERATE, Act.RETRY})  # "try the first one"


async def by_price(turn: Turn) -> bool:
    """Handle a message that only takes an offer by its price ("the cheaper one"): order it."""
    pointers, text, question = turn.desk.tables.pointers, turn.incoming.text, turn.question
    if question is not None and (least := _least_with_sound(turn, question)):
        await take_offer(turn, question, least)
        return True
    is_cheaper = pointers.says(text, Pointing.CHEAPER_ONE) or _is_cheapest_of(turn, question)
    if pictures_of(turn.incoming) or not (is_cheaper or pointers.says(text, Pointing.DEARER_ONE)):
        return False
    if question is not None and question.drafts and not turn.points_at_job:
        if orders_all(question):
            return False
        if is_cheaper and (turn.only_price or pointers.says(text, Pointing.ONLY_ASKS)):
            await comparing.cheaper_one(turn)
            return True
        choice = _choice(turn, question, is_cheaper=is_cheaper)
        if choice is not None:
            await take_offer(turn, question, choice)
            return True
    intent = turn.intent
    is_choice = intent.action in (Act.RETRY, Act.CHITCHAT) and intent.choice is not None
    is_order = intent.action is Act.GENERATE or is_choice
    if not is_cheaper or not is_order or changes.base_of(turn) is None:
        return False
    if turn.order_in_question is None and not turn.owns_job:
        await turn.tell("ask.not_yours")
        return True
    turn.intent = Intent(action=Act.GENERATE, edit=True, quality="budget", language=turn.language)
    await changes.edit(turn)
    return True


def _is_cheapest_of(turn: Turn, question: Question | None) -> bool:
    """Whether a message takes the cheapest of several offers; of a single one, "the cheapest" may be another model."""
    if question is None or len(question.drafts) < _SEVERAL or ends_asking(turn.incoming.text):
        return False
    return turn.desk.tables.pointers.says(turn.incoming.text, Pointing.CHEAPEST_ONE)


def _least_with_sound(turn: Turn, question: Question) -> int:
    """The place of the cheapest of the offers with sound, where nothing but the cheapest is wanted of them; else 0."""
    said = turn.intent
    is_wanted = said.action is Act.GENERATE and said.quality == "budget" and not (said.prompt or said.again)
    if not is_wanted or not is_of_sound(question) or said.wishes != Wishes() or said.model is not None:
        return 0
    able = [at for at, one in enumerate(question.drafts) if sound_of(one)]
    return min(able, key=lambda at: question.drafts[at].order.points) + 1 if able else 0


async def insists(turn: Turn) -> bool:
    """Handle "do it anyway" after a warning: order what was asked for, which is on offer behind other choices."""
    question = turn.question
    asked = question.intent.model if question is not None and question.intent is not None else None
    if question is None or asked is None or turn.points_at_job:
        return False
    place = next((at for at, one in enumerate(question.drafts) if at and one.order.model == asked), None)
    if place is None or not turn.desk.tables.sayings.says(turn.incoming.text, Said.INSISTS):
        return False
    await take_offer(turn, question, place + 1)
    return True


async def just_asked_of(turn: Turn) -> bool:
    """Handle "let's go with that one" behind a question about one of several offers: order that one."""
    question, text, pointers = turn.question, turn.incoming.text, turn.desk.tables.pointers
    if question is None or len(question.drafts) < _SEVERAL or turn.points_at_job or orders_all(question):
        return False
    named, models = turn.named_since(question), [one.order.model for one in question.drafts]
    if len(named) != 1 or named[0] not in models or pictures_of(turn.incoming):
        return False
    taken = pointers.first(text, Pointing.TAKES)
    is_taken = taken is not None and not {"nth", "cheap", "rest"} & taken.parts.keys()
    if not (is_taken or pointers.says(text, Pointing.GOES_FOR_IT)):
        return False
    await take_offer(turn, question, models.index(named[0]) + 1)
    return True


async def with_a_change(turn: Turn) -> bool:
    """Handle a message that takes one of several offers with a change: "the cheap one, but in portrait"."""
    question, pointers, text = turn.question, turn.desk.tables.pointers, turn.incoming.text
    if question is None or len(question.drafts) < _SEVERAL or turn.points_at_job or orders_all(question):
        return False
    found = pointers.first(text, Pointing.CHEAPER_WITH) or pointers.first(text, Pointing.NTH_WITH)
    if found is None or pictures_of(turn.incoming):
        return False
    count = len(question.drafts)
    place = turn.desk.tables.sayings.place(found.parts, count) if "nth" in found.parts else None
    number = _choice(turn, question, is_cheaper=True) if "nth" not in found.parts else None
    number = number if place is None else place + 1
    said = said_in(turn, found.parts["rest"], question)
    is_change = said.action is Act.GENERATE and said.model is None and said.quality is None
    if number is None or not is_change or (said.prompt and not said.edit):
        return False
    draft = question.drafts[number - 1]
    if not said.prompt and laid_over(said.wishes, draft.wishes) == draft.wishes:
        return False
    turn.ask(replace(question, pending=Pending.CONFIRM, drafts=(draft,)))
    turn.incoming = replace(turn.incoming, text=found.parts["rest"])
    turn.intent = replace(said, edit=True, language=turn.language)
    await changes.edit(turn)
    return True


async def by_maker(turn: Turn) -> bool:
    """Handle a message that only names the maker of one of several offers: order that one, whatever its version."""
    question, intent = turn.question, turn.intent
    if question is None or len(question.drafts) < _SEVERAL or turn.points_at_job or orders_all(question):
        return False
    if await _called_by_model(turn, question):
        return True
    says_so = turn.desk.tables.pointers.says(turn.incoming.text, Pointing.FROM_NOW_ON)
    is_order = intent.action is Act.GENERATE or (intent.action is Act.SET_PREFERENCE and not says_so)
    if not is_order or intent.prompt or intent.model is None:
        return False
    if intent.wishes != Wishes() or pictures_of(turn.incoming):
        return False
    models = [one.order.model for one in question.drafts]
    named = names_typed(turn, turn.incoming.text)
    called = models_called(turn, named[0].casefold()) if len(named) == 1 else frozenset()
    fitting = [place for place, one in enumerate(models, start=1) if one in called]
    if len(fitting) != 1 or intent.model in models:
        return False
    await take_offer(turn, question, fitting[0])
    return True


async def _called_by_model(turn: Turn, question: Question) -> bool:
    """Order the only offer whose model is called so in "the Veo one"; False where the words call none."""
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.NAMED_OFFER)
    if found is None or pictures_of(turn.incoming):
        return False
    named = names_typed(turn, found.parts["name"])
    called = models_called(turn, named[0].casefold()) if len(named) == 1 else frozenset()
    models = [one.order.model for one in question.drafts]
    fitting = [place for place, one in enumerate(models, start=1) if one in called]
    if len(fitting) != 1:
        return False
    await take_offer(turn, question, fitting[0])
    return True


async def by_number(turn: Turn) -> bool:
    """Handle a message that is only the number of an offer, after the third or in more words: order it.

    A single offer is also taken by any words for it: "let's go with that one".
    """
    question, text = turn.question, turn.incoming.text.strip(MARKS)
    numbered = turn.desk.tables.pointers.first(text, Pointing.NUMBERED)
    if question is None and numbered is not None and not (turn.points_at_job or turn.incoming.pictures):
        turn.intent = Intent(action=Act.CONFIRM, language=turn.language)
        await confirm(turn)  # there is nothing to choose from
        return True
    if question is None or not question.drafts or turn.points_at_job or orders_all(question):
        return False
    count = len(question.drafts)
    if numbered is not None and count >= _SEVERAL:
        place = turn.desk.tables.sayings.place(numbered.parts, count)
        if place is None:
            await tells_how_many(turn, question)
        else:
            await take_offer(turn, question, place + 1)
        return True
    taken, is_single = turn.desk.tables.pointers.first(text, Pointing.TAKES), count == 1
    if taken is not None and not {"rest", "cheap"} & taken.parts.keys():
        is_numbered = "nth" in taken.parts
        nth = turn.desk.tables.sayings.place(taken.parts, count) if is_numbered else 0
        if nth is not None and (is_single or (is_numbered and turn.intent.action in _MAY_TAKE)):
            await take_offer(turn, question, nth + 1)
            return True
    place = _place(turn, text, count)
    if place is None or place < _KNOWN:
        return False  # the parser reads these
    await take_offer(turn, question, place + 1)
    return True


async def by_number_and_words(turn: Turn) -> bool:
    """Handle a message that takes an offer by its number, with more words: "the second one, with sound".

    What the offer already has is ordered; other values change it.
    """
    question, text, tables = turn.question, turn.incoming.text.strip(MARKS), turn.desk.tables
    if question is None or len(question.drafts) < _SEVERAL or turn.points_at_job or orders_all(question):
        return False
    parts = [one for one in tables.sayings.several.piece.split(text) if one.strip(MARKS)]
    places = [_place(turn, one, len(question.drafts)) for one in parts]
    named = [place for place in places if place is not None]
    if len(parts) < _SEVERAL or len(named) != 1 or pictures_of(turn.incoming):
        return False
    draft, wishes = question.drafts[named[0]], Wishes()
    for part, place in zip(parts, places, strict=True):
        said = said_in(turn, part) if place is None else Intent(action=Act.CHITCHAT)
        is_talk = said.action is Act.CHITCHAT and said.choice is None
        is_true = not said.prompt and said.model in (None, draft.order.model)
        if not (is_talk or is_true):
            return False
        wishes = laid_over(said.wishes, wishes)
    if laid_over(wishes, draft.wishes) == draft.wishes:
        await take_offer(turn, question, named[0] + 1)
        return True
    # That one, but otherwise: it becomes the order at hand and is changed.
    turn.ask(replace(question, pending=Pending.CONFIRM, drafts=(draft,)))
    turn.intent = Intent(action=Act.GENERATE, edit=True, wishes=wishes, language=turn.language)
    await changes.edit(turn)
    return True


def _place(turn: Turn, words: str, count: int) -> int | None:
    """The offer that these words name; None if they say anything else."""
    words = words.strip(MARKS)
    found = next(iter(turn.desk.tables.pointers.find(words, Pointing.IT)), None)
    if found is None or "nth" not in found.parts or found.end - found.start < len(words) - _MORE:
        return None
    return turn.desk.tables.sayings.place(found.parts, count)


def _choice(turn: Turn, question: Question, *, is_cheaper: bool) -> int | None:
    """The number of the cheapest or dearest draft; a single offer counts only if it costs less than the job."""
    points = [one.order.points for one in question.drafts]
    if len(points) == 1:
        job = turn.job
        is_less = job is not None and points[0] < job.draft.order.points
        return 1 if is_cheaper and is_less and question.pending is Pending.OFFER else None
    return points.index(min(points) if is_cheaper else max(points)) + 1
