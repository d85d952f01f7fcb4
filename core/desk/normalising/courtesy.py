"""Talk around an answer: thanks behind it, praise or a sigh in front of what is said of an offered series."""

from core.desk.questions.answers import orders_all
from core.desk.reading import said_in
from core.desk.turn import Turn
from core.model import Act
from core.punctuation import ENDS, clauses
from core.tables import Pointing, Said

_YES = frozenset({Act.CONFIRM, Act.RETRY})
_ANSWERS = frozenset({*_YES, Act.DECLINE})
_OF_SHOTS = (
    Said.SHOTS_KEPT,
    Said.SHOTS_LEFT,
    Said.SHOTS_ALL,
    Said.LISTED_KEPT,
    Said.ONE_CLIP,
    Said.SHOT_CHANGED,
)
_SIGHS = (Pointing.TOO_MANY, Pointing.FINDS_DEAR)


def was_told_something(turn: Turn) -> bool:
    """Whether something waits for an answer, or models or a price were just named."""
    return turn.question is not None or bool(turn.talk.named) or turn.quoted is not None


def without_courtesy(turn: Turn) -> str:
    """The message without what only surrounds an answer, if anything else is said."""
    text = turn.incoming.text
    if not was_told_something(turn) or turn.incoming.pictures:
        return text
    kept = _without_thanks(turn, [clause + mark for clause, mark in clauses(text)])
    kept = _as_changed(turn, kept)
    question = turn.order_in_question
    if question is not None and orders_all(question):
        kept = _of_shots(turn, kept)
    return "".join(kept)


def _without_thanks(turn: Turn, parts: list[str]) -> list[str]:
    kept = list(parts)
    while len(kept) > 1 and turn.desk.tables.pointers.says(kept[-1], Pointing.THANKS):
        del kept[-1]
    if len(kept) == len(parts):
        return parts
    kept[-1] = kept[-1].rstrip(ENDS)
    # "All good, thanks" is no yes, although "all good" may be one.
    was, now = (said_in(turn, "".join(one), turn.question).action for one in (parts, kept))
    return parts if now in _YES and was not in _YES else kept


def _as_changed(turn: Turn, parts: list[str]) -> list[str]:
    """The answer that a change of mind ends with: "yes… wait, the second one"."""
    question, pointers = turn.question, turn.desk.tables.pointers
    places = [at for at, one in enumerate(parts[:-1]) if pointers.says(one, Pointing.WAVERS)]
    if question is None or not question.drafts or not places:
        return parts
    head, rest = parts[: places[-1]], parts[places[-1] + 1 :]
    if not all(pointers.says(one, Pointing.GOES) for one in head):
        return parts
    text = "".join(rest)
    said = said_in(turn, text, question)
    is_answer = said.action in _ANSWERS or pointers.says(text, Pointing.CHEAPER_ONE)
    return rest if is_answer else parts


def _of_shots(turn: Turn, parts: list[str]) -> list[str]:
    """The clauses without praise, and without a sigh in front of words that choose some of the shots."""
    pointers = turn.desk.tables.pointers
    kept = list(parts)
    for end in (0, -1):
        while len(kept) > 1 and pointers.says(kept[end], Pointing.GLAD):
            del kept[end]
    rest = list(kept)
    while len(rest) > 1 and (
        sighs(turn, rest[0]) or said_in(turn, rest[0], turn.question).action is Act.DECLINE
    ):
        del rest[0]
    return rest if is_of_shots(turn, "".join(rest)) or is_of_shots(turn, rest[0]) else kept


def sighs(turn: Turn, clause: str) -> bool:
    """Whether a clause only finds what is offered too long or too dear."""
    return any(turn.desk.tables.pointers.says(clause, one) for one in _SIGHS)


def is_of_shots(turn: Turn, text: str) -> bool:
    """Whether a text says which of the offered shots are wanted, what one shows, or that one clip is wanted."""
    return any(turn.desk.tables.sayings.says(text, one) for one in _OF_SHOTS)
