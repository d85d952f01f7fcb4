"""Takes a message for a change where it tells which part of the clip is to be another one: "the lead should be a fox"."""

from dataclasses import replace

from core.desk.clips import changes
from core.desk.small_talk import is_hardly_asked
from core.desk.told_parts import put_in_surely
from core.desk.turn import Turn
from core.model import Act, Intent, Wishes
from core.tables import Pointing

# What such a message was taken for by mistake.
_MAY_BE = frozenset(
    {
        Act.CHITCHAT,
        Act.CLEAR_PREFERENCE,
        Act.LIST_MODELS,
        Act.HELP,
        Act.STATUS,
        Act.MINE,
        Act.SHOW_PREFERENCES,
    }
)
_LONGEST = 120  # characters; a longer message describes something


def as_told_in_parts(turn: Turn, read: Intent) -> Intent:
    """The reading of a message that changes parts of what the clip shows, as such a change; else as it was."""
    base, text = changes.base_of(turn), turn.typed or turn.incoming.text
    is_new = read.action is Act.GENERATE and not (read.edit and (read.prompt or read.wishes != Wishes()))
    if base is None or turn.incoming.pictures or len(text) > _LONGEST:
        return read
    if not (is_new or read.action in _MAY_BE) or read.continuity is not None or read.known_names:
        return read
    if read.action is Act.STATUS and turn.desk.tables.pointers.says(text, Pointing.ASKS_PROGRESS):
        return read  # "how's it going" tells nobody to go anywhere
    if turn.question is not None and turn.order_in_question is None:
        return read
    prompt, parted = base.order.prompt, turn.desk.tables.parted
    if read.action is Act.GENERATE and not read.edit and parted.around.new_clip.match(text):
        return read
    if prompt.isascii() is not text.isascii():
        return read
    if turn.desk.tables.several.read(text) is not None or put_in_surely(turn, prompt, text) is None:
        return read  # a new idea must not be put behind an old one
    changed = replace(
        read, action=Act.GENERATE, edit=True, prompt=read.prompt or text, clear_preference=False
    )
    if is_hardly_asked(turn, changed):
        return read
    turn.told_in_parts = True
    return changed
