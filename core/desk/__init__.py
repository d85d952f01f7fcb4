"""The desk: turns one incoming message into an answer, a question, or jobs to start.

Words and buttons lead to the same places: a press is turned into the intent that the words would have had.
"""

import logging
from dataclasses import replace

from core.desk import presses, requests
from core.desk.by_action import BY_ACTION
from core.desk.clips import cancelled, changes, request_or_change
from core.desk.clips.listing import forget_rows
from core.desk.clips.results import take_back
from core.desk.handlers import HANDLERS
from core.desk.house import House
from core.desk.models.times import time_asked
from core.desk.normalising.labels import keep_label, without_clip_count
from core.desk.normalising.not_yet import as_question
from core.desk.normalising.parts import as_told_in_parts
from core.desk.normalising.steps import normalise
from core.desk.normalising.wishes import as_change
from core.desk.pictures import used_before, waiting
from core.desk.pictures.asked_about import without_mistaken
from core.desk.pictures.of_message import pictures_of, with_purpose
from core.desk.pictures.roles_told import with_roles_told
from core.desk.preferences import forget_saved
from core.desk.prices import quotes
from core.desk.questions import answers
from core.desk.questions.words_missing import with_what_was_said
from core.desk.reading import parse, read
from core.desk.remembering import turn_changes
from core.desk.series.counted import with_shared_length
from core.desk.series.same_throughout import without_same_throughout
from core.desk.small_talk import hardly_asked, only_told
from core.desk.sound.added import with_what_is_heard
from core.desk.subjects import ties
from core.desk.turn import Desk, Turn
from core.model import Act, Continuity, Incoming, Intent, Job, Language, Pending
from core.ports import Question, Subject, Talk

__all__ = ["Desk", "House", "take", "take_back"]

_log = logging.getLogger(__name__)

_UNKNOWN: Language = "zh"  # the language of an answer to somebody who has not said a word yet
_YES_OR_NO = frozenset({Act.CONFIRM, Act.DECLINE})


async def take(desk: Desk, incoming: Incoming) -> tuple[str, ...]:
    """Answer one message; returns the ids of the jobs that it opened, for the caller to start.

    A message goes through these stages: the job that it is about is found; the message is normalised
    (`normalising.steps`) and its intent read (`_understood`); then the first of `HANDLERS` that knows it answers, or,
    if none does, the handler of its action. `turn` carries what one stage finds to the next.
    """
    address = incoming.address
    talk = await desk.history.talk(address.person, address.room)
    job, points_at_job = await _job_meant(desk, incoming, talk)
    subjects = await desk.history.subjects(address.room)
    turn = _turn(desk, incoming, talk, job, subjects, points_at_job=points_at_job)
    other = await cancelled.living(turn) if incoming.action is None else None
    if other is not None:
        turn = _turn(desk, incoming, talk, other, subjects, points_at_job=False)
        await cancelled.tell_which(turn, other)
    waiting.keep_at_hand(turn)
    if incoming.action is not None:
        await presses.press(turn, incoming.action)
    else:
        await _answer(turn)
    forget_rows(turn)
    forget_saved(turn)
    keep_label(turn)
    if turn.talk != turn.stored:
        await desk.history.change_talk(address.person, address.room, turn_changes(turn.stored, turn.talk))
    return tuple(turn.opened)


async def _job_meant(desk: Desk, incoming: Incoming, talk: Talk) -> tuple[Job | None, bool]:
    """The job pressed on or replied to, else this person's last one here, or the one that the person went back to."""
    if incoming.action is not None and incoming.action.job_id:
        pressed = await desk.jobs.get(incoming.action.job_id)
        if pressed is not None:
            return pressed, True
    if incoming.reply_to:
        replied = await desk.jobs.by_handle(incoming.address.room, incoming.reply_to)
        if replied is not None:
            return replied, True
    latest = await desk.jobs.latest(incoming.address.person, incoming.address.room)
    last = next((one for one in latest if not one.is_forgotten), None)
    if last is not None and talk.at_hand and last.created_at < talk.at_hand_at:
        at_hand = await desk.jobs.get(talk.at_hand)
        last = at_hand if at_hand is not None and not at_hand.is_forgotten else last
    return last, False


def _turn(
    desk: Desk,
    incoming: Incoming,
    talk: Talk,
    job: Job | None,
    subjects: tuple[Subject, ...],
    *,
    points_at_job: bool,
) -> Turn:
    """The turn of a message that is normalised and read, or of a press, which says no words."""
    turn = Turn(
        desk=desk,
        incoming=incoming,
        talk=talk,
        stored=talk,
        intent=Intent(action=Act.CHITCHAT),
        language=_UNKNOWN,
        job=job,
        points_at_job=points_at_job,
        subjects=subjects,
        came=incoming.pictures + incoming.quoted_pictures,
        raw=incoming.text,
    )
    known = incoming.language or talk.language or (job.draft.language if job is not None else None)
    if incoming.action is not None:
        of_job = job.draft.language if job is not None and points_at_job else None
        turn.language = incoming.language or of_job or known or _UNKNOWN
        return turn
    is_mistaken = without_mistaken(turn)
    normalise(turn)
    turn.intent = _understood(turn)
    tells_language = desk.tables.talk.tells_language
    if incoming.language is None and tells_language(incoming.text):
        # Of a value with words around it the value alone is read.
        is_left = tells_language(turn.incoming.text)
        known = turn.intent.language if is_left else parse(turn, None, incoming).language
    turn.knows_language = known is not None
    # In a group the others may have been answered before: there even an "ok" is read for what it looks like.
    is_read = bool(incoming.text.strip()) and incoming.text.isascii() and not incoming.address.direct
    turn.language = known or (turn.intent.language if is_read else _UNKNOWN)
    if known is not None and turn.talk.language != known:
        turn.talk = replace(turn.talk, language=known)
    if turn.seed_unknown:
        turn.pointed = turn.words("notice.seed_unknown")
    if is_mistaken:
        turn.pointed = turn.words("notice.picture_dropped")
    return turn


def _understood(turn: Turn) -> Intent:
    """The intent of the normalised message: as the parser reads it, corrected by what the parser cannot know."""
    intent = read(turn)
    corrections = (
        as_change,
        with_what_is_heard,
        with_purpose,
        without_clip_count,
        only_told,
        hardly_asked,
        as_question,
    )
    for correct in (*corrections, as_told_in_parts, without_same_throughout):
        intent = correct(turn, intent)
    if not turn.shots:
        return intent
    # "She" is who the first shot shows, unless somebody of the clip at hand is in all of them.
    intent = replace(intent, continuity=Continuity.SAME if turn.shots_same else None)
    return with_shared_length(turn, intent)


async def _answer(turn: Turn) -> None:
    """Answer a message by the first handler that knows it, else by its action."""
    incoming, question = (
        turn.incoming,
        turn.question,
    )  # as they came: a handler may read other words in their place
    if await _is_handled(turn):
        return
    with_what_was_said(turn)
    turn.intent = with_roles_told(turn, turn.intent)
    await ties.tie(turn)
    if not incoming.text.strip():
        if pictures_of(incoming):
            await answers.picture_alone(turn)
        else:
            asks = [turn.desk.phrases.say("ask.empty", language) for language in turn.languages]
            await turn.say(turn.desk.phrases.lines(*asks))
        return
    if question is None and turn.talk.question is not None and await _answers_lapsed(turn):
        return
    if await _answers_question(turn, question) or await time_asked(turn):
        return
    match turn.intent.action:
        case _ if quotes.goes_on(turn):
            await quotes.of_lapsed(turn)
        case Act.GENERATE if quotes.asks_further(turn):
            await quotes.quote(turn)
        case Act.GENERATE:
            await _generate(turn)
        case Act.CHITCHAT if pictures_of(incoming):
            await answers.picture_alone(turn)  # "this is my dog": ask what to do with it
        case act:
            _log.debug("message %s: answered as %s", turn.incoming.id, act)
            await BY_ACTION[act](turn)


async def _is_handled(turn: Turn) -> bool:
    """Let the first of `HANDLERS` that knows the message answer it; False if none does.

    An answer about pictures that comes too late is none of theirs: it would be taken for an earlier clip's.
    """
    if _answers_about_pictures(turn) and await _answers_lapsed(turn):
        return True
    for handle in HANDLERS:
        if await handle(turn):
            _log.debug("message %s: answered by %s.%s", turn.incoming.id, handle.__module__, handle.__name__)
            return True
    return False


async def _answers_question(turn: Turn, question: Question | None) -> bool:
    """Handle a message that is only an answer, by name or number, even if nothing was asked; else False."""
    if question is not None and question.pending in (Pending.WHICH_FIRST, Pending.PICTURE_ALONE):
        value = answers.chosen_of(turn)
        if value and await answers.answer(turn, question, value):
            return True
    if question is not None and (
        await answers.asked_again(turn, question) or await answers.no_such_offer(turn, question)
    ):
        return True
    if turn.intent.action in (Act.GENERATE, Act.CHITCHAT) and answers.names_only_an_answer(turn):
        await turn.tell("confirm.nothing")
        return True
    return False


def _answers_about_pictures(turn: Turn) -> bool:
    """Whether the words answer what was asked about pictures too long ago: they mean those, and no earlier clip."""
    asked = turn.talk.question
    if turn.question is not None or asked is None or pictures_of(turn.incoming):
        return False
    return _names_use(turn, asked) or (
        asked.pending in (Pending.PICTURE_ALONE, Pending.WHICH_FIRST) and bool(answers.chosen_of(turn))
    )


def _names_use(turn: Turn, asked: Question) -> bool:
    """Whether "animate it", in whatever words, answers what a picture is for."""
    return asked.pending is Pending.PICTURE_ALONE and used_before.animates_it(turn)


async def _answers_lapsed(turn: Turn) -> bool:
    """Handle an answer to a question that has lapsed: say so, but only once."""
    lapsed = turn.talk.question
    if lapsed is None or turn.points_at_job or lapsed.told_lapsed or lapsed.pending is Pending.WORDS_MISSING:
        return False
    read = parse(turn, lapsed, turn.incoming)
    is_named = bool(answers.chosen_of(turn)) or _names_use(turn, lapsed)
    is_answer = is_named or read.action in _YES_OR_NO or read.choice is not None
    if not is_answer and turn.desk.tables.talk.small_talk(turn.incoming.text) != "ok":
        return False  # "yes" to a question about pictures is no choice, but an answer all the same
    await answers.lapsed(turn, lapsed)
    return True


async def _generate(turn: Turn) -> None:
    """A new request, or a change of the last one; either ends an open question."""
    if request_or_change.is_change(turn):
        await changes.edit(turn)
        return
    if request_or_change.changes_nothing_there(turn):
        if not await quotes.of_lapsed(turn):
            await turn.tell("edit.no_job" if turn.incoming.address.direct else "edit.no_job_here")
        return
    question = turn.talk.question
    if question is not None and question.pending is not Pending.OFFER:
        turn.talk = replace(turn.talk, declined=question)
        turn.close_question()
    request_or_change.as_priced(turn)
    await requests.request(turn)
