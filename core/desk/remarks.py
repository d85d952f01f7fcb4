"""Sentences of a message that only talk to us, beside a wish: what is to be done is read from the rest."""

import re

from core.desk.turn import Turn
from core.model import Act, ParseContext
from core.punctuation import clauses
from core.tables import Pointing, Said

_MOST = 6  # sentences; a longer message is a story
_ENDS_SENTENCE = re.compile(r"[。！？!?~～…\n.]")
# Talk that says something all the same: a name, a picture that comes, a fault, an earlier clip.
_SAYS = (Said.NAMES, Said.MEETS, Said.PRESENTS, Said.SENDS, Said.TELLS_LATER, Said.MORE_TO_COME)
_POINTS = (Pointing.ODD, Pointing.GOES_BACK, Pointing.WHICH, Pointing.FINDS_DEAR, Pointing.GOES_FOR_IT)


def without_remarks(turn: Turn) -> str:
    """The message without the sentences in front and behind that only talk to us, if anything else is said.

    Only where something is there to talk about: a clip, a question of ours, models that were just named.
    """
    text = _without_praise(turn)
    if turn.incoming.pictures or not _has_something(turn):
        return text
    kept = _sentences(text)
    count = len(kept)
    if not 1 < count <= _MOST:
        return text
    while len(kept) > 1 and _is_remark(turn, kept[0]):
        del kept[0]
    while len(kept) > 1 and turn.desk.tables.talk.is_of_people(kept[-1]) and _is_remark(turn, kept[-1]):
        del kept[-1]
    return _without_but(turn, "".join(kept).strip()) if len(kept) < count else text


def _without_praise(turn: Turn) -> str:
    """The message without the clauses in front that only praise the clip that is there."""
    text = turn.incoming.text
    if turn.job is None or not turn.job.phase.is_made:
        return text
    kept = [clause + mark for clause, mark in clauses(text)]
    count = len(kept)
    while len(kept) > 1 and turn.desk.tables.pointers.says(kept[0], Pointing.GLAD):
        del kept[0]
    return _without_but(turn, "".join(kept)) if len(kept) < count else text


def _without_but(turn: Turn, text: str) -> str:
    """What stands behind the word that joins it to praise."""
    found = turn.desk.tables.pointers.first(text, Pointing.BUT)
    return found.parts["rest"] if found is not None else text


def _has_something(turn: Turn) -> bool:
    return turn.job is not None or turn.question is not None or bool(turn.talk.named)


def _sentences(text: str) -> list[str]:
    """The sentences of a text, each with the marks behind it."""
    found = [""]
    for clause, mark in clauses(text):
        found[-1] += clause + mark
        if _ENDS_SENTENCE.search(mark):
            found.append("")
    return [one for one in found if one.strip()]


def _is_remark(turn: Turn, sentence: str) -> bool:
    """Whether a sentence alone would be answered as talk, and holds nothing that the rest needs."""
    tables, question = turn.desk.tables, turn.question
    if tables.talk.small_talk(sentence) == "ok" or tables.pointers.finds_fault(sentence):
        return False
    if any(tables.sayings.says(sentence, one) for one in _SAYS):
        return False
    if any(tables.pointers.says(sentence, one) for one in _POINTS):
        return False
    context = ParseContext(
        last_status=turn.status_word(turn.job) or "success",
        pending=question.pending if question is not None and question.drafts else None,
        names=tuple(one.name for one in turn.subjects),
    )
    read = turn.desk.parser.parse(sentence, context)
    return read.action is Act.CHITCHAT and read.choice is None
