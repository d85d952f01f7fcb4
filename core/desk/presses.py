"""Presses of buttons: each does what words would have done, after a check who presses and what is open."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from core import buttons
from core.desk import reports
from core.desk.clips import again, changes, results
from core.desk.prices import quotes
from core.desk.questions import answers
from core.desk.reports import mine
from core.desk.turn import Turn
from core.model import Act, Action, Intent, Job, Pending, Phase, Verb, Wishes
from core.ports import Question


async def press(turn: Turn, action: Action) -> None:
    """Carry out a press; one by somebody else, a second one or a late one only gets a reply."""
    turn.intent = Intent(action=Act.CHITCHAT, language=turn.language)
    if not turn.owns_job and turn.points_at_job:
        await turn.say(turn.words("ask.not_yours"), private=True)
        return
    plain = _PLAIN.get(action.verb)
    if plain is not None:
        await plain(turn)
        return
    match action.verb:
        case Verb.ALTERNATIVE:
            await _alternative(turn, action)
        case Verb.EDIT:
            await _edit(turn, action)
        case _:
            await _answer(turn, action)


async def _again(turn: Turn) -> None:
    if not await _is_repeated(turn):
        turn.intent = replace(turn.intent, action=Act.RETRY)
        await again.again(turn)


async def _quote(turn: Turn) -> None:
    turn.intent = replace(turn.intent, action=Act.QUOTE)
    await quotes.quote(turn)


async def _answer(turn: Turn, action: Action) -> None:
    """Answer the question that the button belongs to, if it is still open."""
    question = turn.question
    if question is None or (action.job_id and question.job_id != action.job_id):
        await _not_open(turn, action)
        return
    if action.verb is Verb.CONFIRM:
        await answers.confirm(turn)
    elif action.verb is Verb.DECLINE:
        await answers.decline(turn)
    elif not await answers.answer(turn, question, action.value):
        await turn.say(turn.words("confirm.lapsed"), private=True)


async def _alternative(turn: Turn, action: Action) -> None:
    shown = buttons.read_offer(action.value)
    question = turn.question
    if question is not None and question.job_id == action.job_id and _offers(question, shown):
        await again.take_offer(turn, question, shown.number)
        return
    if turn.job is None or not turn.points_at_job or turn.job.phase is not Phase.FAILED:
        await _not_open(turn, action)
        return
    if not await _is_repeated(turn):
        await again.alternative(turn, shown)


def _offers(question: Question, shown: buttons.Offered) -> bool:
    """Whether this question offers what stands on the button; older buttons name only its number."""
    draft = shown.among(question.drafts)
    return draft is None or not shown.model or shown.is_still(draft)


async def _not_open(turn: Turn, action: Action) -> None:
    """Say that the question above this button was answered already, or has lapsed without an order."""
    asked = turn.talk.question
    if asked is not None and asked.job_id == action.job_id:
        is_offer = asked.pending is Pending.OFFER
        key = "confirm.lapsed_offer" if is_offer else "confirm.lapsed"
    else:
        latest = await turn.own_jobs()
        key = "again.pressed" if any(_came_of(one, turn) for one in latest) else "confirm.nothing"
    await turn.say(turn.words(key), private=True)


def _came_of(job: Job, turn: Turn) -> bool:
    """Whether this job still runs and came from an earlier press on the same message."""
    same = job.address.message and job.address.message == turn.incoming.address.message
    return bool(same and job.draft.pressed and not job.phase.is_over)


async def _edit(turn: Turn, action: Action) -> None:
    name, _, value = action.value.partition("=")
    if not turn.points_at_job or not value:
        await turn.say(turn.words("again.none"), private=True)
        return
    if await _is_repeated(turn):
        return
    wishes = _wishes_of(action.value)
    intent = replace(turn.intent, action=Act.GENERATE, edit=True, wishes=wishes or Wishes())
    if name == "model" and value in turn.desk.tables.models:
        intent = replace(intent, model=value)
    elif name == "prompt":
        await changes.reword(turn, value)
        return
    turn.intent = intent
    await changes.edit(turn)


async def _is_repeated(turn: Turn) -> bool:
    """Whether a job that came from the same press still runs: a double press is one action."""
    action = turn.incoming.action
    assert action is not None
    for one in await turn.own_jobs():
        if one.phase.is_over or one.draft.parent != action.job_id:
            continue
        if one.draft.pressed == action.mark:
            await turn.say(turn.words("again.pressed"), private=True)
            return True
    return False


def _wishes_of(value: str) -> Wishes | None:
    """The wish of a button: aspect_ratio=9:16, duration=10, resolution=1080P."""
    name, _, said = value.partition("=")
    match name:
        case "aspect_ratio":
            return Wishes(aspect_ratio=said)
        case "resolution":
            return Wishes(resolution=said)
        case "duration" if said.isdigit():
            return Wishes(duration_s=int(said))
        case _:
            return None


_PLAIN: Mapping[Verb, Callable[[Turn], Awaitable[None]]] = {
    Verb.AGAIN: _again,
    Verb.CANCEL: results.cancel,
    Verb.RESEND: results.resend,
    Verb.DELETE: results.delete,
    Verb.STATUS: reports.status,
    Verb.MINE: mine,
    Verb.QUOTE: _quote,
}
