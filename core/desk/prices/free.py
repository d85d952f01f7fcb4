"""Whether any of this costs something: told in a sentence, with the least and the usual price."""

from core.advisor import cheapest, recommend
from core.desk.models.live import products_or_say
from core.desk.turn import Turn
from core.drafts import Wanted
from core.model import TaskType, Wishes
from core.tables import Pointing


async def asked_whether_free(turn: Turn) -> bool:
    """Handle a question whether videos have to be paid for; beside an order that waits its price is the answer."""
    is_asked = turn.desk.tables.pointers.says(turn.incoming.text, Pointing.ASKS_WHETHER_FREE)
    if not is_asked or turn.question is not None or turn.incoming.pictures:
        return False
    products = await products_or_say(turn, TaskType.TEXT)
    if products is None:
        return True
    wanted = Wanted(task_type=TaskType.TEXT, prompt="", language=turn.language, wishes=Wishes())
    priced = turn.desk.drafter.price_all(products, wanted)
    best = recommend(turn.desk.tables.advice, TaskType.TEXT, "", priced)
    if not priced or best is None:
        return False
    points = {key: one.points for key, one in priced.items()}
    least = priced[cheapest(turn.desk.tables.advice, TaskType.TEXT, points)]
    usual = priced[best.model]
    await turn.tell(
        "quote.not_free",
        least=least.points,
        cheap=least.product.name,
        points=usual.points,
        model=usual.product.name,
    )
    return True
