"""What makes an order doubtful, so that it is asked about: words likelier said to us, a length far from the one asked for."""

from core import continuity
from core.advisor import Basis
from core.desk.clips.differences import as_said, new_words
from core.desk.small_talk import HARDLY, how_likely_asked, is_told
from core.desk.subjects.bare import is_name_alone
from core.desk.turn import Turn, told
from core.drafts import DEAR_POINTS, as_asked, wanted_of
from core.errors import StudioError
from core.model import Continuity, Draft, Told
from core.phrases import head
from core.planner.values import number
from core.punctuation import ENDS, clauses
from core.tables import Pointing

_REMARKS = (Pointing.PRAISE, Pointing.JUDGES, Pointing.HESITATES)
UNDERSTOOD = "confirm.understood"  # how a change was understood, to be looked at
_HEAD = 400  # characters
_LONGEST_REMARK = 120  # characters
_SHORT = 16  # characters
_LEAST, _MOST = 0.6, 1.5  # of the length that was asked for


def doubt_of(turn: Turn, draft: Draft) -> Told | None:
    """Why an order may not be what is meant, as it is said before it is offered; None where it surely is."""
    if words := _said_to_us(turn, draft):
        return told("confirm.shown", words=words)
    if turn.question is None and how_likely_asked(turn, turn.intent) < HARDLY:
        return told("confirm.shown", words=head(turn.raw, _HEAD))
    if _only_calls(turn, draft) or _is_only_a_name(turn) or _begins_with_ok(turn, draft):
        return told("confirm.shown", words=turn.intent.prompt)
    if _reads_like_change(turn, draft):
        return told("confirm.shown" if turn.job is None else "confirm.anew", words=draft.order.prompt)
    return told(UNDERSTOOD, prompt=head(draft.order.prompt, _HEAD)) if _reads_muddled(turn, draft) else None


def _only_calls(turn: Turn, draft: Draft) -> bool:
    """Whether a request beside a clip, or beside what is on offer, only calls somebody, or wants "only one part"."""
    question = turn.question
    is_beside = bool(question.drafts) if question is not None else turn.job is not None
    if not is_beside or draft.pictures or turn.intent.edit or len(turn.incoming.text) > _SHORT:
        return False
    return is_name_alone(turn) or turn.desk.tables.pointers.says(turn.incoming.text, Pointing.OF_PART)


def _begins_with_ok(turn: Turn, draft: Draft) -> bool:
    """Whether a new description begins with a yes, while something waits for one: the rest may be a change of that."""
    first, _, rest = draft.order.prompt.partition(" ")
    if turn.stored.question is None or turn.intent.edit or draft.parent or not rest or not first.isascii():
        return False
    found = turn.desk.tables.pointers.first(first, Pointing.GOES)
    return found is not None and bool(found.parts.get("weak"))  # "start" begins much else


def _said_to_us(turn: Turn, draft: Draft) -> str:
    """Words that are to be shown or left out, and are more likely said to us, or speak of a clip that only we know."""
    pointers, words, absent = (
        turn.desk.tables.pointers,
        turn.intent.prompt,
        turn.intent.wishes.negative_prompt,
    )
    job = turn.job
    if job is not None and absent and _speaks_to_us(turn, absent):
        return absent
    if not words:
        return ""
    if job is not None:
        before = job.draft.order.prompt if draft.parent == job.id else ""
        new = new_words(before, draft.order.prompt)
        said = continuity.surely_said(new, turn.desk.tables.parted) if before else ""
        if _speaks_to_us(turn, new) or (said and said in turn.incoming.text):
            return words
    if words not in draft.order.prompt:
        return ""
    is_of_ours = not draft.pictures and pointers.says(words, Pointing.OF_OURS)
    if turn.intent.continuity is Continuity.NEXT:
        return words if is_of_ours else ""  # what happens next was announced
    if words.startswith(tuple(one.name for one in turn.subjects)):
        # What becomes of somebody known is to be seen, unless it is only found nice or odd.
        return words if any(pointers.says(words, one) for one in _REMARKS) else ""
    is_for_us = is_of_ours or is_told(turn, words) or turn.desk.parser.is_said_to_us(words)
    return words if is_for_us else ""


def _is_only_a_name(turn: Turn) -> bool:
    """Whether the message is nothing but a name, "Oliver", while an order waits: it may be said to somebody."""
    words, asked = turn.incoming.text.strip(ENDS), turn.stored.question
    waits = asked is not None and bool(asked.drafts) and asked.expires_at > turn.now
    if not waits or turn.intent.prompt != words or turn.incoming.pictures:
        return False
    is_one = words.isascii() and words.isalpha() and words.istitle()
    return is_one and not any(turn.desk.tables.parted.classes.of([words.casefold()]))


def _reads_like_change(turn: Turn, draft: Draft) -> bool:
    """Whether a request for a new clip, typed and without pictures, reads like a change of one."""
    is_typed = turn.incoming.action is None and bool(turn.intent.prompt)
    if turn.intent.edit or not is_typed or draft.pictures or draft.parent:
        return False
    shown = turn.job.draft.order.prompt if turn.job is not None and turn.owns_job else ""
    return continuity.reads_like_change(draft.order.prompt, shown, turn.desk.tables.parted)


def _reads_muddled(turn: Turn, draft: Draft) -> bool:
    """Whether a change of the clip at hand made a description of it that is likely not what was meant."""
    job, tables = turn.job, turn.desk.tables
    if job is None or draft.parent != job.id or not turn.intent.edit or not turn.intent.prompt:
        return False
    before, after = (as_said(one, tables.advice.left_out_words) for one in (job.draft, draft))
    return continuity.is_muddled(before, turn.typed or turn.incoming.text, after, tables.parted)


def _speaks_to_us(turn: Turn, words: str) -> bool:
    """Whether a clause of a few words speaks of us, or of clips: nothing of it can be seen."""
    if len(words) > _LONGEST_REMARK or len(words.strip(ENDS)) == 1:
        return False  # a story may say anything, and a character that differs may be a part of any word
    parts = [clause for clause, _ in clauses(words)]
    return any(turn.desk.tables.pointers.says(one, Pointing.TO_US) for one in parts)


def far_from_asked(turn: Turn, draft: Draft) -> int:
    """The seconds asked for, by this message or of what waits, where a dear order is longer or far shorter; else 0."""
    waits = draft.wishes.duration_s if turn.order_in_question is not None else None
    asked, got = turn.intent.wishes.duration_s or waits, number(draft.order.params.get("duration", ""))
    if not asked or not got or draft.order.points <= DEAR_POINTS:
        return 0
    return asked if not _LEAST < got / asked <= 1 else 0


def asking(draft: Draft, asked: int) -> str:
    """The key of the question: a length that is only somewhat longer costs more as well."""
    got = number(draft.order.params.get("duration", "")) or asked
    return "confirm.longer" if 1 < got / asked <= _MOST else "confirm.far"


async def as_long(turn: Turn, draft: Draft, seconds: int) -> Draft | None:
    """The cheapest draft for the same request that is as long as it was asked for, best with all else; else None."""
    try:
        products = await turn.desk.studio.products(draft.order.task_type)
    except StudioError:
        return None
    drafter, wanted = turn.desk.drafter, wanted_of(draft)
    priced = drafter.price_all(products, wanted)
    able = [
        key
        for key, one in priced.items()
        if number(one.plan.order.params.get("duration", "")) == seconds and not one.row.no_people
    ]
    full = as_asked(priced)
    key = min(able, key=lambda one: (one not in full, priced[one].points), default="")
    return drafter.draft(key, Basis.CARRIED, wanted, priced) if key else None
