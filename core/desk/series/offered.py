"""The series that is on offer: listed once more, or offered anew after a change to it."""

from dataclasses import replace

from core.desk.questions.answers import is_list, is_series
from core.desk.requests import request
from core.desk.series.offer import LONGEST_SERIES_S, MOST_SHOTS, in_short
from core.desk.turn import Turn
from core.model import Intent
from core.planner.values import number
from core.ports import Question
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


async def offer_anew(turn: Turn, question: Question, intent: Intent) -> None:
    """Offer the series that waits as `intent` tells it now, with the pictures it was asked for with."""
    assert question.incoming is not None
    turn.intent = replace(intent, language=turn.language)
    turn.incoming = replace(
        turn.incoming,
        pictures=question.incoming.pictures,
        quoted_pictures=question.incoming.quoted_pictures,
    )
    turn.close_question()
    await request(turn)


async def say_too_much(turn: Turn) -> None:
    """Say how many shots and seconds a series has at most; the one on offer goes on waiting."""
    most = turn.words("series.at_most", n=MOST_SHOTS, seconds=LONGEST_SERIES_S)
    await turn.say(turn.desk.phrases.lines(most, turn.words("quote.waiting")))
