"""Remarks on what is wrong with a clip, and wishes for another model: tells what helps and its price, orders nothing."""

from dataclasses import replace

from core.desk import reports
from core.desk.clips import changes
from core.desk.models import comparing
from core.desk.pictures.of_message import pictures_of
from core.desk.prices import quotes
from core.desk.turn import Turn
from core.model import Act, Intent, Language
from core.tables import Pointing
from core.tables.patterns import MARKS, plainly


async def remedied(turn: Turn) -> bool:
    """Handle a remark that the clip, or a thing in it, is too dark, too slow …: tell what a brighter one costs."""
    job = turn.job
    if job is None or not job.phase.is_made or not turn.owns_job or turn.order_in_question is not None:
        return False
    wish = "" if pictures_of(turn.incoming) else _wish(turn)
    if not wish:
        return False
    turn.incoming = replace(turn.incoming, text=wish)
    turn.intent = Intent(action=Act.QUOTE, edit=True, prompt=wish, language=turn.language)
    await quotes.quote(turn)
    return True


def _wish(turn: Turn) -> str:
    """What the remark wishes for; empty if it is none."""
    pointers, text = turn.desk.tables.pointers, turn.incoming.text
    too = pointers.first(text, Pointing.TOO)
    found = too or pointers.first(text, Pointing.NOT_ENOUGH)
    if found is None:
        return ""
    how = plainly(found.parts["how"]).casefold()
    how = (pointers.remedy.against if too is not None else pointers.remedy.enough).get(how, "")
    what = found.parts.get("what", "").strip(MARKS)
    if what.casefold() in turn.desk.tables.revisions.whole:
        what = ""
    language: Language = "en" if text.isascii() else "zh"
    return pointers.remedy.wish[language].format(what=what, how=how).strip() if how else ""


async def other_model(turn: Turn) -> bool:
    """Handle a wish for another model that names none: list those for the clip at hand."""
    base = changes.base_of(turn)
    if base is None or pictures_of(turn.incoming):
        return False
    if turn.intent.model is not None or not turn.desk.tables.pointers.says(
        turn.incoming.text, Pointing.OTHER_MODEL
    ):
        return False
    await reports.models(turn, base.order.task_type)
    return True


async def found_dear(turn: Turn) -> bool:
    """Handle a remark that the clip which was made is too expensive: name a cheaper choice."""
    job = turn.job
    if job is None or not job.phase.is_made or not turn.owns_job or turn.question is not None:
        return False
    text = turn.incoming.text
    if pictures_of(turn.incoming) or not turn.desk.tables.pointers.says(text, Pointing.FINDS_DEAR):
        return False
    await comparing.cheaper_one(turn)
    return True


async def better_model(turn: Turn) -> bool:
    """Handle a wish for a better model that names none: tell what the best one would cost."""
    if changes.base_of(turn) is None or not turn.owns_job or pictures_of(turn.incoming):
        return False
    if not turn.desk.tables.pointers.says(turn.incoming.text, Pointing.BETTER_MODEL):
        return False
    turn.intent = Intent(action=Act.QUOTE, edit=True, quality="best", language=turn.language)
    await quotes.quote(turn)
    return True
