"""All shots of a series after all, after only some were wanted: offered anew, ordered after a yes."""

from collections.abc import Sequence
from dataclasses import replace

from core.desk.pictures.of_message import pictures_of
from core.desk.placing import open_jobs
from core.desk.questions.answers import is_series
from core.desk.requests import request
from core.desk.series.offer import shown_in
from core.desk.turn import Turn
from core.model import LONGEST_CLIP_S, Act, Draft, Intent, Notice, Wishes
from core.ports import Question, Whole
from core.punctuation import QUESTION_MARKS
from core.tables import Said


async def all_of_them(turn: Turn) -> bool:
    """Handle "make all of them" where all shots are on offer: that is a yes to the series."""
    question = turn.order_in_question
    if question is None or question.whole is not None or not is_series(question):
        return False
    sayings, text, n = turn.desk.tables.sayings, turn.incoming.text, len(question.drafts)
    is_asked = any(mark in text for mark in QUESTION_MARKS)
    if (
        is_asked
        or pictures_of(turn.incoming)
        or turn.intent.model is not None
        or turn.intent.wishes != Wishes()
    ):
        return False
    found = sayings.find(text, Said.SHOTS_ALL)
    if found is None or ("which" in found and sayings.count(found["which"]) != n):
        return False
    await open_jobs(turn, question.drafts, said=question.intent)
    return True


async def all_after_all(turn: Turn) -> bool:
    """Handle a wish for the whole series, of which only some shots are offered: offer it whole."""
    question = turn.order_in_question
    if question is None or question.whole is None or pictures_of(turn.incoming):
        return False
    sayings = turn.desk.tables.sayings
    found = sayings.find(turn.incoming.text, Said.SHOTS_ALL)
    if found is None:
        return False
    scenes = as_told(question.whole, question.drafts)
    if "which" in found and sayings.count(found["which"]) not in (None, len(scenes)):
        await turn.tell("series.no_such" if question.whole.seconds else "listed.which", n=len(scenes))
        return True
    first = question.drafts[0]
    asked = question.intent
    is_changed = asked is not None and asked.edit
    model = first.order.model if is_changed or asked is None else asked.model
    turn.intent = Intent(
        action=Act.GENERATE,
        task_type=first.order.task_type,
        model=model or None,
        prompt="\n".join(scenes),
        # Clips of a list stay as long as they are.
        wishes=replace(first.wishes, duration_s=LONGEST_CLIP_S) if question.whole.seconds else first.wishes,
        asked_s=question.whole.seconds or None,
        shots=len(scenes) if question.whole.seconds else 0,
        notices=(Notice.DURATION_CLAMPED,),
        names=first.names,
        language=turn.language,
    )
    turn.incoming = replace(turn.incoming, pictures=first.pictures, quoted_pictures=())
    turn.close_question()
    await request(turn)
    return True


def as_told(whole: Whole, drafts: Sequence[Draft]) -> list[str]:
    """What all shots show, with the changes made to those that are still offered."""
    scenes = list(whole.scenes)
    shown = [drafts[0].order.prompt] if len(whole.kept) == 1 else shown_in(drafts)
    for at, scene in zip(whole.kept, shown, strict=False):
        scenes[at] = scene
    return scenes


def narrowed(question: Question, kept: Sequence[int]) -> Whole:
    """The full series, remembered before only these of the shots on offer are kept."""
    asked = question.intent
    if question.whole is None or not question.whole.kept:
        seconds = asked.asked_s if asked is not None and asked.asked_s is not None else 0
        return Whole(tuple(shown_in(question.drafts)), tuple(kept), seconds)
    scenes = as_told(question.whole, question.drafts)
    return replace(question.whole, scenes=tuple(scenes), kept=tuple(question.whole.kept[at] for at in kept))
