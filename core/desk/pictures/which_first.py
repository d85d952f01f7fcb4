"""Which of two pictures is the first frame: as an answer to that question, or about a clip made from two."""

from collections.abc import Mapping
from dataclasses import replace

from core import continuity
from core.desk.clips import changes
from core.desk.clips.differences import around_the_change, laid_over
from core.desk.clips.request_or_change import tells_change_of
from core.desk.pictures.of_message import pictures_of, waiting_pictures
from core.desk.prices.quotes import in_question
from core.desk.questions import answers
from core.desk.questions.asking import which_first_still
from core.desk.reading import said_in
from core.desk.rewording import reworded
from core.desk.turn import Turn
from core.model import Act, Change, Draft, FirstFrame, Intent, ParseContext, Pending, Role, TaskType, Wishes
from core.ports import Question
from core.punctuation import clauses, comma
from core.tables import Pointing, Said
from core.tables.patterns import MARKS

_OF_A_QUESTION = (Said.AS_SENT, Said.OTHER_WAY)
_GOES_ON = frozenset({Act.GENERATE, Act.CONFIRM})


async def which_is_first(turn: Turn) -> bool:
    """Handle a message that only says which of two pictures comes first."""
    if pictures_of(turn.incoming, turn.intent):
        return False
    question, asked = turn.question, turn.talk.question
    answer, found = _said_which(turn)
    if asked is not None and asked.pending is Pending.WHICH_FIRST and not turn.points_at_job:
        if answer and question is None:
            await answers.lapsed(turn, asked)
            return True
        if question is not None and (answer or turn.intent.swap):
            return await answers.answer(
                turn, _with_values(turn, question, found), answer or FirstFrame.SECOND
            )
    if turn.intent.swap and await _swapped_with_values(turn, found):
        return True
    if not answer or any(turn.desk.tables.sayings.says(turn.incoming.text, one) for one in _OF_A_QUESTION):
        return False  # about a clip, the parser reads "the other way round" itself
    base = changes.base_of(turn)
    if base is None or not (turn.owns_job or turn.order_in_question is not None):
        return False
    if not changes.has_frames(base):
        return False
    await _of_clip(turn, base, answer, found)
    return True


async def left_open(turn: Turn) -> bool:
    """Handle an answer that leaves open which of two pictures is first.

    "Whichever" means as they were sent, and the answer says so. Otherwise ask once more, unless the message describes
    what to show.
    """
    question, text, sayings = turn.question, turn.incoming.text, turn.desk.tables.sayings
    if question is None or question.pending is not Pending.WHICH_FIRST or turn.points_at_job:
        return False
    if not text.strip() or pictures_of(turn.incoming, turn.intent):
        return False
    if sayings.says(text, Said.EITHER_FIRST):
        turn.preface = turn.words("notice.frames_as_sent")
        return await answers.answer(turn, question, FirstFrame.FIRST)
    found = sayings.find(text, Said.TAKES_BOTH)
    tells = found is None and turn.intent.choice is None and sayings.says(text, Said.TURNS)
    if tells and not waiting_pictures(turn):  # those that wait are used by any description
        return await _told_freely(turn, question)
    said = turn.intent if found is None else _rest(turn, found) or Intent(action=Act.GENERATE)
    if found is None and turn.desk.tables.pointers.says(text, Pointing.GOES):
        said = Intent(action=Act.CONFIRM)  # a yes leaves open which
    if found is None and (await _each_for(turn, question) or await _amended(turn, question)):
        return True
    names_place = sayings.says(text, Said.NAMES_PLACE) and not answers.chosen_of(turn)
    if said.action is Act.RETRY and names_place:
        # "Again" in front of one of the pictures makes no clip once more.
        await which_first_still(turn, question)
        return True
    if said.action not in _GOES_ON or said.prompt or said.choice is not None or said.continuity is not None:
        return False
    is_look = said.task_type is TaskType.REFERENCE and sayings.says(text, Said.NAMES_LOOK)
    if said.roles or said.edit or is_look or sayings.says(text, Said.NAMES_PLACE):
        return False
    await which_first_still(turn, _with_said(question, said))
    return True


async def _each_for(turn: Turn, question: Question) -> bool:
    """Handle what each of the two is for ("the first is the background"): both are references; else False."""
    read = _beside_pictures(turn, question)
    if question.intent is None or read is None or set(read.roles) != {Role.REFERENCE}:
        return False
    words = [one for one in (question.intent.prompt, read.prompt) if one]
    told = _with_said(question, replace(read, prompt=comma(*words).join(words)))
    turn.ask(told)
    return await answers.answer(turn, told, FirstFrame.NEITHER)


async def _amended(turn: Turn, question: Question) -> bool:
    """Ask once more for the request as a change makes it ("at the beach"); False for a request of its own."""
    asked = question.intent
    if asked is None or not asked.prompt or turn.intent.choice is not None or turn.intent.roles:
        return False
    said = _as_change(turn, asked.prompt, turn.incoming.text)
    if said is None:
        return False
    absent, changes = said.wishes.negative_prompt, []
    if absent:
        changes.append(Change("negative_prompt", "", absent))
    if said.prompt != asked.prompt:
        changes.append(Change("prompt", *around_the_change(asked.prompt, said.prompt)))
    told = turn.desk.phrases.changes(changes, turn.language)
    turn.pointed = turn.words("edit.would", changes=told) if changes else turn.pointed
    await which_first_still(turn, _with_said(question, said))
    return True


def _as_change(turn: Turn, prompt: str, words: str) -> Intent | None:
    """What words that change a description ask for, with the changed one; None where they tell another."""
    context = ParseContext(last_status="success", last_prompt=prompt, language=turn.language)
    said = turn.desk.parser.parse(words, context)
    is_described = said.action is Act.GENERATE and bool(said.prompt) and said.continuity is None
    if not is_described or not tells_change_of(turn, prompt, words, said):
        return None
    revisions = turn.desk.tables.revisions
    said = continuity.without_absent(said, words, revisions, has_pictures=False, has_job=True)
    changed, wishes = reworded(turn, prompt, said)
    return replace(said, prompt=changed, wishes=wishes)


async def _told_freely(turn: Turn, question: Question) -> bool:
    """Keep what happens between the two as description; ask once more where no word tells which is first."""
    sayings = turn.desk.tables.sayings
    kept = _with_said(question, _in_full(turn, turn.incoming.text))
    found = sayings.find(turn.incoming.text, Said.TURNS)
    place = sayings.place(found, 2) if found else None
    if place is None:
        await which_first_still(turn, kept)
        return True
    turn.ask(kept)
    return await answers.answer(turn, kept, FirstFrame.SECOND if place else FirstFrame.FIRST)


def _in_full(turn: Turn, words: str) -> Intent:
    """What these words mean, with all of them as description if they name no value: "it turns into the second"."""
    said = said_in(turn, words)
    is_plain = said.action is not Act.GENERATE or (said.wishes == Wishes() and said.model is None)
    return replace(said, prompt=words.strip(MARKS)) if is_plain else said


def _said_which(turn: Turn) -> tuple[FirstFrame | None, Mapping[str, str]]:
    """The answer (stay as sent, or change places; None for neither), and what else is said."""
    sayings, text = turn.desk.tables.sayings, turn.incoming.text
    for what, answer in (
        (Said.SECOND_FIRST, FirstFrame.SECOND),
        (Said.FIRST_FIRST, FirstFrame.FIRST),
        (Said.AS_SENT, FirstFrame.FIRST),
        (Said.OTHER_WAY, FirstFrame.SECOND),
    ):
        found = sayings.find(text, what)
        if found is not None:
            return answer, found
    return _answered_in_front(turn)


def _answered_in_front(turn: Turn) -> tuple[FirstFrame | None, Mapping[str, str]]:
    """The answer that stands alone in front of what else is said: "the second, 10 seconds"."""
    question = turn.question
    if question is None or question.pending is not Pending.WHICH_FIRST:
        return None, {}
    (head, mark), *_ = clauses(turn.incoming.text) or [("", "")]
    named = turn.desk.tables.talk.answer(head)
    rest = turn.incoming.text.removeprefix(head + mark).strip(MARKS)
    if not rest or named not in list(FirstFrame):
        return None, {}
    return FirstFrame(named), {"rest": rest}


def _with_values(turn: Turn, question: Question, found: Mapping[str, str]) -> Question:
    """The question with the values that the answer adds to the request."""
    said = _rest(turn, found)
    if said is None:
        return question
    words, before = _also_said(found), question.intent.prompt if question.intent is not None else ""
    change = _as_change(turn, before, words) if before else None
    if change is not None:
        changed = _with_said(question, change)
    elif "before" in found:
        changed = _with_said(question, _in_full(turn, _also_said(found)))
    else:
        changed = _with_said(question, _beside_pictures(turn, question, found["rest"]) or said)
    turn.ask(changed)
    return changed


def _beside_pictures(turn: Turn, question: Question, words: str = "") -> Intent | None:
    """The message read beside both pictures, so that no words about them are description; None if it orders neither.

    The description is that of these `words` alone, where they are given and tell less of the pictures.
    """
    if question.incoming is None:
        return None
    pictures = pictures_of(question.incoming)
    read = said_in(turn, turn.incoming.text, beside=pictures)
    if not read.roles or read.action is not Act.GENERATE:
        return None
    rest = said_in(turn, words, beside=pictures) if words else read
    if rest.action is not Act.GENERATE:
        return read
    return replace(read, prompt=min(read.prompt, rest.prompt, key=len))


def _with_said(question: Question, said: Intent) -> Question:
    """The question with this added to its request."""
    asked = question.intent
    if asked is None:
        return question
    changed = replace(
        asked,
        wishes=laid_over(said.wishes, asked.wishes),
        model=said.model or asked.model,
        save_preference=asked.save_preference or said.save_preference,
        prompt=said.prompt or asked.prompt,
    )
    return replace(question, intent=changed)


def _also_said(found: Mapping[str, str]) -> str:
    """What is said beside which picture is first."""
    parts = [found[one] for one in ("before", "rest") if one in found]
    return comma(*parts).join(parts)


def _rest(turn: Turn, found: Mapping[str, str]) -> Intent | None:
    words = _also_said(found)
    if not words:
        return None
    said = said_in(turn, words)
    return said if said.action is Act.GENERATE else None


async def _swapped_with_values(turn: Turn, found: Mapping[str, str]) -> bool:
    """Handle "the other way round, 10 seconds" about a clip: what is said beside it counts as well."""
    base, said = changes.base_of(turn), _rest(turn, found)
    if base is None or said is None or said.prompt or not changes.has_frames(base):
        return False
    if not (turn.owns_job or turn.order_in_question is not None):
        return False
    turn.intent = replace(said, edit=True, swap=True)
    await changes.edit(turn)
    return True


async def _of_clip(turn: Turn, base: Draft, answer: FirstFrame, found: Mapping[str, str]) -> None:
    """Change the clip made from two pictures to the order that is said, counted as they were sent."""
    refs = [one.ref for one in base.pictures]
    album = [one.ref for one in turn.talk.album]
    sent = album if sorted(map(str, album)) == sorted(map(str, refs)) else refs
    wanted = sent[::-1] if answer is FirstFrame.SECOND else sent
    said = _rest(turn, found)
    if refs == wanted and (
        said is None or (said.wishes == Wishes() and not said.prompt and said.model is None)
    ):
        question = turn.order_in_question
        if question is not None:
            await in_question(turn, question, turn.words("confirm.already"))
        else:
            await turn.tell("edit.same")
        return
    intent = said if said is not None else Intent(action=Act.GENERATE, language=turn.language)
    turn.intent = replace(intent, edit=True, swap=refs != wanted)
    await changes.edit(turn)
