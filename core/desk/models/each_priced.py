"""Several models, each with its price for the scene that is told in front of the question: one of them is then chosen."""

from core.advisor import Basis
from core.desk.models.live import products_or_say
from core.desk.models.with_each import FEWEST, MOST, compared
from core.desk.pictures.of_message import pictures_of, waiting_pictures
from core.desk.placing import offer, price_row
from core.desk.reading import goes_on_as, models_named
from core.desk.turn import Turn
from core.drafts import Wanted
from core.model import Act, Draft, ParseContext, TaskType
from core.punctuation import ENDS, clauses
from core.tables import Pointing

_MAY_ASK = frozenset({Act.QUOTE, Act.GENERATE, Act.LIST_MODELS})  # how such a message may be read


async def each_priced(turn: Turn) -> bool:
    """Handle a scene with a question behind it what each of several models would cost: offer them, the cheapest first."""
    if turn.intent.action not in _MAY_ASK or turn.points_at_job:
        return False
    scene, keys = _asked(turn)
    if not scene or pictures_of(turn.incoming) or waiting_pictures(turn):
        return False
    read = turn.desk.parser.parse(scene, ParseContext())
    if read.action is not Act.GENERATE or not read.prompt or read.model is not None:
        return False
    products = await products_or_say(turn, TaskType.TEXT)
    if products is None:
        return True
    wanted = Wanted(
        task_type=TaskType.TEXT,
        prompt=read.prompt,
        language=turn.language,
        wishes=read.wishes,
        names=read.names,
    )
    priced = turn.desk.drafter.price_all(products, wanted)
    drafts = [turn.desk.drafter.draft(key, Basis.ASKED, wanted, priced) for key in keys if key in priced]
    if len(drafts) < FEWEST:
        return False
    drafts.sort(key=lambda one: one.order.points)
    turn.intent = goes_on_as(turn, scene)
    await offer(turn, drafts, turn.desk.phrases.lines(*_rows(turn, drafts), turn.words("models.each_ask")))
    return True


def _asked(turn: Turn) -> tuple[str, list[str]]:
    """The scene for which the prices of several models are asked, or they are compared, and these; else nothing."""
    scene, keys = compared(turn)
    if scene:
        return scene, keys
    head, colon, tail = turn.incoming.text.partition(":")
    if colon and turn.desk.tables.pointers.says(tail.strip(ENDS), Pointing.ASKS_PRICE):
        keys = models_named(turn, tail)
        if FEWEST <= len(keys) <= MOST and not models_named(turn, head):
            return head.strip(ENDS), keys
    parts = [clause + mark for clause, mark in clauses(turn.incoming.text)]
    for place in range(1, len(parts)):
        if not models_named(turn, parts[place]):
            continue
        asks = "".join(parts[place:])
        keys = models_named(turn, asks)
        if not FEWEST <= len(keys) <= MOST or not turn.desk.tables.pointers.says(asks, Pointing.ASKS_PRICE):
            break
        return "".join(parts[:place]).strip(ENDS), keys
    return "", []


def _rows(turn: Turn, drafts: list[Draft]) -> list[str]:
    """The price of each, and what it lacks of what was asked."""
    rows = list[str]()
    for number, one in enumerate(drafts, start=1):
        rows += [price_row("quote.option", turn, one, n=number), *turn.desk.drafter.notices(one)]
    return rows
