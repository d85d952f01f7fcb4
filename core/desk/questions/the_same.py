"""Answers to what waits that only say "the same": the same model is a yes, the same clip is asked about."""

from dataclasses import replace

from core.desk.pictures.of_message import pictures_of
from core.desk.questions.answers import confirm, stays_open
from core.desk.turn import Turn
from core.model import Act, Intent
from core.tables import Pointing


async def says_the_same(turn: Turn) -> bool:
    """Handle "the same" beside a change of a clip that waits for a yes: with the change, or as it was, is asked."""
    question, job = turn.order_in_question, turn.job
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.SAYS_SAME)
    if question is None or found is None or job is None or pictures_of(turn.incoming):
        return False
    waits, was = question.drafts[0].order, job.draft.order
    if "name" in found.parts:
        if waits.model != was.model:
            return False
        turn.intent = replace(Intent(action=Act.CONFIRM), language=turn.language)
        await confirm(turn)
        return True
    turn.ask(stays_open(turn, question))
    await turn.tell("confirm.which_same", points=waits.points)
    return True
