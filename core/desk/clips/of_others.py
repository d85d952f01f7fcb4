"""A clip like somebody else's in a group: that one is theirs, so its words are asked for."""

from core.desk.pictures.of_message import pictures_of
from core.desk.reading import beside_clip, goes_on_as
from core.desk.turn import Turn
from core.model import Act, ParseContext
from core.punctuation import clauses
from core.tables import Said
from core.text import is_brief

_SHORTEST, _FEWEST_WORDS = 4, 3  # Chinese characters, English words


async def wants_one_too(turn: Turn) -> bool:
    """Handle "I want one too, with a tiger" by one who has no clip here: ask what it is to show, unless it is told."""
    sayings, text = turn.desk.tables.sayings, turn.incoming.text
    if not turn.incoming.address.direct and sayings.says(text, Said.LIKE_THEIRS):
        await turn.tell("ask.one_too")
        return True
    found = sayings.find(text, Said.ME_TOO)
    if found is None or pictures_of(turn.incoming):
        return False
    if _describes(turn, found.get("rest", "")):
        turn.intent = goes_on_as(turn, found["rest"])
        return False
    if turn.incoming.address.direct or turn.job is not None or turn.question is not None:
        return False
    await turn.tell("ask.one_too")
    return True


def _describes(turn: Turn, words: str) -> bool:
    """Whether the words describe a clip of their own, and no difference from the other one."""
    first = clauses(words)[0][0] if words else ""
    beside = beside_clip(turn, first)
    read = turn.desk.parser.parse(words, ParseContext())
    is_few = is_brief(read.prompt, characters=_SHORTEST, words=_FEWEST_WORDS)
    return read.action is Act.GENERATE and not is_few and not beside.edit
