"""What waits for a yes, or waited until a moment ago, named by what it shows: "please do the night one now"."""

import re
from dataclasses import replace

from core.desk.clips.again import take_offer
from core.desk.clips.earlier import of_a_clip
from core.desk.pictures.of_message import pictures_of
from core.desk.placing import open_jobs, shown_row
from core.desk.prices.quotes import in_question
from core.desk.questions.answers import orders_all
from core.desk.reading import said_in
from core.desk.turn import LOOKS_BACK, QUESTION_STANDS_S, Turn
from core.model import Act, Pending
from core.ports import Question
from core.tables import Found, Pointing

_WANTS_IT = (Pointing.GOES_FOR_IT, Pointing.ASKED_AGAIN)
_SHORTEST = 2


async def wanted_by_name(turn: Turn) -> bool:
    """Handle a message that only wants what was asked about, by what it shows: order it, or ask anew if it lapsed."""
    if turn.points_at_job or pictures_of(turn.incoming):
        return False
    if await _offered_anew(turn):
        return True
    question = turn.order_in_question or turn.lapsed_order
    if question is None or question.intent is None:
        return False
    if orders_all(question) or (turn.job is not None and turn.job.created_at > question.asked_at):
        return False
    found = turn.desk.tables.pointers.find(turn.incoming.text, Pointing.WHICH)
    if not any("name" in one.parts and _wants(turn, question, one) for one in found):
        return await _told_again(turn, question)
    if question is turn.order_in_question:
        await open_jobs(turn, question.drafts[:1], said=question.intent)
        return True
    await _ask_anew(turn, question)
    return True


async def _told_again(turn: Turn, question: Question) -> bool:
    """Handle words that only name what waits, and are no yes: tell its price once more."""
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.WANTS_NAMED)
    if found is None or question is not turn.order_in_question:
        return False
    if not _is_shown(turn, question, found.parts["name"]):
        return False
    await in_question(turn, question, _shown(turn, question))
    return True


async def asked_anew(turn: Turn) -> bool:
    """Handle "ask me again then" behind the news that a question has lapsed, or a second yes: ask once more."""
    lapsed, intent = turn.lapsed_order, turn.intent
    if lapsed is None or not lapsed.told_lapsed or pictures_of(turn.incoming):
        return False
    if turn.job is not None and turn.job.created_at > lapsed.asked_at:
        return False
    if intent.prompt or intent.names_something or intent.choice is not None:
        return False
    says_so = any(turn.desk.tables.pointers.says(turn.incoming.text, one) for one in _WANTS_IT)
    if intent.action not in (Act.CONFIRM, Act.RETRY) and not says_so:
        return False
    await _ask_anew(turn, lapsed, tells=False)
    return True


async def wanted_after_all(turn: Turn) -> bool:
    """Handle "do it after all" behind a no: order what was turned down a moment ago, or ask anew after a while."""
    declined = turn.talk.declined
    if declined is None or turn.question is not None or turn.points_at_job or pictures_of(turn.incoming):
        return False
    if not declined.drafts or turn.now - declined.asked_at > QUESTION_STANDS_S:
        return False
    if turn.job is not None and turn.job.created_at > declined.asked_at:
        return False
    if not turn.desk.tables.pointers.says(turn.typed, Pointing.AFTER_ALL):
        return False
    if declined.pending is Pending.OFFER:
        await take_offer(turn, declined, 1)
        return True
    if turn.now > declined.expires_at:
        await _ask_anew(turn, declined, tells=False)
        return True
    drafts = declined.drafts if orders_all(declined) else declined.drafts[:1]
    await open_jobs(turn, drafts, said=declined.intent)
    return True


async def series_in_one(turn: Turn) -> None:
    """Ask anew about a series that was just turned down, where the message now wants a length and names no scene.

    What is wanted of it is then answered like any change of what waits.
    """
    declined, intent = _replaced(turn), turn.intent
    if declined is None or not orders_all(declined) or turn.question is not None or turn.points_at_job:
        return
    wants_length = intent.action is Act.GENERATE and intent.wishes.duration_s is not None
    is_of_clip = turn.job is not None  # whose length may be meant
    if wants_length and not (is_of_clip or intent.prompt or intent.model or pictures_of(turn.incoming)):
        turn.revive(declined, tells=False)


async def _ask_anew(turn: Turn, question: Question, *, tells: bool = True) -> None:
    """Ask for a yes to what waited before, with what it shows and its price."""
    await in_question(turn, turn.revive(question, tells=tells), _shown(turn, question))


def _shown(turn: Turn, question: Question) -> str:
    """What the order shows that is asked about."""
    return "" if orders_all(question) else shown_row(turn, question.drafts[0])


async def _offered_anew(turn: Turn) -> bool:
    """Handle words that want what was asked about before something else, or until it lapsed, by what it shows."""
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.WANTS_NAMED)
    if found is None or said_in(turn, found.parts["name"]).names_something:
        return False
    waits, name = turn.order_in_question, found.parts["name"]
    before = next((one for one in (turn.lapsed_order, _replaced(turn)) if one is not None), None)
    if before is None or orders_all(before) or not _shows(before.drafts[0].order.prompt, name):
        return False
    jobs = await turn.own_jobs(limit=LOOKS_BACK)
    others = [one.draft.order.prompt for one in jobs] + (
        [one.order.prompt for one in waits.drafts] if waits is not None else []
    )
    if any(_shows(one, name) for one in others):
        return False
    if waits is not None:
        turn.talk = replace(turn.talk, declined=waits)
    await _ask_anew(turn, before, tells=before is turn.lapsed_order)
    return True


def _replaced(turn: Turn) -> Question | None:
    """What gave way to another request, or was turned down, a while ago."""
    before = turn.talk.declined
    if before is None or before.pending is not Pending.CONFIRM or before.intent is None:
        return None
    return before if before.drafts and turn.now - before.asked_at <= QUESTION_STANDS_S else None


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
