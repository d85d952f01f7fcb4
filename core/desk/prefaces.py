"""What people tell of themselves and of where a video will be used, around a request, is no part of it."""

from core.desk.turn import Turn
from core.model import Act, Intent, ParseContext, Wishes
from core.punctuation import clauses
from core.tables import Pointing, Said
from core.tables.patterns import MARKS

_MOST_CLAUSES = 8


def without_preface(turn: Turn, text: str) -> str:
    """The message without who asks and what for, if a request remains that says what is to be seen."""
    found = turn.desk.tables.pointers.first(text, Pointing.INTRODUCES)
    if found is not None:
        asked = _read(turn, found.parts["rest"])
        if asked.action is Act.GENERATE and asked.prompt and asked.prompt != found.parts["rest"]:
            text = found.parts["rest"]
    sees = turn.desk.tables.sayings.find(text, Said.SOMEBODY_SEES)
    if sees is not None and _read(turn, sees["rest"]).action is Act.GENERATE:
        text = sees["rest"]
    if turn.job is not None or turn.question is not None:
        return _beside(turn, text)  # there a purpose may be the reason for a change
    kept = [clause + mark for clause, mark in clauses(text)]
    if not 1 < len(kept) <= _MOST_CLAUSES:
        return text
    count = len(kept)
    for end in (0, -1):
        while len(kept) > 1 and _is_purpose(turn, kept[end]):
            del kept[end]
    rest = "".join(kept).strip()
    return rest if len(kept) < count and _read(turn, rest).prompt else text


def _beside(turn: Turn, text: str) -> str:
    """Beside a clip: what is wanted meanwhile, or the change without asking whether it is still possible."""
    meanwhile = turn.desk.tables.pointers.first(text, Pointing.MEANWHILE)
    if meanwhile is not None:
        return meanwhile.parts["rest"]
    kept = [clause + mark for clause, mark in clauses(text)]
    if len(kept) > 1 and turn.desk.tables.pointers.says(kept[-1], Pointing.STILL):
        return "".join(kept[:-1]).strip()
    return text


def _is_purpose(turn: Turn, clause: str) -> bool:
    """Whether a clause only tells where or for whom the video is, and names no value."""
    tables = turn.desk.tables
    if not tables.pointers.says(clause, Pointing.PURPOSE):
        return False
    if not tables.talk.is_of_people(clause) and not tables.pointers.says(clause, Pointing.PLACE_OF_USE):
        return False
    read = _read(turn, clause.strip(MARKS))
    return read.wishes == Wishes() and read.model is None and read.quality is None


def _read(turn: Turn, words: str) -> Intent:
    return turn.desk.parser.parse(words, ParseContext())
