"""One more shot for a series on offer: offered anew with it, at the end or behind the shot that is named."""

from dataclasses import replace

from core.desk.pictures.of_message import pictures_of
from core.desk.questions.answers import is_list, is_series
from core.desk.series.anew import offer_anew, say_too_much
from core.desk.series.offer import LONGEST_SERIES_S, MOST_SHOTS, shown_in
from core.desk.series.scenes import alone
from core.desk.turn import Turn
from core.planner.values import number
from core.tables import Said
from core.tables.patterns import MARKS


async def adds_shot(turn: Turn) -> bool:
    """Handle "add a shot: the boat comes home": offer the series with it, and all else as it was."""
    question = turn.order_in_question
    if question is None or question.together or pictures_of(turn.incoming) or not is_series(question):
        return False
    found = turn.desk.tables.sayings.find(turn.incoming.text.strip(MARKS), Said.SHOT_ADDED)
    asked = question.intent
    if found is None or asked is None or question.incoming is None:
        return False
    scenes = shown_in(question.drafts)
    behind = turn.desk.tables.sayings.place(found, len(scenes)) if "nth" in found else len(scenes) - 1
    if behind is None:
        return False
    new = alone(turn, [*scenes, scenes[behind]], len(scenes), found["new"].strip())
    after = [*scenes[: behind + 1], new, *scenes[behind + 1 :]]
    if not is_list(question):
        last = question.drafts[-1].order.params.get("duration", "")
        asked = replace(asked, asked_s=(asked.asked_s or 0) + int(number(last) or 0), shots=len(after))
    if len(after) > MOST_SHOTS or (asked.asked_s or 0) > LONGEST_SERIES_S:
        await say_too_much(turn)
        return True
    await offer_anew(turn, question, replace(asked, prompt="\n".join(after)))
    return True
