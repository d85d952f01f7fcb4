"""The same clip with something else in it: "one with an iced latte, the rest stays the same"."""

from dataclasses import replace

from core import continuity
from core.desk.clips import changes
from core.desk.pictures.of_message import pictures_of
from core.desk.reading import said_in
from core.desk.rewording import reworded
from core.desk.turn import Turn
from core.model import Act
from core.phrases import head
from core.tables import Said

_HEAD = 120


async def one_with(turn: Turn) -> bool:
    """Handle a wish for something else in a clip that else stays as it is; where nothing gives way to it, ask first."""
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.ONE_WITH)
    if found is None or not said_in(turn, found["rest"]).prompt:
        return False
    return await _with(turn, found["rest"])


async def one_of_it(turn: Turn) -> bool:
    """Handle one more that differs in a word: it reads like a mere repetition, and would cost as much."""
    text, read = turn.incoming.text, turn.intent
    found = turn.desk.tables.sayings.find(text, Said.ONE_OF_IT)
    base, rest = changes.base_of(turn), found["rest"] if found is not None else ""
    is_said_so = read.action is Act.RETRY or (read.action is Act.GENERATE and read.prompt == text)
    if not rest or base is None or not is_said_so or turn.points_at_job:
        return False
    is_shown = continuity.shows(base.order.prompt, rest, turn.desk.tables.revisions)
    if is_shown or said_in(turn, rest).names_something:
        return False
    return await _with(turn, rest)


async def _with(turn: Turn, rest: str) -> bool:
    """Order or ask about the clip at hand with this in it; False where there is none."""
    base = changes.base_of(turn)
    if base is None or turn.question is not None or not turn.owns_job or pictures_of(turn.incoming):
        return False
    before = base.order.prompt
    if not any(_takes_place(turn, before, words) for words in _wordings(turn, rest)):
        _told(turn, rest)
        turn.only_price = True
        turn.pointed = turn.words("edit.stays", prompt=head(before, _HEAD))
    await changes.edit(turn)
    return True


def _wordings(turn: Turn, words: str) -> tuple[str, str]:
    """The words for what is to be there, and the same as words that put it in the place of something else."""
    swaps = turn.desk.tables.revisions.swap
    return words, next(one for one in swaps if one.isascii() is words.isascii()) + words


def _takes_place(turn: Turn, before: str, words: str) -> bool:
    """Read the message as these words; whether something in the description gives way to them."""
    _told(turn, words)
    changed, _ = reworded(turn, before, turn.intent)
    return not changed.startswith(before)


def _told(turn: Turn, words: str) -> None:
    turn.incoming = replace(turn.incoming, text=words)
    turn.intent = replace(turn.intent, action=Act.GENERATE, edit=True, again=True, prompt=words)
