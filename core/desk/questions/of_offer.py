"""Questions about one of several offers, or about a model that is called like one of them: "how much is the Wan one?"."""

from dataclasses import replace

from core.desk.clips.called import called, models_called
from core.desk.models.names import names_typed
from core.desk.pictures.of_message import pictures_of
from core.desk.placing import price_row
from core.desk.questions.answers import orders_all
from core.desk.reading import said_in
from core.desk.turn import LOOKS_BACK, Turn
from core.model import Act, Wishes
from core.ports import Question
from core.punctuation import ends_asking
from core.tables import Found, Pointing

ABOUT_MODELS = frozenset({Act.QUOTE, Act.LIST_MODELS, Act.STATUS})
_SEVERAL = 2


async def asked_of_numbered(turn: Turn) -> bool:
    """Handle a question about the time or price of one of several offers by its number; they go on waiting."""
    question, pointers = turn.question, turn.desk.tables.pointers
    if question is None or len(question.drafts) < _SEVERAL or orders_all(question):
        return False
    found = next((one for one in pointers.find(turn.incoming.text, Pointing.IT) if "nth" in one.parts), None)
    if found is None or turn.intent.action not in ABOUT_MODELS or turn.intent.wishes != Wishes():
        return False
    place = turn.desk.tables.sayings.place(found.parts, len(question.drafts))
    if place is None:
        await turn.tell("confirm.nothing")
    else:
        await _tell(turn, question, place)
    return True


async def asked_of_named(turn: Turn) -> bool:
    """Handle a question about the time or price of an offer that is called by its model; it goes on waiting.

    Where no offer and no clip is called so, "the Kling one" is only the model: the rest of the handlers read it so.
    """
    question, pointers, text = turn.question, turn.desk.tables.pointers, turn.incoming.text
    if turn.points_at_job or pictures_of(turn.incoming):
        return False
    if not (turn.intent.action in ABOUT_MODELS or ends_asking(text)):
        return False
    for found in pointers.find(text, Pointing.CALLED_ONE):
        named = names_typed(turn, found.parts["name"])
        keys = models_called(turn, named[0].casefold()) if len(named) == 1 else frozenset()
        if not keys:
            continue
        offered = [] if question is None or orders_all(question) else question.drafts
        fitting = [place for place, one in enumerate(offered) if one.order.model in keys]
        asks = any(pointers.says(text, one) for one in (Pointing.ASKS_PRICE, Pointing.ASKS_TIME))
        if question is not None and len(fitting) == 1 and len(offered) >= _SEVERAL and asks:
            await _tell(turn, question, fitting[0])
            return True
        if fitting or not called(turn, await turn.own_jobs(limit=LOOKS_BACK), named[0]):
            _read_as_model(turn, found, named[0])
        return False
    return False


def _read_as_model(turn: Turn, found: Found, name: str) -> None:
    """Go on with the bare name of the model in the place of the words that call something so."""
    text = turn.incoming.text
    plain = f"{text[: found.start]} {name} {text[found.end :]}".strip()
    said = said_in(turn, plain)
    if said.action in ABOUT_MODELS:
        turn.incoming = replace(turn.incoming, text=" ".join(plain.split()))
        turn.intent = said


async def _tell(turn: Turn, question: Question, place: int) -> None:
    draft = question.drafts[place]
    turn.name_models([draft.order.model], draft.order.task_type)
    row = price_row("quote.option", turn, draft, n=place + 1)
    await turn.say(turn.desk.phrases.lines(row, turn.words("quote.waiting")))
