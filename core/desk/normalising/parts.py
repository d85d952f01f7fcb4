"""Takes a message for a change where it tells which part of the clip is to be another one: "the lead should be a fox"."""

from dataclasses import replace

from core import continuity
from core.desk.clips import changes
from core.desk.turn import Turn
from core.model import Act, Intent
from core.punctuation import ENDS

_MAY_BE = frozenset({Act.CHITCHAT, Act.CLEAR_PREFERENCE})  # what such a message was taken for by mistake
_SHORTEST = 2  # characters; a shorter part is a slip
_LONGEST = 120  # characters; a longer message describes something


def as_told_in_parts(turn: Turn, read: Intent) -> Intent:
    """The reading of a message that changes parts of what the clip shows, as such a change; else as it was."""
    base, text = changes.base_of(turn), turn.typed or turn.incoming.text
    is_idea = read.action is Act.GENERATE and bool(read.prompt) and not read.edit
    if base is None or turn.incoming.pictures or len(text) > _LONGEST:
        return read
    if not (is_idea or read.action in _MAY_BE) or read.continuity is not None or read.known_names:
        return read
    if turn.question is not None and turn.order_in_question is None:
        return read
    prompt = base.order.prompt
    if prompt.isascii() is not text.isascii():
        return read
    parted, revisions = turn.desk.tables.parted, turn.desk.tables.revisions
    told = continuity.told_parts(text, prompt, parted)
    said = sum(len(one.text) for one in told)
    if not told or said >= len(text.strip(ENDS)) - 1:
        return read  # nothing around them tells that they are a change
    is_named = continuity.names_somebody(prompt, text, parted)
    if is_named or continuity.is_about_it(prompt, text, revisions, turn.language):
        return read  # the phrases know what it is about
    found = continuity.put_in(prompt, told, parted, revisions)
    if found is None or any(len(one.text) < _SHORTEST or one.sort == continuity.GIVES_WAY for one in told):
        return read
    if not found.replaces or not continuity.is_told_alone(read.prompt or text, told, parted):
        return read  # a new idea must not be put behind an old one
    turn.told_in_parts = True
    return replace(read, action=Act.GENERATE, edit=True, prompt=read.prompt or text, clear_preference=False)
