"""Shapes: both wanted at once is a clip of each; whether a clip has the one for a place where clips are shown."""

from dataclasses import replace

from core.desk.clips import changes
from core.desk.clips.changes import base_of
from core.desk.pictures.of_message import pictures_of, waiting_pictures
from core.desk.placing import open_jobs
from core.desk.prices import quotes
from core.desk.questions.answers import orders_all
from core.desk.questions.words_missing import ask_for_words
from core.desk.reading import beside_clip
from core.desk.series.varied import has_shape, offer_varied
from core.desk.turn import Turn
from core.model import Act, Intent, ParseContext, Wishes
from core.planner.values import as_text
from core.punctuation import ends_asking
from core.tables import Pointing


def without_shapes(turn: Turn, text: str) -> str:
    """The message without the shapes that it wants a clip of each in; all of it where it says nothing else."""
    listed, rest = turn.desk.tables.several.both_shapes(text)
    ratios = [turn.desk.parser.parse(one, ParseContext()).wishes.aspect_ratio for one in listed]
    if not listed or None in ratios or len(set(ratios)) < len(ratios):
        return text
    turn.each = tuple(listed)
    return rest or text


async def in_both_shapes(turn: Turn) -> bool:
    """Handle a change that wants the clip or order at hand in both shapes; a new request goes on as one.

    Where there is neither, it is asked what they show.
    """
    base, text = base_of(turn), turn.incoming.text
    if turn.each and base is None and not pictures_of(turn.incoming) and not waiting_pictures(turn):
        if not turn.desk.tables.several.both_shapes(text)[0]:
            return False
        intent = Intent(action=Act.GENERATE, language=turn.language)
        await ask_for_words(turn, intent, how=turn.words("changed.join").join(turn.each))
        return True
    if not turn.each or base is None or pictures_of(turn.incoming):
        return False
    is_alone = bool(turn.desk.tables.several.both_shapes(text)[0]) or turn.intent.action is Act.CHITCHAT
    if not is_alone and not turn.intent.edit:
        return False
    if turn.order_in_question is None and not turn.owns_job:
        await turn.tell("ask.not_yours")
    elif has_shape(turn, base):
        await offer_varied(turn, base, turn.each, () if is_alone else (text,))
    else:
        kept = "edit.kept" if turn.order_in_question is None else "quote.waiting"
        await turn.say(turn.desk.phrases.lines(turn.preface, turn.words(kept)))
    return True


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
    if ends_asking(turn.incoming.text):
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
