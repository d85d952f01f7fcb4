"""Both shapes wanted at once: "portrait and landscape" is one clip of each, offered with their sum."""

from core.desk.clips.changes import base_of
from core.desk.pictures.of_message import pictures_of, waiting_pictures
from core.desk.questions.words_missing import ask_for_words
from core.desk.series.varied import has_shape, offer_varied
from core.desk.turn import Turn
from core.model import Act, Intent, ParseContext


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
