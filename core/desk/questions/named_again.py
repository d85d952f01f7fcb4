"""What waits for a yes, or waited until a moment ago, named by what it shows: "please do the night one now"."""

import re

from core.desk.clips.earlier import of_a_clip
from core.desk.pictures.of_message import pictures_of
from core.desk.placing import open_jobs
from core.desk.prices.quotes import in_question
from core.desk.questions.answers import orders_all
from core.desk.reading import said_in
from core.desk.turn import Turn
from core.model import Act
from core.phrases import head
from core.ports import Question
from core.tables import Found, Pointing

_HEAD = 120
_SHORTEST = 2


async def wanted_by_name(turn: Turn) -> bool:
    """Handle a message that only wants what was asked about, by what it shows: order it, or ask anew if it lapsed."""
    question = turn.order_in_question or turn.lapsed_order
    if question is None or question.intent is None or turn.points_at_job or pictures_of(turn.incoming):
        return False
    if orders_all(question) or (turn.job is not None and turn.job.created_at > question.asked_at):
        return False
    found = turn.desk.tables.pointers.find(turn.incoming.text, Pointing.WHICH)
    if not any("name" in one.parts and _wants(turn, question, one) for one in found):
        return False
    if question is turn.order_in_question:
        await open_jobs(turn, question.drafts[:1], said=question.intent)
        return True
    prompt = head(question.drafts[0].order.prompt, _HEAD)
    await in_question(turn, turn.revive(question), turn.words("quote.shown", prompt=prompt))
    return True


def _wants(turn: Turn, question: Question, found: Found) -> bool:
    """Whether the message only wants what it names, and that is what was asked about."""
    text, name = turn.incoming.text, found.parts["name"]
    start = text.index(name, found.start)
    # In Chinese the verb in front is read with the name.
    cuts = [0] if name.isascii() else range(max(1, len(name) - _SHORTEST + 1))
    for cut in cuts:
        if _is_shown(turn, question, name[cut:]):
            begin = start + cut if cut else found.start
            rests = (turn.desk.tables.pointers.with_it(text, begin, found.end), text[:begin])
            said = [of_a_clip(turn, one) for one in rests if one.strip()]
            return any(one is not None and one.action is Act.RETRY for one in said)
    return False


def _is_shown(turn: Turn, question: Question, name: str) -> bool:
    """Whether what waits shows this; while it can be ordered with a word, the clip at hand must not show it too."""
    if said_in(turn, name).names_something:
        return False  # a model or a value names an offer
    if question is turn.order_in_question and turn.job is not None:
        return _shows(question.drafts[0].order.prompt, name) and not _shows(turn.job.draft.order.prompt, name)
    return _shows(question.drafts[0].order.prompt, name)


def _shows(prompt: str, name: str) -> bool:
    folded = prompt.casefold()
    if not name.isascii():
        return name in folded
    return all(re.search(rf"\b{re.escape(one)}", folded) for one in name.casefold().split())
