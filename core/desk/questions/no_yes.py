"""What is no yes, although it has the words of one: a question, a doubt, a remark on an offer. It spends nothing."""

from dataclasses import replace

from core.desk.models import comparing
from core.desk.placing import price_row
from core.desk.prices.quotes import in_question
from core.desk.questions.answers import decline, orders_all, tells_it_waits
from core.desk.questions.of_offer import asked_of_numbered
from core.desk.reading import said_in
from core.desk.small_talk import was_greeted
from core.desk.turn import Turn
from core.model import Act
from core.tables import Pointing

_ENDS = frozenset({Act.CANCEL, Act.DECLINE})
_ORDERS = frozenset({Act.CONFIRM, Act.RETRY})


async def only_wonders(turn: Turn) -> bool:
    """Handle such a message: tell what waits, or what another one would cost; order nothing."""
    question, intent = turn.question, turn.intent
    is_open = question is not None and bool(question.drafts)
    if is_open and await _doubts(turn):
        return True
    takes = intent.action in _ORDERS or intent.choice is not None or (is_open and intent.model is not None)
    is_idea = takes and turn.only_price and intent.action is not Act.QUOTE
    if is_open and (is_idea or ((takes or _talks(turn)) and _says(turn, Pointing.NO_YES))):
        if not await asked_of_numbered(turn) and question is not None:
            await in_question(turn, question)
        return True
    # "1 sec" is neither a length nor the first answer, "3 nurses" not the third.
    is_other = intent.choice is not None and _says(turn, Pointing.COUNTS_OTHER)
    is_aside = (question is not None or turn.job is not None) and _says(turn, Pointing.ASIDE)
    if is_aside or (question is not None and (is_other or _says(turn, Pointing.MOMENT))):
        await tells_it_waits(turn)
        return True
    if (
        intent.action in (Act.RETRY, Act.GENERATE)
        and _says(turn, Pointing.WONDERS_AGAIN)
        and turn.job is not None
    ):
        await turn.say(price_row("again.only_asked", turn, turn.job.draft))
        return True
    return False


async def _doubts(turn: Turn) -> bool:
    """Handle a doubt about what waits: tell it once more, or what costs less where the price is doubted."""
    question = turn.order_in_question
    if question is None or turn.incoming.pictures:
        return False
    found = next(iter(turn.desk.tables.pointers.find(turn.raw.strip(), Pointing.DOUBTS_OFFER)), None)
    if found is None:
        return False
    if "cheap" in found.parts and not orders_all(question):
        await comparing.cheaper_one(turn)
    else:
        await in_question(turn, question)
    return True


def _says(turn: Turn, what: Pointing) -> bool:
    """Whether the message says this, with the marks at its end: "ok?" is another thing than "ok"."""
    return any(True for _ in turn.desk.tables.pointers.find(turn.raw.strip(), what))


def _talks(turn: Turn) -> bool:
    """Whether the message would else become a part of what waits."""
    return turn.intent.action in (Act.GENERATE, Act.CHITCHAT, Act.QUOTE, Act.LIST_MODELS)


async def wants_none(turn: Turn) -> bool:
    """Handle "don't run it again", which must never pass for "again": what waits is given up, a clip stays as it is."""
    is_no = turn.question is not None and bool(turn.question.drafts) and _says(turn, Pointing.NOT_OK)
    is_no = is_no or _says(turn, Pointing.NOT_MADE)
    if turn.intent.action is Act.CANCEL or turn.incoming.pictures or not is_no:
        return False
    if turn.question is None and turn.job is not None and not turn.job.phase.is_over:
        return False  # what is in the making is to be stopped
    if turn.question is not None:
        await decline(turn)
    else:
        await turn.tell("small.ok")
    return True


async def takes_it_back(turn: Turn) -> bool:
    """Handle a wish that is taken back in the same breath, "make it vertical, never mind": all stays as it is."""
    if turn.intent.action in _ENDS or not _says(turn, Pointing.NEVER_MIND):
        return False
    await tells_it_waits(turn)
    return True


async def answers_others(turn: Turn) -> bool:
    """Handle what is said to somebody else in a group beside what waits, "sure, Tom, lunch at twelve": no yes, no scene."""
    is_alone = turn.incoming.address.direct or turn.incoming.pictures or turn.points_at_job
    if turn.question is None or is_alone or not _says(turn, Pointing.TO_OTHERS):
        return False
    if not was_greeted(turn):
        await tells_it_waits(turn)
    return True


async def agrees_late(turn: Turn) -> bool:
    """Handle one more "ok" behind the news that the question has lapsed: as a "confirm", it asks once more."""
    lapsed, tables = turn.lapsed_order, turn.desk.tables
    if lapsed is None or not lapsed.told_lapsed or turn.incoming.pictures or turn.intent.names_something:
        return False
    text = turn.incoming.text
    is_praise = any(tables.pointers.says(text, one) for one in (Pointing.GLAD, Pointing.PRAISE))
    if tables.talk.small_talk(text) != "ok" or is_praise:
        return False
    await in_question(turn, turn.revive(lapsed, tells=False))
    return True


async def laughs(turn: Turn) -> bool:
    """Handle laughter at the clip that was made, "lol look at him go": it changes nothing."""
    if turn.job is None or not turn.job.phase.is_made or turn.incoming.pictures:
        return False
    if not _says(turn, Pointing.LAUGHS):
        return False
    if not was_greeted(turn):
        await turn.tell("small.glad")
    return True


async def doubts_change(turn: Turn) -> bool:
    """Go on with a change that is only wondered about, "would it be too late to add a cat?", as one that is priced."""
    if turn.intent.action is not Act.GENERATE or not turn.intent.edit:
        return False
    pointers, text = turn.desk.tables.pointers, turn.incoming.text
    found = pointers.first(text, Pointing.DOUBTS_CHANGE)
    if found is None:
        # "What if it was a dog" is read as the plain change already.
        turn.only_price = turn.only_price or pointers.says(turn.raw, Pointing.DOUBTS_CHANGE)
        return False
    said = said_in(turn, found.parts["rest"])
    if said.action is Act.GENERATE and said.edit:
        turn.incoming = replace(turn.incoming, text=found.parts["rest"])
        turn.typed, turn.told_in_parts = found.parts["rest"], False
        turn.intent, turn.only_price = said, True
    return False
