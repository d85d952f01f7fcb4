"""The desk: turns one incoming message into an answer, a question, or jobs to start.

Words and buttons lead to the same places: a press is turned into the intent that the words would have had.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from core import continuity
from core.desk import naming, presses, reports, requests, ties
from core.desk.clips import (
    again,
    changes,
    copies,
    earlier,
    facts,
    failed,
    going_back,
    length,
    request_or_change,
    results,
    sound,
    sound_added,
    subtitles,
)
from core.desk.clips.results import take_back
from core.desk.models import abilities, comparing, mentioned
from core.desk.pictures import asked_about, chosen, references, too_many, used_before, waiting, which_first
from core.desk.pictures.of_message import pictures_of, together
from core.desk.prefaces import without_preface
from core.desk.prices import quotes, remedies, totals, variants
from core.desk.questions import answers, offers, priced, put_off, yes_but
from core.desk.questions.other_idea import without_refusal
from core.desk.questions.words_missing import with_what_was_said
from core.desk.reading import parse, read
from core.desk.remarks import without_remarks
from core.desk.remembering import laid_over
from core.desk.series import all_shots, shots, some_shots
from core.desk.turn import Desk, House, Turn
from core.model import Act, Incoming, Intent, Job, Language, Pending
from core.ports import Question, Subject, Talk

__all__ = ["Desk", "House", "take", "take_back"]

_UNKNOWN: Language = "zh"  # the language of an answer to somebody who has not said a word yet
_YES_OR_NO = frozenset({Act.CONFIRM, Act.DECLINE})

# Each handles one kind of message and returns whether it did; the first that does ends the turn. What is open goes
# before what is finished: the same "the second one" answers a question, names a shot or an offer, and only then a clip.
_WHOLE = (
    # A name for what is there, and answers to the two questions about pictures.
    naming.named,
    which_first.which_is_first,
    too_many.picked,
    asked_about.chosen_with_words,
    asked_about.sent_by_mistake,
    asked_about.asked_what_for,
    # Pictures without a wish: they belong to what was asked for a moment ago, or wait for the words.
    waiting.more_to_come,
    waiting.told_later,
    waiting.brought,
    waiting.does_without,
    waiting.as_frames,
    waiting.sent_again,
    # A series on offer: "only two", "all of them" count its shots.
    all_shots.all_of_them,
    all_shots.all_after_all,
    some_shots.fewer_shots,
    # What pictures are for and which of them are used; "not that one" would else be a no.
    references.as_references,
    references.look_here,
    references.look_of_sent,
    chosen.some_of_them,
    used_before.same_picture,
    used_before.animates_nothing,
    used_before.asked_which,
    # Somebody or something from before, then a shot of a series that was made.
    ties.like_earlier,
    shots.of_series,
    # An earlier clip is to be the one at hand again.
    going_back.goes_back,
    # Deleting reads like a change ("take it away"), and must order nothing.
    results.asked_to_delete,
    # A row of several offers, by its price or its number.
    offers.by_price,
    offers.by_number,
    offers.by_number_and_words,
    offers.with_a_change,
    # Questions about what was: they name a price or a clip, and order nothing.
    failed.asked_why,
    totals.asked_total,
    # What was priced and is pointed at; sound that the model at hand has not.
    put_off.no_answer,
    priced.priced_taken,
    yes_but.yes_but,
    yes_but.handed_to,
    sound.wants_it_still,
    sound_added.adds_sound,
    subtitles.wants_subtitles,
    # Questions about models; one that was just named is "it" before any clip is.
    comparing.longest_asked,
    abilities.asked_about,
    mentioned.model_meant,
    # One of several earlier clips: what follows is said of that one.
    earlier.pointed_at,
    facts.made_with,
    facts.asked_why,
    length.longer_or_shorter,
    # The order at hand otherwise, and several of it.
    variants.priced_otherwise,
    remedies.pleased,
    remedies.found_dear,
    remedies.remedied,
    remedies.better_model,
    remedies.other_model,
    copies.fewer,
    copies.several_more,
    # Two pictures and words that leave open which is first.
    which_first.left_open,
)
_PLAIN: Mapping[Act, Callable[[Turn], Awaitable[None]]] = {
    Act.SET_PREFERENCE: reports.set_preference,
    Act.CLEAR_PREFERENCE: reports.clear_preference,
    Act.SHOW_PREFERENCES: reports.show_preferences,
    Act.HELP: reports.help_text,
    Act.LIST_MODELS: comparing.models,
    Act.CANCEL: results.cancel,
    Act.RETRY: again.again,
    Act.STATUS: reports.status,
    Act.RESEND: results.resend,
    Act.MINE: reports.mine,
    Act.QUOTE: quotes.quote,
    Act.BUDGET: reports.budget,
    Act.CONFIRM: answers.confirm,
    Act.DECLINE: answers.decline,
    Act.FORGET: reports.forget,
    Act.CHITCHAT: reports.chitchat,
}


async def take(desk: Desk, incoming: Incoming) -> tuple[str, ...]:
    """Answer one message; returns the ids of the jobs that it opened, for the caller to start."""
    address = incoming.address
    talk = await desk.history.talk(address.person, address.room)
    job, points_at_job = await _job_meant(desk, incoming, talk)
    subjects = await desk.history.subjects(address.room)
    turn = _turn(desk, incoming, talk, job, subjects, points_at_job=points_at_job)
    waiting.keep_at_hand(turn)
    if incoming.action is not None:
        await presses.press(turn, incoming.action)
    else:
        await _read(turn)
    if turn.talk != turn.stored:
        await desk.history.change_talk(address.person, address.room, laid_over(turn.stored, turn.talk))
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
    text = continuity.corrected(incoming.text, desk.tables.revisions, is_beside=is_beside)
    text = subtitles.without_subtitles(turn, without_preface(turn, text))
    turn.typed, turn.incoming = text, replace(incoming, text=text)
    turn.incoming = replace(turn.incoming, text=without_remarks(turn))
    without_refusal(turn)
    turn.incoming = together(turn)
    turn.intent = read(turn)
    if incoming.language is None and desk.tables.talk.tells_language(incoming.text):
        known = turn.intent.language
    turn.knows_language = known is not None
    turn.language = known or _UNKNOWN
    if known is not None and turn.talk.language != known:
        turn.talk = replace(turn.talk, language=known)
    return turn


async def _read(turn: Turn) -> None:
    incoming, question = turn.incoming, turn.question
    if await _says_it_all(turn):
        return
    with_what_was_said(turn)
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
    if await _answers_question(turn, question) or await comparing.time_asked(turn):
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
            await _PLAIN[act](turn)


async def _says_it_all(turn: Turn) -> bool:
    """Handle a message that a known saying explains as a whole; False if none of `_WHOLE` does.

    An answer about pictures that comes too late is none of these: it would be taken for an earlier clip's.
    """
    if _answers_about_pictures(turn) and await _answers_lapsed(turn):
        return True
    for one in _WHOLE:
        if await one(turn):
            return True
    return False


async def _answers_question(turn: Turn, question: Question | None) -> bool:
    """Handle a message that is only an answer, by name or number, even if nothing was asked; else False."""
    if question is not None and question.pending in (Pending.WHICH_FIRST, Pending.PICTURE_ALONE):
        value = answers.chosen_of(turn)
        if value and await answers.answer(turn, question, value):
            return True
    if question is not None and await answers.asked_again(turn, question):
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
    return asked.pending in (Pending.PICTURE_ALONE, Pending.WHICH_FIRST) and bool(answers.chosen_of(turn))


async def _answers_lapsed(turn: Turn) -> bool:
    """Handle an answer to a question that has lapsed: say so, but only once."""
    lapsed = turn.talk.question
    if lapsed is None or turn.points_at_job or lapsed.told_lapsed or lapsed.pending is Pending.WORDS_MISSING:
        return False
    read = parse(turn, lapsed)
    is_answer = read.action in _YES_OR_NO or read.choice is not None or bool(answers.chosen_of(turn))
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
            await turn.tell("edit.no_job")
        return
    question = turn.talk.question
    if question is not None and question.pending is not Pending.OFFER:
        turn.close_question()
    request_or_change.as_priced(turn)
    await requests.request(turn)
