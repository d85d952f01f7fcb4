"""The desk: turns one incoming message into an answer, a question, or jobs to start.

Words and buttons lead to the same places: a press is turned into the intent that the words would have had.
"""

from dataclasses import replace

from core import continuity
from core.desk import presses, requests, ties
from core.desk.clips import another, cancelled, changes, left_alone, request_or_change, subtitles
from core.desk.clips.labelled import keep_label, without_label, without_redoing
from core.desk.clips.results import take_back
from core.desk.clips.rows import forget_rows
from core.desk.clips.same_seed import of_same_seed
from core.desk.clips.shapes import without_shapes
from core.desk.clips.sound_added import with_what_is_heard
from core.desk.clips.wishes import as_change, without_stop
from core.desk.exclaimed import without_exclamation
from core.desk.house import House
from core.desk.models import times
from core.desk.models.with_each import without_models
from core.desk.paraphrased import paraphrased
from core.desk.pictures import used_before, waiting
from core.desk.pictures.asked_about import without_mistaken
from core.desk.pictures.of_message import pictures_of, together, waiting_pictures
from core.desk.pictures.roles_told import with_roles_told
from core.desk.prefaces import without_preface
from core.desk.prices import not_yet, quotes
from core.desk.prices.limited import without_limit
from core.desk.questions import answers
from core.desk.questions.other_idea import without_refusal
from core.desk.questions.words_missing import with_what_was_said
from core.desk.reading import parse, read
from core.desk.recognising import PLAIN, WHOLE
from core.desk.remaining import asked_how_long
from core.desk.remarks import without_remarks
from core.desk.remembering import turn_changes
from core.desk.series.counted import with_shared_length, without_shot_words
from core.desk.told import only_told
from core.desk.turn import Desk, Turn
from core.model import Act, Continuity, Incoming, Intent, Job, Language, Pending
from core.ports import Question, Subject, Talk

__all__ = ["Desk", "House", "take", "take_back"]

_UNKNOWN: Language = "zh"  # the language of an answer to somebody who has not said a word yet
_YES_OR_NO = frozenset({Act.CONFIRM, Act.DECLINE})


async def take(desk: Desk, incoming: Incoming) -> tuple[str, ...]:
    """Answer one message; returns the ids of the jobs that it opened, for the caller to start."""
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
        await _read(turn)
    forget_rows(turn)
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
    blank = Intent(action=Act.CHITCHAT)
    turn = Turn(
        desk=desk,
        incoming=incoming,
        talk=talk,
        stored=talk,
        intent=blank,
        language="zh",
        job=job,
        points_at_job=points_at_job,
        subjects=subjects,
        came=incoming.pictures + incoming.quoted_pictures,
    )
    known = incoming.language or talk.language or (job.draft.language if job is not None else None)
    if incoming.action is not None:
        of_job = job.draft.language if job is not None and points_at_job else None
        turn.language = incoming.language or of_job or known or _UNKNOWN
        return turn
    is_beside = job is not None or turn.question is not None
    is_mistaken = without_mistaken(turn)
    text = without_stop(turn, without_redoing(turn, without_label(turn, turn.incoming.text)))
    text = continuity.corrected(text, desk.tables.revisions, is_beside=is_beside)
    text = continuity.as_swap(text, desk.tables.revisions) if is_beside else text
    if turn.came or waiting_pictures(turn):
        if len(turn.came) + len(waiting_pictures(turn)) == 1:
            text = continuity.as_framed(text, desk.tables.revisions)
        text = continuity.as_pictured(text, desk.tables.revisions)
    names = [one.name for one in subjects]
    text = continuity.as_named(text, names, desk.tables.revisions, is_beside=job is not None)
    text = without_shot_words(turn, not_yet.without_not_yet(turn, without_exclamation(turn, text)))
    text = subtitles.without_subtitles(turn, without_preface(turn, without_limit(turn, text)))
    text = of_same_seed(turn, text)
    text = left_alone.of_left_alone(turn, another.of_another(turn, paraphrased(turn, text)))
    if turn.question is None or not answers.is_series(turn.question):
        text = without_models(turn, without_shapes(turn, text))
    turn.typed, turn.incoming = text, replace(turn.incoming, text=text)
    turn.incoming = replace(turn.incoming, text=without_remarks(turn))
    without_refusal(turn)
    turn.incoming = together(turn)
    turn.intent = not_yet.as_question(
        turn, only_told(turn, with_what_is_heard(turn, as_change(turn, read(turn))))
    )
    if turn.shots:
        # "She" is who the first shot shows, unless somebody of the clip at hand is in all of them.
        turn.intent = replace(turn.intent, continuity=Continuity.SAME if turn.shots_same else None)
        turn.intent = with_shared_length(turn, turn.intent)
    if incoming.language is None and desk.tables.talk.tells_language(incoming.text):
        known = turn.intent.language
    turn.knows_language = known is not None
    turn.language = known or _UNKNOWN
    if known is not None and turn.talk.language != known:
        turn.talk = replace(turn.talk, language=known)
    if turn.seed_unknown:
        turn.pointed = turn.words("notice.seed_unknown")
    if is_mistaken:
        turn.pointed = turn.words("notice.picture_dropped")
    return turn


async def _read(turn: Turn) -> None:
    incoming, question = turn.incoming, turn.question
    if await _says_it_all(turn):
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
    if await _answers_question(turn, question) or await _time_asked(turn):
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
            await PLAIN[act](turn)


async def _says_it_all(turn: Turn) -> bool:
    """Handle a message that a known saying explains as a whole; False if none of `WHOLE` does.

    An answer about pictures that comes too late is none of these: it would be taken for an earlier clip's.
    """
    if _answers_about_pictures(turn) and await _answers_lapsed(turn):
        return True
    for one in WHOLE:
        if await one(turn):
            return True
    return False


async def _time_asked(turn: Turn) -> bool:
    """Handle a question how long the clip in the making, or any clip, takes; else False."""
    return await asked_how_long(turn) or await times.time_asked(turn)


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
