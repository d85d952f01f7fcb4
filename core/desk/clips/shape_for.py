"""Questions whether a clip has the shape for a place where clips are shown: told, and the other shape offered."""

from dataclasses import replace

from core.desk.clips import changes
from core.desk.pictures.of_message import pictures_of
from core.desk.placing import open_jobs
from core.desk.prices import quotes
from core.desk.questions.answers import orders_all
from core.desk.reading import beside_clip
from core.desk.turn import Turn
from core.model import Act, Intent, Wishes
from core.planner.values import as_text
from core.punctuation import QUESTION_MARKS
from core.tables import Pointing


async def asked_whether_it_fits(turn: Turn) -> bool:
    """Handle "is that ok for TikTok?": tell which shape goes there, and what the clip at hand would cost in it."""
    found = turn.desk.tables.pointers.first(turn.typed, Pointing.ASKS_FIT)
    if found is None or pictures_of(turn.incoming):
        return False
    place = found.parts["name"].strip()
    wanted = _shape_at(turn, place)
    if not wanted:
        return False
    base = changes.base_of(turn) if turn.owns_job or turn.order_in_question is not None else None
    if base is None:
        await turn.tell("fits.shown", place=place, wanted=wanted)
        return True
    shape = as_text(base.order.params.get("aspect_ratio", ""))
    if shape in (wanted, ""):
        await turn.tell("fits.yes" if shape else "fits.unknown", place=place, wanted=wanted, shape=shape)
        return True
    turn.pointed = turn.words("fits.no", place=place, wanted=wanted, shape=shape)
    wishes = Wishes(aspect_ratio=wanted)
    turn.intent = Intent(action=Act.QUOTE, edit=True, wishes=wishes, language=turn.language)
    turn.incoming = replace(turn.incoming, text=wanted)
    await quotes.quote(turn)
    return True


async def takes_shape(turn: Turn) -> bool:
    """Handle "make it in that shape" where a shape was told with its price: order what was priced."""
    question = turn.order_in_question
    if question is None or question.intent is None or orders_all(question) or pictures_of(turn.incoming):
        return False
    is_of_shape = question.intent.action is Act.QUOTE and question.intent.wishes.aspect_ratio is not None
    if not is_of_shape or not turn.desk.tables.pointers.says(turn.typed, Pointing.TAKES_SHAPE):
        return False
    if turn.incoming.text.rstrip().endswith(QUESTION_MARKS):
        return False
    await open_jobs(turn, question.drafts[:1], said=question.intent)
    return True


def _shape_at(turn: Turn, place: str) -> str:
    """The ratio of clips that are shown at a place of this name; empty where we know no such place."""
    # It is read in the language that its name is in, whatever the person speaks.
    words = turn.desk.phrases.say("fits.size", "en" if place.isascii() else "zh", place=place)
    named = (found for one in turn.desk.tables.paraphrases if (found := one.read(words)) is not None)
    _, value = next(named, ("", ""))
    return beside_clip(turn, value).wishes.aspect_ratio or "" if value else ""
