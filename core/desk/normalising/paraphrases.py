"""Everyday wordings for a value, put as the parser knows them: "make it standard" is "standard mode"."""

from collections.abc import Sequence

from core.desk.clips.changes import base_of
from core.desk.clips.differences import sound_of
from core.desk.questions.answers import orders_all
from core.desk.sound.added import tells_of_it
from core.desk.turn import Turn
from core.model import Draft, ParseContext, TaskType
from core.punctuation import clauses, comma
from core.tables.paraphrases import Paraphrase

_MOST_CLAUSES = 8
_SHAPE = "aspect_ratio"
_FOR = " for "
_LONGEST_VALUE = 16  # characters


def paraphrased(turn: Turn, text: str) -> str:
    """The message with such clauses beside an order, and at the end of a new request, in the parser's words."""
    question = turn.order_in_question
    if question is not None and orders_all(question):
        return text  # there "several shots" are those of the series
    parts = clauses(text)
    if len(parts) > _MOST_CLAUSES or turn.desk.tables.several.both_shapes(text)[0]:
        return text  # two shapes in two clauses belong together
    base = base_of(turn)
    last = _last_told(turn, parts) if base is None else 0
    rows = [one for one in turn.desk.tables.paraphrases if _counts(one, base, is_alone=len(parts) == 1)]
    return "".join(
        _put(turn, rows, base, clause, may_begin=base is not None or place > 0) + mark
        if base is not None or place >= last
        else clause + mark
        for place, (clause, mark) in enumerate(parts)
    )


def _last_told(turn: Turn, parts: Sequence[tuple[str, str]]) -> int:
    """The place of the last clause, or of the one in front of it where the last is nothing but a value."""
    last = len(parts) - 1
    if last < 1 or len(parts[last][0]) > _LONGEST_VALUE:
        return last
    read = turn.desk.parser.parse(parts[last][0], ParseContext())
    return last - 1 if read.names_something and not read.prompt else last


def _counts(one: Paraphrase, base: Draft | None, *, is_alone: bool) -> bool:
    """Whether a wording is known beside this order, or in a new request."""
    if base is None:
        return one.new
    if one.frames and base.order.task_type is not TaskType.FRAMES:
        return False  # "put them back": people who were taken out
    return one.heard is None or (not is_alone and one.heard is bool(sound_of(base)))


def _put(turn: Turn, rows: Sequence[Paraphrase], base: Draft | None, clause: str, *, may_begin: bool) -> str:
    head, tail = _without_use(clause) if base is None else ("", "")
    use = _put(turn, rows, base, tail, may_begin=True) if head else tail
    if use != tail:
        return f"{head}{comma(head)}{use}"
    for one in rows:
        found = one.read(clause)
        if found is None or not (found[0] or may_begin):
            continue
        if base is not None and one.heard is not None and tells_of_it(turn, base, clause):
            continue
        if base is None and one.name == _SHAPE and _names_shape(turn, clause):
            continue  # "square, for TikTok"
        return comma(clause).join(part for part in found if part)
    return clause


def _without_use(clause: str) -> tuple[str, str]:
    """A clause parted in front of the last words that may tell what it is for: "a kitten yawning", "for TikTok"."""
    head, mark, tail = clause.rpartition(_FOR)
    return (head, f"{mark}{tail}".strip()) if head else ("", "")


def _names_shape(turn: Turn, clause: str) -> bool:
    """Whether the message names a shape in plain words elsewhere, or with this place: that one counts."""
    rest = turn.incoming.text.replace(clause, "")
    return any(
        turn.desk.parser.parse(one, ParseContext()).wishes.aspect_ratio is not None for one in (clause, rest)
    )
