"""Which of two pictures is the first frame, said in answer to that question or of a clip that is made of two."""

from collections.abc import Mapping
from dataclasses import replace

from core.desk import answers, changes
from core.desk.differences import laid_over
from core.desk.pictures import pictures_of
from core.desk.reading import said_in
from core.desk.turn import Turn
from core.model import Act, Draft, Intent, Pending, Wishes
from core.ports import Question
from core.tables import Said

_OF_A_QUESTION = (Said.AS_SENT, Said.OTHER_WAY)
_AS_SENT, _OTHER = "1", "2"  # the answers to the question


async def which_is_first(turn: Turn) -> bool:
    """Whether the whole message says which of two pictures comes first; then it is carried out."""
    if pictures_of(turn.incoming, turn.intent):
        return False
    question, asked = turn.question, turn.talk.question
    answer, found = _said_which(turn)
    if asked is not None and asked.pending is Pending.WHICH_FIRST and not turn.points_at_job:
        if answer and question is None:
            await answers.lapsed(turn, asked)
            return True
        if question is not None and (answer or turn.intent.swap):
            return await answers.answer(turn, _with_values(turn, question, found), answer or _OTHER)
    if not answer or any(turn.desk.tables.sayings.says(turn.incoming.text, one) for one in _OF_A_QUESTION):
        return False  # the parser knows the other way round of a clip
    base = changes.base_of(turn)
    if base is None or not (turn.owns_job or turn.order_in_question is not None):
        return False
    if not changes.has_frames(base):
        return False
    await _of_clip(turn, base, answer, found)
    return True


def _said_which(turn: Turn) -> tuple[str, Mapping[str, str]]:
    """Whether the pictures stay as they were sent or change places, and what else is said."""
    sayings, text = turn.desk.tables.sayings, turn.incoming.text
    for what, answer in (
        (Said.SECOND_FIRST, _OTHER),
        (Said.FIRST_FIRST, _AS_SENT),
        (Said.AS_SENT, _AS_SENT),
        (Said.OTHER_WAY, _OTHER),
    ):
        found = sayings.find(text, what)
        if found is not None:
            return answer, found
    return "", {}


def _with_values(turn: Turn, question: Question, found: Mapping[str, str]) -> Question:
    """The question with the values that the answer adds to what was asked for."""
    said, asked = _rest(turn, found), question.intent
    if said is None or asked is None:
        return question
    changed = replace(
        asked,
        wishes=laid_over(said.wishes, asked.wishes),
        model=said.model or asked.model,
        save_preference=asked.save_preference or said.save_preference,
        prompt=said.prompt or asked.prompt,
    )
    turn.ask(replace(question, intent=changed))
    return replace(question, intent=changed)


def _rest(turn: Turn, found: Mapping[str, str]) -> Intent | None:
    if "rest" not in found:
        return None
    said = said_in(turn, found["rest"])
    return said if said.action is Act.GENERATE else None


async def _of_clip(turn: Turn, base: Draft, answer: str, found: Mapping[str, str]) -> None:
    """The clip made of two pictures in the sequence that is said, counted as they were sent."""
    refs = [one.ref for one in base.pictures]
    album = [one.ref for one in turn.talk.album]
    sent = album if sorted(map(str, album)) == sorted(map(str, refs)) else refs
    wanted = sent[::-1] if answer == _OTHER else sent
    said = _rest(turn, found)
    if refs == wanted and (
        said is None or (said.wishes == Wishes() and not said.prompt and said.model is None)
    ):
        await turn.tell("edit.same")
        return
    intent = said if said is not None else Intent(action=Act.GENERATE, language=turn.language)
    turn.intent = replace(intent, edit=True, swap=refs != wanted)
    await changes.edit(turn)
