"""Whether any of this costs something: told in a sentence, with the least and the usual price."""

from dataclasses import replace

from core.advisor import cheapest, recommend
from core.desk.clips.changes import base_of
from core.desk.models.live import products_or_say
from core.desk.pictures.of_message import pictures_of, waiting_pictures
from core.desk.prices.quotes import in_question
from core.desk.questions.words_missing import ask_for_words
from core.desk.reading import beside_clip
from core.desk.turn import Turn
from core.drafts import Wanted
from core.model import Act, ParseContext, Pending, TaskType, Wishes
from core.tables import Pointing

_OF_CLIP = (Pointing.VARIANT, Pointing.TIMES_AS_LONG)


async def asked_whether_free(turn: Turn) -> bool:
    """Handle a question whether videos have to be paid for; beside an order that waits its price is the answer."""
    is_asked = turn.desk.tables.pointers.says(turn.incoming.text, Pointing.ASKS_WHETHER_FREE)
    if is_asked and turn.order_in_question is not None:
        await in_question(turn, turn.order_in_question)
        return True
    if not is_asked or turn.question is not None or turn.incoming.pictures:
        return False
    told = await _prices(turn)
    if told:
        await turn.say(told)
    return bool(told) or turn.said > 0


async def asked_what_one_costs(turn: Turn) -> bool:
    """Handle whom or what a video is for with a question what one costs: tell it, and ask what it is to show."""
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.USUAL_PRICE)
    if found is None or turn.points_at_job or pictures_of(turn.incoming):
        return False
    if turn.question is not None and turn.question.pending is not Pending.WORDS_MISSING:
        return False
    before = found.parts["before"]
    if base_of(turn) is not None and _is_of_clip(turn, before):
        return False
    read = turn.desk.parser.parse(before, ParseContext())
    if read.action is not Act.GENERATE or waiting_pictures(turn):
        return False
    is_told = bool(read.prompt) and not turn.desk.tables.pointers.says(before, Pointing.ONLY_FOR)
    if is_told and not turn.desk.parser.tells_no_scene(before):
        return False
    turn.pointed = await _prices(turn)
    if turn.pointed:
        await ask_for_words(turn, replace(read, language=turn.language))
    return turn.said > 0


def _is_of_clip(turn: Turn, before: str) -> bool:
    """Whether it asks of the clip at hand: "what about 10 seconds, what would that cost", "use Kling, how much is it"."""
    if any(turn.desk.tables.pointers.says(turn.incoming.text, one) for one in _OF_CLIP):
        return True
    read = beside_clip(turn, before)
    return read.action is Act.GENERATE and read.edit and not read.prompt and read.names_something


async def _prices(turn: Turn) -> str:
    """The least and the usual price in a sentence; empty where the live list cannot tell them."""
    products = await products_or_say(turn, TaskType.TEXT)
    if products is None:
        return ""
    wanted = Wanted(task_type=TaskType.TEXT, prompt="", language=turn.language, wishes=Wishes())
    priced = turn.desk.drafter.price_all(products, wanted)
    best = recommend(turn.desk.tables.advice, TaskType.TEXT, "", priced)
    if not priced or best is None:
        return ""
    points = {key: one.points for key, one in priced.items()}
    least = priced[cheapest(turn.desk.tables.advice, TaskType.TEXT, points)]
    usual = priced[best.model]
    return turn.words(
        "quote.not_free",
        least=least.points,
        cheap=least.product.name,
        points=usual.points,
        model=usual.product.name,
    )
