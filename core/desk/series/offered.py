"""Questions about the shots that are on offer: which they are, and how long; the offer goes on waiting."""

from core.desk.questions.answers import is_list, is_series
from core.desk.series.offer import in_short
from core.desk.turn import Turn
from core.planner.values import number
from core.tables import Said


async def asked_of_shots(turn: Turn) -> bool:
    """Handle a question which shots are offered, or how long they are: list them once more."""
    question = turn.order_in_question
    if question is None or not is_series(question) or is_list(question):
        return False
    if not turn.desk.tables.sayings.says(turn.incoming.text, Said.SHOTS_ASKED):
        return False
    orders = [one.order for one in question.drafts]
    seconds = [int(number(one.params.get("duration", "")) or 0) for one in orders]
    points = sum(one.points for one in orders)
    model = orders[0].model_name
    rows = [
        turn.words("series.row", n=n, seconds=length, points=one.points, prompt=in_short(one.prompt))
        for n, (one, length) in enumerate(zip(orders, seconds, strict=True), start=1)
    ]
    lines = (
        turn.words("series.as_offered", n=len(orders), seconds=sum(seconds), model=model, points=points),
        *rows,
        turn.words("quote.waiting"),
    )
    await turn.say(turn.desk.phrases.lines(*lines))
    return True
