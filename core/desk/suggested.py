"""What is only suggested, "how about a dog", is shown without the words that suggest it, and only priced beside a clip."""

from dataclasses import replace

from core.desk.turn import Turn
from core.model import Draft
from core.tables import Pointing


def as_suggested(turn: Turn, draft: Draft) -> Draft:
    """The draft without the words of a suggestion that are left in it: a question orders nothing."""
    text = turn.incoming.text
    found = turn.desk.tables.pointers.first(text, Pointing.IDEA_FIRST) if text.isascii() else None
    lead = f"{found.parts['asks']} " if found is not None else ""
    if not lead or lead not in draft.order.prompt:
        return draft
    turn.only_price = True
    turn.intent = replace(turn.intent, prompt=turn.intent.prompt.replace(lead, "", 1))
    order = replace(draft.order, prompt=draft.order.prompt.replace(lead, "", 1))
    return replace(draft, order=order, intro=tuple(one.replace(lead, "", 1) for one in draft.intro))
