"""Offers a series anew after a change to it, or says how much a series can be."""

from dataclasses import replace

from core.desk.requests import request
from core.desk.series.offer import LONGEST_SERIES_S, MOST_SHOTS
from core.desk.turn import Turn
from core.model import Intent
from core.ports import Question


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
