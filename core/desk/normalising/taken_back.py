"""A change that the message takes back: "fewer cars... actually remove the carts", "make it night... no, leave it"."""

from core.desk.clips.changes import base_of
from core.desk.reading import beside_clip
from core.desk.turn import Turn
from core.model import Act, Intent
from core.tables import Found, Pointing


def without_taken_back(turn: Turn, text: str) -> str:
    """The message without a change that it takes back itself, beside a clip: what is said last counts."""
    if base_of(turn) is None or turn.incoming.pictures:
        return text
    pointers = turn.desk.tables.pointers
    given_up = pointers.first(text, Pointing.TAKES_ALL_BACK)
    if given_up is not None and beside_clip(turn, given_up.parts["before"]).action is Act.GENERATE:
        return pointers.stays[
            "en" if text.isascii() else "zh"
        ]  # what it began to say is no answer, and no change
    for found in pointers.find(text, Pointing.TAKES_FIRST_BACK):
        if _is_instead(turn, found):
            return found.parts["rest"]
    return text


def _is_instead(turn: Turn, found: Found) -> bool:
    """Whether both parts are changes that do not go together; only a plain "actually" may go on with another one."""
    before, rest = (found.parts[name] for name in ("before", "rest"))
    one, other = beside_clip(turn, before), beside_clip(turn, rest)
    is_change = other.edit or turn.desk.parser.says_change(rest)
    was_change = one.edit or turn.desk.parser.says_change(before)
    if not (is_change and was_change and one.action is other.action is Act.GENERATE):
        return False
    return "strict" in found.parts or _is_of_content(one) is _is_of_content(other)


def _is_of_content(said: Intent) -> bool:
    return bool(said.prompt)
