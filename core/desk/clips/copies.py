"""Several more of the same: one question with the sum of their points, ordered after one yes."""

from collections.abc import Sequence
from dataclasses import replace

from core.desk.clips import changes
from core.desk.clips.again import again, repeat
from core.desk.pictures.of_message import pictures_of
from core.desk.placing import open_jobs, place
from core.desk.prices import quotes
from core.desk.reading import said_in
from core.desk.requests import request
from core.desk.series.listed import lists_clips
from core.desk.series.offer import MOST_SHOTS
from core.desk.series.varied import is_varied
from core.desk.turn import Turn
from core.model import Act, Phase, Wishes
from core.tables import Pointing

MOST = 5
_PAIR = 2


async def asked_how_many_at_once(turn: Turn) -> bool:
    """Handle a question how many clips can be made at once; beside a clip, so many of it are wanted."""
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.HOW_MANY_AT_ONCE)
    if found is None or turn.question is not None or pictures_of(turn.incoming):
        return False
    if "count" in found.parts and turn.job is not None:
        return False
    await turn.tell("copies.at_once", max=MOST, shots=MOST_SHOTS)
    return True


async def several_more(turn: Turn) -> bool:
    """Handle a wish for several more of the last one: ask with the sum."""
    if pictures_of(turn.incoming):
        return False
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.MORE)
    count = turn.desk.tables.pointers.count(found.parts["count"]) if found is not None else 0
    if found is None or count <= 1:
        return False
    rest = found.parts.get("rest", "")
    question = turn.order_in_question
    intent = replace(turn.intent, action=Act.GENERATE, edit=True, again=True, prompt="", choice=None)
    if rest:
        read = said_in(turn, rest)
        if read.prompt or (read.wishes == Wishes() and read.model is None):
            return False
        turn.incoming = replace(turn.incoming, text=rest)
        intent = replace(read, action=Act.GENERATE, edit=True, again=True, save_preference=False)
    if turn.job is None and question is None:
        await turn.tell("again.none")
        return True
    if question is None and not turn.owns_job:
        await turn.tell("ask.not_yours")
        return True
    turn.intent = intent if rest else replace(intent, wishes=Wishes(), model=None)
    await offer_copies(turn, count, [])
    return True


async def several_priced(turn: Turn) -> bool:
    """Handle a question what several clips would cost: ask with the sum, or tell the price of one where none is told."""
    question = turn.order_in_question
    if pictures_of(turn.incoming) or (question is not None and len(question.drafts) > 1):
        return False
    found = turn.desk.tables.pointers.first(turn.typed, Pointing.SEVERAL_PRICED)
    count = turn.desk.tables.pointers.count(found.parts["count"]) if found is not None else 0
    if found is None or count <= 1:
        return False
    if rest := found.parts.get("rest", ""):
        read = said_in(turn, rest)
        if read.action is not Act.GENERATE or read.edit or not read.prompt:
            return False
        turn.intent, turn.only_price = replace(read, save_preference=False), True
        turn.copies, turn.preface = min(count, MOST), _at_most(turn, count)
        await request(turn)
        return True
    turn.intent = replace(turn.intent, action=Act.QUOTE, edit=False, prompt="", choice=None)
    if question is None and (turn.job is None or not turn.owns_job):
        await quotes.quote(turn)
        return True
    await offer_copies(turn, count, [])
    return True


async def several_new(turn: Turn) -> bool:
    """Handle a wish for several clips of what is told with it: ask with the sum."""
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.SEVERAL_NEW)
    count = turn.desk.tables.pointers.count(found.parts["count"]) if found is not None else 0
    if found is None or count <= 1 or turn.order_in_question is not None:
        return False
    rest, is_shown = found.parts["rest"], bool(pictures_of(turn.incoming))
    if found.parts.get("known") and turn.job is not None and not is_shown:
        return False  # it is in a clip that was made
    if count > _PAIR and turn.desk.tables.sayings.listed.parted(rest, count, rest):
        turn.shots = count  # one for each that is listed
        turn.incoming, turn.intent = replace(turn.incoming, text=rest), said_in(turn, rest)
        await request(turn)
        return True
    read = said_in(turn, rest)
    if read.action is not Act.GENERATE or read.edit or lists_clips(turn) or not (read.prompt or is_shown):
        return False
    turn.intent, turn.copies = replace(read, save_preference=False), min(count, MOST)
    turn.are_unlike = bool(found.parts.get("unlike"))
    turn.preface = turn.words("copies.alike") if turn.are_unlike else ""
    turn.close_question()
    await request(turn)
    return True


async def offer_copies(turn: Turn, count: int, notes: Sequence[str]) -> None:
    """Offer the order at hand, or the last clip's, so many times; where it may still come, only once more."""
    job = turn.job if turn.order_in_question is None else None
    if job is not None and job.phase in (Phase.IN_DOUBT, Phase.LATE):
        turn.intent = replace(turn.intent, action=Act.RETRY)
        await again(turn)  # only after a yes
        return
    turn.copies = min(count, MOST)
    turn.preface = turn.desk.phrases.lines(*notes, _at_most(turn, count))
    said = turn.intent
    is_changed = bool(said.prompt) or said.wishes != Wishes() or said.model is not None
    if turn.order_in_question is not None or is_changed:
        await changes.edit(turn)
    else:
        await repeat(turn, turn.words("edit.again"))


def _at_most(turn: Turn, count: int) -> str:
    return turn.words("copies.most", max=MOST) if count > MOST else ""


async def fewer(turn: Turn) -> bool:
    """Handle a wish for fewer copies than were offered: order one or all, ask again about another number."""
    question = turn.question
    if question is None or not question.together or pictures_of(turn.incoming):
        return False
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.FEWER)
    count = turn.desk.tables.pointers.count(found.parts["count"]) if found is not None else 0
    drafts = question.drafts
    differ = is_varied(drafts)
    if not 0 < count <= (len(drafts) if differ else MOST):
        return False
    if differ and count < len(drafts):
        await turn.tell("listed.which", n=len(drafts))
        return True
    number = turn.desk.phrases.say("copies.number", drafts[0].language, n=len(drafts))
    draft = replace(drafts[0], intro=tuple(_without(number, line) for line in drafts[0].intro))
    if count in (1, len(question.drafts)):
        await open_jobs(turn, question.drafts[:count], said=question.intent)
        return True
    if question.intent is not None:
        turn.intent = replace(question.intent, language=turn.language)
    turn.copies = count
    turn.close_question()
    await place(turn, draft)
    return True


def _without(number: str, line: str) -> str:
    """A line without the remark that nobody had named a number."""
    return "\n".join(one for one in line.split("\n") if one != number)
