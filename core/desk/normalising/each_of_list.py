"""“A cat in three styles: …”, “3 cat videos: sleeping, eating, …”: one new clip for each of what is listed."""

from collections.abc import Sequence

from core.desk.turn import Turn
from core.model import ParseContext
from core.punctuation import comma
from core.tables import Said
from core.tables.classes import SOMEBODY

_MOST = 6
_THINGS = (*SOMEBODY, "vehicle", "food", "drink", "plant", "device", "nature", "water", "building")


def without_list(turn: Turn, text: str) -> str:
    """The message without the styles that it wants a new clip in each of, or with what each clip shows told in full."""
    table = turn.desk.tables.several
    listed, rest = table.in_styles(text)
    if listed and len(listed) <= _MOST and turn.question is None:
        turn.each = tuple(listed)
        return rest
    lists, is_english = turn.desk.tables.sayings.listed, text.isascii()
    two = turn.desk.tables.sayings.find(text, Said.IN_VERSIONS) if turn.question is None else None
    if two is not None:
        joint = turn.desk.tables.revisions.look_mark
        both = [f"{two[one]}{joint}{two['what']}" for one in ("old", "new")]
        return lists.told_in_full(both, is_english=False)
    what, shown = table.of_one(text)
    if not what or turn.desk.parser.parse(what, ParseContext()).names_something:
        return text  # "three vertical clips: …"
    who = f"{lists.with_article(what)} " if is_english else what
    does_it = _is_done_by(turn, what, shown)
    told = [
        one if one.startswith(what) else f"{who}{one}" if does_it else f"{one}{comma(one)}{what}"
        for one in shown
    ]
    return lists.told_in_full(told, is_english=is_english)


def _is_done_by(turn: Turn, what: str, shown: Sequence[str]) -> bool:
    """Whether this is somebody or something that does what is listed: "funny" is none, and "a cat" does it for itself."""
    tables = turn.desk.tables
    noun = what.rsplit(maxsplit=1)[-1].casefold()
    tells_itself = any(one.casefold().startswith(tables.revisions.articles) for one in shown)
    return not tells_itself and tables.parted.classes.are(noun, *_THINGS)
