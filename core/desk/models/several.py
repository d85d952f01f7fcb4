"""Several models at once: a clip with each of them, or their prices for a scene, of which one is then chosen."""

from core.advisor import Basis
from core.desk.clips.changes import base_of
from core.desk.models.live import products_or_say
from core.desk.models.names import models_called_so, models_named, names_typed
from core.desk.pictures.of_message import pictures_of, waiting_pictures
from core.desk.placing import offer, price_row
from core.desk.reading import goes_on_as
from core.desk.turn import Turn
from core.drafts import Wanted
from core.model import Act, Draft, Language, ParseContext, TaskType
from core.punctuation import ENDS, clauses, comma
from core.tables import Pointing
from core.tables.asked import LONGEST, Found
from core.tables.patterns import MARKS

_MAY_ASK = frozenset({Act.QUOTE, Act.GENERATE, Act.LIST_MODELS})  # how such a message may be read
_FEWEST, _MOST = 2, 6
_NAME = "\N{BLACK DIAMOND}"  # stands for the name of a model where a pattern is compared


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
    if len(drafts) < _FEWEST:
        return False
    drafts.sort(key=lambda one: one.order.points)
    turn.intent = goes_on_as(turn, scene)
    await offer(turn, drafts, turn.desk.phrases.lines(*_rows(turn, drafts), turn.words("models.each_ask")))
    return True


def _asked(turn: Turn) -> tuple[str, list[str]]:
    """The scene for which the prices of several models are asked, or they are compared, and these; else nothing."""
    scene, keys = _compared(turn)
    if scene:
        return scene, keys
    head, colon, tail = turn.incoming.text.partition(":")
    if colon and turn.desk.tables.pointers.says(tail.strip(ENDS), Pointing.ASKS_PRICE):
        keys = models_named(turn, tail)
        if _FEWEST <= len(keys) <= _MOST and not models_named(turn, head):
            return head.strip(ENDS), keys
    parts = [clause + mark for clause, mark in clauses(turn.incoming.text)]
    for place in range(1, len(parts)):
        if not models_named(turn, parts[place]):
            continue
        asks = "".join(parts[place:])
        keys = models_named(turn, asks)
        if not _FEWEST <= len(keys) <= _MOST or not turn.desk.tables.pointers.says(asks, Pointing.ASKS_PRICE):
            break
        return "".join(parts[:place]).strip(ENDS), keys
    return "", []


def _rows(turn: Turn, drafts: list[Draft]) -> list[str]:
    """The price of each, and what it lacks of what was asked."""
    rows = list[str]()
    for number, one in enumerate(drafts, start=1):
        rows += [price_row("quote.option", turn, one, n=number), *turn.desk.drafter.notices(one)]
    return rows


def without_models(turn: Turn, text: str) -> str:
    """The message without the models that it wants a clip of each with; beside a clip, only these where it says no more."""
    found, names, _ = _told(turn, text, Pointing.WITH_EACH)
    if found is None:
        return text
    pointers = turn.desk.tables.pointers
    rest = [found.parts[one].strip(f"{MARKS}、 ") for one in ("before", "rest") if one in found.parts]
    said = comma(text).join(one for one in rest if one)
    if said and not pointers.says(said, Pointing.ONLY_IT):
        turn.each = tuple(names)
        return said
    if base_of(turn) is None:
        return text
    language: Language = "en" if text.isascii() else "zh"
    return pointers.each_with[language].format(names=pointers.each_join[language].join(names))


def _compared(turn: Turn) -> tuple[str, list[str]]:
    """The scene for which several models are to be compared, and these; else nothing."""
    found, _, keys = _told(turn, turn.incoming.text, Pointing.COMPARES_FOR)
    return (found.parts["rest"].strip(MARKS), keys) if found is not None else ("", [])


def _told(turn: Turn, text: str, what: Pointing) -> tuple[Found | None, list[str], list[str]]:
    """How a message says this of several models, their names as typed, and our keys of them."""
    pointers = turn.desk.tables.pointers
    if len(text) > LONGEST or not pointers.says(text, Pointing.MAY_NAME_SEVERAL):
        return None, [], []
    if pointers.says(text, Pointing.ASKS_PRICE):
        return None, [], []  # that is answered as a question
    names = names_typed(turn, text)
    if not _FEWEST <= len(names) <= _MOST:
        return None, [], []
    keys = models_called_so(turn, names)
    if len(keys) != len(names):
        return None, [], []
    masked = text
    for one in names:
        masked = masked.replace(one, _NAME, 1)
    return pointers.first(masked, what), names, keys
