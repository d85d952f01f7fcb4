"""Says why a video failed: the reason once more, and what is offered instead."""

from dataclasses import replace

from core import buttons
from core.desk.clips.again import take_offer
from core.desk.clips.changes import edit
from core.desk.pictures.of_message import pictures_of
from core.desk.prices.totals import paid_for
from core.desk.reading import said_in
from core.desk.turn import Turn
from core.errors import StudioError
from core.model import Act, Draft, Failure, Intent, Job, Pending, Phase
from core.phrases import head
from core.ports import Question
from core.punctuation import asks_anywhere, clauses
from core.tables import Found, Pointing

_NO_MODEL_HELPS = (Failure.UNAUTHORIZED, Failure.NO_POINTS, Failure.PICTURE, Failure.SUBSCRIPTION)
# All that is known of these is that no clip came.
_WITHOUT_REASON = (Failure.MEDIA_FAILED, Failure.TASK_FAILED, Failure.UNKNOWN)


async def asked_why(turn: Turn) -> bool:
    """Handle a question why a video failed, if one did: tell the reason and the offers; order nothing."""
    pointers, text = turn.desk.tables.pointers, turn.incoming.text
    found = pointers.first(text, Pointing.WHY_FAILED)
    found = _why_and_paid(turn) if found is None else found
    waits = turn.order_in_question is not None
    if found is None and not waits and turn.job is not None and turn.job.phase is Phase.FAILED:
        found = pointers.first(text, Pointing.ASKS_OF_AGAIN)
    if found is None or pictures_of(turn.incoming):
        return False
    job = await _failed(turn, is_bare="bare" in found.parts)
    if job is None:
        return False
    is_at_hand = job is turn.job
    turn.job = job
    failure = job.why_failed
    paid = await paid_for(turn, job)
    lines = [
        turn.words(
            "failure.why", prompt=head(job.draft.order.prompt) or "-", model=job.draft.order.model_name
        ),
        _reason(turn, job, failure),
    ]
    if failure in _NO_MODEL_HELPS:
        lines.append(turn.words(f"failure.{failure}_step"))
    if paid is not None:
        lines.append(paid)
    # An older failure gets no offers, nor one behind which something waits for an answer already.
    drafts = await _offers(turn, job, failure) if is_at_hand and not waits else ()
    lines += turn.desk.drafter.offer_lines(drafts, turn.language, failed=job.draft)
    if drafts:
        # As after the failure itself: no request of its own raised this.
        turn.ask(replace(turn.question_now(Pending.OFFER, drafts), job_id=job.id, incoming=None, intent=None))
    under = buttons.after_failure(turn.desk.phrases, job.id, failure, drafts, turn.language)
    await turn.say(turn.desk.phrases.lines(*lines), buttons=under)
    return True


def _reason(turn: Turn, job: Job, failure: Failure) -> str:
    """Why it failed; what the failure itself said is no answer where the studio gave no reason."""
    if failure in _WITHOUT_REASON:
        return turn.words("failure.reason_none")
    row = turn.desk.tables.model(job.draft.order.model)
    return turn.words("failure.reason", reason=turn.desk.phrases.failure_reason(failure, row, turn.language))


def _why_and_paid(turn: Turn) -> Found | None:
    """The question why it failed in a message that also asks whether it was paid for."""
    pointers, text = turn.desk.tables.pointers, turn.incoming.text
    parts = [clause + mark for clause, mark in clauses(text)]
    pairs = [("".join(parts[:at]), "".join(parts[at:])) for at in range(1, len(parts))]
    pairs += [(one.parts["before"], one.parts["rest"]) for one in pointers.find(text, Pointing.ASKS_ALSO)]
    for one, other in (pair for both in pairs for pair in (both, both[::-1])):
        found = pointers.first(one, Pointing.WHY_FAILED)
        if found is None:
            continue
        if pointers.says(other, Pointing.PAID) or pointers.says(other, Pointing.ASKS_COST):
            return found
    return None


async def again_with(turn: Turn) -> bool:
    """Handle "try again, but at dusk" after a failure, perhaps with a guess at the reason: order it changed."""
    job, pointers, text = turn.job, turn.desk.tables.pointers, turn.incoming.text
    if (
        job is None
        or job.phase is not Phase.FAILED
        or not turn.owns_job
        or turn.order_in_question is not None
    ):
        return False
    if pictures_of(turn.incoming) or asks_anywhere(text):
        return False
    parts = [clause + mark for clause, mark in clauses(text)]
    while len(parts) > 1 and pointers.says(parts[0], Pointing.GUESSES):
        del parts[0]
    words = "".join(parts)
    found = pointers.first(words, Pointing.AGAIN_WITH)
    said = _change_in(turn, found.parts["rest"]) if found is not None else None
    if found is not None and said is not None:
        words = found.parts["rest"]
    elif words != text:
        said = _change_in(turn, words)
    if said is None:
        return False
    turn.close_question()
    turn.incoming = replace(turn.incoming, text=words)
    turn.intent = replace(said, edit=True, again=True, language=turn.language)
    await edit(turn)
    return True


async def again_if_failed(turn: Turn) -> bool:
    """Handle "if it failed, try again" where nothing failed: say so, and order nothing."""
    job = turn.job
    if job is None or not turn.owns_job or turn.order_in_question is not None or pictures_of(turn.incoming):
        return False
    is_unsure = job.phase in (Phase.FAILED, Phase.IN_DOUBT, Phase.LATE)
    if is_unsure or not turn.desk.tables.pointers.says(turn.typed, Pointing.AGAIN_IF_FAILED):
        return False
    if not job.phase.is_over:
        await turn.tell("again.still_made")
    elif job.phase.is_made:
        await turn.tell("again.not_failed", model=job.draft.order.model_name)
    else:
        return False
    return True


async def with_another(turn: Turn) -> bool:
    """Handle "with another model", or "with what you recommend", while offers after a failure stand: take the first."""
    job, text, pointers = turn.job, turn.incoming.text, turn.desk.tables.pointers
    is_failed = job is not None and job.phase is Phase.FAILED
    question = _standing(turn, job) if job is not None and is_failed else None
    is_left = pointers.says(text, Pointing.LEAVES_PICK)
    question = _instead(turn) if question is None and is_left else question
    if question is None or not question.drafts or pictures_of(turn.incoming) or turn.intent.model is not None:
        return False
    is_other = pointers.says(text, Pointing.OTHER_MODEL)
    if not is_left and not is_other and not (is_failed and pointers.says(text, Pointing.SOMETHING_ELSE)):
        return False
    await take_offer(turn, question, 1)
    return True


def _change_in(turn: Turn, words: str) -> Intent | None:
    """The change of the failed clip that these words name; None where they name none, or another clip."""
    said = said_in(turn, words)
    if said.action is not Act.GENERATE or said.choice is not None or said.unavailable:
        return None
    if said.prompt and not said.edit and turn.desk.tables.pointers.says(words, Pointing.FRESH):
        return None
    return said if said.prompt or said.names_something else None


async def _failed(turn: Turn, *, is_bare: bool) -> Job | None:
    """The failed job that is meant: the one at hand, else the last failed one if the message speaks of failing."""
    job = turn.job
    if job is not None and job.phase is Phase.FAILED and turn.owns_job:
        return job
    if is_bare or turn.points_at_job:
        return None
    return next((one for one in await turn.own_jobs() if one.phase is Phase.FAILED), None)


def _standing(turn: Turn, job: Job) -> Question | None:
    """The offer made after this job failed, if it still stands."""
    question = turn.question
    is_of_it = question is not None and question.job_id == job.id and question.pending is Pending.OFFER
    return question if is_of_it else None


def _instead(turn: Turn) -> Question | None:
    """What is offered instead of the model that was asked for, if that still stands."""
    question = turn.question
    if question is None or question.pending is not Pending.OFFER or not question.drafts or turn.points_at_job:
        return None
    asked = question.intent.model if question.intent is not None else None
    return question if asked not in (None, question.drafts[0].order.model) else None


async def _offers(turn: Turn, job: Job, failure: Failure) -> tuple[Draft, ...]:
    """The offers made after the failure if they still stand, else those that would be made now."""
    question = _standing(turn, job)
    if question is not None:
        return question.drafts
    try:
        products = await turn.desk.studio.products(job.draft.order.task_type)
    except StudioError:
        return ()
    return turn.desk.drafter.alternatives(job.draft, failure, products, parent=job.id)
