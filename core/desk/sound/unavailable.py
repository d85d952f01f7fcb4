"""Subtitles, words spoken, and music of one's own, which no model can add: said so, and no part of what is shown."""

from core.desk.pictures.of_message import says_without_pictures
from core.desk.turn import Turn
from core.punctuation import clauses
from core.tables import Found, Pointing

_MOST_CLAUSES = 8
_CANNOT = {
    Pointing.SUBTITLED: "edit.no_subtitles",
    Pointing.OWN_MUSIC: "sound.own",
    Pointing.TO_ORDER: "sound.to_order",
}


def without_subtitles(turn: Turn, text: str) -> str:
    """The message without a wish for subtitles, a voice or a song beside something else; what is made says that it has none."""
    parts = [clause + mark for clause, mark in clauses(text)]
    if not 1 < len(parts) <= _MOST_CLAUSES:
        return text
    pointers, count = turn.desk.tables.pointers, len(parts)
    if pointers.says(text, Pointing.TO_ORDER):
        return text  # "add a voice-over, saying …"
    for what, key in _CANNOT.items():
        found = [pointers.first(one, what) for one in parts]
        kept = [
            one for one, said in zip(parts, found, strict=True) if said is None or not _names_own(what, said)
        ]
        if kept and len(kept) < len(parts):
            said = turn.desk.phrases.say(key, "en" if text.isascii() else "zh")
            turn.preface = turn.desk.phrases.lines(turn.preface, said)
            parts = kept
    return "".join(parts).strip() if len(parts) < count else text


def _names_own(what: Pointing, found: Found) -> bool:
    """Whether a clause names what cannot be had: "a slow tune" is one that a model with sound may make."""
    return what is not Pointing.OWN_MUSIC or "owner" in found.parts


async def wants_subtitles(turn: Turn) -> bool:
    """Handle a message that only wants subtitles: nothing is ordered for it."""
    if not turn.desk.tables.pointers.says(turn.incoming.text, Pointing.SUBTITLED):
        return False
    await turn.tell("edit.no_subtitles")
    return True


async def wants_own_music(turn: Turn) -> bool:
    """Handle a message that only wants a song or a recording under the clip: nothing is ordered for it."""
    if not says_without_pictures(turn, Pointing.OWN_MUSIC):
        return False
    await turn.tell("sound.own")
    return True


async def wants_to_order(turn: Turn) -> bool:
    """Handle a wish for words spoken or music of a kind, which no model takes: said so, and what waits goes on waiting."""
    is_voice = turn.desk.tables.pointers.says(
        turn.raw, Pointing.VOICED
    )  # in plain words it would be a change
    if not (is_voice and not turn.incoming.pictures) and not says_without_pictures(turn, Pointing.TO_ORDER):
        return False
    last = turn.words("sound.not_made" if turn.order_in_question is None else "quote.waiting")
    await turn.say(turn.desk.phrases.lines(turn.words("sound.to_order"), last))
    return True
